"""What an import takes of results, and what it asks when a file alone can't say."""

import json
from typing import Any

import pytest
from tests import make
from tests.members.importing import (
    YEAR,
    Office,
    heading_of,
    text_of,
    wrongs_of,
)
from tests.workbook import specimens

from dvht.members.models import Completion, Fact, KnownHeader, Member, MemberKind, Programme, Source
from dvht.members.models.identity import unseal

pytestmark = pytest.mark.django_db


def test_results_and_programmes_are_recorded_with_their_source(full: Office) -> None:
    programme = Programme.objects.create(
        unit=full.unit, year=YEAR, title="Tập huấn AI", title_key="tap huan ai"
    )
    head = ("Mã", "Họ và tên", "2.1 Kỷ luật, đoàn kết", "2.4 Ngoại ngữ", "Tập huấn AI")

    full.write(
        specimens.excel(
            [
                head,
                ("TV01", "Trịnh Thị An", "Đạt", "Chứng chỉ", "x"),
                ("TV02", "Ngô Văn Bảo", "Chưa đạt", "Có trình độ", "Chưa"),
            ]
        )
    )

    facts = set(Fact.objects.values_list("member__code", "code", "value", "source"))
    assert facts == {
        ("TV01", "discipline", "met", Source.WORKBOOK),
        ("TV01", "language", "certificate", Source.WORKBOOK),
        ("TV02", "discipline", "none", Source.WORKBOOK),
        ("TV02", "language", "ability", Source.WORKBOOK),
    }
    assert set(Completion.objects.filter(programme=programme).values_list("member__code", "is_done")) == {
        ("TV01", True),
        ("TV02", False),
    }


def test_a_bare_yes_is_no_result_for_discipline(full: Office) -> None:
    page = full.send(specimens.excel([("Mã", "Họ và tên", "2.1"), ("TV01", "Trịnh Thị An", "Có")]))

    assert wrongs_of(page) == [
        "Ô C2: “Có” không có trong danh sách. Hãy ghi một trong: “Đạt”, “Chưa đạt” hoặc để trống."
    ]


def test_the_meaning_of_a_value_is_settled_once_and_remembered(full: Office) -> None:
    content = specimens.excel(
        [("Mã", "Họ và tên", "2.4"), ("TV01", "Trịnh Thị An", "Anh B1"), ("TV02", "Ngô Văn Bảo", "anh b1")]
    )
    page = full.send(content)
    assert len(wrongs_of(page)) == 2

    page = full.answer(column_0="code", column_1="full_name", column_2="fact:language", value_0="certificate")
    assert heading_of(page) == "Sẵn sàng ghi 2 người đổi. Chưa có gì được ghi."

    assert heading_of(full.send(content)) == "Sẵn sàng ghi 2 người đổi. Chưa có gì được ghi."


def test_a_result_that_is_taken_away_is_shown_with_its_source(full: Office) -> None:
    make.a_fact(Member.objects.get(code="TV01"), "citizen", source=Source.DECISION)

    page = full.send(specimens.excel([("Mã", "Họ và tên", "3.1a"), ("TV01", "Trịnh Thị An", "–")]))

    assert "sẽ ghi: Chưa ghi; đang ghi: Đạt (quyết định công nhận)" in text_of(page)


def test_a_computed_column_is_left_out_and_said(full: Office) -> None:
    page = full.send(specimens.excel([("Mã", "Họ và tên", "2.2 Bồi dưỡng"), ("TV01", "Trịnh Thị An", "Đạt")]))

    assert "Cột C “2.2 Bồi dưỡng”: tính từ các chương trình, không nhập" in text_of(page)


def test_an_unknown_column_is_asked_about_once(full: Office) -> None:
    content = specimens.excel([("Mã", "Họ và tên", "An toàn PCCC"), ("TV01", "Trịnh Thị An", "x")])
    page = full.send(content)
    assert heading_of(page) == "Cần biết vài cột là gì"
    assert "Chương trình mới: An toàn PCCC" in text_of(page)

    page = full.answer(column_0="code", column_1="full_name", column_2="")
    assert heading_of(page) == "Tệp giống hệt danh sách: không có gì để ghi."

    assert heading_of(full.send(content)) == "Tệp giống hệt danh sách: không có gì để ghi."
    assert KnownHeader.objects.get(unit=full.unit, header="antoanpccc").column == ""


