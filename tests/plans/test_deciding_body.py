"""The plan of a body that decides, by which the office below it receives (TT 24, Điều 19.1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests import make
from tests.cast import Cast
from tests.plans.build import a_cast_below_the_office, an_office_plan

from dvht.accounts.models import User
from dvht.inbox.models import Message
from dvht.plans import actions
from dvht.plans.models import Plan
from dvht.plans.queries import officer_for, plan_of_body, submission_deadline_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast_below_the_office()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(unit: Unit, rest: str) -> str:
    return f"/don-vi/{unit.pk}/2026/ke-hoach/{rest}"


def a_commune_plan(cast: Cast) -> Plan:
    """The plan that the people's committee issues (TT 24, Điều 19.1); its office receives by it."""
    plan = make.a_full_plan(cast.commune, by=cast.chair)
    return actions.put_in_force(plan, by=cast.chair)


def test_the_office_works_by_the_plan_that_the_committee_above_it_issued(cast: Cast) -> None:
    plan = a_commune_plan(cast)

    assert plan_of_body(cast.office, 2026) == plan
    own = an_office_plan(cast)
    assert plan_of_body(cast.office, 2026) == own


def test_the_committees_plan_routes_to_officers_of_the_body_that_receives_for_it(cast: Cast) -> None:
    plan = a_commune_plan(cast)
    make.an_officer(cast.office, "Bùi Thị Hai")
    actions.reopen_plan(plan, reason="Phân công", by=cast.chair)
    plan.refresh_from_db()

    actions.save_routings(plan, {"primary": cast.officer}, version=plan.version, by=cast.chair)

    assert officer_for(cast.office, 2026, "primary") == cast.officer
    with pytest.raises(ValidationError):
        actions.save_routings(plan, {"primary": cast.other_officer}, version=plan.version + 1, by=cast.chair)


def test_the_committees_plan_is_told_to_the_units_that_hand_in_to_its_office(cast: Cast) -> None:
    a_commune_plan(cast)

    told = {message.unit for message in Message.objects.filter(topic="plan")}
    assert {cast.unit, cast.other_unit} <= told


def test_an_officer_grants_more_time_under_the_committees_plan_to_units_that_hand_in_to_the_office(
    cast: Cast,
) -> None:
    plan = a_commune_plan(cast)
    day = plan.milestones.get(code="unit_dossier")
    sent = {"milestone": str(day.pk), "until": "20/02/2027", "reason": "Bão ngập trường"}
    officer, page = signed_in(cast.officer), at(cast.commune, "gia-han/them/")

    granted = officer.post(page, {**sent, "unit": str(cast.unit.pk)})
    refused = officer.post(page, {**sent, "unit": str(cast.office.pk)})
    listed = officer.get(at(cast.commune, "gia-han/"))

    assert (granted.status_code, refused.status_code, listed.status_code) == (302, 422, 200)
    assert cast.unit.name in listed.content.decode()
    deadline = submission_deadline_of(cast.unit, 2026)
    assert deadline is not None
    assert deadline.effective == date(2027, 2, 20)
    assert signed_in(cast.officer).get(at(cast.commune, "")).status_code == 404
    for stranger in (cast.other_officer, cast.head, cast.examiner, cast.association):
        assert signed_in(stranger).get(at(cast.commune, "gia-han/")).status_code == 404
        assert signed_in(stranger).post(page, sent).status_code == 404


def test_once_the_office_has_a_plan_of_its_own_the_committees_isnt_its_officers_any_more(cast: Cast) -> None:
    a_commune_plan(cast)
    an_office_plan(cast)

    assert signed_in(cast.officer).get(at(cast.commune, "gia-han/")).status_code == 404
