"""What leaves the reports: lists and tables as workbooks, the consolidated report as PDF and Word."""

from dvht.reports.exports.papers import drafted
from dvht.reports.exports.workbooks import consolidated_workbook, units_workbook

__all__ = [
    "consolidated_workbook",
    "drafted",
    "units_workbook",
]