def test_what_was_settled_can_be_forgotten_and_is_asked_again(full: Office) -> None:
    content = specimens.excel([("Mã", "Họ và tên", "Bí danh"), ("TV01", "Trịnh Thị An", "Chim Sẻ")])
    full.send(content)
    full.answer(column_0="code", column_1="full_name", column_2="")
    other = KnownHeader.objects.create(unit=make.a_unit(symbol="KHAC"), purpose="roster", header="bidanh")

    page: Any = full.client.post(full.address("roster_forget"), follow=True)

    assert "Đã quên 1 cột và giá trị" in text_of(page)
    assert heading_of(full.send(content)) == "Cần biết vài cột là gì"
    assert KnownHeader.objects.get() == other


def test_a_column_with_a_title_and_nothing_below_is_passed_over(full: Office) -> None:
    page = full.send(specimens.excel([("Mã", "Họ và tên", "Bí danh"), ("TV01", "Trịnh Thị An", None)]))

    assert "Cột C “Bí danh”: cột trống" in text_of(page)


def test_two_columns_cannot_become_one_programme(full: Office) -> None:
    head = ("Mã", "Họ và tên", "An toàn", "Chương trình: An toàn")
    full.send(specimens.excel([head, ("TV01", "Trịnh Thị An", "x", "x")]))

    page = full.answer(column_0="code", column_1="full_name", column_2="new:2", column_3="new:3")

    assert "“Chương trình mới: An toàn” đã chọn cho Cột C: An toàn" in text_of(page)


def test_a_programme_of_another_year_is_not_taken_for_one_of_this(full: Office) -> None:
    content = specimens.excel([("Mã", "Họ và tên", "Phòng cháy"), ("TV01", "Trịnh Thị An", "x")])
    full.send(content)
    full.answer(column_0="code", column_1="full_name", column_2="new:2")
    KnownHeader.objects.create(unit=full.unit, purpose="roster", header="phongchay", column="programme:999")

    assert heading_of(full.send(content)) == "Cần biết vài cột là gì"


def test_an_unknown_column_may_become_a_programme(full: Office) -> None:
    full.send(
        specimens.excel(
            [
                ("Mã", "Họ và tên", "Chương trình: An toàn PCCC"),
                ("TV01", "Trịnh Thị An", "x"),
                ("TV02", "Ngô Văn Bảo", "chưa"),
            ]
        )
    )
    page = full.answer(column_0="code", column_1="full_name", column_2="new:2")
    assert "Chương trình mới sẽ được thêm, cho mọi thành viên: An toàn PCCC" in text_of(page)
    assert not Programme.objects.exists()

    full.confirm(page)

    assert Programme.objects.get().title == "An toàn PCCC"
    assert set(Completion.objects.values_list("member__code", "is_done")) == {("TV01", True), ("TV02", False)}


def test_cells_of_a_column_that_is_passed_over_are_thrown_away(full: Office) -> None:
    full.send(specimens.excel([("Mã", "Họ và tên", "Bí danh"), ("TV01", "Trịnh Thị An", "Chim Sẻ")]))
    assert "Chim Sẻ" in unseal(full.upload.sealed_table)

    full.answer(column_0="code", column_1="full_name", column_2="")

    assert "Chim Sẻ" not in unseal(full.upload.sealed_table)


def test_one_thing_is_taken_from_one_column(full: Office) -> None:
    full.send(specimens.excel([("Mã", "Họ và tên", "Bí danh"), ("TV01", "Trịnh Thị An", "Chim Sẻ")]))

    page = full.answer(column_0="code", column_1="full_name", column_2="full_name")

    assert page.status_code == 422
    assert "“Họ và tên” đã chọn cho Cột B: Họ và tên" in text_of(page)


def test_a_file_without_a_column_of_names_asks_which_it_is(office: Office) -> None:
    page = office.send(specimens.excel([("Nhân sự", "Diện"), ("Trịnh Thị An", "VC")]))
    assert heading_of(page) == "Cần biết vài cột là gì"
    refused = office.answer(column_0="", column_1="kind")
    assert "Hãy cho biết cột nào là họ và tên." in text_of(refused)

    page = office.answer(column_0="full_name", column_1="kind")

    assert heading_of(page) == "Sẵn sàng ghi 1 người mới. Chưa có gì được ghi."


def test_what_new_people_are_is_asked_once_when_the_file_does_not_say(office: Office) -> None:
    page = office.send(specimens.excel([("Họ và tên", "Tổ"), ("Trịnh Thị An", "Tổ 4-5")]))
    assert "Người mới là đối tượng nào" in text_of(page)

    office.confirm(office.answer(column_0="full_name", column_1="department", kind="public_employee"))
    assert office.people()["Trịnh Thị An"].kind == MemberKind.PUBLIC_EMPLOYEE

    page = office.send(specimens.excel([("Họ và tên", "Tổ"), ("Ngô Văn Bảo", "Tổ 4-5")]))
    assert heading_of(page) == "Sẵn sàng ghi 1 người mới. Chưa có gì được ghi."


