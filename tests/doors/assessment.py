"""Doors to the names behind the numbers of a self-assessment."""

from typing import Any

from tests.cast import Cast
from tests.doors import ROSTER_READERS

from dvht.plans.models import Plan

READING = {"assessment_names": ROSTER_READERS, "assessment_names_export": ROSTER_READERS}
SENDING: dict[str, Any] = {}


def furnish(_cast: Cast, _plan: Plan) -> None:
    """The cast's own two members are roster enough."""


def addresses(_name: str, _cast: Cast) -> dict[str, Any]:
    return {}
