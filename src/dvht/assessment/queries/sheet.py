"""The sheet of a self-assessment: what was stated, what the pack makes of it, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dvht.assessment.models import Assessment, Revision
from dvht.assessment.queries.basis import Basis, Source
from dvht.plans.models import Plan
from dvht.regulation.engine import Result
from dvht.regulation.facts import Facts, RowFacts
from dvht.regulation.pack import Group, Pack
from dvht.regulation.results import LevelRow, PointRow, RowResult
from dvht.regulation.rows import Row

VALUE_FIELDS = ("met", "count", "count_level_2", "total", "grade", "points", "reason", "note")
_OF_MEASURE: Mapping[str, tuple[str, ...]] = {
    "condition": ("met",),
    "grade": ("grade",),
    "share": ("count", "total"),
}


def measured_by(row: Row) -> tuple[str, ...]:
    """The fields of the value itself."""
    return ("count", "count_level_2", "total") if row.count_by_level else _OF_MEASURE[row.measure]


def fields_of(row: Row, pack: Pack, *, counted: bool = False) -> tuple[str, ...]:
    """The fields that people fill for this row, in their order; what is `counted` from records isn't asked."""
    fields = () if counted else measured_by(row)
    if pack.scheme == "points":
        fields = (*fields, "points", "reason")
    elif row.shown_by:
        fields = (*fields, "reason")
    return (*fields, "note")


@dataclass(frozen=True)
class SheetRow:
    """One row of the pack as this unit answers it. `unread` says why the values entered can't be used.

    `source` says where its counts come from: "roster", "classes", or "" where people type them. `reason` says why
    the unit differs from what its records suggest.
    """

    row: Row
    stated: RowFacts
    result: RowResult
    note: str
    codes: tuple[str, ...]
    unread: str
    source: Source = ""
    reason: str = ""

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def is_counted(self) -> bool:
        """The unit's records make the counts; nobody types them."""
        return self.source != ""

    @property
    def applies(self) -> bool:
        return self.result.applies_anywhere if isinstance(self.result, LevelRow) else True

    @property
    def is_missing(self) -> bool:
        """The row binds the unit and has no value yet: a gap."""
        return self.applies and not self.stated.given

    @property
    def is_unproved(self) -> bool:
        return self.applies and self.stated.given and not self.stated.evidence

    @property
    def points(self) -> PointRow | None:
        return self.result if isinstance(self.result, PointRow) else None

    @property
    def levels(self) -> LevelRow | None:
        return self.result if isinstance(self.result, LevelRow) else None

    @property
    def share(self) -> str:
        """ "38/40", or "30/40 và 34/40" where the levels count differently; empty without figures."""
        share = self.result.share
        if isinstance(share, dict):
            return " và ".join(dict.fromkeys(part for part in share.values() if part))
        return share or ""

    @property
    def passes(self) -> bool:
        """Nothing stands against the row at any level that binds the unit; or it has its full points."""
        if isinstance(self.result, PointRow):
            return self.result.points == self.result.max_points
        return self.applies and not any(verdict.reasons for verdict in self.result.verdicts.values())


class SheetRows:
    """The rows of a pack as a unit answered them, in their groups."""

    pack: Pack
    rows: tuple[SheetRow, ...]

    @property
    def by_levels(self) -> bool:
        return self.pack.scheme == "levels"

    @cached_property
    def groups(self) -> tuple[tuple[Group, tuple[SheetRow, ...]], ...]:
        return tuple(
            (group, tuple(row for row in self.rows if row.row.group == group.code))
            for group in self.pack.groups
        )

    def row(self, code: str) -> SheetRow:
        """The row of this code; KeyError when the pack has none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)


@dataclass(frozen=True)
class Sheet(SheetRows):
    """A whole self-assessment at one moment: as it stands, or as a revision kept it.

    `mapping` are the facts as `dvht evaluate` reads them. `counted_on` is the day on which members count. Where only
    single rows were given back, `names_again` are the names kept, looked up again in these rows.
    """

    assessment: Assessment
    plan: Plan
    pack: Pack
    mapping: Mapping[str, Any]
    facts: Facts
    result: Result
    rows: tuple[SheetRow, ...]
    member_total: int | None
    counted_on: dt.date
    revision: Revision | None
    basis: Basis
    names_again: Mapping[str, Any] | None = None

    @cached_property
    def higher_targets(self) -> dict[str, int]:
        """What the plan that this one carries out asks of each row, in whole percent."""
        higher = self.plan.higher
        return {target.row: target.percent for target in higher.targets.all()} if higher else {}

    @property
    def noun(self) -> str:
        return self.pack.row_noun

    @property
    def size(self) -> int:
        """How many indicators or criteria the pack has, parts counted once."""
        return len({row.row.indicator for row in self.rows})

    @cached_property
    def gaps(self) -> tuple[SheetRow, ...]:
        """The rows that bind the unit and have no value: they stand between the unit and finalising."""
        return tuple(row for row in self.rows if row.is_missing)

    @cached_property
    def unproved(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.is_unproved)

    def indicators(self, level: int) -> tuple[tuple[str, bool], ...]:
        """Every indicator that binds the unit at the level, and whether all its parts pass."""
        passed: dict[str, bool] = {}
        for row in self.rows:
            if row.levels and row.levels.verdicts[level].applies:
                met = bool(row.levels.met_at(level))
                passed[row.row.indicator] = passed.get(row.row.indicator, True) and met
        return tuple(passed.items())

    def group_met(self, code: str, level: int) -> bool:
        return all(
            row.levels.met_at(level) is not False for row in self.rows if row.levels and row.row.group == code
        )

    def group_points(self, code: str) -> tuple[str, str]:
        """Points and maximum of a group as the result lists them."""
        listed = next(entry.as_json() for entry in self.result.criteria if entry.code == code)
        return listed["points"], listed["max"]
