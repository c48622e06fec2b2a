"""The doors of the reminders: everybody has their own page; the calendar opens to whoever has its secret."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.doors import EVERYBODY, PEOPLE, Door

from dvht.plans.models import Plan
from dvht.reminders.actions import make_address

READING: Mapping[str, Door] = {"reminders": PEOPLE, "calendar_feed": EVERYBODY}

SENDING: Mapping[str, Door] = {
    "reminders": PEOPLE,
    "calendar_address": PEOPLE,
    "calendar_address_revoke": PEOPLE,
}

_made: dict[str, str] = {}


def furnish(cast: Cast, plan: Plan) -> None:
    _made["secret"] = make_address(by=cast.head)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    return {"secret": _made["secret"]}
