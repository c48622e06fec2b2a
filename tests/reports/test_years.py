"""The menu of years offers what the unit has and what it can start."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import a_cast

from dvht.plans import actions as plans
from dvht.recognition.models import Decision
from dvht.reports.queries import KnownYear, years_known
from dvht.reports.queries.bodies import season_year, years_of_body

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


def test_a_year_long_past_of_which_the_unit_has_anything_is_offered_without_a_plan() -> None:
    cast = a_cast()
    make.a_submission(cast.unit, cast.office, cast.commune, year=2020, pack="tt22-2020", by=cast.officer)
    make.a_fact(make.a_member(cast.unit, "Lý Văn Xưa"), "digital", year=2019)
    client = Client()
    client.force_login(cast.head, backend="django.contrib.auth.backends.ModelBackend")

    years = client.get(reverse("year_home", args=[cast.unit.pk, 2026])).context["frame"].years

    reached = {link.year: client.get(link.url).status_code for link in years}
    this_year = timezone.localdate().year
    assert reached == dict.fromkeys({2026, this_year, this_year + 1, 2020, 2019}, 200)
    assert [link.label for link in years if link.year in (2019, 2020)] == ["Có số liệu, chưa có kế hoạch"] * 2


def test_a_body_reaches_every_year_of_its_dossiers_decisions_and_of_the_plans_in_its_area() -> None:
    cast = a_cast()
    make.a_jurisdiction(
        cast.commune, cast.office, cast.commune, since=date(2020, 1, 1), until=date(2025, 6, 30)
    )
    make.a_submission(cast.unit, cast.office, cast.commune, year=2020, pack="tt22-2020", by=cast.officer)
    make.a_plan(cast.unit, 2021, "tt22-2020", by=cast.head)
    Decision.objects.create(
        body=cast.commune, body_name="UBND xã", signatory_title="Chủ tịch", year=2022, pack_id="tt22-2020",
        pack_version="1", tier="district", expiry="none",
    )  # fmt: skip
    make.a_plan(cast.other_office, 2023, "tt22-2020")

    season = season_year(timezone.localdate())
    assert years_of_body(cast.office, season) == (season, 2021, 2020)
    assert {2022, 2021, 2020} < set(years_of_body(cast.commune, 2025))
    assert 2023 not in years_of_body(cast.commune, 2025)


def test_a_body_is_not_offered_plans_of_years_in_which_it_had_no_power() -> None:
    cast = a_cast()
    make.a_plan(cast.unit, 2021, "tt22-2020", by=cast.head)
    make.a_submission(
        cast.unit, cast.other_office, cast.commune, year=2020, pack="tt22-2020", by=cast.officer
    )

    assert not {2020, 2021} & set(years_of_body(cast.office, 2025))
    assert 2020 in years_of_body(cast.commune, 2025, association=True)
