"""Where the counts of a sheet come from: the roster and the classes of the year, or what people typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import timezone

from dvht.members.queries.rollup import Learners, RollUp, learner_total, roll_up
from dvht.plans.models import Plan
from dvht.plans.queries import activity_counts
from dvht.regulation.pack import Pack
from dvht.regulation.personal import Need
from dvht.regulation.rows import Row

Source = Literal["roster", "classes", ""]
ALL_APART = "mọi người trong danh sách đều thuộc diện không tính"


@dataclass(frozen=True)
class Ask:
    """What a member must have reached to be counted in a row; one for each level where the levels differ."""

    key: str
    row: Row
    level: int | None
    needs: tuple[Need, ...]

    @property
    def label(self) -> str:
        return f"{self.row.code} (Mức độ {self.level})" if self.row.count_by_level else self.row.code


@dataclass(frozen=True)
class Basis:
    """What the records of the year give to a sheet.

    `counted` are the facts of the rows that records feed, by code; other shares are typed. `apart` counts who stands
    on the roster and doesn't count, by reason. `unrecorded`: by key, for how many members nobody has recorded it.
    `activities`: how many activities show each condition row. `roster_unused`: people stand on the roster of a past
    year in which nobody recorded anything of them, so what was typed for that year stands.
    """

    counted: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    member_total: int | None = None
    has_roster: bool = False
    roster_unused: bool = False
    apart: Mapping[str, int] = field(default_factory=dict)
    unrecorded: Mapping[str, int] = field(default_factory=dict)
    learners: Learners | None = None
    activities: Mapping[str, int] = field(default_factory=dict)
    as_of: dt.datetime | None = None

    def source(self, row: Row) -> Source:
        return self.sources.get(row.code, "")

    @property
    def excluded(self) -> int:
        return sum(self.apart.values())

    @property
    def by_class(self) -> bool:
        """Learners are counted from their classes."""
        return "classes" in self.sources.values()


def asks_of(pack: Pack) -> tuple[Ask, ...]:
    """Everything that a roster answers for the pack, in the order of its rows."""
    return tuple(
        ask
        for row in pack.rows
        if row.measure == "share" and row.population == "members"
        for ask in row_asks(row, pack)
    )


def row_asks(row: Row, pack: Pack) -> tuple[Ask, ...]:
    """What a row asks of each member: once, or once a level."""
    if not row.needs():
        return ()
    if row.count_by_level:
        return tuple(Ask(f"{row.code}@{level}", row, level, row.needs(level)) for level in pack.levels)
    return (Ask(row.code, row, pack.levels[0] if pack.levels else None, row.needs()),)


def live_basis(plan: Plan, pack: Pack, counted_on: dt.date) -> Basis:
    """What the records say now; at most four queries."""
    asks = asks_of(pack)
    rolled = roll_up(plan.unit, plan.year, counted_on, {ask.key: ask.needs for ask in asks})
    by_class = any(row.population == "learners" for row in pack.rows)
    learners = learner_total(plan.unit, plan.year) if by_class else None
    counted: dict[str, Mapping[str, Any]] = {}
    sources: dict[str, Source] = {}
    unread: dict[str, str] = {}
    roster_unused = _is_unused(rolled, plan.year)
    has_roster = bool(asks) and rolled.has_roster and not roster_unused
    if has_roster:
        sources |= {ask.row.code: "roster" for ask in asks}
        if rolled.total:
            counted |= {ask.row.code: _fact(ask.row, pack, rolled) for ask in asks}
        else:
            unread |= {ask.row.code: ALL_APART for ask in asks}
    if learners and learners.classes:
        for row in pack.rows:
            if row.population == "learners":
                sources[row.code] = "classes"
                counted |= class_fact(row, learners)
    return Basis(
        counted=counted,
        sources=sources,
        unread=unread,
        member_total=(rolled.total or None) if has_roster else None,
        has_roster=has_roster,
        roster_unused=roster_unused,
        apart=rolled.apart if has_roster else {},
        unrecorded=rolled.unrecorded if has_roster else {},
        learners=learners,
        activities=activity_counts(plan),
        as_of=rolled.as_of,
    )


def _is_unused(rolled: RollUp[str], year: int) -> bool:
    """A roster made later reaches back to years that were typed; it says nothing of them until somebody records."""
    nobody_looked = all(count == rolled.total for count in rolled.unrecorded.values())
    kept = rolled.total == 0 or rolled.excluded > 0
    return year < timezone.localdate().year and nobody_looked and not kept


def _fact(row: Row, pack: Pack, rolled: RollUp[str]) -> dict[str, Any]:
    if row.count_by_level:
        by_level = {str(ask.level): rolled.counts[ask.key] for ask in row_asks(row, pack)}
        return {"count_by_level": by_level, "total": rolled.total}
    return {"count": rolled.counts[row.code], "total": rolled.total}


def class_fact(row: Row, learners: Learners) -> dict[str, Mapping[str, Any]]:
    if learners.citizens is None or not learners.learners:
        return {}
    return {row.code: {"count": learners.citizens, "total": learners.learners}}


def kept_basis(basis: Basis) -> dict[str, Any]:
    """The part of a basis that a revision keeps beside its facts, as plain data."""
    return {
        "sources": dict(basis.sources),
        "has_roster": basis.has_roster,
        "apart": dict(basis.apart),
    }


def basis_of_revision(kept: Mapping[str, Any], member_total: int | None, at: dt.datetime) -> Basis:
    return Basis(
        sources=kept.get("sources", {}),
        has_roster=kept.get("has_roster", False),
        apart=kept.get("apart", {}),
        member_total=member_total if kept.get("has_roster") else None,
        as_of=at,
    )
