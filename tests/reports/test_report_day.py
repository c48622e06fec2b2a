"""By when a body reports: the day of its plan and what must be known of it."""

from datetime import date

import pytest
from django.utils import timezone
from tests import make
from tests.reports.build import YEAR, a_province_over

from dvht.plans import actions as plans
from dvht.plans.models import DateKind
from dvht.reports.queries.bodies import reach_of
from dvht.reports.queries.report_day import DAY_OF_THE_PLAN, ReportDay, report_day
from dvht.reports.queries.standing import days_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
SOFTWARES_DAY = date(YEAR + 1, 5, 31)
OF_THE_SOFTWARE = "Thông tư ghi “vào cuối năm học”, không ghi ngày; 31/5 là ngày phần mềm tạm đặt"


def due_by_plan(body: Unit, kind: DateKind, wording: str, last_day: date) -> ReportDay | None:
    """By when the body reports once its plan says so."""
    chief = make.a_head(body)
    draft = make.a_full_plan(body, YEAR, by=chief)
    day = draft.milestones.get(code="department_report")
    words = plans.MilestoneWords(
        day.title, last_day, wording=wording, kind=kind, code=day.code, actor=day.actor
    )
    plans.change_milestone(day, words, version=day.version, by=chief)
    plans.put_in_force(draft, by=chief)
    return report_day(days_of(reach_of(body, YEAR, timezone.localdate())), YEAR, provincial=True)


@pytest.mark.parametrize(
    ("kind", "wording", "last_day", "note"),
    [
        (DateKind.SCHOOL_YEAR_END, "cuối năm học", SOFTWARES_DAY, OF_THE_SOFTWARE),
        (DateKind.SCHOOL_YEAR_END, "vào cuối năm học 2025 - 2026", SOFTWARES_DAY, OF_THE_SOFTWARE),
        (DateKind.SCHOOL_YEAR_END, "cuối năm học", date(YEAR + 1, 5, 20), DAY_OF_THE_PLAN),
        (DateKind.BY, "cuối năm học", SOFTWARES_DAY, ""),
    ],
)
def test_a_day_that_no_text_gives_says_whose_it_is(
    commune: Unit, kind: DateKind, wording: str, last_day: date, note: str
) -> None:
    department, _ = a_province_over(commune)

    due = due_by_plan(department, kind, wording, last_day)

    assert due is not None
    assert (due.words, due.last_day, due.note) == (wording, last_day, note)
