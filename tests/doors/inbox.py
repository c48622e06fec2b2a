"""The doors of the inbox: everybody has one; a message opens for whom it is addressed to."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.doors import IN, PEOPLE, SIGN_IN, UNKNOWN, Door

from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Message, Topic
from dvht.plans.models import Plan

ADDRESSED = Door(SIGN_IN, IN, IN, UNKNOWN, UNKNOWN, UNKNOWN, deputy=IN)

READING: Mapping[str, Door] = {"inbox": PEOPLE, "message": ADDRESSED}

SENDING: Mapping[str, Door] = {"inbox_read": PEOPLE, "message_open": ADDRESSED}


def furnish(cast: Cast, plan: Plan) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại", url="/")


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    return {"message_id": Message.objects.filter(unit=cast.unit).values_list("pk", flat=True)[0]}
