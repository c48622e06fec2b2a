"""Who took over from whom, and what a unit was called before."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from dvht.units.models import Change, ChangedUnit, ChangeKind, Side, Unit

SUCCEEDING: Final = (ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.DISSOLVE)
"""Changes after which a unit is another one than before."""


def predecessors_of(units: Iterable[int], on: dt.date | None = None) -> frozenset[int]:
    """Units that are no more by this day (today) and whose past these have taken over, step by step.

    A unit that lives on after a part of it left keeps its past to itself.
    """
    return _along(units, came=Side.AFTER, went=Side.BEFORE, on=on or timezone.localdate())


def successors_of(units: Iterable[int], on: dt.date | None = None) -> frozenset[int]:
    """Units that by this day (today) took over from these, which are no more, step by step."""
    return _along(units, came=Side.BEFORE, went=Side.AFTER, on=on or timezone.localdate())


def born_after(on: dt.date) -> QuerySet[ChangedUnit]:
    """Units, as `unit` of these rows, that a merger or split makes only after this day.

    A unit that stands before the change too was there already, whatever joined it or left it.
    """
    before = ChangedUnit.objects.filter(change=OuterRef("change"), unit=OuterRef("unit"), side=Side.BEFORE)
    made = ChangedUnit.objects.filter(
        side=Side.AFTER,
        change__kind__in=(ChangeKind.MERGE, ChangeKind.SPLIT),
        change__effective_on__gt=on,
    )
    found: QuerySet[ChangedUnit] = made.exclude(Exists(before)).order_by()
    return found


def _along(units: Iterable[int], *, came: Side, went: Side, on: dt.date) -> frozenset[int]:
    start = frozenset(units)
    known, edge = start, start
    gone = Q(unit__dissolved_on__lte=on)
    while edge:
        changes = ChangedUnit.objects.filter(
            unit__in=edge, side=came, change__kind__in=SUCCEEDING, change__effective_on__lte=on
        )
        if came == Side.BEFORE:
            changes = changes.filter(gone)
        others = ChangedUnit.objects.filter(change__in=changes.values("change"), side=went)
        if went == Side.BEFORE:
            others = others.filter(gone)
        edge = frozenset(others.values_list("unit_id", flat=True)) - known
        known |= edge
    return known - start


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as the page of one of its units tells it: before and after are names of that day with their units."""

    change: Change
    before: tuple[ChangedUnit, ...]
    after: tuple[ChangedUnit, ...]
    is_coming: bool


def change_lines(unit: Unit, on: dt.date) -> tuple[ChangeLine, ...]:
    """Every change in which the unit stands, the newest first; two queries whatever their number."""
    of_unit = ChangedUnit.objects.filter(unit=unit).values("change")
    with_units = Prefetch("parts", ChangedUnit.objects.select_related("unit"))
    changes: QuerySet[Change] = Change.objects.filter(pk__in=of_unit).prefetch_related(with_units)
    lines = []
    for change in changes:
        parts = sorted(change.parts.all(), key=lambda part: part.pk)
        lines.append(
            ChangeLine(
                change,
                tuple(part for part in parts if part.side == Side.BEFORE),
                tuple(part for part in parts if part.side == Side.AFTER),
                change.effective_on > on,
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Ending:
    """By which change a unit ceases to work, and the names of the units that take its place."""

    since: dt.date
    is_coming: bool
    change: Change | None
    heirs: tuple[str, ...]


def ending_of(unit: Unit, on: dt.date) -> Ending | None:
    """None for a unit that goes on."""
    if unit.dissolved_on is None:
        return None
    lines = (line for line in change_lines(unit, on) if line.change.kind in SUCCEEDING)
    line = next((one for one in lines if unit.pk in {part.unit_id for part in one.before}), None)
    heirs = tuple(part.name for part in line.after) if line else ()
    return Ending(unit.dissolved_on, not unit.is_dissolved(on), line.change if line else None, heirs)


@dataclass(frozen=True, slots=True)
class Name:
    """What a unit was called and until which day; `until` is None for the name of today."""

    name: str
    until: dt.date | None


def names_of(unit: Unit) -> tuple[Name, ...]:
    """The unit's name of today and those before, the newest first."""
    renamed = ChangedUnit.objects.filter(unit=unit, side=Side.BEFORE, change__kind=ChangeKind.RENAME)
    before = renamed.select_related("change").order_by("-change__effective_on", "-change_id")
    past = (Name(part.name, part.change.effective_on - dt.timedelta(days=1)) for part in before)
    return (Name(unit.name, None), *past)
