"""Points (TT 22): each row within its maximum, the exact total, the rank (Điều 5, 6)."""

from __future__ import annotations

from decimal import Decimal

from dvht.regulation.arithmetic import needed_more, reaches
from dvht.regulation.facts import Facts, RowFacts, suggested_points
from dvht.regulation.pack import Pack, Rank
from dvht.regulation.results import PointCriterion, PointRow, Reason, Remark, Result
from dvht.regulation.rows import Row
from dvht.regulation.totals import totals_that_differ

_NOTHING = RowFacts()
_ZERO = Decimal(0)


def evaluate_points(pack: Pack, facts: Facts) -> Result:
    """Entered points before suggested ones; nothing for a row that is missing or lacks required evidence."""
    rows = tuple(_row_result(row, facts, pack) for row in pack.rows)
    total = sum((row.points for row in rows), _ZERO)
    criteria = tuple(
        PointCriterion(
            group.code,
            sum((row.points for row in rows if row.group == group.code), _ZERO),
            group.max_points or _ZERO,
        )
        for group in pack.groups
    )
    return Result(
        pack_id=pack.id,
        version=pack.version,
        digest=pack.digest,
        year=facts.year,
        scheme="points",
        level=None,
        points=total,
        rank=rank_for(pack, total).code,
        criteria=criteria,
        rows=rows,
        warnings=_warnings(pack, facts),
    )


def rank_for(pack: Pack, points: Decimal) -> Rank:
    """The best rank whose minimum the points reach; no rounding across an edge."""
    return next(rank for rank in pack.ranks if points >= rank.minimum)


def _row_result(row: Row, facts: Facts, pack: Pack) -> PointRow:
    stated = facts.rows.get(row.code, _NOTHING)
    reasons = _reasons(row, stated, pack)
    suggested = suggested_points(row, stated)
    threshold, target = row.threshold(), facts.targets.get(row.code)
    share = needed = None
    if stated.count is not None and stated.total is not None and threshold is not None:
        share = f"{stated.count}/{stated.total}"
        needed = needed_more(stated.count, stated.total, threshold)
    return PointRow(
        code=row.code,
        indicator=row.indicator,
        group=row.group,
        max_points=row.max_points or _ZERO,
        suggested=suggested,
        points=_points(stated, suggested, reasons),
        share=share,
        target=None if target is None else f"{target}%",
        target_met=None
        if target is None
        else stated.total is not None and reaches(stated.count or 0, stated.total, target),
        needed=needed,
        reasons=reasons,
        reference=row.reference,
    )


def _points(stated: RowFacts, suggested: Decimal, reasons: tuple[Reason, ...]) -> Decimal:
    if "missing" in reasons or "no_evidence" in reasons:
        return _ZERO
    return suggested if stated.points is None else stated.points


def _reasons(row: Row, stated: RowFacts, pack: Pack) -> tuple[Reason, ...]:
    if not stated.given:
        return ("missing",)
    reasons: list[Reason] = []
    if pack.evidence_rule == "required" and not stated.evidence:
        reasons.append("no_evidence")
    if stated.met is False:
        reasons.append("not_met")
    threshold = row.threshold()
    if threshold is not None and not reaches(stated.count or 0, stated.total or 0, threshold):
        reasons.append("below_threshold")
    return tuple(reasons)


def _warnings(pack: Pack, facts: Facts) -> tuple[Remark, ...]:
    differing = totals_that_differ(pack.rows, facts)
    warnings: list[Remark] = []
    for row in pack.rows:
        stated = facts.rows.get(row.code, _NOTHING)
        if pack.evidence_rule == "warning" and stated.given and not stated.evidence:
            warnings.append(Remark("no_evidence", row.code))
        if row.code in differing:
            warnings.append(Remark("totals_differ", row.code))
    return tuple(warnings)
