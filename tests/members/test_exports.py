"""Workbooks about members that leave: templates with lists to choose from, and every list of the unit."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests import make
from tests.members.importing import YEAR, Office, rows_of

from dvht.members.actions.programmes import ProgrammeWords, add_programme
from dvht.members.models import Completion, Exclusion, LearnerClass, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """Three people in two departments, with results, a programme, an exclusion and a class."""
    unit = make.a_unit()
    make.a_plan(unit, YEAR)
    clerk = make.a_clerk(unit)
    bao = make.a_member(
        unit,
        "Ngô Văn Bảo",
        department="Tổ 4-5",
        positions=("Giáo viên", "Tổ trưởng"),
        identity="001085012345",
    )
    an = make.a_member(
        unit, "Trịnh Thị An", department="Tổ 1-2-3", positions=("Giáo viên",), since=date(2015, 8, 20)
    )
    make.a_member(unit, "Lê Thu Hà", until=date(2024, 5, 31))
    for code in ("discipline", "digital", "title", "citizen"):
        make.a_fact(bao, code, {"title": "lao_dong_tien_tien"}.get(code, "met"), YEAR)
    make.a_fact(bao, "language", "certificate", YEAR)
    make.a_fact(an, "language", "ability", YEAR)
    make.a_fact(an, "discipline", "none", YEAR)
    programme = add_programme(unit, YEAR, ProgrammeWords(title="=Tập huấn AI", hours=12), by=clerk)
    Completion.objects.create(programme=programme, member=bao, is_done=True, source=Source.UNIT)
    Exclusion.objects.create(member=an, year=YEAR, reason="long_leave", words="QĐ 12/QĐ-THHS")
    LearnerClass.objects.create(unit=unit, year=YEAR, name="1A", name_key="1a", learners=31, citizens=30)
    return Office(unit, clerk)


def sheets(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def rules(page: Any) -> dict[str, Any]:
    """What may be chosen in the first row of data, by column letter."""
    return {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in page.data_validations.dataValidation
    }


def listed(book: Any, rule: Any) -> list[str]:
    name, _, span = rule.formula1.lstrip("=").partition("!")
    cells = book[name.strip("'")][span.replace("$", "")]
    return [cell[0].value for cell in cells] if isinstance(cells, tuple) else [cells.value]


def test_the_template_offers_the_units_own_departments_kinds_and_results(office: Office) -> None:
    book = sheets(office.get("roster_template").content)
    page = book["Danh sách"]
    columns = {cell.value: cell.column_letter for cell in page[1]}
    found = rules(page)

    assert list(columns)[:8] == [
        "Mã", "Họ và tên (*)", "Số định danh, mã cán bộ", "Đối tượng (*)",
        "Chức vụ, vị trí việc làm", "Tổ, phòng", "Ngày vào", "Ngày ra",
    ]  # fmt: skip
    assert list(columns)[8:] == [
        "2.1 Kỷ luật, đoàn kết", "2.3 Chuyển đổi số", "2.4 Ngoại ngữ", "2.5 Danh hiệu thi đua", "3.1a CDHT",
        "Chương trình: =Tập huấn AI",
    ]  # fmt: skip
    assert listed(book, found[columns["Tổ, phòng"]]) == ["Tổ 1-2-3", "Tổ 4-5"]
    assert listed(book, found[columns["Chức vụ, vị trí việc làm"]]) == ["Giáo viên", "Tổ trưởng"]
    assert "Viên chức" in listed(book, found[columns["Đối tượng (*)"]])
    assert listed(book, found[columns["2.4 Ngoại ngữ"]]) == [
        "Có trình độ",
        "Có chứng nhận, chứng chỉ",
        "Chưa đạt",
    ]
    assert page.freeze_panes == "C2"
    assert page.max_row == 1


def test_a_new_department_may_be_typed_and_a_new_kind_may_not(office: Office) -> None:
    page = sheets(office.get("roster_template").content)["Danh sách"]
    found = rules(page)

    assert not found["F"].showErrorMessage
    assert found["D"].showErrorMessage


def test_the_template_explains_itself(office: Office) -> None:
    rows = rows_of(office.get("roster_template").content, 1)

    words = [str(cell) for row in rows for cell in row if cell]
    assert "Ô để trống giữ nguyên điều đang ghi. Muốn xóa điều đang ghi, ghi dấu – hoặc chữ “xóa”." in words
    assert "Nhiều việc thì ngăn bằng dấu chấm phẩy: Giáo viên; Tổ trưởng" in words


def test_the_roster_leaves_with_its_results_and_masked_numbers(office: Office) -> None:
    head, *rows = rows_of(office.get("roster_export").content)

    people = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert list(people) == ["Trịnh Thị An", "Ngô Văn Bảo"]
    bao = people["Ngô Văn Bảo"]
    assert bao["Số định danh, mã cán bộ"] == "•••••••••345"
    assert bao["Chức vụ, vị trí việc làm"] == "Giáo viên; Tổ trưởng"
    assert bao["2.4 Ngoại ngữ"] == "Có chứng nhận, chứng chỉ"
    assert bao["Chương trình: =Tập huấn AI"] == "Hoàn thành"
    assert people["Trịnh Thị An"]["Ngày vào"].date() == date(2015, 8, 20)
    assert people["Trịnh Thị An"]["2.1 Kỷ luật, đoàn kết"] == "Chưa đạt"
    assert people["Trịnh Thị An"]["2.3 Chuyển đổi số"] is None


def test_the_template_with_the_people_is_the_roster(office: Office) -> None:
    assert rows_of(office.get("roster_template", kem="danh-sach").content) == rows_of(
        office.get("roster_export").content
    )


def test_who_lacks_something_is_listed_by_row(office: Office) -> None:
    Exclusion.objects.all().delete()

    rows = rows_of(office.get("roster_export", what="con-thieu").content)[2:]

    found = [(row[0], row[3], row[6], row[7]) for row in rows]
    assert found == [
        ("2.1", "Trịnh Thị An", "Kỷ luật, đoàn kết", "Chưa đạt"),
        ("2.2", "Trịnh Thị An", "Bồi dưỡng", "Chưa ghi"),
        ("2.3", "Trịnh Thị An", "Chuyển đổi số", "Chưa ghi"),
        ("2.4", "Trịnh Thị An", "Ngoại ngữ: Có chứng nhận, chứng chỉ", "Chưa đạt"),
        ("2.5", "Trịnh Thị An", "Danh hiệu thi đua: Lao động tiên tiến", "Chưa ghi"),
        ("3.1a", "Trịnh Thị An", "CDHT", "Chưa ghi"),
    ]


def test_programmes_leave_with_who_completed_them(office: Office) -> None:
    content = office.get("roster_export", what="chuong-trinh").content

    assert [row[1:] for row in rows_of(content)[1:]] == [
        ("Trịnh Thị An", "Tổ 1-2-3", None), ("Ngô Văn Bảo", "Tổ 4-5", "Đã hoàn thành"),
    ]  # fmt: skip
    assert rows_of(content, 1)[1] == ("=Tập huấn AI", None, 12, None, "Mọi thành viên")


def test_exclusions_leave_with_their_reasons(office: Office) -> None:
    rows = rows_of(office.get("roster_export", what="khong-tinh").content)

    assert rows[2][1:] == ("Trịnh Thị An", "Tổ 1-2-3", "Giáo viên", "Nghỉ dài ngày", "QĐ 12/QĐ-THHS")


def test_classes_leave_as_numbers(office: Office) -> None:
    assert rows_of(office.get("roster_export", what="lop-hoc").content)[1] == ("1A", 31, 30, None)


def test_a_list_that_does_not_exist_is_not_found(office: Office) -> None:
    assert office.get("roster_export", what="luong").status_code == 404


@pytest.mark.parametrize("what", ["danh-sach", "con-thieu", "chuong-trinh", "khong-tinh", "lop-hoc"])
def test_no_list_of_a_unit_names_a_member_of_another(office: Office, what: str) -> None:
    other = make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM")
    make.a_plan(other, YEAR)
    stranger = make.a_member(other, "Đinh Thị Xa Lạ")
    Exclusion.objects.create(member=stranger, year=YEAR, reason="other", words="x")
    LearnerClass.objects.create(unit=other, year=YEAR, name="Lớp Lạ", name_key="lop la", learners=1)

    words = str(rows_of(office.get("roster_export", what=what).content))

    assert "Lạ" not in words


@pytest.mark.parametrize("what", ["danh-sach", "con-thieu", "chuong-trinh", "khong-tinh", "lop-hoc"])
def test_every_list_leaves_from_a_unit_with_nothing(what: str) -> None:
    unit = make.a_unit()
    office = Office(unit, make.a_clerk(unit))

    answer = office.get("roster_export", what=what)

    assert answer.status_code == 200
    assert len(rows_of(answer.content)) <= 2


def test_the_name_of_the_file_names_the_list_the_year_and_the_unit(office: Office) -> None:
    disposition = office.get("roster_export", what="con-thieu")["Content-Disposition"]

    assert disposition.startswith("attachment; filename*=utf-8''C%C3%B2n%20thi%E1%BA%BFu%202026%20-%20Tr")
