"""Who sees that a dossier is examined: its seats, its office, the body that decides; never anybody of the unit."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal import examining
from tests.appraisal.examining import Case

from dvht.accounts.models import Role, RoleKind, User
from dvht.appraisal.models import Appraisal, Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return examining.a_case()


def sees(case: Case, user: User) -> bool:
    fresh = User.objects.get(pk=user.pk)
    return Appraisal.objects.visible_to(fresh).filter(pk=case.appraisal.pk).exists()


def test_seats_with_a_part_and_the_offices_see_it(case: Case) -> None:
    seeing = (case.first, case.second, case.chair, case.secretary, case.cast.officer, case.cast.chair)

    assert all(sees(case, user) for user in seeing)


@pytest.mark.parametrize(
    "role",
    ["head", "deputy", "clerk", "committee", "department_head", "member", "administrator", "stranger",
     "other_member", "other_officer", "association", "outside_administrator"],
)  # fmt: skip
def test_nobody_of_the_unit_nor_from_elsewhere_sees_it(case: Case, role: str) -> None:
    person = case.cast.person(role)
    assert isinstance(person, User)

    assert not sees(case, person)


def test_a_seat_without_an_assignment_sees_nothing_until_the_vote(case: Case) -> None:
    client = Client()
    client.force_login(case.voter, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("examination_vote", args=[case.appraisal.pk])

    before = client.get(address).status_code
    examining.to_the_vote(case)

    assert not sees(case, case.voter)
    assert (before, client.get(address).status_code) == (404, 200)
    assert client.get(reverse("appraisal_result", args=[case.appraisal.pk])).status_code == 404


def test_an_assignment_of_another_dossier_opens_only_that(case: Case) -> None:
    Assignment.objects.filter(seat__user=case.first).delete()
    other = make.a_submission(case.cast.other_unit, case.cast.office, by=case.cast.stranger, state="received")
    Assignment.objects.create(seat=case.seat(case.first), submission=other)

    assert not sees(case, case.first)


def test_a_seat_whose_home_is_the_unit_sees_nothing_of_it_though_assigned(case: Case) -> None:
    seat = case.seat(case.first)
    seat.home = case.cast.unit
    seat.save()

    assert not sees(case, case.first)


def test_a_chair_with_a_role_at_the_unit_sees_nothing_of_it(case: Case) -> None:
    Role.objects.create(user=case.chair, unit=case.cast.unit, kind=RoleKind.COMMITTEE)

    assert not sees(case, case.chair)


def test_an_examiner_on_the_roster_of_the_unit_sees_nothing_of_it(case: Case) -> None:
    make.a_member(case.cast.unit, "Cao Thị Nhạn", user=case.first)

    assert not sees(case, case.first)


def test_an_administrator_of_the_unit_itself_sees_nothing_of_it(case: Case) -> None:
    assert not sees(case, make.an_administrator(case.cast.unit))


def test_a_closed_account_and_a_panel_at_its_end_open_nothing(case: Case) -> None:
    User.objects.filter(pk=case.first.pk).update(is_active=False)
    closed = sees(case, case.first)
    User.objects.filter(pk=case.first.pk).update(is_active=True)
    case.panel.state = "dissolved"
    case.panel.save()

    assert closed is False
    assert not sees(case, case.first)
    assert sees(case, case.cast.officer)


def test_an_officer_of_other_sectors_sees_nothing_of_it(case: Case) -> None:
    officer = make.an_officer(case.cast.office, "Lâm Thị Mầm", sectors=("preschool",))

    assert not sees(case, officer)


def test_a_seat_in_another_panel_opens_nothing(case: Case) -> None:
    other = make.an_examiner(case.cast.office, "Tạ Văn Khác")
    make.a_panel(case.cast.office, [other], name="Hội đồng khác")

    assert not sees(case, other)


@pytest.mark.parametrize("slug", ["bao-cao", "to-trinh"])
def test_a_secretary_does_not_read_of_their_own_unit_in_the_papers_of_the_panel(slug: str) -> None:
    case = examining.at("passed")
    page = reverse(
        "appraisal_paper", args=[case.cast.office.pk, case.appraisal.submission.year, slug, case.panel.pk]
    )
    browser = Client()
    browser.force_login(case.secretary, backend="django.contrib.auth.backends.ModelBackend")
    before = browser.get(page).status_code

    Role.objects.create(user=case.secretary, unit=case.appraisal.submission.unit, kind=RoleKind.COMMITTEE)

    assert (before, browser.get(page).status_code) == (200, 404)
