from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.units.build import Province, a_decision, a_province, fresh

from dvht.accounts.models import Role, User
from dvht.accounts.permissions import (
    can_assess_unit,
    can_handle_for_body,
    can_keep_unit,
    can_lead_body,
    can_lead_unit,
    can_read_names,
    can_stand_in,
)
from dvht.accounts.queries import visible_units
from dvht.audit.actions import SYSTEM
from dvht.audit.models import Event
from dvht.members.permissions import can_keep_roster, can_word_commitment
from dvht.units.actions import Part, apply_two_tier, dissolve_unit, merge_units, rename_unit, split_unit
from dvht.units.models import Change, Jurisdiction, Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
DECISION = {
    "number": "12/QĐ-UBND",
    "decided_on": "16/06/2025",
    "decided_by": "UBND tỉnh Minh Hà",
    "effective_on": "01/07/2025",
}


@pytest.fixture
def province(db: None) -> Province:
    return a_province()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def above(province: Province) -> Client:
    return signed_in(make.an_administrator(province.root))


def sent(client: Client, name: str, unit: Unit, /, **fields: Any) -> Any:
    return client.post(reverse(name, args=[unit.pk]), {**DECISION, **fields})


def confirmed(client: Client, name: str, unit: Unit, /, **fields: Any) -> Any:
    """Send, read the page that shows everything, and type the name."""
    page = sent(client, name, unit, **fields)
    assert page.status_code == 200, page.content.decode()
    return sent(client, name, unit, **fields, seen=page.context["seen"], confirm=unit.name)


def told(page: Any) -> str:
    return "\n".join(page.context["lines"])


