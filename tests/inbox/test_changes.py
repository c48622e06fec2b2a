"""Who is told when the tree changes: by the pages that do it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.inbox.build import (
    BACKEND,
    BASIS,
    DECISION,
    end,
    fresh_row,
    in_days,
    powers,
    press,
    subject,
    text,
    told,
)
from tests.races import DONE, at_once
from tests.units.build import Province, a_province, fresh

from dvht.audit.actions import SYSTEM
from dvht.inbox import middleware
from dvht.inbox.actions import changes
from dvht.inbox.models import Message
from dvht.inbox.queries import Tree, tree_on
from dvht.units.actions import apply_two_tier
from dvht.units.models import Change, Jurisdiction, Unit


def test_a_merge_is_told_to_the_units_their_heirs_their_schools_and_every_body(
    above: Client, province: Province
) -> None:
    press(above, "unit_merge", province.commune, others=[province.other_commune.pk], into="new", name="UBND xã Sen Lúa",
          symbol="UBND", place="Sen Lúa", receiving=province.other_office.pk)  # fmt: skip

    new = Unit.objects.get(name="UBND xã Sen Lúa")
    said = "Từ 01/01/2026: UBND xã Đồng Sen, UBND xã Đồng Lúa hợp nhất thành UBND xã Sen Lúa"
    for unit in (
        province.commune,
        province.other_commune,
        new,
        province.school,
        province.office,
        province.root,
    ):
        assert subject(unit) == said
        assert BASIS in text(unit)
        assert "Theo Nghị quyết 5" in text(unit)
    assert (
        f"Từ 01/01/2026: {province.other_office.name} nhận hồ sơ của {province.school.name} (trước đó: "
        in text(province.school)
    )
    assert f"{province.school.name} nay thuộc UBND xã Sen Lúa, trước đó thuộc UBND xã Đồng Sen." in text(
        province.school
    )
    assert f"Từ 01/01/2026: thôi nhận hồ sơ của 1 đơn vị: {province.school.name}." in text(province.office)
    won = f"nhận hồ sơ của 2 đơn vị: {province.office.name}, {province.school.name}."
    assert f"Từ 01/01/2026: {won}" in text(province.other_office)
    assert "2 đơn vị chuyển từ UBND xã Đồng Sen về UBND xã Sen Lúa" in text(province.commune)
    page = above.get(Message.objects.get(unit=new).url)
    assert "Sen Lúa" in page.content.decode()


def test_who_keeps_the_unit_finds_it_in_the_inbox_and_a_stranger_does_not(
    above: Client, province: Province
) -> None:
    officer, stranger = make.an_officer(province.office), make.a_head(province.other_school)
    press(
        above,
        "unit_rename",
        province.school,
        name="Trường Tiểu học Sen",
        symbol="TH",
        place="Đồng Sen",
        version=1,
    )

    assert [one.subject for one in Message.objects.visible_to(officer)] == [
        "Từ 01/01/2026: Trường Tiểu học Đồng Sen đổi tên thành Trường Tiểu học Sen"
    ]
    assert not Message.objects.visible_to(stranger).exists()
    assert told() == {"Trường Tiểu học Sen", province.office.name, province.commune.name}


def test_a_new_name_of_the_office_is_told_to_those_who_hand_in_to_it(
    above: Client, province: Province
) -> None:
    press(
        above, "unit_rename", province.office, name="Phòng Văn xã", symbol="PVX", place="Đồng Sen", version=1
    )

    assert "Phòng Văn xã nhận hồ sơ của Trường Tiểu học Đồng Sen (trước đó: Phòng Văn hóa" in text(
        province.school
    )


def test_a_school_that_comes_under_another_commune_is_told_by_both_offices(
    above: Client, province: Province
) -> None:
    press(above, "unit_transfer", province.school, under=province.other_commune.pk)

    assert subject(province.school) == "Từ 01/01/2026: Trường Tiểu học Đồng Sen chuyển về UBND xã Đồng Lúa"
    assert "thôi nhận hồ sơ của 1 đơn vị" in text(province.office)
    assert "nhận hồ sơ của 1 đơn vị: Trường Tiểu học Đồng Sen" in text(province.other_office)
    assert BASIS in text(province.other_commune)
    assert province.other_school.name not in told()


def test_a_split_and_an_end_to_come_are_told_with_their_day(above: Client, province: Province) -> None:
    press(above, "unit_split", province.commune, keeps="yes", name_1="UBND xã Sen Mới", symbol_1="UBND",
          **{f"child_{province.school.pk}": "1"})  # fmt: skip
    split = subject(province.commune)
    Message.objects.all().delete()
    day = timezone.localdate() + timedelta(days=40)
    press(above, "unit_dissolve", province.other_school, successors=[], effective_on=f"{day:%d/%m/%Y}")

    assert split == "Từ 01/01/2026: UBND xã Đồng Sen chia, tách thành UBND xã Đồng Sen, UBND xã Sen Mới"
    assert subject(province.other_school) == f"Từ {day:%d/%m/%Y}: Trường Tiểu học Đồng Lúa giải thể"
    assert told() == {province.other_school.name, province.other_commune.name, province.other_office.name}


def test_what_changes_nothing_tells_nobody(above: Client, province: Province) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    stale = powers(row, version=99, receiving=province.department.pk)

    refused = above.post(reverse("jurisdiction_change", args=[row.pk]), stale)
    moved = above.post(reverse("unit_move", args=[province.school.pk]), {"under": province.commune.pk})

    assert (refused.status_code, moved.status_code) == (422, 302)
    assert "Người khác vừa sửa dòng thẩm quyền này" in refused.content.decode()
    assert fresh_row(row).receiving_id == province.office.pk
    assert Unit.objects.get_parent(fresh(province.school)) == province.commune
    assert not Message.objects.exists()


def test_a_change_that_can_not_be_told_is_not_made(
    above: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(changes, "tell_each", fails)
    above.raise_request_exception = False
    fields = {"name": "Trường Sen", "symbol": "TH", "place": "Đồng Sen", "version": 1}
    address, said = reverse("unit_rename", args=[province.school.pk]), {**DECISION, **fields}
    seen = above.post(address, said).context["seen"]

    answer = above.post(address, {**said, "seen": seen, "confirm": province.school.name})

    assert answer.status_code == 500
    assert not Change.objects.exists()
    assert fresh(province.school).name == "Trường Tiểu học Đồng Sen"


def test_telling_asks_as_often_for_one_school_as_for_twenty(above: Client, province: Province) -> None:
    def asked(day: date) -> int:
        row = Jurisdiction.objects.get(area=province.commune)
        body = province.department if row.receiving_id == province.office.pk else province.office
        said = powers(row, receiving=body.pk, since=f"{day:%d/%m/%Y}")
        with CaptureQueriesContext(connection) as queries:
            assert above.post(reverse("jurisdiction_change", args=[row.pk]), said).status_code == 302
        return len(queries)

    asked(date(2025, 7, 1))
    few = asked(date(2025, 7, 2))
    for number in range(20):
        make.a_unit(f"Trường {number}", under=fresh(province.commune), receiving_name="")

    assert asked(date(2025, 7, 3)) == few
    assert Message.objects.filter(unit__name="Trường 7").count() == 1


def test_of_two_who_change_at_once_each_tells_of_one_deed(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    province = a_province()
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    both_read = Barrier(2)

    def tree_read_by_both(today: date) -> Tree:
        tree = tree_on(today)
        with suppress(BrokenBarrierError):
            both_read.wait(timeout=1)
        return tree

    def ending(area: Unit, name: str) -> Callable[[], None]:
        client, row = Client(), Jurisdiction.objects.get(area=area)
        client.force_login(make.an_administrator(province.root, name), backend=BACKEND)
        return lambda: end(client, row, in_days(29))

    deeds = ending(province.commune, "Lý A"), ending(province.other_commune, "Lý B")
    monkeypatch.setattr(middleware, "tree_on", tree_read_by_both)

    assert at_once(*deeds) == [DONE, DONE]
    assert Message.objects.filter(unit=province.school).count() == 1
    assert Message.objects.filter(unit=province.other_school).count() == 1
    for one in Message.objects.filter(unit=province.department):
        assert "nhận hồ sơ của 1 đơn vị" in one.text
