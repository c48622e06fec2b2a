"""What leaves a round: papers as PDF and Word, lists as workbooks."""

from dvht.citizens.exports.papers import (
    drafted,
    printed,
    printed_forms,
)
from dvht.citizens.exports.workbooks import registration_workbook, results_workbook

__all__ = [
    "drafted",
    "printed",
    "printed_forms",
    "registration_workbook",
    "results_workbook",
]
