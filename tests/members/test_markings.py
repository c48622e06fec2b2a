"""Many members are marked after their names were shown, and a marking is taken back."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.members.browsing import at, browser, told
from tests.races import DONE, at_once

from dvht.accounts.models import User
from dvht.members import actions
from dvht.members.actions import Mark
from dvht.members.models import Completion, Fact, Marking, Programme, Source
from dvht.units.models import Unit


@pytest.fixture
def unit(db: None) -> Unit:
    unit = make.a_unit()
    make.a_plan(unit, by=make.a_head(unit))
    return unit


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def shown_in(page: str) -> str:
    found = re.search(r'name="shown" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_names_stand_on_a_page_before_anything_is_written(unit: Unit, clerk: User) -> None:
    bao, ha = make.a_member(unit), make.a_member(unit, "Lê Thu Hà")
    make.a_member(unit, "Vũ Không Chọn")
    make.a_fact(ha, "language", "ability")
    client = browser(clerk)

    checked = client.post(
        at(unit, "ghi/"),
        {
            "member": [bao.pk, ha.pk],
            "mark": "language=certificate",
            "stated_on": "02/03/2026",
            "basis": "QĐ 33",
        },
    )
    page = checked.content.decode()

    assert "Ghi “Có chứng nhận, chứng chỉ” cho 2 người" in page
    assert [(one.member, one.before, one.after) for one in checked.context["preview"].changing] == [
        (bao, "Chưa ghi", "Có chứng nhận, chứng chỉ"),
        (ha, "Có trình độ", "Có chứng nhận, chứng chỉ"),
    ]
    assert "Vũ Không Chọn" not in page
    assert Fact.objects.count() == 1

    done = client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(page)}, follow=True)

    assert "Đã ghi cho 2 người" in done.content.decode()
    fact = bao.facts.get()
    assert (fact.value, fact.stated_on, fact.basis, fact.recorded_by, fact.source) == (
        "certificate", date(2026, 3, 2), "QĐ 33", clerk, Source.UNIT,
    )  # fmt: skip


def test_a_marking_is_undone_to_the_very_records_of_before(unit: Unit, clerk: User) -> None:
    bao, ha = make.a_member(unit), make.a_member(unit, "Lê Thu Hà")
    before = make.a_fact(
        ha, "language", "ability", basis="Sổ 1", source=Source.WORKBOOK, stated_on=date(2026, 1, 2)
    )
    client = browser(clerk)
    page = client.post(
        at(unit, "ghi/"), {"member": [bao.pk, ha.pk], "mark": "language=certificate"}
    ).content.decode()
    client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(page)})

    answer = client.post(at(unit, f"lan-ghi/{Marking.objects.get().pk}/hoan-tac/"), follow=True)

    assert told(answer) == ["Đã trả lại 2 mục như trước khi ghi."]
    fact = Fact.objects.get()
    assert (fact.member, fact.value, fact.basis, fact.source, fact.stated_on, fact.recorded_at) == (
        ha, "ability", "Sổ 1", Source.WORKBOOK, date(2026, 1, 2), before.recorded_at,
    )  # fmt: skip
    again = client.post(at(unit, f"lan-ghi/{Marking.objects.get().pk}/hoan-tac/"), follow=True)
    assert told(again) == ["Lần ghi này đã được hoàn tác rồi."]


def test_taking_records_away_is_undone_too(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    made = make.a_fact(bao, "title", "chien_si_thi_dua_co_so", basis="QĐ 1")
    programme = Programme.objects.create(unit=unit, year=2026, title="A", title_key="a")
    code = f"programme:{programme.pk}"
    Completion.objects.create(programme=programme, member=bao, is_done=True, basis="DS", source=Source.UNIT)

    marking = actions.mark_members(
        unit,
        2026,
        [Mark(bao.pk, "title", None), Mark(bao.pk, code, None)],
        seen={(bao.pk, "title"): "chien_si_thi_dua_co_so", (bao.pk, code): "done"},
        label="x",
        by=clerk,
    )
    assert not Fact.objects.exists()
    assert not Completion.objects.exists()

    assert actions.undo_marking(marking, by=clerk).restored == 2
    fact = Fact.objects.get()
    assert (fact.value, fact.basis, fact.recorded_at) == ("chien_si_thi_dua_co_so", "QĐ 1", made.recorded_at)
    assert Completion.objects.get().is_done


def test_what_somebody_changed_since_is_left_and_named(unit: Unit, clerk: User) -> None:
    bao, ha = make.a_member(unit), make.a_member(unit, "Lê Thu Hà")
    client = browser(clerk)
    page = client.post(at(unit, "ghi/"), {"member": [bao.pk, ha.pk], "mark": "digital=met"}).content.decode()
    client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(page)})
    actions.record_facts(unit, 2026, [Mark(ha.pk, "digital", "none")], by=clerk, source=Source.UNIT)

    answer = client.post(at(unit, f"lan-ghi/{Marking.objects.get().pk}/hoan-tac/"), follow=True)

    assert told(answer) == [
        "Đã trả lại 1 mục như trước khi ghi.",
        "Để nguyên vì đã có người sửa sau đó: Lê Thu Hà.",
    ]
    assert {fact.member: fact.value for fact in Fact.objects.all()} == {ha: "none"}


def test_a_value_changed_and_changed_back_since_is_left(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    marks = [Mark(bao.pk, "digital", "met")]
    marking = actions.mark_members(unit, 2026, marks, seen={(bao.pk, "digital"): None}, label="x", by=clerk)
    for value in ("none", "met"):
        actions.record_facts(unit, 2026, [Mark(bao.pk, "digital", value)], by=clerk, source=Source.UNIT)

    undone = actions.undo_marking(marking, by=clerk)

    assert (undone.restored, undone.left) == (0, ("Ngô Văn Bảo",))


def test_what_was_recorded_between_the_list_and_the_deed_is_shown_again(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    client = browser(clerk)
    page = client.post(at(unit, "ghi/"), {"member": [bao.pk], "mark": "digital=met"}).content.decode()
    make.a_fact(bao, "digital", "none")

    answer = client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(page)})

    assert answer.status_code == 409
    assert "Dữ kiện của 1 người vừa được người khác ghi: Ngô Văn Bảo" in answer.content.decode()
    assert bao.facts.get().value == "none"
    client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(answer.content.decode())})
    assert bao.facts.get().value == "met"


def test_everybody_whom_the_filter_finds_is_marked(unit: Unit, clerk: User) -> None:
    people = [make.a_member(unit, f"Người Số {number:02}") for number in range(60)]
    make.a_fact(people[0], "digital")
    client = browser(clerk)

    checked = client.post(at(unit, "ghi/"), {"everybody": "1", "query": "lack=2.3", "mark": "digital=met"})

    assert checked.context["preview"].people == 59
    client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(checked.content.decode())})
    assert Fact.objects.filter(code="digital", value="met").count() == 60


def test_a_whole_row_of_facts_is_marked_at_once(clerk: User) -> None:
    unit = make.a_unit("Trường Tiểu học Phù Sa")
    make.a_plan(unit, 2022, "tt22-2020", by=make.a_head(unit))
    keeper, bao = make.a_clerk(unit), make.a_member(unit)

    checked = browser(keeper).post(at(unit, "ghi/", 2022), {"member": bao.pk, "mark": "row:3a=met"})

    assert len(checked.context["preview"].changing) == 8
    browser(keeper).post(at(unit, "ghi/xac-nhan/", 2022), {"shown": shown_in(checked.content.decode())})
    assert bao.facts.filter(year=2022, value="met").count() == 8


def test_nobody_chosen_and_nothing_chosen_are_said(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    client = browser(clerk)

    nobody = client.post(at(unit, "ghi/"), {"mark": "digital=met"}, follow=True)
    nothing = client.post(at(unit, "ghi/"), {"member": bao.pk, "mark": "", "stated_on": "31/02/2026"})

    assert told(nobody) == ["Chưa chọn ai. Hãy đánh dấu vào ô trước tên rồi bấm “Xem lại trước khi ghi”."]
    assert nothing.status_code == 422
    assert "Ngày chưa đúng" in nothing.content.decode()
    assert f'value="{bao.pk}"' in nothing.content.decode()


@pytest.mark.parametrize("shown", ["", "x", "a:b:c", "\x00", "é" * 3000])
def test_a_list_that_was_tampered_with_is_refused(unit: Unit, clerk: User, shown: str) -> None:
    answer = browser(clerk).post(at(unit, "ghi/xac-nhan/"), {"shown": shown}, follow=True)

    assert told(answer) == ["Danh sách vừa xem không còn dùng được. Hãy chọn lại."]


def test_people_of_another_unit_are_never_marked(unit: Unit, clerk: User) -> None:
    foreign = make.a_member(make.a_unit("Trường khác"), "Trịnh Thị An")
    own = make.a_member(unit)

    checked = browser(clerk).post(at(unit, "ghi/"), {"member": [own.pk, foreign.pk], "mark": "digital=met"})

    assert "Trịnh Thị An" not in checked.content.decode()
    assert checked.context["preview"].people == 1


def test_marking_and_undoing_thirty_costs_as_many_queries_as_one(unit: Unit, clerk: User) -> None:
    people = [make.a_member(unit, f"Người {number}") for number in range(30)]
    for one in people:
        make.a_fact(one, "digital", "none")

    def queries(count: int, code: str) -> tuple[int, int]:
        marks = [Mark(one.pk, code, "met") for one in people[:count]]
        seen = {(one.pk, code): "none" if code == "digital" else None for one in people[:count]}
        with CaptureQueriesContext(connection) as marked:
            marking = actions.mark_members(unit, 2026, marks, seen=seen, label="x", by=clerk)
        with CaptureQueriesContext(connection) as undone:
            assert actions.undo_marking(marking, by=clerk).restored == count
        return len(marked), len(undone)

    queries(1, "commitment")
    assert queries(30, "commitment") == queries(1, "commitment")
    assert queries(30, "digital") == queries(1, "digital")


def test_of_two_people_undoing_at_once_one_is_told(committed_db: None) -> None:
    unit = make.a_unit()
    clerk, bao = make.a_clerk(unit), make.a_member(unit)
    marks = [Mark(bao.pk, "digital", "met")]
    marking = actions.mark_members(unit, 2026, marks, seen={}, label="x", by=clerk)

    outcome = at_once(*[lambda: actions.undo_marking(marking, by=clerk)] * 2)

    assert outcome == [DONE, "state"]
    assert not Fact.objects.exists()


def test_nobody_records_the_approval_of_their_own_study_plan(db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    make.a_plan(unit, 2023, "tt22-2020", by=head)
    own = make.a_member(unit, head.full_name, user=head)
    other = make.a_member(unit)
    client = browser(head)

    checked = client.post(
        at(unit, "ghi/", 2023), {"member": [own.pk, other.pk], "mark": "study_plan=met"}
    ).content.decode()
    client.post(at(unit, "ghi/xac-nhan/", 2023), {"shown": shown_in(checked)})

    assert "Không ai tự duyệt kế hoạch tự học của mình" in checked
    assert [one.member for one in Fact.objects.filter(code="study_plan")] == [other]


def test_the_page_of_ones_own_study_plan_record_is_for_others(db: None) -> None:
    unit = make.a_unit()
    head, deputy = make.a_head(unit), make.a_deputy(unit)
    make.a_plan(unit, by=head)
    own = make.a_member(unit, head.full_name, user=head)
    make.a_fact(own, "study_plan", "none")
    said = {"value": "met", "version": "1"}

    page = browser(head).get(at(unit, f"{own.pk}/")).content.decode()
    refused = browser(head).post(at(unit, f"{own.pk}/du-kien/study_plan/"), said)
    allowed = browser(deputy).post(at(unit, f"{own.pk}/du-kien/study_plan/"), said)

    assert "Người khác ghi" in page
    assert (refused.status_code, allowed.status_code) == (403, 302)
    assert own.facts.get().recorded_by == deputy


def test_what_nobody_has_checked_with_the_law_is_said_before_it_is_marked(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    client = browser(clerk)

    titles = client.post(at(unit, "ghi/"), {"member": [bao.pk], "mark": "title=lao_dong_tien_tien"})
    digital = client.post(at(unit, "ghi/"), {"member": [bao.pk], "mark": "digital=met"})

    assert "chưa đối chiếu với Luật" in titles.content.decode()
    assert "chưa đối chiếu với Luật" not in digital.content.decode()


@pytest.mark.parametrize("code", ["commitment", "study_plan"])
def test_what_was_signed_on_paper_is_marked_in_bulk_though_the_circular_does_not_count_it(
    unit: Unit, clerk: User, code: str
) -> None:
    bao, ha = make.a_member(unit), make.a_member(unit, "Lê Thu Hà")
    client = browser(clerk)
    sent = {"member": [bao.pk, ha.pk], "mark": f"{code}=met", "stated_on": "05/02/2026", "basis": "Bản giấy"}

    page = client.post(at(unit, "ghi/"), sent).content.decode()
    client.post(at(unit, "ghi/xac-nhan/"), {"shown": shown_in(page)})

    assert set(Fact.objects.values_list("member", "code", "value", "basis")) == {
        (one.pk, code, "met", "Bản giấy") for one in (bao, ha)
    }
