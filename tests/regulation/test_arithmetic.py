"""The arithmetic against its definition, for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.regulation.cast import levels_facts, points_facts

from dvht.regulation.arithmetic import needed_more, reaches, share_points, two_places
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import parse_facts
from dvht.regulation.library import load_pack

totals = st.integers(min_value=1, max_value=100_000)
thresholds = st.integers(min_value=1, max_value=100)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    total = draw(totals)
    return draw(st.integers(min_value=0, max_value=total)), total


@given(shares(), thresholds)
def test_a_share_is_compared_exactly(share: tuple[int, int], threshold: int):
    count, total = share
    assert reaches(count, total, threshold) == (Fraction(count, total) >= Fraction(threshold, 100))


@given(shares(), thresholds)
def test_needed_is_enough_and_one_less_is_not(share: tuple[int, int], threshold: int):
    count, total = share
    needed = needed_more(count, total, threshold)
    assert count + needed <= max(total, count)
    assert reaches(count + needed, total, threshold)
    assert needed == 0 or not reaches(count + needed - 1, total, threshold)


@given(shares(), thresholds, st.decimals(min_value="0.01", max_value=100, places=2))
def test_suggested_points_are_rounded_down_to_a_hundredth(
    share: tuple[int, int], threshold: int, maximum: Decimal
):
    count, total = share
    points = share_points(maximum, threshold, count, total)
    exact = Fraction(maximum) * min(Fraction(1), Fraction(count, total) / Fraction(threshold, 100))
    assert 0 <= points <= maximum
    assert 0 <= exact - Fraction(points) < Fraction(1, 100)
    assert two_places(points) == str(points.quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    ("count", "total", "reached"), [(8, 9, False), (9, 10, True), (18, 20, True), (17, 19, False)]
)
def test_ninety_per_cent_of_small_rosters(count: int, total: int, reached: bool):
    assert reaches(count, total, 90) is reached


@given(st.lists(st.integers(min_value=0, max_value=37), min_size=5, max_size=5))
def test_the_total_is_the_exact_sum_of_the_rows(counts: list[int]):
    codes = ("r2a", "r2b", "r2c", "r2d", "r3a")
    rows = {code: {"count": n, "total": 37, "evidence": 1} for code, n in zip(codes, counts, strict=True)}
    pack = load_pack("tt22-2020")
    result = evaluate(pack, parse_facts(points_facts(**rows)))
    told = result.as_json()
    assert Decimal(told["result"]["points"]) == sum(Decimal(row["points"]) for row in told["rows"])
    assert Decimal(told["result"]["points"]) == sum(Decimal(group["points"]) for group in told["criteria"])
    best = next(
        rank.code for rank in pack.ranks if result.points is not None and result.points >= rank.minimum
    )
    assert result.rank == best


@given(st.integers(min_value=0, max_value=39), st.integers(min_value=1, max_value=40))
def test_more_people_never_lower_a_level_or_the_points(count: int, more: int):
    fewer, many = count, min(40, count + more)
    levels = load_pack("tt24-2023-huyen")

    def level(n: int) -> int | None:
        return evaluate(
            levels, parse_facts(levels_facts(r2_2={"count": n, "total": 40, "evidence": 1}))
        ).level

    assert (level(fewer) or 0) <= (level(many) or 0)
    points = load_pack("tt22-2020-ha-noi")

    def total(n: int) -> Decimal:
        row = {"count": n, "total": 40, "evidence": 1}
        return evaluate(points, parse_facts(points_facts("tt22-2020-ha-noi", r2d=row))).points or Decimal(0)

    assert total(fewer) <= total(many)
