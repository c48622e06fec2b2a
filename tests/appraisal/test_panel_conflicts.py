"""Nobody examines a unit to which they belong, however they belong to it."""

from datetime import date

import pytest
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import User
from dvht.appraisal import permissions
from dvht.appraisal.models import Appraisal, Panel, Seat
from dvht.units.models import Change, ChangedUnit, Side, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def an_examined_dossier(cast: Cast, person: User, **more: object) -> Appraisal:
    """The first unit's dossier before a panel in which the person sits third, all of it assigned to them."""
    submission = make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head, state="received")
    panel = make.a_panel(cast.office, [cast.office_head, cast.officer, person])
    Seat.objects.filter(user=person).update(**more)
    return make.an_appraisal(submission, panel, assigned=(person,))


def sees(person: User) -> bool:
    return Appraisal.objects.visible_to(User.objects.get(pk=person.pk)).exists()


def examines(person: User, appraisal: Appraisal) -> bool:
    return permissions.can_examine(User.objects.get(pk=person.pk), appraisal, "1")


def a_succession(kind: str, before: Unit, after: Unit) -> None:
    change = Change.objects.create(
        kind=kind,
        effective_on=date(2025, 7, 1),
        decision_number="1",
        decided_on=date(2025, 6, 1),
        decided_by="UBND",
    )
    ChangedUnit.objects.create(change=change, unit=before, side=Side.BEFORE, facts={})
    ChangedUnit.objects.create(change=change, unit=after, side=Side.AFTER, facts={})


def test_an_examiner_without_ties_examines_what_was_assigned(cast: Cast) -> None:
    appraisal = an_examined_dossier(cast, cast.examiner)

    assert examines(cast.examiner, appraisal)
    assert sees(cast.examiner)


@pytest.mark.parametrize("role", ["head", "deputy", "clerk", "committee", "member"])
def test_a_role_at_the_unit_keeps_from_examining_it(cast: Cast, role: str) -> None:
    person = cast.person(role)
    assert person is not None
    appraisal = an_examined_dossier(cast, person)

    assert not examines(person, appraisal)
    assert permissions.seat_of(person, appraisal) is None
    assert not sees(person)


def test_the_home_told_with_a_seat_keeps_from_examining_it(cast: Cast) -> None:
    appraisal = an_examined_dossier(cast, cast.examiner, home=cast.unit)

    assert not examines(cast.examiner, appraisal)
    assert not sees(cast.examiner)


def test_the_home_told_in_another_panel_counts_too(cast: Cast) -> None:
    appraisal = an_examined_dossier(cast, cast.examiner)
    other = Panel.objects.create(body=cast.office, year=2024, form="council", name="Năm trước")
    Seat.objects.create(
        panel=other,
        user=cast.examiner,
        full_name="Cao",
        organisation="X",
        organisation_kind="other",
        role="councillor",
        home=cast.unit,
    )

    assert not examines(cast.examiner, appraisal)


@pytest.mark.parametrize(
    ("left", "free"), [(None, False), (date(2025, 1, 1), False), (date(2024, 12, 31), True)]
)
def test_a_line_in_the_roster_binds_unless_it_ended_before_the_year(
    cast: Cast, left: date | None, free: bool
) -> None:
    appraisal = an_examined_dossier(cast, cast.examiner)
    make.a_member(cast.unit, "Cao Thị Nhạn", user=cast.examiner, until=left)

    assert examines(cast.examiner, appraisal) is free
    assert sees(cast.examiner) is free


@pytest.mark.parametrize("kind", ["merge", "split", "dissolve"])
def test_ties_follow_a_unit_to_its_successor(cast: Cast, kind: str) -> None:
    appraisal = an_examined_dossier(cast, cast.examiner, home=cast.other_unit)
    assert examines(cast.examiner, appraisal)

    a_succession(kind, cast.other_unit, cast.unit)

    assert not examines(cast.examiner, appraisal)
    assert not sees(cast.examiner)


def test_who_works_in_the_successor_does_not_examine_what_the_old_unit_left(cast: Cast) -> None:
    appraisal = an_examined_dossier(cast, cast.stranger)
    assert examines(cast.stranger, appraisal)

    a_succession("merge", cast.unit, cast.other_unit)

    assert not examines(cast.stranger, appraisal)


def test_a_neighbour_in_a_merger_is_not_bound(cast: Cast) -> None:
    """Two old units of one merger are not each other's."""
    third = make.a_unit("Trường mới", under=cast.commune)
    appraisal = an_examined_dossier(cast, cast.examiner, home=cast.other_unit)
    a_succession("merge", cast.other_unit, third)

    assert examines(cast.examiner, appraisal)


def test_the_officer_of_the_body_loses_sight_of_the_own_unit(cast: Cast) -> None:
    an_examined_dossier(cast, cast.examiner)
    assert sees(cast.officer)

    make.a_member(cast.unit, "Lê Văn Bình", user=cast.officer)

    assert not sees(cast.officer)
