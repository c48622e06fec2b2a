"""The outcome of an evaluation, and its JSON exactly as the public contract lists it.

The readings chosen where the contract is silent: under levels a row's `met` is its verdict, false exactly
when it has a reason there, evidence included; `missing` stands alone, other reasons may stand together;
`share`, `needed` and `target` of a row that applies at no level are null, as its facts are ignored; a
`target` is met by the exact share, at level 1 where counts differ by level, and not met without facts;
under points a row has its code and the nine keys that the contract lists, no more; a remark about the
whole result (`level_1_not_met`) has a null `row`; 3.1b counts learners, so its total is compared with none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from dvht.regulation.arithmetic import two_places

Reason = Literal["missing", "no_evidence", "not_met", "below_threshold", "grade_too_low"]
RemarkCode = Literal["totals_differ", "no_evidence", "level_1_not_met"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that changes no verdict; `row` is None when it is about the whole."""

    code: RemarkCode
    row: str | None

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "row": self.row}


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """A row at one level; `met` is None where the row doesn't apply."""

    applies: bool
    met: bool | None
    share: str | None
    needed: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row of a result under levels; it passes at a level exactly when it has no reason there."""

    code: str
    indicator: str
    group: str
    verdicts: Mapping[int, LevelVerdict]
    why_not: str | None
    unsettled: str | None
    share_by_level: bool
    target: str | None
    target_met: bool | None
    reference: str

    @property
    def applies_anywhere(self) -> bool:
        return any(verdict.applies for verdict in self.verdicts.values())

    @property
    def share(self) -> str | dict[str, str | None] | None:
        """ "38/40", a map by level where the counts differ by level, or None."""
        if self.share_by_level:
            return {str(level): verdict.share for level, verdict in self.verdicts.items()}
        return next(iter(self.verdicts.values())).share

    def met_at(self, level: int) -> bool | None:
        return self.verdicts[level].met

    def reasons_at(self, level: int) -> tuple[Reason, ...]:
        return self.verdicts[level].reasons

    def needed_at(self, level: int) -> int | None:
        return self.verdicts[level].needed

    def as_json(self) -> dict[str, Any]:
        levels = {str(level): verdict for level, verdict in self.verdicts.items()}
        needed = {level: verdict.needed for level, verdict in levels.items()}
        return {
            "code": self.code,
            "indicator": self.indicator,
            "applicable": {level: verdict.applies for level, verdict in levels.items()},
            "why_not": self.why_not,
            "share": self.share,
            "met": {level: verdict.met for level, verdict in levels.items()},
            "needed": None if all(n is None for n in needed.values()) else needed,
            "reasons": {level: list(verdict.reasons) for level, verdict in levels.items()},
            "target": self.target,
            "target_met": self.target_met,
            "reference": self.reference,
        }


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row of a result under points."""

    code: str
    indicator: str
    group: str
    max_points: Decimal
    suggested: Decimal
    points: Decimal
    share: str | None
    target: str | None
    target_met: bool | None
    needed: int | None
    reasons: tuple[Reason, ...]
    reference: str

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "max": two_places(self.max_points),
            "suggested": two_places(self.suggested),
            "points": two_places(self.points),
            "share": self.share,
            "target": self.target,
            "target_met": self.target_met,
            "needed": self.needed,
            "reasons": list(self.reasons),
            "reference": self.reference,
        }


RowResult = LevelRow | PointRow


@dataclass(frozen=True, slots=True)
class LevelCriterion:
    """A tiêu chí under levels: it passes when all its applicable indicators do."""

    code: str
    met: Mapping[int, bool]

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "met": {str(level): met for level, met in self.met.items()}}


@dataclass(frozen=True, slots=True)
class PointCriterion:
    """A group of criteria under points."""

    code: str
    points: Decimal
    max_points: Decimal

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "points": two_places(self.points), "max": two_places(self.max_points)}


@dataclass(frozen=True, slots=True)
class Result:
    """What a pack says of the facts. `level` under levels; `points` and `rank` (a code) under points."""

    pack_id: str
    version: str
    digest: str
    year: int
    scheme: Literal["points", "levels"]
    level: int | None
    points: Decimal | None
    rank: str | None
    criteria: tuple[LevelCriterion, ...] | tuple[PointCriterion, ...]
    rows: tuple[LevelRow, ...] | tuple[PointRow, ...]
    warnings: tuple[Remark, ...]

    def row(self, code: str) -> RowResult:
        """The row of this code; KeyError when there is none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)

    def passes(self, level: int) -> bool:
        """Whether every criterion passes at this level; a row that binds level 1 only may fail it alone."""
        return all(isinstance(found, LevelCriterion) and found.met[level] for found in self.criteria)

    def as_json(self) -> dict[str, Any]:
        """The result as `dvht evaluate --json` prints it."""
        if self.points is None:
            outcome: dict[str, Any] = {"level": self.level}
        else:
            outcome = {"points": two_places(self.points), "rank": self.rank}
        return {
            "pack": self.pack_id,
            "version": self.version,
            "digest": self.digest,
            "year": self.year,
            "scheme": self.scheme,
            "result": outcome,
            "criteria": [criterion.as_json() for criterion in self.criteria],
            "rows": [row.as_json() for row in self.rows],
            "warnings": [warning.as_json() for warning in self.warnings],
        }
