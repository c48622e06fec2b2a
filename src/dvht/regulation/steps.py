"""Single steps that better the facts of a row, and the facts after them. What they are worth the engine says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from dvht.regulation.arithmetic import needed_more
from dvht.regulation.facts import Facts, RowFacts
from dvht.regulation.pack import Pack
from dvht.regulation.rows import GRADES, Row

Kind = Literal["evidence", "more_people", "meet", "grade", "fill"]
_NOTHING = RowFacts()


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to do, for a level where there are levels.

    `count` is how many more persons; `gain` the points it adds (under points), the ones before it done.
    """

    row: str
    kind: Kind
    count: int | None
    gain: Decimal | None
    reference: str
    level: int | None = None


def single_steps(pack: Pack, facts: Facts, level: int | None = None) -> tuple[Improvement, ...]:
    """Everything that could be bettered, row by row; whether it helps is not asked yet."""
    return tuple(step for row in pack.rows for step in steps_of(pack, facts, row, level))


def steps_of(pack: Pack, facts: Facts, row: Row, level: int | None = None) -> tuple[Improvement, ...]:
    """What could be bettered in one row, in the order in which it would count."""
    stated = facts.rows.get(row.code, _NOTHING)
    kinds: list[tuple[Kind, int | None]] = []
    if not stated.given:
        kinds.append(("fill", None))  # a row filled in brings its evidence with it
    else:
        if not stated.evidence and (pack.levels or pack.evidence_rule == "required"):
            kinds.append(("evidence", None))
        if stated.met is False:
            kinds.append(("meet", None))
        if _grade_lacks(row, stated, level):
            kinds.append(("grade", None))
        if more := _people_lacking(row, stated, level):
            kinds.append(("more_people", more))
    reference = row.reference_at(level)
    return tuple(Improvement(row.code, kind, count, None, reference, level) for kind, count in kinds)


def carry_out(pack: Pack, facts: Facts, improvements: Iterable[Improvement]) -> Facts:
    """The facts after the improvements, in whatever order."""
    rows = dict(facts.rows)
    for one in improvements:
        rows[one.row] = _after(pack.row(one.row), rows.get(one.row, _NOTHING), one)
    return replace(facts, rows=rows)


def _grade_lacks(row: Row, stated: RowFacts, level: int | None) -> bool:
    asked = row.clause_at(level).grade
    return asked is not None and GRADES.index(stated.grade or "none") < GRADES.index(asked)


def _people_lacking(row: Row, stated: RowFacts, level: int | None) -> int:
    threshold, count = row.threshold(level), stated.count_at(level)
    if threshold is None or count is None or stated.total is None:
        return 0
    return needed_more(count, stated.total, threshold)


def _after(row: Row, stated: RowFacts, one: Improvement) -> RowFacts:
    """The row after one step. Points that people gave for the old facts no longer stand once the facts change."""
    if one.kind == "evidence":
        return replace(stated, evidence=max(1, stated.evidence))
    if one.kind == "fill":
        return _filled(row, stated)
    if one.kind == "meet":
        return replace(stated, met=True, points=None)
    if one.kind == "grade":
        return replace(stated, grade=row.clause_at(one.level).grade, points=None)
    return _with_more(stated, one.count or 0, one.level)


def _filled(row: Row, stated: RowFacts) -> RowFacts:
    """The row at its best, with evidence."""
    filled = replace(stated, evidence=max(1, stated.evidence), points=None)
    if row.measure == "share":
        total = stated.total or 1
        return replace(filled, count=total, total=total)
    if row.measure == "grade":
        return replace(filled, grade=GRADES[-1])
    return replace(filled, met=True)


def _with_more(stated: RowFacts, more: int, level: int | None) -> RowFacts:
    if stated.count_by_level is not None:
        counts = stated.count_by_level
        at = level or 1
        return replace(stated, count_by_level={**counts, at: counts[at] + more}, points=None)
    return replace(stated, count=(stated.count or 0) + more, points=None)
