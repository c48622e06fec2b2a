"""What administrators take away as workbooks: people and powers, of their own reach only."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import Role, RoleKind, User
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def table(user: User, page: str) -> list[tuple[Any, ...]]:
    """The rows below the title and the header."""
    answer = browser(user).get(page)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_the_people_of_a_unit_leave_as_the_page_lists_them(cast: Cast) -> None:
    Role.objects.create(user=cast.clerk, unit=cast.unit, kind=RoleKind.MEMBER)
    page = reverse("user_export", args=[cast.unit.pk])

    rows = table(cast.administrator, page)
    found = table(cast.administrator, f"{page}?q=bich+thao")

    assert {row[0] for row in rows} == {cast.unit.name}
    assert len(rows) == User.objects.filter(roles__unit=cast.unit).distinct().count()
    assert [(row[1], row[3], row[5]) for row in found] == [
        ("Ngô Bích Thảo", "Văn thư; Thành viên", "Đang dùng")
    ]


def test_the_people_of_all_units_leave_out_those_beyond_the_administrators_reach(cast: Cast) -> None:
    rows = table(cast.administrator, reverse("users_export"))

    assert {row[0] for row in rows} == {
        unit.name for unit in (cast.commune, cast.unit, cast.other_unit, cast.office)
    }
    assert ("Lê Văn Bình", "Chuyên viên") in {(row[1], row[3]) for row in rows}
    assert not {"Phan Xa", "Tô Văn Ngoại"} & {row[1] for row in rows}


def test_powers_leave_with_their_days_and_whether_anybody_confirmed_them(cast: Cast) -> None:
    make.a_jurisdiction(
        cast.commune,
        cast.office,
        cast.commune,
        since=date(2020, 1, 1),
        until=date(2025, 6, 30),
        confirmed_by="CV 12",
    )

    rows = table(cast.administrator, reverse("jurisdiction_export"))

    assert [(row[0], row[2], row[8], row[10]) for row in rows] == [
        (cast.commune.name, cast.office.name, "Đã hết", "CV 12"),
        (cast.commune.name, cast.office.name, "Đang dùng", None),
    ]
    assert rows[0][7].date() == date(2025, 6, 30)


def test_a_workbook_of_people_asks_as_often_for_one_unit_as_for_twelve(cast: Cast) -> None:
    client = browser(cast.administrator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("users_export"))
        return len(queries)

    asked()
    few = asked()
    for number in range(11):
        make.a_head(make.a_unit(f"Trường {number}", under=Unit.objects.get(pk=cast.commune.pk)))

    assert asked() == few
