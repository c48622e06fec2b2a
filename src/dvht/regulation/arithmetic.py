"""Shares and points in exact numbers: integers compared, `Fraction` inside, `Decimal` at the edge."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def reaches(count: int, total: int, threshold: int | Decimal) -> bool:
    """Whether `count` of `total` is at least `threshold` per cent; 8 of 9 is not 90 %."""
    return count * 100 >= Fraction(threshold) * total


def needed_more(count: int, total: int, threshold: int) -> int:
    """How many more persons reach the threshold, the total staying as it is; 0 if it is reached."""
    return max(0, -(-threshold * total // 100) - count)


def share_points(maximum: Decimal, threshold: int, count: int, total: int) -> Decimal:
    """Points that a share suggests: maximum × min(1, share ÷ threshold), rounded down to 0.01."""
    proportion = min(Fraction(1), Fraction(count * 100, total * threshold))
    hundredths = int(Fraction(maximum) * proportion * 100)
    return hundredths * CENT


def two_places(points: Decimal) -> str:
    """Points as the contract prints them: always two decimals."""
    return f"{points:.2f}"
