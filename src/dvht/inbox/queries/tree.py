"""The tree and its powers as they stand at one moment, to be compared with another."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.db.models import Max

from dvht.units.models import Change, Jurisdiction, Unit
from dvht.units.queries import with_jurisdiction

Power = Literal["receiving", "deciding"]


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

    def holder(self, power: Power) -> tuple[int | None, str]:
        """Who receives, or who decides: the body, where it is in the tree, and its name."""
        if power == "receiving":
            return self.receiving, self.receiving_name
        return self.deciding, self.deciding_name


NOWHERE: Final = Seat(
    "", None, is_gone=False, receiving=None, receiving_name="", deciding=None, deciding_name="", row=None
)
"""Where a unit stands that doesn't exist yet."""


@dataclass(frozen=True)
class Tree:
    """Every unit and every row of jurisdiction at one moment, and the newest change that was written down.

    `seats` holds today and each day to come on which something that is written down begins or ends, the earliest first.
    """

    seats: Mapping[dt.date, Mapping[int, Seat]]
    rows: Mapping[int, Jurisdiction]
    last_change: int

    def on(self, day: dt.date) -> Mapping[int, Seat]:
        """Every unit on a day, today or later: as on the nearest of the known days up to it."""
        return self.seats[max(known for known in self.seats if known <= day)]


def tree_on(today: dt.date) -> Tree:
    """As it stands now, with the powers of today and of what is to come.

    Four queries and one for each day to come on which anything begins or ends, whatever the number of units.
    """
    last = Change.objects.order_by().aggregate(last=Max("pk"))["last"]
    rows = rows_now()
    seats = {day: seats_on(day, rows) for day in (today, *_days_to_come(today, rows))}
    return Tree(seats, rows, last or 0)


def _days_to_come(today: dt.date, rows: Mapping[int, Jurisdiction]) -> list[dt.date]:
    """On which a row begins or has ended, or a unit is no more; between two of them nothing changes: one query."""
    ends = Unit.objects.filter(dissolved_on__gt=today).order_by().values_list("dissolved_on", flat=True)
    days = {day for day in ends.distinct() if day is not None}
    for row in rows.values():
        days |= {row.since, day_after(row.until) or row.since}
    return sorted(day for day in days if day > today)


def day_after(last: dt.date | None) -> dt.date | None:
    """The first day on which what holds until the end of a day holds no more; None where there is none."""
    return None if last in (None, dt.date.max) else last + dt.timedelta(days=1)


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
