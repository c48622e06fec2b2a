"""The tree and its powers as they stand at one moment, to be compared with another."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from dvht.units.models import Change, Jurisdiction, Unit
from dvht.units.queries import with_jurisdiction


@dataclass(frozen=True)
class Seat:
    """Where a unit stands on a day, who receives its dossier and who decides; empty names where nobody has said.

    `row` is the row of jurisdiction that says it; None where it is said of the unit itself.
    """

    name: str
    parent: int | None
    is_gone: bool
    receiving: int | None
    receiving_name: str
    deciding: int | None
    deciding_name: str
    row: Jurisdiction | None

    @property
    def powers(self) -> tuple[object, ...]:
        return self.receiving, self.receiving_name, self.deciding, self.deciding_name


@dataclass(frozen=True)
class Tree:
    """Every unit and every row of jurisdiction at one moment, and the newest change that was written down."""

    seats: Mapping[int, Seat]
    rows: Mapping[int, Jurisdiction]
    last_change: int


def tree_on(day: dt.date) -> Tree:
    """As it stands now, with the powers of a day; three queries whatever the number of units."""
    last = Change.objects.order_by().aggregate(last=Max("pk"))["last"]
    rows = rows_now()
    return Tree(seats_on(day, rows), rows, last or 0)


def rows_now() -> Mapping[int, Jurisdiction]:
    """Every row of jurisdiction: one query."""
    return {row.pk: row for row in Jurisdiction.objects.select_related("area").order_by("pk")}


def seats_on(day: dt.date, rows: Mapping[int, Jurisdiction]) -> Mapping[int, Seat]:
    """Every unit with its powers of a day: one query."""
    at: dict[str, int] = {}
    seats: dict[int, Seat] = {}
    for unit in with_jurisdiction(Unit.objects.select_related("receiving"), day).order_by("path"):
        at[unit.path] = unit.pk
        seats[unit.pk] = _seat(unit, day, at.get(unit.path[: -Unit.steplen]), rows)
    return seats


def _seat(unit: Unit, day: dt.date, parent: int | None, rows: Mapping[int, Jurisdiction]) -> Seat:
    own, asked = unit.own_receiver(day), vars(unit)
    nearest = rows.get(asked["jurisdiction_id"])
    decides = nearest if nearest and (not own or nearest.receiving_id == asked["receiving_now"]) else None
    return Seat(
        name=unit.name,
        parent=parent,
        is_gone=unit.is_dissolved(day),
        receiving=asked["receiving_now"],
        receiving_name=own or (nearest.receiving_name if nearest else ""),
        deciding=decides.deciding_id if decides else None,
        deciding_name=decides.deciding_name if decides else "",
        row=None if own else nearest,
    )
