"""The days of a recognition, 29/02 among them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvht.regulation.validity import allowed_from, corresponding_day, until_months, until_year_end

DAYS = some.dates(date(2020, 1, 1), date(2100, 12, 31))
MONTHS = some.integers(0, 120)


@pytest.mark.parametrize(
    ("decided_on", "months", "corresponding"),
    [
        (date(2026, 2, 10), 36, date(2029, 2, 10)),
        (date(2028, 2, 29), 36, date(2031, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_to_the_day_of_the_same_number(
    decided_on: date, months: int, corresponding: date
) -> None:
    assert corresponding_day(decided_on, months) == corresponding


def test_the_two_readings_of_36_months_differ() -> None:
    decided_on = date(2026, 2, 10)

    assert until_year_end(decided_on, 36) == date(2029, 12, 31)
    assert until_months(decided_on, 36) == date(2029, 2, 10)


def test_a_higher_level_may_be_asked_for_after_twelve_whole_months() -> None:
    assert allowed_from(date(2026, 2, 10), 12) == date(2027, 2, 10)
    assert allowed_from(date(2028, 2, 29), 12) == date(2029, 3, 1)


@given(DAYS, MONTHS)
def test_the_corresponding_day_lies_in_the_month_counted_to_and_never_has_a_later_number(
    day: date, months: int
) -> None:
    then = corresponding_day(day, months)

    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, MONTHS)
def test_who_was_decided_later_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))

    assert corresponding_day(first, months) <= corresponding_day(second, months)
    assert until_year_end(first, months) <= until_year_end(second, months)
    assert allowed_from(first, months) <= allowed_from(second, months)


@given(DAYS, some.integers(1, 10))
def test_the_reading_to_the_end_of_a_year_never_ends_before_the_other(day: date, years: int) -> None:
    assert until_year_end(day, 12 * years) >= until_months(day, 12 * years)


@given(DAYS, MONTHS)
def test_at_least_the_months_have_passed_and_not_a_day_more_than_needed(day: date, months: int) -> None:
    first = allowed_from(day, months)

    assert first - corresponding_day(day, months) in (timedelta(0), timedelta(days=1))
    assert first >= corresponding_day(day, months)
