"""What leaves a round: papers as PDF and Word, lists as workbooks."""

from dvht.citizens.exports.papers import (
    draft_bytes,
    draft_pages,
    printed,
    printed_forms,
)
from dvht.citizens.exports.workbooks import registration_workbook, results_workbook

__all__ = [
    "draft_bytes",
    "draft_pages",
    "printed",
    "printed_forms",
    "registration_workbook",
    "results_workbook",
]
