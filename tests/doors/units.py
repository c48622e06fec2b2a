"""The doors of what stands above a unit: who receives and decides, changes of the tree, names of places, rights."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.doors import ADMINISTRATORS, ADMINISTRATORS_OF_UNIT, IN, READERS, REFUSED, SIGN_IN, UNKNOWN, Door

from dvht.plans.models import Plan
from dvht.units.models import Jurisdiction

OF_AREA = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, IN, UNKNOWN, chair=REFUSED)
"""A row of the commune: who works there sees that it is there, its administrator changes it."""

READING: Mapping[str, Door] = {
    "jurisdiction_add": ADMINISTRATORS_OF_UNIT,
    "jurisdiction_change": OF_AREA,
    "jurisdiction_export": ADMINISTRATORS,
    "jurisdiction_list": ADMINISTRATORS,
    "place_list": ADMINISTRATORS_OF_UNIT,
    "two_tier": ADMINISTRATORS_OF_UNIT,
    "unit_dissolve": ADMINISTRATORS_OF_UNIT,
    "unit_history": READERS,
    "unit_merge": ADMINISTRATORS_OF_UNIT,
    "unit_rename": ADMINISTRATORS_OF_UNIT,
    "unit_split": ADMINISTRATORS_OF_UNIT,
    "unit_transfer": ADMINISTRATORS_OF_UNIT,
    "user_export": ADMINISTRATORS_OF_UNIT,
    "users_export": ADMINISTRATORS,
}

SENDING: Mapping[str, Door] = {
    "jurisdiction_add": ADMINISTRATORS_OF_UNIT,
    "jurisdiction_change": OF_AREA,
    "jurisdiction_confirm": OF_AREA,
    "jurisdiction_end": OF_AREA,
    "two_tier": ADMINISTRATORS_OF_UNIT,
    "unit_dissolve": ADMINISTRATORS_OF_UNIT,
    "unit_merge": ADMINISTRATORS_OF_UNIT,
    "unit_rename": ADMINISTRATORS_OF_UNIT,
    "unit_split": ADMINISTRATORS_OF_UNIT,
    "unit_transfer": ADMINISTRATORS_OF_UNIT,
    "user_rights": ADMINISTRATORS_OF_UNIT,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """The cast has its rows of jurisdiction already."""


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    return {
        "jurisdiction_id": Jurisdiction.objects.filter(area=cast.commune).values_list("pk", flat=True)[0],
        "user_id": cast.clerk.pk,
    }
