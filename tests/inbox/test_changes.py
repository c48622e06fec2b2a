"""Who is told when the tree changes or another body comes to receive or decide: by the pages that do it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from tests import make
from tests.races import DONE, at_once
from tests.units.build import Province, a_province, fresh

from dvht.audit.actions import SYSTEM
from dvht.inbox import middleware
from dvht.inbox.actions import changes
from dvht.inbox.middleware import CHANGING
from dvht.inbox.models import Message
from dvht.inbox.queries import Tree, tree_on
from dvht.units.actions import apply_two_tier
from dvht.units.models import Change, Jurisdiction, Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
DECISION = {
    "number": "12/QĐ-UBND", "decided_on": "16/06/2025", "decided_by": "UBND tỉnh Minh Hà", "effective_on": "01/01/2026",
    "note": "Theo Nghị quyết 5",
}  # fmt: skip
BASIS = "Theo Quyết định số 12/QĐ-UBND ngày 16/06/2025 của UBND tỉnh Minh Hà."


@pytest.fixture
def province(db: None) -> Province:
    found = a_province()
    apply_two_tier(found.root, seen=4, by=SYSTEM)
    return found


@pytest.fixture
def above(province: Province) -> Client:
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)
    return client


def press(client: Client, name: str, unit: Unit, /, **fields: Any) -> Any:
    """Send, read the page that shows everything, and type the name."""
    address, said = reverse(name, args=[unit.pk]), {**DECISION, **fields}
    page = client.post(address, said)
    assert not Message.objects.exists(), "a preview tells nobody"
    answer = client.post(address, {**said, "seen": page.context["seen"], "confirm": unit.name})
    assert answer.status_code == 302
    return answer


def powers(row: Jurisdiction, **more: Any) -> dict[str, Any]:
    said = {
        "tier": row.tier, "receiving": row.receiving_id, "receiving_name": "", "receiving_title": "Trưởng phòng",
        "deciding": row.deciding_id, "deciding_name": "", "deciding_title": "Chủ tịch", "since": "01/07/2025",
        "until": "", "basis": "Công văn 7/SGDĐT", "version": row.version, **more,
    }  # fmt: skip
    return {name: "" if value is None else value for name, value in said.items()}


def end(client: Client, row: Jurisdiction, last: date) -> None:
    said = {"end-until": f"{last:%d/%m/%Y}", "end-version": fresh_row(row).version}
    assert client.post(reverse("jurisdiction_end", args=[row.pk]), said).status_code == 302


def fresh_row(row: Jurisdiction) -> Jurisdiction:
    return Jurisdiction.objects.get(pk=row.pk)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def subject(unit: Unit) -> str:
    return Message.objects.get(unit=unit, topic="unit").subject


def text(unit: Unit) -> str:
    """All that the unit is told."""
    told = Message.objects.get(unit=unit, topic="unit")
    return f"{told.subject}\n{told.text}"


def told() -> set[str]:
    return set(Message.objects.values_list("unit__name", flat=True))


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


def test_another_body_in_an_area_is_told_to_its_units_and_to_both_bodies(
    above: Client, province: Province
) -> None:
    row = Jurisdiction.objects.get(area=province.commune)

    above.post(reverse("jurisdiction_change", args=[row.pk]), powers(row, receiving=province.department.pk))

    assert subject(province.school).endswith("Sở Giáo dục và Đào tạo Minh Hà nhận hồ sơ của đơn vị")
    assert "(trước đó: Phòng Văn hóa - Xã hội xã Đồng Sen)" in text(province.school)
    assert "Căn cứ: Công văn 7/SGDĐT." in text(province.school)
    assert "Chưa có văn bản xác nhận" in text(province.school)
    assert "thôi nhận hồ sơ của 1 đơn vị" in text(province.office)
    assert "nhận hồ sơ của 1 đơn vị: Trường Tiểu học Đồng Sen" in text(province.department)
    assert "Thẩm quyền ở UBND xã Đồng Sen, cấp huyện, từ 01/07/2025" in text(province.commune)
    assert province.other_school.name not in told()


def test_the_end_of_a_row_is_told_as_of_the_day_after(above: Client, province: Province) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    last = timezone.localdate() + timedelta(days=30)

    above.post(
        reverse("jurisdiction_end", args=[row.pk]),
        {"end-until": f"{last:%d/%m/%Y}", "end-version": row.version},
    )

    after = f"{last + timedelta(days=1):%d/%m/%Y}"
    assert subject(province.school) == f"Từ {after}: Sở Giáo dục và Đào tạo Minh Hà nhận hồ sơ của đơn vị"
    assert f"nhận hồ sơ đến hết {last:%d/%m/%Y}" in text(province.office)


def test_what_was_to_come_anyway_is_not_told_again_with_a_later_change(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    assert subject(province.school).startswith(f"Từ {in_days(30):%d/%m/%Y}: Sở Giáo dục")
    Message.objects.exclude(unit=province.school).delete()

    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))

    assert Message.objects.filter(unit=province.school).count() == 1
    assert f"Từ {in_days(70):%d/%m/%Y}: nhận hồ sơ của 1 đơn vị: {province.other_school.name}." in text(
        province.department
    )
    assert province.school.name not in text(province.department)
    assert told() == {
        province.school.name, province.other_school.name, province.department.name, province.root.name,
        province.other_office.name, province.other_commune.name,
    }  # fmt: skip


def test_a_change_of_what_is_to_come_is_told_with_its_own_day_and_what_was_written_down(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))
    Message.objects.all().delete()
    said = {"tier": "district", "receiving": province.other_office.pk, "deciding": province.commune.pk,
            "since": f"{in_days(30):%d/%m/%Y}", "until": f"{in_days(39):%d/%m/%Y}"}  # fmt: skip

    above.post(reverse("jurisdiction_add", args=[province.commune.pk]), said)

    assert (
        f"Từ {in_days(30):%d/%m/%Y}: {province.other_office.name} nhận hồ sơ của {province.school.name} "
        f"(trước đó đã ghi: {province.department.name})." in text(province.school)
    )
    assert f"{in_days(40):%d/%m/%Y}" not in text(province.school)
    assert province.other_school.name not in told()


def test_a_row_that_is_to_end_at_the_end_of_time_ends_never(above: Client, province: Province) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), date.max)
    end(above, Jurisdiction.objects.get(area=province.other_commune), in_days(69))

    assert province.school.name not in told()


def test_an_end_without_anybody_after_it_says_that_nobody_is_named(above: Client, province: Province) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    Jurisdiction.objects.exclude(pk=row.pk).delete()

    end(above, row, in_days(29))

    since = f"Từ {in_days(30):%d/%m/%Y}"
    assert subject(province.school) == f"{since}: chưa ghi nơi nhận hồ sơ của đơn vị"
    assert f"{since}: chưa ghi nơi nhận hồ sơ của {province.school.name} (trước đó: " in text(province.school)


def test_a_receiver_of_its_own_is_told_to_the_unit_and_both_bodies(above: Client, province: Province) -> None:
    unit = province.school
    names = ("name", "kind", "ownership", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
             "receiving_note", "tier", "version")  # fmt: skip
    facts = {name: getattr(fresh(unit), name) for name in names}

    above.post(
        reverse("unit_change", args=[unit.pk]),
        {**facts, "receiving": province.department.pk, "receiving_name": ""},
    )

    assert "(trước đó: Phòng Văn hóa - Xã hội xã Đồng Sen)" in text(unit)
    assert told() == {unit.name, province.office.name, province.department.name, province.commune.name}


def test_the_default_of_two_tiers_is_told_to_every_unit_that_gets_a_receiver(db: None) -> None:
    province = a_province()
    client = Client()
    client.force_login(make.an_administrator(province.root), backend=BACKEND)

    client.post(reverse("two_tier", args=[province.root.pk]), {"seen": 4})

    assert "(trước đó: chưa ghi)" in text(province.school)
    assert "nhận hồ sơ của 1 đơn vị: Trường Tiểu học Đồng Lúa" in text(province.other_office)


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


def test_a_document_that_confirms_is_told_to_all_who_read_that_there_was_none(
    above: Client, province: Province
) -> None:
    row = Jurisdiction.objects.get(area=province.commune)
    said = {"confirm-document": "Công văn 12/SGDĐT", "confirm-version": row.version}

    answers = [
        above.post(reverse("jurisdiction_confirm", args=[row.pk]), {**said, "confirm-version": version})
        for version in (row.version, row.version)
    ]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert fresh_row(row).confirmed_by == "Công văn 12/SGDĐT"
    assert told() == {province.school.name, province.office.name, province.commune.name}
    assert subject(province.school) == "Đã xác nhận thẩm quyền ở UBND xã Đồng Sen, cấp huyện"
    assert "Văn bản xác nhận: Công văn 12/SGDĐT." in text(province.office)


def test_a_new_unit_is_told_to_those_who_receive_its_dossier_and_decide_on_it(
    above: Client, province: Province
) -> None:
    end(above, Jurisdiction.objects.get(area=province.commune), in_days(29))
    Message.objects.all().delete()
    facts = {"name": "Trường Mầm non Sen", "kind": "preschool", "ownership": "public", "place": "Đồng Sen",
             "symbol": "MNS", "head_title": "Hiệu trưởng"}  # fmt: skip

    answer = above.post(reverse("unit_add", args=[province.commune.pk]), facts)

    assert answer.status_code == 302
    since, later = f"Từ {in_days(0):%d/%m/%Y}", f"Từ {in_days(30):%d/%m/%Y}"
    assert subject(province.office) == f"{since}: nhận hồ sơ của 1 đơn vị"
    assert f"{since}: nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.office)
    assert f"{later}: thôi nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.office)
    assert f"{later}: nhận hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.department)
    assert f"{since}: quyết định hồ sơ của 1 đơn vị: Trường Mầm non Sen." in text(province.commune)
    assert told() == {
        province.office.name,
        province.department.name,
        province.commune.name,
        province.root.name,
    }


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


def test_every_page_that_is_watched_is_one() -> None:
    assert {name for name in get_resolver().reverse_dict if isinstance(name, str)} >= CHANGING
