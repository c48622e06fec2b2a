"""The days of a title, by its pack and the day of its decision."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dvht.recognition.models import DecidedUnit, Decision, Expiry
from dvht.regulation import validity
from dvht.regulation.pack import Pack


@dataclass(frozen=True)
class Days:
    """Both readings of the validity, the one chosen, and from when the next level may be asked for."""

    until_year_end: dt.date | None
    until_months: dt.date | None
    valid_until: dt.date | None
    upgrade_from: dt.date | None


def days_of(pack: Pack, outcome: str, decided_on: dt.date, expiry: str) -> Days:
    """Under a text without a validity (TT 22: once a year, Điều 7.3) every day is None.

    The highest level has nothing above it, so nothing to upgrade to.
    """
    said = pack.validity
    if said is None:
        return Days(None, None, None, None)
    year_end = validity.until_year_end(decided_on, said.months)
    months = validity.until_months(decided_on, said.months)
    chosen = {Expiry.YEAR_END.value: year_end, Expiry.FROM_DECISION.value: months}.get(expiry)
    top = outcome == str(max(pack.levels, default=0))
    wait = said.upgrade_after_months
    upgrade = None if top or wait is None else validity.allowed_from(decided_on, wait)
    return Days(year_end, months, chosen, upgrade)


def counted_from(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> Mapping[int, dt.date]:
    """By unit, the day from which the title of this decision counts, were it signed on `on`.

    A correction neither lengthens a title nor shortens it: a unit that stood in what is replaced keeps the day of the
    decision that first recognised it. No text found speaks of it; the page of corrections says so.
    """
    units = {line.unit_id for line in lines}
    days = dict.fromkeys(units, on)
    old = decision.replaces
    while old is not None and old.paper is not None:
        units &= set(old.lines.values_list("unit", flat=True))
        days.update(dict.fromkeys(units, old.paper.issued_on))
        old = old.replaces
    return days


def days_by_unit(decision: Decision, lines: Sequence[DecidedUnit], on: dt.date) -> Mapping[int, Days]:
    """The days of each line of a decision, were it signed on `on`."""
    counted = counted_from(decision, lines, on)
    return {
        line.unit_id: days_of(decision.pack, line.outcome, counted[line.unit_id], decision.expiry)
        for line in lines
    }


@dataclass(frozen=True)
class LastDays:
    """The last days that all lines of a decision have in common; None where they differ or the text knows no end."""

    valid_until: dt.date | None
    other_reading: dt.date | None
    differ: bool


def last_days(days: Iterable[Days]) -> LastDays:
    """What the page of signing may say of the decision as a whole."""
    found = [one for one in days if one.valid_until is not None]
    until = {one.valid_until for one in found}
    others = {
        one.until_months if one.valid_until == one.until_year_end else one.until_year_end for one in found
    }
    return LastDays(
        valid_until=until.pop() if len(until) == 1 else None,
        other_reading=others.pop() if len(others) == 1 else None,
        differ=len(until) > 1,
    )