def test_a_kind_that_is_in_no_list_is_settled_once(office: Office) -> None:
    rows = [(f"A{number}", f"Người Số {number}", "GV biên chế", "", "") for number in range(1, 4)]
    page = office.send_rows(*rows)
    assert "Đối tượng: “GV biên chế” nghĩa là gì?" in text_of(page)
    assert "Có ở 3 dòng" in text_of(page)

    page = office.answer(
        column_0="code",
        column_1="full_name",
        column_2="kind",
        column_3="department",
        column_4="started_on",
        value_0="public_employee",
    )

    assert heading_of(page) == "Sẵn sàng ghi 3 người mới. Chưa có gì được ghi."


def test_of_several_lists_one_is_chosen(office: Office) -> None:
    book: Any = specimens.openpyxl.Workbook()
    for name, person in (("Tổ 1", "Trịnh Thị An"), ("Tổ 2", "Ngô Văn Bảo")):
        page = book.create_sheet(name)
        page.append(("Họ và tên", "Đối tượng"))
        page.append((person, "VC"))
    del book["Sheet"]

    answer = office.send(specimens.saved(book))
    assert heading_of(answer) == "Tệp có nhiều trang giống danh sách"

    sheets = [table["sheet"] for table in json.loads(unseal(office.upload.sealed_table))]
    answer = office.answer(sheet=str(sheets.index("Tổ 2")))
    office.confirm(answer)

    assert office.names() == ["Ngô Văn Bảo"]


def test_headings_between_the_rows_are_departments(office: Office) -> None:
    rows = [
        ("STT", "Họ và tên", "Đối tượng"),
        ("I", "Tổ Toán", None),
        (1, "Trịnh Thị An", "VC"),
        ("II", "Tổ Văn", None),
        (2, "Ngô Văn Bảo", "VC"),
    ]

    office.write(specimens.excel(rows))

    assert {name: one.department for name, one in office.people().items()} == {
        "Trịnh Thị An": "Tổ Toán",
        "Ngô Văn Bảo": "Tổ Văn",
    }


def test_a_department_is_known_with_another_dash(full: Office) -> None:
    page = full.send_rows(("TV02", "Ngô Văn Bảo", "", "TỔ  4–5", ""))

    assert heading_of(page) == "Tệp giống hệt danh sách: không có gì để ghi."


def test_names_in_two_columns_are_one(office: Office) -> None:
    office.write(specimens.excel([("TT", "Họ đệm", "Tên", "Đối tượng"), (1, "Trịnh Thị", "An", "VC")]))

    assert office.names() == ["Trịnh Thị An"]


def test_a_word_that_an_office_writes_in_many_rows_is_asked_about_before_the_preview(full: Office) -> None:
    head = ("Họ và tên", "Đối tượng", "2.4 Ngoại ngữ")
    rows = [(f"Lê Thị {name}", "Viên chức", "B1") for name in ("Mai", "Nga", "Oanh")]
    content = specimens.excel([head, *rows, ("Lê Thị Phúc", "Viên chức", "?")])

    page = full.send(content)
    assert heading_of(page) == "Cần biết vài từ trong tệp nghĩa là gì"

    page = full.answer(column_0="full_name", column_1="kind", column_2="fact:language")
    assert len(wrongs_of(page)) == 4, "who answers nothing sees the cells, and is not asked for ever"
    assert "cho biết một lần từ ấy nghĩa là gì" in text_of(page)


def test_words_of_a_column_that_is_settled_by_hand_are_asked_about_next(full: Office) -> None:
    rows = [(f"Lê Thị {name}", "Viên chức", "Tốt lắm") for name in ("Mai", "Nga", "Oanh")]
    full.send(specimens.excel([("Họ và tên", "Đối tượng", "Cột lạ"), *rows]))

    page = full.answer(column_0="full_name", column_1="kind", column_2="fact:discipline")
    assert heading_of(page) == "Cần biết vài từ trong tệp nghĩa là gì"

    page = full.answer(column_0="full_name", column_1="kind", column_2="fact:discipline", value_0="met")
    assert heading_of(page) == "Sẵn sàng ghi 3 người mới. Chưa có gì được ghi."


def test_the_kind_of_new_people_is_asked_even_when_their_rows_have_other_faults(full: Office) -> None:
    page = full.send(specimens.excel([("Họ và tên", "Ngày vào"), ("Lê Thị Mai", "31/02/2020")]))

    assert heading_of(page) == "Cần biết người mới là đối tượng nào"
