"""Doors to the names behind the numbers of a self-assessment."""

from typing import Any

from tests import make
from tests.cast import Cast
from tests.doors import ROSTER_READERS

from dvht.plans.models import Plan

READING = {"assessment_names": ROSTER_READERS, "assessment_names_export": ROSTER_READERS}
SENDING: dict[str, Any] = {}


def furnish(cast: Cast, plan: Plan) -> None:
    """The cast's own two members are roster enough once something is recorded of them."""
    make.a_fact(cast.as_member("member"), "digital", year=plan.year)


def addresses(_name: str, _cast: Cast) -> dict[str, Any]:
    return {}
