"""The roster page: what its heading says, whom its filters find, and who sees whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import make
from tests.members.browsing import browser

from dvht.accounts.models import User
from dvht.members.models import Exclusion, Member
from dvht.members.queries.visible import visible_members
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 6, 1))


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def page(user: User, unit: Unit, query: str = "", year: int = YEAR) -> str:
    response = browser(user).get(f"/don-vi/{unit.pk}/{year}/thanh-vien/{query}")
    assert response.status_code == 200
    return response.content.decode()


def names(user: User, unit: Unit, query: str = "") -> list[str]:
    response = browser(user).get(f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/{query}")
    return [line.member.full_name for line in response.context["lines"]]


def test_people_stand_in_vietnamese_order_of_given_names(unit: Unit, clerk: User) -> None:
    for name in ("Ngô Văn Đạt", "Lê Thu Dung", "Trịnh Thị An", "Vũ Ân", "Phạm Thị Ánh"):
        make.a_member(unit, name)

    assert names(clerk, unit) == ["Trịnh Thị An", "Phạm Thị Ánh", "Vũ Ân", "Lê Thu Dung", "Ngô Văn Đạt"]


def test_an_empty_roster_says_how_to_begin(unit: Unit, clerk: User) -> None:
    shown = page(clerk, unit)

    assert "Chưa có ai trong danh sách" in shown
    assert f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/nhap/" in shown
    assert f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/them/" in shown


def test_the_heading_counts_people_and_kinds_and_who_does_not_count(unit: Unit, clerk: User) -> None:
    make.a_member(unit, "Ngô Văn Bảo")
    make.a_member(unit, "Lê Thu Hà", kind="worker")
    away = make.a_member(unit, "Sầm Thị Thu")
    Exclusion.objects.create(member=away, year=YEAR, reason="long_leave", words="QĐ 12")

    shown = page(clerk, unit)

    assert "3 thành viên" in shown
    assert "2 viên chức" in shown
    assert "Tính 2 người" in shown
    assert "không tính: nghỉ dài ngày" in shown


def test_a_chip_counts_those_who_lack_a_row_and_finds_them(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, by=make.a_head(unit))
    for name, value in (("Ngô Văn Bảo", "certificate"), ("Lê Thu Hà", "ability"), ("Trịnh Thị An", "none")):
        make.a_fact(make.a_member(unit, name), "language", value)
    make.a_member(unit, "Bùi Minh Thư")

    shown = page(clerk, unit)

    assert "Chưa đạt 2.4 <b>3</b>" in shown
    assert names(clerk, unit, "?lack=2.4") == ["Trịnh Thị An", "Lê Thu Hà", "Bùi Minh Thư"]
    shown = page(clerk, unit, "?lack=2.4")
    assert "2.4 Ngoại ngữ: 1/4 người (25,0%).</strong> Cần thêm 1 người để đạt Mức độ 1 (50%)." in shown
    assert "2.4 Ngoại ngữ: 2/4 người (50,0%).</strong> Cần thêm 1 người để đạt Mức độ 2 (70%)." in shown


def test_a_cell_says_its_state_in_words(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, by=make.a_head(unit))
    member = make.a_member(unit)
    for code, value in (("language", "ability"), ("title", "lao_dong_tien_tien"), ("digital", "none")):
        make.a_fact(member, code, value)

    response = browser(clerk).get(f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/")

    (line,) = response.context["lines"]
    assert [(cell.column.code, cell.state, cell.word) for cell in line.cells] == [
        ("2.1", "todo", "Chưa ghi"),
        ("2.2", "todo", "Chưa có danh mục"),
        ("2.3", "fail", "Chưa đạt"),
        ("2.4", "doing", "Trình độ"),
        ("2.5", "pass", "LĐTT"),
        ("3.1a", "todo", "Chưa ghi"),
    ]


def test_a_row_of_several_facts_is_one_column(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, 2022, "tt22-2020", by=make.a_head(unit))
    member = make.a_member(unit)
    make.a_fact(member, "commitment", year=2022)
    make.a_fact(member, "quality_law", year=2022)

    response = browser(clerk).get(f"/don-vi/{unit.pk}/2022/thanh-vien/")

    (line,) = response.context["lines"]
    assert {cell.column.code: cell.word for cell in line.cells}["3a"] == "2/8"


def test_search_ignores_marks_case_and_order(unit: Unit, clerk: User) -> None:
    make.a_member(unit, "Nguyễn Bỉnh Khiêm")
    make.a_member(unit, "Trịnh Thị An")

    for words in ("nguyen binh khiem", "KHIÊM nguyễn", "khi bi", "khiem%20"):
        assert names(clerk, unit, f"?q={words}") == ["Nguyễn Bỉnh Khiêm"], words
    assert "Không có ai khớp" in page(clerk, unit, "?q=zzz")


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "a" * 5000, "?lack=%ED%B3%BF", "?department=" + "9" * 400, "?department=-1", "?who=x",
        "?page=9999999999999999999999", "?page=x", "?member=x&member=" + "9" * 400, "?sort=x", "?q=%ED%B3%BF",
    ],
)  # fmt: skip
def test_a_strange_address_still_shows_a_page(unit: Unit, clerk: User, query: str) -> None:
    make.a_member(unit)

    assert "1 thành viên" in page(clerk, unit, query)


def test_people_can_be_sorted_and_filtered_by_department(unit: Unit, clerk: User) -> None:
    make.a_member(unit, "Trịnh Thị An", department="Tổ B")
    make.a_member(unit, "Ngô Văn Bảo", department="Tổ A")
    make.a_member(unit, "Vũ Chi")
    first, second = (make.a_department(unit, name) for name in ("Tổ A", "Tổ B"))
    first.position, second.position = 1, 2
    first.save()
    second.save()

    assert names(clerk, unit, "?sort=department") == ["Ngô Văn Bảo", "Trịnh Thị An", "Vũ Chi"]
    assert names(clerk, unit, f"?department={second.pk}") == ["Trịnh Thị An"]
    assert names(clerk, unit, "?department=0") == ["Vũ Chi"]


def test_who_left_and_who_comes_later_are_set_apart(unit: Unit, clerk: User) -> None:
    make.a_member(unit, "Ngô Văn Bảo")
    make.a_member(unit, "Lê Thu Hà", until=date(2026, 5, 31))
    make.a_member(unit, "Mai Nhung", since=date(2026, 9, 1))

    assert names(clerk, unit) == ["Ngô Văn Bảo"]
    assert names(clerk, unit, "?who=gone") == ["Lê Thu Hà"]
    assert names(clerk, unit, "?who=coming") == ["Mai Nhung"]
    assert "danh sách ngày 01/06/2026" in page(clerk, unit)
    assert "danh sách ngày 31/12/2025" in page(clerk, unit, year=2025)


def test_the_head_of_a_department_sees_only_their_people(unit: Unit) -> None:
    leader = make.a_member(unit, "Lê Thu Hà", department="Tổ 4-5", user=make.a_member_user(unit, "Lê Thu Hà"))
    make.head_of_department(leader)
    make.a_member(unit, "Ngô Văn Bảo", department="Tổ 4-5")
    make.a_member(unit, "Trịnh Thị An", department="Tổ 1")
    make.a_member(unit, "Vũ Cũ", department="Tổ 4-5", until=date(2026, 1, 1))
    assert leader.user

    shown = page(leader.user, unit)

    assert names(leader.user, unit) == ["Ngô Văn Bảo", "Lê Thu Hà"]
    assert "Trịnh Thị An" not in shown
    assert 'type="checkbox"' not in shown
    assert names(leader.user, unit, "?who=gone") == ["Ngô Văn Bảo", "Lê Thu Hà"]
    assert names(leader.user, unit, "?q=trinh") == []


def test_the_head_of_a_department_who_left_sees_nobody_any_more(unit: Unit) -> None:
    user = make.a_member_user(unit, "Lê Thu Hà")
    leader = make.a_member(unit, "Lê Thu Hà", department="Tổ 4-5", user=user, until=date(2026, 5, 31))
    make.head_of_department(leader)
    person = make.a_member(unit, "Ngô Văn Bảo", department="Tổ 4-5")
    client = browser(user)

    for year in (YEAR, YEAR - 1):
        for path in ("", f"{person.pk}/"):
            assert client.get(f"/don-vi/{unit.pk}/{year}/thanh-vien/{path}").status_code == 404
    assert not visible_members(user, date(2026, 1, 1)).exclude(user=user).exists()


def test_the_head_of_a_department_finds_their_people_from_their_own_page(unit: Unit) -> None:
    leader = make.a_member(unit, "Lê Thu Hà", department="Tổ 4-5", user=make.a_member_user(unit, "Lê Thu Hà"))
    other = make.a_member(unit, "Ngô Văn Bảo", department="Tổ 4-5", user=make.a_member_user(unit))
    make.head_of_department(leader)
    address = f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/"

    def own_page(member: Member) -> str:
        assert member.user
        return browser(member.user).get("/toi/", follow=True).content.decode()

    assert f'href="{address}"' in own_page(leader)
    assert f'href="{address}"' not in own_page(other)


def test_fifty_stand_on_a_page(unit: Unit, clerk: User) -> None:
    for number in range(51):
        make.a_member(unit, f"Người Số {number:02}")

    assert len(names(clerk, unit)) == 50
    assert names(clerk, unit, "?page=2") == ["Người Số 50"]


def test_thirty_people_cost_as_many_queries_as_one(unit: Unit, clerk: User) -> None:
    make.a_plan(unit, by=make.a_head(unit))
    client = browser(clerk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/")
        return len(caught)

    member = make.a_member(unit, "Trịnh Thị An", department="Tổ 1", positions=("Giáo viên",))
    make.a_fact(member, "language", "ability")
    queries()
    one = queries()
    for number in range(29):
        other = make.a_member(unit, f"Ngô Bảo {number}", department=f"Tổ {number}", positions=("Giáo viên",))
        make.a_fact(other, "language", "none")

    assert queries() == one


def test_chosen_people_are_kept_on_the_way_to_another_page(unit: Unit, clerk: User) -> None:
    people = [make.a_member(unit, f"Người Số {number:02}") for number in range(51)]
    client = browser(clerk)

    response = client.post(
        f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/chon/",
        {"member": [people[0].pk, people[1].pk], "page": "2", "query": "sort=department"},
        follow=True,
    )

    assert response.redirect_chain[0][0].endswith(
        f"?sort=department&page=2&member={people[0].pk}&member={people[1].pk}"
    )
    assert "Đã chọn ở trang khác 2 người:" in response.content.decode()


def test_a_member_of_another_unit_is_nowhere_on_the_page(unit: Unit, clerk: User) -> None:
    foreign: Member = make.a_member(make.a_unit("Trường khác"), "Trịnh Thị An")
    make.a_member(unit)

    assert "Trịnh Thị An" not in page(clerk, unit, f"?member={foreign.pk}&q=trinh")
    assert browser(clerk).get(f"/don-vi/{unit.pk}/{YEAR}/thanh-vien/{foreign.pk}/").status_code == 404
