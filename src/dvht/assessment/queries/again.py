"""A year of which single rows were given back: everything else stays as the last revision has it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dvht.assessment.models import Assessment, Revision
from dvht.assessment.queries.basis import Ask, Basis, asks_of, basis_of_revision, class_fact
from dvht.assessment.queries.names import Names, frozen_names
from dvht.members.queries.rollup import learner_total
from dvht.members.queries.snapshots import snapshot
from dvht.plans.models import Plan
from dvht.plans.queries import activity_counts
from dvht.regulation.pack import Pack


@dataclass(frozen=True)
class Again:
    """The last revision, the rows that are computed anew, what the records now say of these, and the names of both.

    The people counted stay those of the revision, so that rows that weren't given back can't move; only what each of
    them meets in the rows given back is looked up again.
    """

    kept: Revision
    rows: frozenset[str]
    basis: Basis
    names: Names | None

    def merged_facts(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        """The facts as stated now in the rows given back, as kept in all others."""
        before: Mapping[str, Any] = self.kept.facts
        codes = (*before["indicators"], *mapping["indicators"])
        sources = {
            code: (mapping if code in self.rows else before)["indicators"].get(code)
            for code in dict.fromkeys(codes)
        }
        return {**before, "indicators": {code: fact for code, fact in sources.items() if fact}}

    def merged_words(self, now: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
        """What was written or filed, by row: now in the rows given back, as kept in all others."""
        return {
            **{code: value for code, value in kept.items() if code not in self.rows},
            **{code: value for code, value in now.items() if code in self.rows},
        }


def again_of(assessment: Assessment, pack: Pack) -> Again | None:
    """How a year is mended of which single rows were given back; None for every other."""
    rows = frozenset(assessment.returned_rows)
    kept = assessment.revisions.order_by("-number").first() if rows and assessment.pk else None
    if kept is None:
        return None
    plan = assessment.plan
    before = basis_of_revision(kept.basis, kept.member_total, kept.finalised_at)
    frozen = frozen_names(kept)
    names = _names_again(frozen, plan, pack, kept, rows) if frozen is not None else None
    asks = [ask for ask in asks_of(pack) if before.source(ask.row) == "roster" and ask.row.code in rows]
    counted: dict[str, Any] = dict(_counts(asks, names) if names else {})
    for row in pack.rows:
        if row.code in rows and before.source(row) == "classes":
            counted |= class_fact(row, learner_total(plan.unit, plan.year))
    basis = replace(before, counted=counted, activities=activity_counts(plan))
    return Again(kept, rows, basis, names)


def _names_again(frozen: Names, plan: Plan, pack: Pack, kept: Revision, rows: frozenset[str]) -> Names:
    asks = asks_of(pack)
    live = snapshot(plan.unit, plan.year, kept.counted_on, {ask.key: ask.needs for ask in asks})
    met_now = {one["id"]: one["met"] for one in live["members"]}
    members = [
        {**one, "met": _met(asks, one["met"], met_now.get(one["id"], one["met"]), rows)}
        for one in frozen["members"]
    ]
    by_class = any(row.population == "learners" and row.code in rows for row in pack.rows)
    return {**frozen, "members": members, "classes": live["classes"] if by_class else frozen["classes"]}


def _met(asks: tuple[Ask, ...], kept: list[str], now: list[str], rows: frozenset[str]) -> list[str]:
    return [ask.key for ask in asks if ask.key in (now if ask.row.code in rows else kept)]


def _counts(asks: list[Ask], names: Names) -> dict[str, Mapping[str, Any]]:
    members = names["members"]
    found: dict[str, Mapping[str, Any]] = {}
    for row in {ask.row.code: ask.row for ask in asks}.values():
        reached = {
            str(ask.level): sum(ask.key in one["met"] for one in members)
            for ask in asks
            if ask.row.code == row.code
        }
        if row.count_by_level:
            found[row.code] = {"count_by_level": reached, "total": len(members)}
        else:
            found[row.code] = {"count": next(iter(reached.values())), "total": len(members)}
    return found
