"""Departments, programmes, learner classes, accounts, and who stands on two rosters."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import make
from tests.members.browsing import at, browser, told

from dvht.accounts.models import Role, RoleKind, User
from dvht.audit.queries import events_of, scope_of_unit
from dvht.members import actions
from dvht.members.actions import ProgrammeWords
from dvht.members.models import Audience, Completion, Department, LearnerClass, Member, Programme
from dvht.members.queries.lines import columns_of
from dvht.members.queries.overlap import double_rosters
from dvht.members.queries.programmes import programme_lines
from dvht.members.queries.roll_call import lacking_of
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def send(clerk: User, unit: Unit, path: str, **words: Any) -> Any:
    return browser(clerk).post(at(unit, path), words, follow=True)


# departments


def test_departments_are_added_renamed_and_ordered(unit: Unit, clerk: User) -> None:
    for name in ("Tổ 1", "Tổ 2"):
        send(clerk, unit, "to/", name=name)
    double = send(clerk, unit, "to/", name="tổ  1")
    first, second = Department.objects.order_by("position")

    send(clerk, unit, f"to/{first.pk}/", name="Tổ 1-2-3", version="1")
    send(clerk, unit, f"to/{second.pk}/doi-cho/", len="1")

    assert "Đơn vị đã có “Tổ 1”." in double.content.decode()
    assert [one.name for one in Department.objects.order_by("position")] == ["Tổ 2", "Tổ 1-2-3"]


def test_the_head_of_a_department_is_one_of_the_unit(unit: Unit, clerk: User) -> None:
    leader = make.a_member(unit, "Lê Thu Hà", department="Tổ 1")
    foreign = make.a_member(make.a_unit("Trường khác"), "Trịnh Thị An")
    department = Department.objects.get()

    refused = send(clerk, unit, f"to/{department.pk}/", name="Tổ 1", head=foreign.pk, version="1")
    send(clerk, unit, f"to/{department.pk}/", name="Tổ 1", head=leader.pk, version="1")

    assert refused.status_code == 422
    assert "Trịnh Thị An" not in refused.content.decode()
    assert Department.objects.get().head == leader
    stale = send(clerk, unit, f"to/{department.pk}/", name="Tổ Một", version="1")
    assert stale.status_code == 409
    with pytest.raises(ValidationError):
        actions.change_department(Department.objects.get(), name="Tổ 1", head=foreign, version=2, by=clerk)


def test_a_department_is_merged_into_another_or_removed_when_nobody_was_there(
    unit: Unit, clerk: User
) -> None:
    member = make.a_member(unit, department="Tổ 1")
    source, target, empty = (
        Department.objects.get(),
        make.a_department(unit, "Tổ 2"),
        make.a_department(unit, "Tổ 3"),
    )

    kept = send(clerk, unit, f"to/{source.pk}/xoa/")
    send(clerk, unit, f"to/{source.pk}/nhap/", into=target.pk)
    send(clerk, unit, f"to/{empty.pk}/xoa/")

    assert told(kept) == ["Tổ 1 đang có hoặc đã có người. Hãy nhập vào tổ, phòng khác."]
    assert list(Department.objects.all()) == [target]
    assert member.postings.get().department == target


def test_a_department_is_never_merged_into_itself_or_another_units(unit: Unit, clerk: User) -> None:
    source, foreign = make.a_department(unit, "Tổ 1"), make.a_department(make.a_unit("Trường khác"), "Tổ X")

    for into in (source, foreign):
        send(clerk, unit, f"to/{source.pk}/nhap/", into=into.pk)
        with pytest.raises(ValidationError):
            actions.merge_department(source, into, by=clerk)

    assert Department.objects.filter(pk=source.pk).exists()


# programmes


def test_a_programme_is_for_everybody_or_for_some(unit: Unit, clerk: User) -> None:
    make.a_member(unit, "Trịnh Thị An", department="Tổ 1", positions=("Giáo viên",))
    make.a_member(unit, "Ngô Văn Bảo", kind="worker", positions=("Bảo vệ",))
    make.a_member(unit, "Vũ Thị Lan", kind="worker", positions=("Nhân viên nấu ăn",))
    department = Department.objects.get()
    words = (
        ProgrammeWords(title="Mọi người"),
        ProgrammeWords(title="Viên chức", kinds=("public_employee",)),
        ProgrammeWords(title="Bếp", titles=("nhân viên Nấu Ăn",)),
        ProgrammeWords(title="Tổ và bảo vệ", departments=(department,), titles=("bao ve",)),
    )
    for one in words:
        actions.add_programme(unit, 2026, one, by=clerk)

    lines = programme_lines(unit, 2026, TODAY)

    assert [(line.programme.title, [one.full_name for one in line.lacking]) for line in lines] == [
        ("Mọi người", ["Trịnh Thị An", "Ngô Văn Bảo", "Vũ Thị Lan"]),
        ("Viên chức", ["Trịnh Thị An"]),
        ("Bếp", ["Vũ Thị Lan"]),
        ("Tổ và bảo vệ", ["Trịnh Thị An", "Ngô Văn Bảo"]),
    ]


def test_the_list_of_a_programme_agrees_with_the_count_of_its_row(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, by=make.a_head(unit))
    people = [
        make.a_member(unit, f"Người {n}", kind="worker" if n % 2 else "public_employee") for n in range(6)
    ]
    all_of_us = actions.add_programme(unit, 2026, ProgrammeWords(title="A"), by=clerk)
    workers = actions.add_programme(unit, 2026, ProgrammeWords(title="B", kinds=("worker",)), by=clerk)
    for place, one in enumerate(people):
        for programme in (all_of_us, workers):
            if (place + programme.pk) % 3:
                Completion.objects.create(
                    programme=programme, member=one, is_done=bool(place % 4), source="unit"
                )

    columns = columns_of(unit, 2026).columns
    response = browser(clerk).get(at(unit, ""))
    cells = {
        line.member: {c.column.code: c.state for c in line.cells}["2.2"] for line in response.context["lines"]
    }

    (row,) = [one for one in lacking_of(unit, 2026, TODAY, columns) if one.column.code == "2.2"]
    assert row.met == sum(1 for state in cells.values() if state == "pass")
    assert 0 < row.met < 6


def test_the_page_of_a_programme_lists_and_marks_who_has_not_completed_it(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, by=make.a_head(unit))
    bao = make.a_member(unit)
    made = actions.add_programme(unit, 2026, ProgrammeWords(title="An toàn mạng"), by=clerk)

    page = browser(clerk).get(at(unit, f"chuong-trinh/{made.pk}/")).content.decode()
    checked = send(clerk, unit, "ghi/", member=bao.pk, mark=f"programme:{made.pk}=done")

    assert "0/1 người đã hoàn thành (0,0%)" in page
    assert f'name="member" value="{bao.pk}"' in page
    assert checked.context["preview"].people == 1


def test_programmes_are_written_changed_and_removed_by_name(unit: Unit, clerk: User) -> None:
    department = make.a_department(unit, "Tổ 1")
    send(
        clerk, unit, "chuong-trinh/them/", title="Bồi dưỡng", hours="40", due_on="30/11/2026", kinds=["worker"],
        departments=[department.pk], titles="Bảo vệ; Văn thư",
    )  # fmt: skip
    made = Programme.objects.get()
    double = send(clerk, unit, "chuong-trinh/them/", title="bồi  dưỡng")

    assert "Danh mục của năm đã có chương trình tên này." in double.content.decode()
    assert Audience.objects.filter(programme=made).count() == 4
    send(clerk, unit, f"chuong-trinh/{made.pk}/sua/", title="Bồi dưỡng năm", version="1")
    made.refresh_from_db()
    assert (made.title, made.for_everybody, Audience.objects.count()) == ("Bồi dưỡng năm", True, 0)
    stale = send(clerk, unit, f"chuong-trinh/{made.pk}/sua/", title="Khác", version="1")
    assert stale.status_code == 409
    send(clerk, unit, f"chuong-trinh/{made.pk}/xoa/", name="sai")
    assert Programme.objects.exists()
    send(clerk, unit, f"chuong-trinh/{made.pk}/xoa/", name="Bồi dưỡng năm")
    assert not Programme.objects.exists()


def test_last_years_list_is_copied_without_dates_and_once(unit: Unit, clerk: User) -> None:
    words = ProgrammeWords(title="A", due_on=date(2025, 5, 1), hours=8, kinds=("worker",))
    actions.add_programme(unit, 2025, words, by=clerk)
    actions.add_programme(unit, 2026, ProgrammeWords(title="B"), by=clerk)

    first, second = (send(clerk, unit, "chuong-trinh/nam-truoc/") for _ in range(2))

    assert told(first) == ["Đã thêm 1 chương trình của năm trước."]
    assert told(second) == ["Không có chương trình nào của năm trước chưa có ở năm nay."]
    copy = Programme.objects.get(year=2026, title="A")
    assert (copy.due_on, copy.hours, copy.for_everybody, copy.audiences.get().kind) == (
        None,
        8,
        False,
        "worker",
    )


def test_thirty_programmes_and_people_cost_as_many_queries_as_one(unit: Unit, clerk: User) -> None:
    client = browser(clerk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(at(unit, "chuong-trinh/"))
        return len(caught)

    make.a_member(unit, positions=("Giáo viên",))
    actions.add_programme(unit, 2026, ProgrammeWords(title="A", kinds=("worker",)), by=clerk)
    queries()
    one = queries()
    for number in range(29):
        make.a_member(unit, f"Người {number}", positions=("Giáo viên",))
        actions.add_programme(unit, 2026, ProgrammeWords(title=f"B {number}", kinds=("worker",)), by=clerk)

    assert queries() == one


# learner classes


def table(*lines: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"lop-TOTAL_FORMS": len(lines), "lop-INITIAL_FORMS": initial}
    for place, line in enumerate(lines):
        data |= {f"lop-{place}-{name}": value for name, value in line.items()}
    return data


def test_classes_are_written_in_one_table(unit: Unit, clerk: User) -> None:
    answer = send(
        clerk, unit, "lop/",
        **table({"name": "12A1", "learners": "40", "citizens": "38"}, {"name": "12A2", "learners": "41"}, {"name": ""}),
    )  # fmt: skip

    assert told(answer) == ["Đã lưu 2 lớp."]
    assert "81 người học ở 2 lớp, còn 1 lớp chưa đếm" in answer.content.decode()
    first, second = LearnerClass.objects.order_by("name")
    answer = send(
        clerk, unit, "lop/",
        **table(
            {"pk": first.pk, "version": 1, "name": "12A1", "learners": "39", "citizens": "39"},
            {"pk": second.pk, "version": 1, "name": "12A2", "learners": "41", "DELETE": "on"},
            initial=2,
        ),
    )  # fmt: skip
    assert told(answer) == ["Đã lưu 2 lớp."]
    assert [(one.name, one.learners, one.version) for one in LearnerClass.objects.all()] == [("12A1", 39, 2)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"name": "12A1", "learners": "40", "citizens": "41"}, "số đạt phải từ 0 đến 40"),
        ({"name": "", "learners": "40"}, "Hãy ghi tên lớp."),
        ({"name": "12A1", "learners": ""}, "Hãy ghi số người học."),
        ({"name": "12A1", "learners": "1" + "0" * 400}, "Dòng 1"),
        ({"name": "12A1", "learners": "bốn mươi"}, "Hãy ghi một số nguyên"),
        ({"name": "x" * 90, "learners": "40"}, "nhiều nhất là 60"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_kept(
    unit: Unit, clerk: User, line: dict[str, str], message: str
) -> None:
    answer = send(clerk, unit, "lop/", **table(line))

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not LearnerClass.objects.exists()


@pytest.mark.parametrize(("kind", "is_said"), [("primary_school", True), ("vocational_centre", False)])
def test_a_school_whose_learners_the_circular_does_not_count_is_told_so(
    db: None, kind: str, is_said: bool
) -> None:
    school = make.a_unit(kind=kind)
    make.a_plan(school, by=make.a_head(school))

    page = browser(make.a_clerk(school)).get(at(school, "lop/")).content.decode()

    assert ("không tính người học của loại đơn vị này" in page) is is_said


def test_two_lines_for_one_class_and_a_stale_line_are_refused(unit: Unit, clerk: User) -> None:
    twice = send(
        clerk, unit, "lop/", **table({"name": "1A", "learners": "1"}, {"name": "1a", "learners": "2"})
    )
    assert "Lớp “1a” có hai dòng." in twice.content.decode()
    send(clerk, unit, "lop/", **table({"name": "1A", "learners": "1"}))
    row = LearnerClass.objects.get()

    line = {"pk": row.pk, "version": 7, "name": "1A", "learners": "3"}
    stale = send(clerk, unit, "lop/", **table(line, initial=1))

    assert stale.status_code == 409
    assert LearnerClass.objects.get().learners == 1


@pytest.mark.parametrize(
    "data",
    [{}, {"lop-TOTAL_FORMS": "x"}, {"lop-TOTAL_FORMS": "9" * 30, "lop-INITIAL_FORMS": "0"}],
)
def test_a_broken_table_is_answered(unit: Unit, clerk: User, data: dict[str, str]) -> None:
    assert send(clerk, unit, "lop/", **data).status_code == 422


def test_last_years_classes_are_copied(unit: Unit, clerk: User) -> None:
    LearnerClass.objects.create(unit=unit, year=2025, name="1A", name_key="1a", learners=30, citizens=29)

    send(clerk, unit, "lop/nam-truoc/")

    copy = LearnerClass.objects.get(year=2026)
    assert (copy.name, copy.learners, copy.citizens) == ("1A", 30, None)


@pytest.mark.parametrize("number", ["9" * 25, "-1", "x", "\x00"])
def test_a_department_of_a_programme_that_no_table_can_hold_is_refused_in_words(
    unit: Unit, clerk: User, number: str
) -> None:
    answer = send(clerk, unit, "chuong-trinh/them/", title="Bồi dưỡng", departments=[number])

    assert answer.status_code == 422
    assert "Có tổ, phòng không thuộc đơn vị. Hãy chọn lại." in answer.content.decode()
    assert not Programme.objects.exists()


# accounts


def test_accounts_are_made_told_once_and_linked(unit: Unit, clerk: User) -> None:
    bao, ha = make.a_member(unit, "Ngô Văn Bảo"), make.a_member(unit, "Lê Thu Hà")
    existing = make.a_committee_member(unit, "Lê Thu Hà")
    proposed = browser(clerk).get(at(unit, "tai-khoan/")).content.decode()

    answer = send(clerk, unit, "tai-khoan/", member=[bao.pk, ha.pk])

    page = answer.content.decode()
    assert f"Gắn với tài khoản đang có: {existing.username}" in proposed
    bao.refresh_from_db()
    ha.refresh_from_db()
    assert ha.user == existing
    assert bao.user
    assert bao.user.username in page
    (slip,) = answer.context["made"]
    assert slip.password in page
    assert bao.user.check_password(slip.password)
    assert "no-store" in answer.headers["Cache-Control"]
    assert [role.kind for role in Role.objects.filter(user=bao.user)] == [RoleKind.MEMBER]
    trail = str([(one.before, one.after) for one in events_of([scope_of_unit(unit.pk)])])
    assert slip.password not in trail
    again = send(clerk, unit, "tai-khoan/", member=[bao.pk, ha.pk])
    assert told(again) == ["Chưa chọn ai chưa có tài khoản."]


def test_an_account_of_another_unit_or_one_of_two_namesakes_is_never_linked(unit: Unit, clerk: User) -> None:
    elsewhere = make.a_clerk(make.a_unit("Trường khác"), "Ngô Văn Bảo")
    twins = [make.a_committee_member(unit, "Lê Thu Hà") for _ in range(2)]
    bao, ha = make.a_member(unit, "Ngô Văn Bảo"), make.a_member(unit, "Lê Thu Hà")

    given = actions.give_accounts(unit, [bao, ha], by=clerk)

    assert all(one.password for one in given)
    assert not {one.user for one in given} & {elsewhere, *twins}


def test_members_of_another_unit_get_no_account_here(unit: Unit, clerk: User) -> None:
    foreign = make.a_member(make.a_unit("Trường khác"), "Trịnh Thị An")

    answer = send(clerk, unit, "tai-khoan/", member=[foreign.pk])

    assert told(answer) == ["Chưa chọn ai chưa có tài khoản."]
    assert Member.objects.get(pk=foreign.pk).user is None


# the same person on two rosters


def test_the_authority_of_either_side_sees_a_person_on_two_rosters() -> None:
    commune, other_commune = make.a_unit("Xã Đồng Sen"), make.a_unit("Xã Đồng Lúa")
    school, second = make.a_unit("Trường A", under=commune), make.a_unit("Trường B", under=other_commune)
    make.a_member(school, "Ngô Văn Bảo", identity="001199012345", until=date(2026, 3, 31))
    make.a_member(second, "Ngô  Bảo", identity="001 199 012 345", since=date(2026, 4, 1))
    make.a_member(second, "Không Số")

    (pair,) = double_rosters(commune, 2026)

    assert (pair.ours.name, pair.ours.unit, pair.theirs.unit) == ("Ngô Văn Bảo", school, second)
    assert pair.theirs.name == ""
    assert (pair.ours.times, pair.theirs.times) == ("đến hết 31/03/2026", "từ 01/04/2026 đến nay")
    assert not pair.at_once
    assert [one.ours.unit for one in double_rosters(other_commune, 2026)] == [second]
    assert double_rosters(commune, 2027) == ()
    assert double_rosters(school, 2026) == ()


def test_only_the_authority_comes_to_the_page_of_two_rosters() -> None:
    commune = make.a_unit("Xã Đồng Sen")
    school = make.a_unit("Trường A", under=commune)
    other = make.a_unit("Trường B", under=commune)
    for one in (school, other):
        make.a_member(one, "Ngô Văn Bảo", identity="001199012345")
    head, administrator = make.a_head(commune), make.an_administrator(commune)

    for person in (head, administrator):
        page = browser(person).get(at(commune, "trung/"))
        assert "1 trường hợp có tên ở hai đơn vị" in page.content.decode()
        assert "001199012345" not in page.content.decode()
    assert browser(make.a_clerk(commune)).get(at(commune, "trung/")).status_code == 403
    assert browser(make.a_head(school)).get(at(school, "trung/")).status_code == 403
    assert browser(make.a_head(school)).get(at(commune, "trung/")).status_code == 404
    assert browser(make.an_administrator(make.a_unit("Xã xa"))).get(at(commune, "trung/")).status_code == 404


def test_the_list_of_programmes_says_which_ones_each_circular_counts(unit: Unit, clerk: User) -> None:
    page = browser(clerk).get(at(unit, "chuong-trinh/")).content.decode()

    assert "Thông tư 22/2020 chỉ nói chương trình bắt buộc của nhà nước" in page
    assert "đoàn thể được lãnh đạo phê duyệt" in " ".join(page.split())