def test_a_merge_is_shown_whole_before_it_is_done(above: Client, province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    make.a_head(province.commune)
    make.a_member(province.commune)
    fields = {"others": [province.other_commune.pk], "into": "new", "name": "UBND xã Sen Lúa", "symbol": "UBND",
              "place": "Sen Lúa", "effective_on": "01/01/2026"}  # fmt: skip

    page = sent(above, "unit_merge", province.commune, **fields)

    assert "4 đơn vị bên dưới chuyển về UBND xã Sen Lúa" in told(page)
    assert "1 người dùng giữ vai trò ở đây, chỉ còn xem" in told(page)
    assert "1 thành viên" in told(page)
    assert (
        "Thẩm quyền ở UBND xã Sen Lúa, cấp huyện, từ 01/01/2026: Phòng Văn hóa - Xã hội xã Đồng Sen"
        in told(page)
    )
    assert "đến hết 31/12/2025" in told(page)
    assert not Change.objects.exists()
    assert not Unit.objects.filter(name="UBND xã Sen Lúa").exists()
    assert not Event.objects.filter(verb="hợp nhất đơn vị").exists()


def test_a_merge_is_done_once_the_name_is_typed(above: Client, province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    fields = {"others": [province.other_commune.pk], "into": "new", "name": "UBND xã Sen Lúa", "symbol": "UBND",
              "place": "Sen Lúa", "receiving": province.other_office.pk}  # fmt: skip

    answer = confirmed(above, "unit_merge", province.commune, **fields)

    assert answer.status_code == 302
    new = Unit.objects.get(name="UBND xã Sen Lúa")
    assert Unit.objects.get_parent(fresh(province.school)) == new
    assert Jurisdiction.objects.get(area=new).receiving == province.other_office


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"confirm": "Sai tên"}, "Gõ đúng tên"),
        ({"confirm": "Trường Tiểu học Đồng Sen", "seen": "cũ"}, "Có thay đổi"),
    ],
)
def test_without_the_name_or_after_a_change_nothing_is_done(
    above: Client, province: Province, more: dict[str, Any], words: str
) -> None:
    page = sent(above, "unit_dissolve", province.school)
    fields = {"seen": page.context["seen"], **more}

    answer = sent(above, "unit_dissolve", province.school, **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Change.objects.exists()


def test_going_back_keeps_what_was_typed(above: Client, province: Province) -> None:
    page = sent(above, "unit_dissolve", province.school, note="Ít học sinh", back="1")

    assert page.status_code == 200
    assert 'value="Ít học sinh"' in page.content.decode()


def test_what_the_deed_refuses_is_told_before_anything_is_confirmed(
    above: Client, province: Province
) -> None:
    later = (timezone.localdate() + timedelta(days=9)).strftime("%d/%m/%Y")

    page = sent(above, "unit_transfer", province.school, under=province.other_commune.pk, effective_on=later)

    assert page.status_code == 422
    assert "Hãy ghi từ ngày quyết định có hiệu lực" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "fields", "happened"),
    [
        ("unit_dissolve", {}, lambda unit: unit.dissolved_on is not None),
        ("unit_rename", {"name": "Trường Mới", "symbol": "TM", "place": "Đồng Sen", "version": 1},
         lambda unit: unit.name == "Trường Mới"),
        ("unit_split", {"keeps": "yes", "name_1": "Trường Hai", "symbol_1": "TH2"},
         lambda _: Unit.objects.filter(name="Trường Hai").exists()),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_recorded_through_its_page(
    above: Client, province: Province, name: str, fields: dict[str, Any], happened: Callable[[Unit], bool]
) -> None:
    answer = confirmed(above, name, province.school, **fields)

    assert answer.status_code == 302
    assert happened(fresh(province.school))
    assert Change.objects.count() == 1


def test_a_unit_is_transferred_and_a_body_divided_with_what_stands_below(
    above: Client, province: Province
) -> None:
    confirmed(above, "unit_transfer", province.school, under=province.other_commune.pk)
    below = {f"child_{one.pk}": "2" for one in (province.school, province.other_school)}
    fields = {"keeps": "no", "name_1": "Xã Một", "symbol_1": "XM", "name_2": "Xã Hai", "symbol_2": "XH", **below,
              f"child_{province.other_office.pk}": "1"}  # fmt: skip

    confirmed(above, "unit_split", fresh(province.other_commune), **fields)

    assert Unit.objects.get_parent(fresh(province.school)).name == "Xã Hai"
    assert Unit.objects.get_parent(fresh(province.other_office)).name == "Xã Một"
    assert fresh(province.other_commune).dissolved_on is not None


def test_a_unit_goes_under_an_agency_and_not_under_a_school(above: Client, province: Province) -> None:
    page = above.get(reverse("unit_transfer", args=[province.school.pk]))
    answer = sent(above, "unit_transfer", province.school, under=province.other_school.pk)

    offered = {unit.pk for unit in page.context["form"].fields["under"].queryset}
    assert {province.department.pk, province.other_commune.pk} <= offered
    assert province.other_school.pk not in offered
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name_1": "  trường tiểu học  Đồng Sen", "symbol_1": "TH"}, ["name_1"]),
        ({"name_1": "Trường Hai", "symbol_1": "TH2", "name_2": "Trường hai", "symbol_2": "TH3"}, ["name_2"]),
    ],
)
def test_a_split_makes_no_two_units_of_one_name(
    above: Client, province: Province, fields: dict[str, str], wrong: list[str]
) -> None:
    page = sent(above, "unit_split", province.school, keeps="yes", **fields)
    part = Part(Unit(name=province.school.name, kind="primary_school", symbol="TH", place="Đồng Sen"))

    assert (page.status_code, list(page.context["form"].errors)) == (422, wrong)
    with pytest.raises(ValidationError):
        split_unit(province.school, [part], keeps=True, decision=a_decision(), by=SYSTEM)
    assert not Change.objects.exists()


def test_a_merge_asks_for_what_a_new_unit_needs_and_calls_nothing_optional_that_it_asks_for(
    above: Client, province: Province
) -> None:
    school = make.a_unit("Trường Tiểu học Bên Cạnh", under=province.commune, symbol="THBC")
    fields = {"others": [school.pk], "into": "new", "name": "Trường Tiểu học Chung", "symbol": "THC"}

    page = above.get(reverse("unit_merge", args=[province.school.pk])).content.decode()
    unnamed = sent(above, "unit_merge", province.school, others=[school.pk], into="new")
    answer = confirmed(above, "unit_merge", province.school, **fields)

    labels = {
        name: page.partition(f'for="id_{name}">')[2].partition("</label>")[0] for name in (*fields, "place")
    }
    assert [name for name, label in labels.items() if "không bắt buộc" in label] == ["place"]
    assert list(unnamed.context["form"].errors) == ["name", "symbol"]
    assert answer.status_code == 302
    assert Unit.objects.get(name="Trường Tiểu học Chung").place == province.school.place


