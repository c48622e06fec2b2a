"""The pages of a self-assessment."""

from dvht.assessment.views.names import assessment_names, assessment_names_export
from dvht.assessment.views.rows import assessment, assessment_member_total, assessment_row
from dvht.assessment.views.settling import (
    assessment_check,
    assessment_export,
    assessment_finalise,
    assessment_history,
    assessment_reopen,
)

__all__ = [
    "assessment",
    "assessment_check",
    "assessment_export",
    "assessment_finalise",
    "assessment_history",
    "assessment_member_total",
    "assessment_names",
    "assessment_names_export",
    "assessment_reopen",
    "assessment_row",
]
