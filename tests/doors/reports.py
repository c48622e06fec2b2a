"""The doors of a body's board, lists and consolidated report; `unit_id` is the office that receives."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.doors import OFFICE, OFFICE_HEAD, OFFICE_READERS, Door

from dvht.plans.models import Plan

READING: Mapping[str, Door] = {
    "authority_board": OFFICE_READERS,
    "authority_units": OFFICE_READERS,
    "authority_units_export": OFFICE_READERS,
    "authority_remind": OFFICE,
    "consolidated_report": OFFICE_READERS,
    "consolidated_workbook": OFFICE_READERS,
    "consolidated_paper": OFFICE_READERS,
    "consolidated_paper_draft": OFFICE_READERS,
    "consolidated_paper_page": OFFICE_READERS,
}

SENDING: Mapping[str, Door] = {
    "authority_remind": OFFICE,
    "consolidated_paper": OFFICE,
    "consolidated_paper_issue": OFFICE_HEAD,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """The jurisdiction of the cast is all that a board needs."""


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    return {"unit_id": cast.office.pk, "page": 1, "paper_format": "pdf"}
