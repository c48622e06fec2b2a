"""The shortest list, against its definition: it reaches, nothing of it can be spared, and nothing shorter reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dvht.regulation.engine import evaluate
from dvht.regulation.facts import Facts, RowFacts, UnitFacts
from dvht.regulation.forecast import Improvement, carry_out, forecast, single_steps
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.rows import GRADES, Row

MOST_STEPS = 11
TOTAL = 13
evidence = st.sampled_from([0, 1, 1, 1])
counts = st.integers(min_value=8, max_value=TOTAL)
entered = st.none() | st.integers(min_value=0, max_value=500).map(
    lambda hundredths: Decimal(hundredths) / 100
)


def good(row: Row) -> RowFacts:
    if row.measure == "share":
        return RowFacts(count=TOTAL, total=TOTAL, evidence=1)
    if row.measure == "grade":
        return RowFacts(grade="good", evidence=1)
    return RowFacts(met=True, evidence=1)


@st.composite
def lacking(draw: st.DrawFn, row: Row, *, by_points: bool) -> RowFacts:
    """A row in any state, seldom without facts."""
    if draw(st.integers(0, 5)) == 0:
        return RowFacts(total=draw(st.sampled_from([None, TOTAL])) if row.measure == "share" else None)
    stated: dict[str, Any] = {"evidence": draw(evidence)}
    if row.measure == "share":
        stated |= {"count": draw(counts), "total": TOTAL}
        if row.count_by_level and draw(st.booleans()):
            stated |= {"count": None, "count_by_level": {1: draw(counts) - 5, 2: draw(counts)}}
    elif row.measure == "grade":
        stated["grade"] = draw(st.sampled_from(GRADES))
    else:
        stated["met"] = draw(st.booleans())
    if by_points:
        stated |= {"points": draw(entered), "reason": "biên bản"}
    return RowFacts(**stated)


@st.composite
def cases(draw: st.DrawFn, pack_id: str, kinds: Sequence[str], rows: int) -> tuple[Pack, Facts]:
    """A unit that has all but for some rows; few enough of them that every list can be tried."""
    pack = load_pack(pack_id)
    kind, owner = draw(st.sampled_from(kinds)), draw(st.sampled_from(list(Ownership)))
    open_rows = draw(st.lists(st.sampled_from(pack.rows), min_size=1, max_size=rows, unique=True))
    stated = {row.code: good(row) for row in pack.rows}
    for row in open_rows:
        stated[row.code] = draw(lacking(row, by_points=pack.scheme == "points"))
    return pack, Facts(pack.id, pack.years.first, UnitFacts(kind, owner), rows=stated)


levels = cases("tt24-2023-huyen", ("primary_school", "preschool", "enterprise", "party_body"), 4)
points = cases("tt22-2020-ha-noi", ("primary_school",), 5)
points_without_proof = cases("tt22-2020", ("primary_school",), 6)


def height(pack: Pack, facts: Facts) -> Decimal:
    """How high a result stands: its level, or the minimum of its rank."""
    result = evaluate(pack, facts)
    if result.rank is None:
        return Decimal(result.level or 0)
    return next(rank.minimum for rank in pack.ranks if rank.code == result.rank)


def everything(pack: Pack, facts: Facts) -> list[Improvement]:
    """Every single step, for each level where there are levels; one that two levels ask alike stands once."""
    steps: dict[tuple[object, ...], Improvement] = {}
    for level in pack.levels or (None,):
        for step in single_steps(pack, facts, level):
            of_level = level if step.kind in ("grade", "more_people") else None
            steps.setdefault((step.row, step.kind, step.count, of_level), step)
    now = height(pack, facts)
    useful = [step for step in steps.values() if _matters(pack, facts, step)]
    assert now == height(pack, carry_out(pack, facts, ()))
    return useful


def _matters(pack: Pack, facts: Facts, step: Improvement) -> bool:
    """Steps of rows that don't bind this unit would only make the search longer."""
    levels = pack.levels or (None,)
    return any(pack.row(step.row).applies(facts.unit, level).applies for level in levels)


def compatible(steps: Sequence[Improvement]) -> bool:
    """More persons in one row are one step, whichever level they are for."""
    kinds = [(step.row, step.kind) for step in steps]
    return len(set(kinds)) == len(kinds)


def shortest_by_force(pack: Pack, facts: Facts, longest: int) -> int | None:
    """How few steps raise the result at all; None when no list shorter than `longest` does."""
    now, steps = height(pack, facts), everything(pack, facts)
    for length in range(1, longest):
        for some in combinations(steps, length):
            if compatible(some) and height(pack, carry_out(pack, facts, some)) > now:
                return length
    return None


def check(pack: Pack, facts: Facts) -> None:
    found, now = forecast(pack, facts), height(pack, facts)
    every = height(
        pack, carry_out(pack, facts, single_steps(pack, facts, pack.levels[-1] if pack.levels else None))
    )
    if found.goal is None or not found.reachable:
        assert found.improvements == ()
        assert every == now
        return
    steps = found.improvements
    assert height(pack, carry_out(pack, facts, steps)) > now
    for one in steps:
        without = [other for other in steps if other is not one]
        assert height(pack, carry_out(pack, facts, without)) == now
        if one.kind == "more_people" and one.count and one.count > 1:
            fewer = [*without, replace(one, count=one.count - 1)]
            assert height(pack, carry_out(pack, facts, fewer)) == now
    if len(everything(pack, facts)) <= MOST_STEPS:
        assert shortest_by_force(pack, facts, len(steps)) is None


@settings(max_examples=200)
@given(levels)
def test_under_levels_nothing_shorter_reaches_the_goal_and_nothing_can_be_spared(case: tuple[Pack, Facts]):
    check(*case)


@settings(max_examples=300)
@given(points)
def test_under_points_with_required_proof_nothing_shorter_reaches_the_rank(case: tuple[Pack, Facts]):
    check(*case)


@settings(max_examples=200)
@given(points_without_proof)
def test_under_points_nothing_shorter_reaches_the_rank(case: tuple[Pack, Facts]):
    check(*case)


@given(points | points_without_proof)
def test_the_gains_told_are_those_that_the_engine_finds_one_after_the_other(case: tuple[Pack, Facts]):
    pack, facts = case
    done: list[Improvement] = []
    for one in forecast(pack, facts).improvements:
        before = evaluate(pack, carry_out(pack, facts, done)).points
        done.append(one)
        after = evaluate(pack, carry_out(pack, facts, done)).points
        assert before is not None
        assert after is not None
        assert one.gain == after - before


@given(levels)
def test_the_list_for_the_level_after_reaches_that_level(case: tuple[Pack, Facts]):
    pack, facts = case
    found = forecast(pack, facts)
    if found.after is not None:
        assert found.after == "Mức độ 2"
        assert evaluate(pack, carry_out(pack, facts, found.improvements_after)).passes(2)
