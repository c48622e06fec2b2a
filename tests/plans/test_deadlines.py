"""By when a unit must act, and who looks after its dossier."""

from datetime import date

import pytest
from tests import make
from tests.cast import Cast
from tests.plans.build import LAST, a_cast_below_the_office, an_office_plan

from dvht.plans import actions
from dvht.plans.models import Extension, Milestone, Routing
from dvht.plans.queries import (
    day_state,
    deadline_of,
    officer_for,
    plan_of,
    plan_of_body,
    submission_deadline_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast_below_the_office()


def test_without_any_plan_the_laws_calendar_says_the_last_day(cast: Cast) -> None:
    found = submission_deadline_of(cast.unit, 2026)

    assert found is not None
    assert (found.code, found.source, found.plan) == ("unit_dossier", "law", None)
    assert found.last_day == date(2027, 1, 14)  # TT 24/2023: before 15/01 of the next year


def test_without_an_authoritys_plan_the_units_own_day_holds(cast: Cast) -> None:
    plan = make.a_plan(cast.unit, by=cast.head)
    plan.milestones.filter(code="unit_dossier").update(last_day=date(2027, 1, 5))

    found = submission_deadline_of(cast.unit, 2026)

    assert found is not None
    assert (found.source, found.last_day) == ("own", date(2027, 1, 5))


def test_the_body_that_receives_says_what_is_late_and_the_units_stricter_day_is_only_its_own(
    cast: Cast,
) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan(cast.unit, by=cast.head, higher=higher)
    own.milestones.filter(code="unit_dossier").update(last_day=date(2027, 1, 5))

    found = submission_deadline_of(cast.unit, 2026)

    assert found is not None
    assert (found.source, found.last_day, found.own_day) == ("authority", LAST, date(2027, 1, 5))
    assert found.plan == higher
    assert (found.days_late(LAST), found.days_late(date(2027, 1, 12))) == (0, 2)


def test_more_time_moves_the_day_for_that_unit_alone_until_it_is_taken_back(cast: Cast) -> None:
    higher = an_office_plan(cast)
    day = higher.milestones.get(code="unit_dossier")
    granted = Extension.objects.create(
        milestone=day, unit=cast.unit, until=date(2027, 1, 20), reason="Bão", granted_by=cast.officer
    )

    extended = submission_deadline_of(cast.unit, 2026)
    neighbour = submission_deadline_of(cast.other_unit, 2026)
    Extension.objects.filter(pk=granted.pk).update(
        revoked_at=granted.granted_at, revoked_by=cast.officer, revoked_reason="Nhầm"
    )
    revoked = submission_deadline_of(cast.unit, 2026)

    assert extended is not None
    assert neighbour is not None
    assert revoked is not None
    assert (extended.effective, extended.extended_until) == (date(2027, 1, 20), date(2027, 1, 20))
    assert (neighbour.effective, revoked.effective) == (LAST, LAST)


def test_a_draft_of_a_further_version_moves_no_deadline(cast: Cast) -> None:
    higher = an_office_plan(cast)
    actions.reopen_plan(higher, reason="Đổi lịch", by=cast.office_head)
    Milestone.objects.filter(plan=higher, code="unit_dossier").update(last_day=date(2027, 1, 2))

    found = submission_deadline_of(cast.unit, 2026)

    assert found is not None
    assert found.last_day == LAST
    assert plan_of_body(cast.office, 2026) == higher


def test_a_body_that_has_only_a_draft_says_nothing_yet(cast: Cast) -> None:
    make.a_full_plan(cast.office, by=cast.office_head)

    assert plan_of_body(cast.office, 2026) is None
    assert deadline_of(plan_of(cast.unit, 2026), cast.unit, 2026, "unknown") is None


def test_another_communes_plan_binds_nobody_here(cast: Cast) -> None:
    make.a_plan_in_force(cast.other_office)

    found = submission_deadline_of(cast.unit, 2026)

    assert found is not None
    assert found.source == "law"


def test_dossiers_go_to_the_officer_of_the_sector_that_the_plan_names(cast: Cast) -> None:
    plan = an_office_plan(cast)
    second = make.an_officer(cast.office, "Phan Thị Mơ", sectors=("primary",))
    Routing.objects.create(plan=plan, sector="primary", officer=second)

    assert officer_for(cast.office, 2026, "primary") == second
    assert officer_for(cast.office, 2026, "preschool") == cast.officer  # the only one not limited to primary

    second.is_active = False
    second.save()
    assert officer_for(cast.office, 2026, "primary") == cast.officer


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2026, 11, 1), "wait", "Chưa đến, còn 70 ngày"),
        (date(2026, 12, 21), "doing", "Còn 20 ngày"),
        (date(2027, 1, 5), "warn", "Còn 5 ngày"),
        (LAST, "warn", "Hôm nay là ngày cuối"),
        (date(2027, 1, 13), "na", "Đã qua hạn 3 ngày"),
    ],
)
def test_a_date_says_how_it_stands_today(today: date, state: str, words: str) -> None:
    found = day_state(None, LAST, today)

    assert (found.state, found.words) == (state, words)


def test_an_extended_date_says_until_when() -> None:
    found = day_state(None, LAST, date(2027, 1, 13), extended_until=date(2027, 1, 20))

    assert found.words == "Gia hạn đến 20/01/2027; còn 7 ngày"
