"""What leaves the reports: lists and tables as workbooks, the consolidated report as PDF and Word."""

from dvht.reports.exports.papers import draft_bytes, draft_pages
from dvht.reports.exports.workbooks import consolidated_workbook, units_workbook

__all__ = [
    "consolidated_workbook",
    "draft_bytes",
    "draft_pages",
    "units_workbook",
]
