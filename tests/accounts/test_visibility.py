"""Who may see and do what: role × subtree."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.permissions import (
    can_administer,
    can_administer_unit,
    can_assess_unit,
    can_edit_user,
    can_keep_unit,
    can_lead_unit,
    can_stand_in,
)
from dvht.accounts.queries import (
    Person,
    administered_units,
    administers_installation,
    roles_of,
    trail_scope_names,
    trail_scopes,
    visible_units,
)
from dvht.units.actions import move_unit
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.mark.parametrize("role", ["head", "deputy", "clerk", "committee"])
def test_people_of_a_unit_see_only_that_unit(cast: Cast, role: str) -> None:
    assert list(visible_units(getattr(cast, role))) == [cast.unit]
    assert not administered_units(getattr(cast, role)).exists()


def test_an_administrator_sees_the_subtree_and_nothing_beside_it(cast: Cast) -> None:
    below = make.a_unit("Điểm trường", under=cast.unit)

    below_the_commune = {cast.commune, cast.office, cast.unit, cast.other_unit, below}

    assert set(visible_units(cast.administrator)) == below_the_commune
    assert set(administered_units(cast.administrator)) == below_the_commune


def test_an_administrator_of_a_school_does_not_see_the_commune_above(cast: Cast) -> None:
    administrator = make.an_administrator(cast.unit)

    assert list(visible_units(administrator)) == [cast.unit]


def test_the_eleventh_child_is_not_mistaken_for_a_child_of_the_first() -> None:
    root = make.a_unit("Gốc")
    children = [make.a_unit(f"Đơn vị {number:02}", under=root) for number in range(1, 40)]
    administrator = make.an_administrator(children[0])

    assert list(visible_units(administrator)) == [children[0]]


def test_roles_at_several_units_add_up(cast: Cast) -> None:
    Role.objects.create(user=cast.head, unit=cast.other_unit, kind=RoleKind.COMMITTEE)

    assert set(visible_units(cast.head)) == {cast.unit, cast.other_unit}


def test_a_moved_unit_is_seen_by_those_above_its_new_place(cast: Cast) -> None:
    other_commune = Unit.objects.get(name="Xã Đồng Lúa")

    move_unit(cast.unit, under=other_commune, by=cast.administrator)

    assert cast.unit not in visible_units(cast.administrator)
    assert cast.unit in visible_units(cast.outside_administrator)


def test_a_closed_account_sees_and_may_nothing(cast: Cast) -> None:
    User.objects.update(is_active=False)
    closed = User.objects.get(pk=cast.administrator.pk)

    assert roles_of(closed) == ()
    assert not visible_units(closed).exists()
    assert not can_administer_unit(closed, cast.unit)
    assert not can_administer(closed)


def test_a_visitor_sees_and_may_nothing(cast: Cast) -> None:
    visitor = AnonymousUser()

    assert not visible_units(visitor).exists()
    assert trail_scope_names(visitor) == ()
    assert not can_assess_unit(visitor, cast.unit)


def test_a_mere_member_sees_no_page_of_the_unit(cast: Cast) -> None:
    assert not visible_units(cast.member).exists()


def test_a_person_without_roles_sees_nothing(cast: Cast) -> None:
    assert not visible_units(make.a_user()).exists()


Right = Callable[[Person, Unit], bool]


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        (can_lead_unit, {"head"}),
        (can_keep_unit, {"head", "clerk"}),
        (can_stand_in, {"head", "deputy"}),
        (can_assess_unit, {"head", "clerk", "committee"}),
        (can_administer_unit, {"administrator"}),
    ],
)
def test_each_right_has_its_holders(cast: Cast, right: Right, holders: set[str]) -> None:
    people = (
        "head", "deputy", "clerk", "committee", "department_head", "member", "administrator", "stranger",
        "other_member", "outside_administrator",
    )  # fmt: skip

    assert {who for who in people if right(getattr(cast, who), cast.unit)} == holders


def test_administering_a_school_gives_no_right_over_the_commune(cast: Cast) -> None:
    administrator = make.an_administrator(cast.unit)

    assert can_administer_unit(administrator, cast.unit)
    assert not can_administer_unit(administrator, cast.commune)
    assert not can_administer_unit(administrator, cast.other_unit)


def test_a_person_is_edited_only_when_all_their_roles_are_within_reach(cast: Cast) -> None:
    assert can_edit_user(cast.administrator, cast.head)

    Role.objects.create(user=cast.head, unit=Unit.objects.get(name="Xã Đồng Lúa"), kind=RoleKind.CLERK)

    assert not can_edit_user(cast.administrator, cast.head)


def test_a_higher_administrator_is_not_edited_from_below(cast: Cast) -> None:
    below = make.an_administrator(cast.unit)
    Role.objects.create(user=cast.administrator, unit=cast.unit, kind=RoleKind.CLERK)

    assert not can_edit_user(below, cast.administrator)


def test_a_person_without_any_role_is_edited_by_nobody(cast: Cast) -> None:
    assert not can_edit_user(cast.administrator, make.a_user())


def test_only_administrators_of_a_root_see_the_trail_of_the_installation(cast: Cast) -> None:
    below = make.an_administrator(cast.unit)

    assert administers_installation(cast.administrator)
    assert not administers_installation(below)
    assert trail_scope_names(below) == (f"unit:{cast.unit.pk}",)
    assert list(trail_scopes(below)) == [f"unit:{cast.unit.pk}"]
    assert trail_scope_names(cast.administrator)[-1] == "installation"


def test_roles_are_read_once_a_request(
    cast: Cast, django_assert_num_queries: Callable[[int], object]
) -> None:
    head = User.objects.get(pk=cast.head.pk)

    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # the fixture's type is not exported
        roles_of(head)
        can_lead_unit(head, cast.unit)
        can_keep_unit(head, cast.unit)


@pytest.mark.parametrize("page", ["", "them/", "chuyen/", "nguoi-dung/", "nguoi-dung/them/"])
def test_guessing_the_number_of_a_unit_gives_404(cast: Cast, client: Client, page: str) -> None:
    client.force_login(cast.outside_administrator, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(f"/quan-tri/don-vi/{cast.unit.pk}/{page}").status_code == 404
    assert client.get(f"/quan-tri/don-vi/99999999999999999999/{page}").status_code == 404
