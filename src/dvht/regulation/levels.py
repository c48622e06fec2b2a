"""Levels (TT 24): pass or fail, row by row and level by level (Điều 8, 9 and 14, 15)."""

from __future__ import annotations

from dvht.regulation.arithmetic import needed_more, reaches
from dvht.regulation.facts import Facts, RowFacts
from dvht.regulation.pack import Pack
from dvht.regulation.results import LevelCriterion, LevelRow, LevelVerdict, Reason, Remark, Result
from dvht.regulation.rows import GRADES, Row
from dvht.regulation.totals import totals_that_differ

_NOTHING = RowFacts()


def evaluate_levels(pack: Pack, facts: Facts) -> Result:
    """The highest level whose own applicable rows all pass; 0 if there is none."""
    rows = tuple(_row_result(row, facts, pack.levels) for row in pack.rows)
    criteria = tuple(
        LevelCriterion(
            group.code,
            {level: _all_pass(rows, level, group.code) for level in pack.levels},
        )
        for group in pack.groups
    )
    reached = [level for level in pack.levels if _all_pass(rows, level)]
    warnings = [Remark("totals_differ", code) for code in totals_that_differ(_applicable(pack, rows), facts)]
    if reached and 1 not in reached:
        warnings.append(Remark("level_1_not_met", None))
    return Result(
        pack_id=pack.id,
        version=pack.version,
        digest=pack.digest,
        year=facts.year,
        scheme="levels",
        level=max(reached, default=0),
        points=None,
        rank=None,
        criteria=criteria,
        rows=rows,
        warnings=tuple(warnings),
    )


def _applicable(pack: Pack, rows: tuple[LevelRow, ...]) -> tuple[Row, ...]:
    return tuple(row for row, result in zip(pack.rows, rows, strict=True) if result.applies_anywhere)


def _all_pass(rows: tuple[LevelRow, ...], level: int, group: str | None = None) -> bool:
    """Every part must pass for its indicator, every indicator for its criterion: so every row."""
    return all(row.met_at(level) is not False for row in rows if group in (None, row.group))


def _row_result(row: Row, facts: Facts, levels: tuple[int, ...]) -> LevelRow:
    answers = {level: row.applies(facts.unit, level) for level in levels}
    bound = any(answer.applies for answer in answers.values())
    stated = facts.rows.get(row.code, _NOTHING) if bound else _NOTHING
    target = facts.targets.get(row.code) if bound else None
    return LevelRow(
        code=row.code,
        indicator=row.indicator,
        group=row.group,
        verdicts={level: _verdict(row, stated, level, applies=answers[level].applies) for level in levels},
        why_not=next((answer.why_not for answer in answers.values() if answer.why_not), None),
        unsettled=next((answer.unsettled for answer in answers.values() if answer.unsettled), None),
        share_by_level=stated.count_by_level is not None,
        target=None if target is None else f"{target}%",
        target_met=None
        if target is None
        else stated.total is not None and reaches(stated.count_at(1) or 0, stated.total, target),
        reference=row.reference,
    )


def _verdict(row: Row, stated: RowFacts, level: int, *, applies: bool) -> LevelVerdict:
    reasons = _reasons(row, stated, level) if applies else ()
    count, total, threshold = stated.count_at(level), stated.total, row.threshold(level)
    share = needed = None
    if count is not None and total is not None:
        share = f"{count}/{total}"
        if threshold is not None and applies:
            needed = needed_more(count, total, threshold)
    return LevelVerdict(applies, not reasons if applies else None, share, needed, reasons)


def _reasons(row: Row, stated: RowFacts, level: int) -> tuple[Reason, ...]:
    if not stated.given:
        return ("missing",)
    reasons: list[Reason] = [] if stated.evidence else ["no_evidence"]
    clause = row.clause_at(level)
    count = stated.count_at(level)
    if stated.met is False:
        reasons.append("not_met")
    if clause.threshold is not None and not reaches(count or 0, stated.total or 0, clause.threshold):
        reasons.append("below_threshold")
    if clause.grade is not None and GRADES.index(stated.grade or "none") < GRADES.index(clause.grade):
        reasons.append("grade_too_low")
    return tuple(reasons)
