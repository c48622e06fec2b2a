from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts import actions
from dvht.accounts.models import Role, User
from dvht.audit.actions import SYSTEM
from dvht.audit.queries import events_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture
def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.administrator, backend=BACKEND)
    return client


def sectors(user: User) -> Any:
    return Role.objects.get(user=user, kind="officer").sectors


def test_an_officer_is_added_with_the_levels_looked_after(office: Client, cast: Cast) -> None:
    office.post(
        reverse("user_add", args=[cast.office.pk]),
        {"full_name": "Lâm Thị Mới", "roles": ["officer"], "sectors": ["primary", "preschool"]},
    )

    assert sectors(User.objects.get(full_name="Lâm Thị Mới")) == ["preschool", "primary"]
    page = office.get(reverse("user_list", args=[cast.office.pk])).content.decode()
    assert "Chuyên viên (Mầm non, Tiểu học)" in page


@pytest.mark.parametrize("kind", ["examiner", "study_association"])
def test_an_examiner_and_the_study_association_are_given_at_a_body(
    office: Client, cast: Cast, kind: str
) -> None:
    office.post(reverse("user_add", args=[cast.office.pk]), {"full_name": "Lâm Thị Mới", "roles": [kind]})

    assert Role.objects.filter(user__full_name="Lâm Thị Mới", kind=kind, unit=cast.office).exists()


@pytest.mark.parametrize("kind", ["officer", "examiner", "study_association"])
def test_a_school_has_no_such_roles(office: Client, cast: Cast, kind: str) -> None:
    page = office.get(reverse("user_add", args=[cast.unit.pk])).content.decode()
    office.post(reverse("user_add", args=[cast.unit.pk]), {"full_name": "Lâm Thị Mới", "roles": [kind]})

    assert f'value="{kind}"' not in page
    assert "Cấp học, khối phụ trách" not in page
    assert not User.objects.filter(full_name="Lâm Thị Mới").exists()


def test_levels_without_an_officer_are_refused(office: Client, cast: Cast) -> None:
    page = office.post(
        reverse("user_add", args=[cast.office.pk]),
        {"full_name": "Lâm Thị Mới", "roles": ["clerk"], "sectors": ["primary"]},
    )

    assert "Chọn thêm vai trò Chuyên viên" in page.content.decode()
    with pytest.raises(ValidationError) as caught:
        actions.set_roles(cast.officer, cast.office, {"clerk"}, by=SYSTEM, sectors=["primary"])
    assert "sectors" in caught.value.error_dict
    with pytest.raises(ValidationError):
        actions.set_roles(cast.officer, cast.office, {"officer"}, by=SYSTEM, sectors=["khác"])


def test_the_levels_of_an_officer_are_changed_and_remembered(office: Client, cast: Cast) -> None:
    address = reverse("user_change", args=[cast.office.pk, cast.officer.pk])
    form = {"full_name": cast.officer.full_name, "roles": ["officer"], "sectors": ["primary"]}

    office.post(address, form)

    assert sectors(cast.officer) == ["primary"]
    event = events_of([f"unit:{cast.office.pk}"])[0]
    assert (event.verb, event.after) == (
        "đổi vai trò",
        {"Vai trò": ["Chuyên viên"], "Cấp học, khối phụ trách": ["Tiểu học"]},
    )
    assert 'value="primary" checked' in office.get(address).content.decode().replace('id="id_sectors_1" ', "")


def test_roles_given_by_another_page_leave_the_levels_as_they_are(cast: Cast) -> None:
    actions.set_roles(cast.officer, cast.office, {"officer"}, by=SYSTEM, sectors=["primary"])

    actions.set_roles(cast.officer, cast.office, {"officer", "member"}, by=SYSTEM)

    assert sectors(cast.officer) == ["primary"]


def test_somebody_who_joins_as_officer_gets_levels(office: Client, cast: Cast) -> None:
    office.post(
        reverse("user_join", args=[cast.office.pk]),
        {"username": cast.head.username, "roles": ["officer"], "sectors": ["state"]},
    )

    assert sectors(cast.head) == ["state"]


def test_somebody_who_joins_in_another_role_keeps_the_levels(office: Client, cast: Cast) -> None:
    actions.set_roles(cast.officer, cast.office, {"officer"}, by=SYSTEM, sectors=["primary"])

    office.post(
        reverse("user_join", args=[cast.office.pk]), {"username": cast.officer.username, "roles": ["deputy"]}
    )

    assert sectors(cast.officer) == ["primary"]
    assert Role.objects.filter(user=cast.officer).count() == 2


def test_a_role_of_before_can_be_kept_where_it_is_no_longer_given(office: Client, cast: Cast) -> None:
    officer = make.an_officer(cast.unit)

    office.post(
        reverse("user_change", args=[cast.unit.pk, officer.pk]),
        {"full_name": officer.full_name, "roles": ["officer", "clerk"]},
    )

    assert Role.objects.filter(user=officer).count() == 2
