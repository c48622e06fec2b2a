"""Days that the words of the law and of plans mean."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from dvht.regulation.calendar import DayRule
from dvht.regulation.library import load_pack
from dvht.regulation.practice import calendars, dossier_lists


def dates(calendar: str, milestone: str, year: int):
    found = next(one for one in calendars() if one.code == calendar)
    return next(step for step in found.milestones if step.code == milestone).dates_for(year)


@pytest.mark.parametrize(
    ("calendar", "milestone", "year", "first", "last"),
    [
        ("tt24-2023-huyen", "unit_dossier", 2026, None, date(2027, 1, 14)),
        ("tt24-2023-huyen", "recognition", 2026, None, date(2027, 2, 14)),
        ("tt24-2023-huyen", "office_report", 2026, None, date(2027, 3, 14)),
        ("tt24-2023-tinh", "department_report", 2026, None, date(2027, 5, 31)),
        ("tt22-2020", "unit_report", 2022, None, date(2023, 3, 31)),
        ("tt22-2020", "department_report", 2022, None, date(2023, 1, 30)),
        ("tt22-2020-ha-noi", "unit_dossier", 2021, None, date(2021, 11, 14)),
        ("tt22-2020-ha-noi", "inspection", 2021, date(2021, 11, 1), date(2021, 11, 30)),
        ("tt22-2020-ha-noi", "office_report", 2021, None, date(2021, 12, 29)),
        ("nguyen-binh-khiem", "unit_dossier", 2023, None, date(2023, 12, 4)),
        ("nguyen-binh-khiem", "appraisal", 2023, date(2023, 12, 6), date(2023, 12, 20)),
        ("thach-ban-a", "self_assessment", 2023, None, date(2023, 12, 9)),
        ("ha-quang", "inspection", 2021, date(2022, 1, 10), date(2022, 1, 13)),
        ("ha-quang", "office_report", 2021, None, date(2022, 2, 19)),
    ],
)
def test_a_deadline_falls_on_its_last_day(
    calendar: str, milestone: str, year: int, first: date | None, last: date
):
    assert dates(calendar, milestone, year) == (first, last)


def test_the_steps_of_ha_quang_are_six():
    assert len(next(one for one in calendars() if one.code == "ha-quang").milestones) == 6


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "before", "year": 0},
        {"kind": "before", "day": "31/02", "year": 0},
        {"kind": "before", "day": "5/12", "year": 0},
        {"kind": "from_to", "day": "05/12", "year": 0},
        {"kind": "no_later", "day": "05/12", "first": "01/12", "year": 0},
        {"kind": "within_month", "day": "05/12", "year": 0},
        {"kind": "within_month", "month": 13, "year": 0},
        {"kind": "before", "day": "05/12", "year": 2},
    ],
)
def test_a_rule_that_makes_no_day_is_refused(rule: dict[str, object]):
    with pytest.raises(ValidationError):
        DayRule.model_validate(rule)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("tt22-2020-ha-noi", "plan self_assessment_report minutes score_sheet"),
        ("nguyen-binh-khiem", "score_sheet evidence official_letter registration"),
        (
            "ha-quang",
            "self_check_decision plan score_sheet minutes self_assessment_report submission_letter",
        ),
        ("tt24-2023-huyen", "submission_letter self_assessment_report results_summary"),
        ("tt24-2023-tinh", "submission_letter self_assessment_report results_summary"),
    ],
)
def test_the_dossier_lists_are_those_of_the_plans(code: str, kinds: str):
    found = next(one for one in dossier_lists() if one.code == code)
    assert [item.kind for item in found.items] == kinds.split()


def test_the_two_numbers_of_the_guidance_are_kept_and_noted():
    found = next(one for one in dossier_lists() if one.code == "ha-quang")
    assert any("291/HD-UBND" in note and "219/HD-UBND" in note for note in found.notes)


def test_recognition_holds_three_years_with_both_readings():
    validity = load_pack("tt24-2023-huyen").validity
    assert validity is not None
    assert (validity.months, len(validity.readings), validity.upgrade_after_months) == (36, 2, 12)
