"""The menu of years offers what the unit has and what it can start."""

from datetime import date

import pytest
from django.utils import timezone
from tests import make

from dvht.plans import actions as plans
from dvht.reports.queries import KnownYear, years_known

pytestmark = pytest.mark.django_db


def test_a_unit_that_has_nothing_can_reach_this_year_the_next_and_those_planned_above() -> None:
    office = make.a_unit("Phòng Giáo dục và Đào tạo", symbol="PGD", kind="state_agency")
    school = make.a_unit(under=office)
    make.a_plan_in_force(office, 2022, "tt22-2020")
    this_year = timezone.localdate().year

    assert years_known(school, this_year) == (
        KnownYear(this_year + 1, "Chưa bắt đầu"),
        KnownYear(this_year, "Chưa bắt đầu"),
        KnownYear(2022, "Cấp trên đã có kế hoạch"),
    )


def test_a_draft_above_is_not_offered() -> None:
    office = make.a_unit("Phòng Giáo dục và Đào tạo", symbol="PGD", kind="state_agency")
    school = make.a_unit(under=office)
    draft = make.a_plan(office, 2022, "tt22-2020")
    plans.add_task(
        draft, plans.TaskWords("Tập huấn", "Phòng", due_on=date(2022, 5, 1)), by=make.a_head(office)
    )

    assert 2022 not in [known.year for known in years_known(school, 2023)]


def test_a_year_of_the_units_own_names_its_regulation() -> None:
    school = make.a_unit()
    make.a_plan(school, 2023, "tt22-2020")

    assert KnownYear(2023, "TT 22/2020") in years_known(school, 2023)
