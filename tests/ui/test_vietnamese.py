from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

from dvht.ui.vietnamese import (
    written_date,
    written_moment,
    written_number,
    written_percent,
    written_size,
    written_weekday_date,
)

HANOI = timezone(timedelta(hours=7))


def test_a_date_is_written_day_first_with_two_digits() -> None:
    assert written_date(date(2027, 1, 4)) == "04/01/2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 14), "thứ Năm, 14/01/2027"),
        (date(2027, 2, 14), "Chủ nhật, 14/02/2027"),
        (date(2026, 12, 28), "thứ Hai, 28/12/2026"),
    ],
)
def test_a_last_day_is_written_with_its_weekday(day: date, words: str) -> None:
    assert written_weekday_date(day) == words


def test_a_moment_of_today_says_today() -> None:
    now = datetime(2026, 11, 15, 16, 0, tzinfo=HANOI)
    assert written_moment(datetime(2026, 11, 15, 14, 2, tzinfo=HANOI), now) == "14:02 hôm nay"


def test_a_moment_of_another_day_says_its_date() -> None:
    now = datetime(2026, 11, 16, 0, 1, tzinfo=HANOI)
    assert written_moment(datetime(2026, 11, 15, 14, 2, tzinfo=HANOI), now) == "14:02 15/11/2026"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1234567, "1.234.567"),
        (-1200, "-1.200"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("9.50"), "9,5"),
        (Decimal("10.00"), "10"),
        (Decimal(100), "100"),
        (Fraction(19, 2), "9,5"),
        (Fraction(20, 3), "6,67"),
    ],
)
def test_a_number_has_dots_between_thousands_and_a_comma_before_decimals(
    value: int | Decimal | Fraction, words: str
) -> None:
    assert written_number(value) == words


def test_a_number_with_fixed_decimals_rounds_half_up() -> None:
    assert written_number(Decimal("78.25"), 1) == "78,3"
    assert written_number(79, 1) == "79,0"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (38, 40, "95,0%"),
        (8996, 10000, "89,9%"),
        (35, 40, "87,5%"),
        (2, 3, "66,6%"),
        (9, 9, "100,0%"),
        (0, 9, "0,0%"),
    ],
)
def test_a_share_is_floored_so_that_it_never_looks_like_the_threshold_above(
    part: int, whole: int, words: str
) -> None:
    assert written_percent(part, whole) == words


def test_a_share_of_nobody_is_a_dash() -> None:
    assert written_percent(0, 0) == "–"


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (2_412_345, "2,4 MB"),
        (50_000_000, "50 MB"),
        (999_950, "1 MB"),
        (1_500_000_000, "1,5 GB"),
    ],
)
def test_a_size_is_written_with_one_decimal_at_most(octets: int, words: str) -> None:
    assert written_size(octets) == words