def test_an_administrator_of_the_unit_alone_may_rename_it_and_not_dissolve_it(province: Province) -> None:
    client = signed_in(make.an_administrator(province.commune))

    assert client.get(reverse("unit_rename", args=[province.commune.pk])).status_code == 200
    for name in ("unit_merge", "unit_split", "unit_transfer", "unit_dissolve"):
        assert client.get(reverse(name, args=[province.commune.pk])).status_code == 403
        assert client.get(reverse(name, args=[province.school.pk])).status_code == 200
        assert client.get(reverse(name, args=[province.other_school.pk])).status_code == 404


def test_a_target_beyond_reach_is_refused(province: Province) -> None:
    client = signed_in(make.an_administrator(province.commune))

    answer = sent(client, "unit_transfer", province.school, under=province.other_commune.pk)

    assert answer.status_code == 422
    assert Unit.objects.get_parent(fresh(province.school)) == province.commune


@pytest.mark.parametrize(("name", "field"), [("unit_merge", "others"), ("unit_dissolve", "successors")])
def test_a_number_that_no_unit_can_have_is_refused(
    above: Client, province: Province, name: str, field: str
) -> None:
    answer = sent(above, name, province.school, **{field: "9" * 30})

    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["unit_merge", "unit_dissolve"])
def test_another_root_that_one_does_not_administer_is_not_offered(
    above: Client, province: Province, name: str
) -> None:
    foreign = make.a_unit("UBND tỉnh Khác", kind="state_agency", symbol="UBNDK")

    fields = {
        "others": [foreign.pk],
        "successors": [foreign.pk],
        "into": foreign.pk,
        "children_under": foreign.pk,
    }
    answer = sent(above, name, province.root, **fields)

    assert answer.status_code == 422
    assert "UBND tỉnh Khác" not in answer.content.decode()
    assert not Change.objects.exists()


def test_a_new_root_keeps_the_administrators_of_the_one_it_came_from(
    above: Client, province: Province
) -> None:
    fields = {"keeps": "yes", "name_1": "UBND tỉnh Mới", "symbol_1": "UBNDM"}

    assert confirmed(above, "unit_split", province.root, **fields).status_code == 302

    made = Unit.objects.get(name="UBND tỉnh Mới")
    assert made.depth == 1
    assert above.get(reverse("unit_change", args=[made.pk])).status_code == 200
    assert Role.objects.filter(unit=made).count() == 1


def test_what_is_no_more_opens_no_page_of_change(above: Client, province: Province) -> None:
    dissolve_unit(province.school, decision=a_decision(), by=SYSTEM)

    for name in ("unit_rename", "unit_merge", "unit_split", "unit_transfer", "unit_dissolve"):
        assert above.get(reverse(name, args=[province.school.pk])).status_code == 403
    page = above.get(reverse("unit_history", args=[province.school.pk])).content.decode()
    assert "Đã thôi hoạt động" in page
    assert "Ghi thay đổi theo quyết định" not in page


def test_the_history_is_shown_to_people_of_the_unit_and_of_its_successor(province: Province) -> None:
    rename_unit(province.school, {"name": "Trường Sen"}, version=1, decision=a_decision(), by=SYSTEM)
    merge_units(
        [province.other_school, fresh(province.school)],
        province.other_school,
        decision=a_decision(),
        by=SYSTEM,
    )
    address = reverse("unit_history", args=[province.school.pk])

    for unit in (province.school, province.other_school):
        page = signed_in(make.a_clerk(unit)).get(address)
        assert page.status_code == 200
        assert "Trường Tiểu học Đồng Sen" in page.content.decode()
        assert "Số 12/QĐ-UBND ngày 16/06/2025" in page.content.decode()
        assert "Ghi thay đổi theo quyết định" not in page.content.decode()
    assert signed_in(make.a_clerk(province.commune)).get(address).status_code == 404


