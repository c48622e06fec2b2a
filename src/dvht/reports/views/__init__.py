from dvht.reports.views.board import (
    authority_board,
    authority_remind,
    authority_units,
    authority_units_export,
)
from dvht.reports.views.consolidated import (
    consolidated_paper,
    consolidated_paper_draft,
    consolidated_paper_issue,
    consolidated_paper_page,
    consolidated_report,
    consolidated_workbook,
)
from dvht.reports.views.home import home, regulation, regulations, unit_home, year_home

__all__ = [
    "authority_board",
    "authority_remind",
    "authority_units",
    "authority_units_export",
    "consolidated_paper",
    "consolidated_paper_draft",
    "consolidated_paper_issue",
    "consolidated_paper_page",
    "consolidated_report",
    "consolidated_workbook",
    "home",
    "regulation",
    "regulations",
    "unit_home",
    "year_home",
]
