"""What people do to a self-assessment. Each deed is whole or not at all, and leaves one event."""

from dvht.assessment.actions.entries import open_assessment, save_entry, set_member_total, values_of
from dvht.assessment.actions.holding import hold_year
from dvht.assessment.actions.settling import finalise_assessment, reopen_assessment, sheet_digest

__all__ = [
    "finalise_assessment",
    "hold_year",
    "open_assessment",
    "reopen_assessment",
    "save_entry",
    "set_member_total",
    "sheet_digest",
    "values_of",
]