WRITING = (can_lead_unit, can_stand_in, can_keep_unit, can_assess_unit, can_handle_for_body, can_lead_body,
           can_keep_roster, can_word_commitment)  # fmt: skip


def test_on_a_unit_that_is_no_more_nobody_writes_and_everybody_reads_as_before(province: Province) -> None:
    head, clerk = make.a_head(province.school), make.a_clerk(province.other_school)
    merge_units(
        [province.school, province.other_school], province.other_school, decision=a_decision(), by=SYSTEM
    )
    gone = fresh(province.school)

    for person in (head, clerk):
        assert gone in visible_units(person)
        assert can_read_names(person, gone)
        assert not any(rule(person, gone) for rule in WRITING)
    assert not can_read_names(head, province.other_school)


def test_names_left_behind_are_for_the_same_work_at_the_successor_only(province: Province) -> None:
    merge_units(
        [province.school, province.other_school], province.other_school, decision=a_decision(), by=SYSTEM
    )
    gone = fresh(province.school)

    assert can_read_names(make.a_committee_member(province.other_school), gone)
    for person in (
        make.an_administrator(province.other_school),
        make.an_officer(province.other_school),
        make.a_member_user(province.other_school),
        make.a_head(province.commune),
    ):
        assert not can_read_names(person, gone)


def test_names_of_a_unit_that_goes_on_stay_there(province: Province) -> None:
    second = make.a_unit("Trường Hai", under=fresh(province.commune))
    merge_units([second, province.school], province.school, decision=a_decision(), by=SYSTEM)

    assert not can_read_names(make.a_head(fresh(second)), fresh(province.school))


def test_before_its_day_a_change_changes_nothing(province: Province) -> None:
    later = timezone.localdate() + timedelta(days=30)
    second = make.a_unit("Trường Hai", under=fresh(province.commune))
    head = make.a_head(second)
    merge_units(
        [second, province.school], province.school, decision=a_decision(effective_on=later), by=SYSTEM
    )

    assert can_lead_unit(head, fresh(second))
    assert fresh(second) not in visible_units(make.a_clerk(province.school))


def test_a_body_that_is_no_more_is_given_nobody_and_may_lose_people(
    above: Client, province: Province
) -> None:
    clerk = make.a_clerk(province.school)
    dissolve_unit(province.school, decision=a_decision(), by=SYSTEM)
    add = reverse("user_add", args=[province.school.pk])
    change = reverse("user_change", args=[province.school.pk, clerk.pk])

    refused = above.post(add, {"full_name": "Người Mới", "roles": ["clerk"]})
    assert "đã thôi hoạt động" in refused.content.decode()
    refused = above.post(change, {"full_name": clerk.full_name, "roles": ["clerk", "head"]})
    assert "đã thôi hoạt động" in refused.content.decode()
    join = above.post(
        reverse("user_join", args=[province.school.pk]),
        {"username": make.a_head(province.commune).username, "roles": ["clerk"]},
    )
    assert "đã thôi hoạt động" in join.content.decode()

    assert Role.objects.filter(unit=province.school).count() == 1


def test_a_change_more_than_a_year_ahead_is_taken_for_a_slip_of_the_pen(
    above: Client, province: Province
) -> None:
    page = sent(above, "unit_dissolve", province.school, effective_on="31/12/9999")

    assert page.status_code == 422
    assert "còn hơn một năm nữa" in page.content.decode()
    assert fresh(province.school).dissolved_on is None


def test_whoever_comes_too_late_is_told_that_the_unit_is_no_more(above: Client, province: Province) -> None:
    day = timezone.localdate() + timedelta(days=30)
    Unit.objects.filter(pk=province.school.pk).update(dissolved_on=day)

    page = sent(above, "unit_dissolve", province.school)

    assert page.status_code == 403
    assert f"thôi hoạt động từ ngày {day:%d/%m/%Y}" in page.content.decode()
    assert "thêm vai trò" not in page.content.decode()
