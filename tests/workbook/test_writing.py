"""What is written opens as a list, acts in nothing, and comes back as it was."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvht.workbook.characters import clean
from dvht.workbook.reading import read_workbook
from dvht.workbook.sheets import Cell
from dvht.workbook.tables import Column, find_table
from dvht.workbook.writing import (
    ColumnOut,
    Marked,
    SheetOut,
    explanation_sheet,
    write_workbook,
    write_workbook_to,
)

TEACHERS = tuple(f"Tổ chuyên môn số {number}, cơ sở {number % 3}" for number in range(40))
COLUMNS = (
    ColumnOut("Họ và tên", 30, required=True, note="Ghi đủ họ, tên đệm và tên."),
    ColumnOut("Ngày sinh", 14, kind="date"),
    ColumnOut("Tổ", 30, choices=TEACHERS),
    ColumnOut("Số định danh", 18),
    ColumnOut("Số giờ", 10, kind="number"),
)
ROWS = (("Nguyễn Thị Ánh", date(1985, 3, 25), TEACHERS[1], "001085012345", Decimal("12.5")),)
ODD = [
    "=1+1", "+84 912 345 678", "-5", "@SUM(A1:A9)", "=HYPERLINK(\"http://x.example\",\"bấm\")", "=cmd|'/c calc'!A1",
    "<r><t>x</t></r>", "<r>", "_x0041_", "_x000D_", "{=A1}", "http://x.example", "1.234", "001", "TRUE",
    "#N/A", "'1", "&amp;<b>", "😀", "1e5",
]  # fmt: skip


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def read_back(content: bytes) -> list[tuple[Cell, ...]]:
    return list(read_workbook(content, "tệp").sheets[0].rows)


def one_column(*texts: Cell) -> bytes:
    return write_workbook([SheetOut("Trang", [ColumnOut("Cột")], [(text,) for text in texts])])


@pytest.mark.parametrize("text", ODD)
def test_odd_text_stays_text_in_the_file_and_on_the_way_back(text: str) -> None:
    content = one_column(text)

    cell = opened(content).active["A2"]
    assert (cell.value.rstrip(), cell.data_type) == (text, "s")
    assert read_back(content)[1] == (text,)
    with zipfile.ZipFile(BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_text_like_a_formula_carries_the_quote_mark_of_excel(text: str) -> None:
    assert opened(one_column(text)).active["A2"].quotePrefix


def test_text_that_no_workbook_can_hold_is_written_without_what_it_cannot_hold() -> None:
    content = one_column("a\x00b\ud800c\ufffe\x1fd", "x" * 40_000, "dòng 1\r\ndòng 2")

    assert read_back(content)[1:] == [("abcd",), ("x" * 32_000 + "…",), ("dòng 1\ndòng 2",)]


def test_a_list_has_a_frozen_header_a_filter_and_fits_a4() -> None:
    page = opened(
        write_workbook([SheetOut("Danh sách", COLUMNS, ROWS, ("TRƯỜNG HOA SEN", "Năm 2026"))])
    ).active

    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [
        "TRƯỜNG HOA SEN",
        "Năm 2026",
        "Họ và tên (*)",
    ]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:E4"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$3:$3"
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_dates_are_dates_and_codes_are_text() -> None:
    page = opened(write_workbook([SheetOut("Danh sách", COLUMNS, ROWS)])).active

    assert (page["B2"].value.date(), page["B2"].number_format) == (date(1985, 3, 25), "dd/mm/yyyy")
    assert (page["D2"].value, page["D2"].data_type, page["D2"].number_format) == ("001085012345", "s", "@")
    assert page.column_dimensions["D"].width == pytest.approx(18, abs=1)


def test_a_list_of_any_length_is_offered_below_the_last_row_too() -> None:
    book = opened(write_workbook([SheetOut("Danh sách", COLUMNS, ROWS), SheetOut("Khác", COLUMNS)]))

    rules = {str(rule.sqref): rule for rule in book["Danh sách"].data_validations.dataValidation}
    assert rules["C2:C1002"].type == "list"
    sheet, place = rules["C2:C1002"].formula1.split("!")
    assert tuple(cell.value for (cell,) in book[sheet.strip("'")][place.replace("$", "")]) == TEACHERS
    assert book[sheet.strip("'")].sheet_state == "hidden"
    assert rules["A2:A1002"].prompt == "Ghi đủ họ, tên đệm và tên."
    assert len(book[sheet.strip("'")]["A"]) == len(TEACHERS)  # both sheets share one list
    assert book["Khác"].data_validations.dataValidation[1].formula1 == rules["C2:C1002"].formula1


def test_a_list_that_only_suggests_takes_other_values() -> None:
    columns = [ColumnOut("Tổ", choices=("Tổ 1",), others_allowed=True), ColumnOut("Loại", choices=("A",))]

    rules = opened(write_workbook([SheetOut("Trang", columns)])).active.data_validations.dataValidation

    assert [bool(rule.showErrorMessage) for rule in rules] == [False, True]


def test_a_cell_to_be_mended_keeps_its_text_and_says_why() -> None:
    wrong = ("=1+1", "32/13/1985", date(1985, 3, 25), 7, None, "a\x00b")
    rows = [(Marked(value, f"Sai: {place}\x00"),) for place, value in enumerate(wrong)]

    page = opened(write_workbook([SheetOut("Trang", [ColumnOut("Cột")], rows)])).active

    cells = [page.cell(place, 1) for place in range(2, 8)]
    assert [cell.value for cell in cells] == ["=1+1", "32/13/1985", "25/03/1985", "7", "", "ab"]
    assert [cell.data_type for cell in cells[:4]] == ["s"] * 4
    assert [cell.comment.text for cell in cells] == [f"Sai: {place}" for place in range(6)]
    assert [bool(cell.quotePrefix) for cell in cells[:2]] == [True, False]


def test_the_explanation_says_what_each_column_takes() -> None:
    content = write_workbook(
        [SheetOut("Danh sách", COLUMNS), explanation_sheet(COLUMNS, ["Mỗi người một hàng."])]
    )

    page = opened(content)["Hướng dẫn"]
    said = [[cell.value or "" for cell in row] for row in page.iter_rows(max_row=5)]
    assert said[0][0] == "Mỗi người một hàng."
    assert said[1] == ["Cột", "Bắt buộc", "Cách ghi", "Được chọn"]
    assert said[2] == ["Họ và tên", "có", "Ghi đủ họ, tên đệm và tên.", ""]
    assert said[3][2] == "ngày/tháng/năm, ví dụ 25/03/1985"
    assert said[4][3].startswith("Tổ chuyên môn số 0, cơ sở 0; Tổ chuyên môn số 1")


def test_a_template_that_was_filled_in_is_found_again() -> None:
    content = write_workbook(
        [explanation_sheet(COLUMNS), SheetOut("Danh sách", COLUMNS, ROWS, ("TRƯỜNG HOA SEN",))]
    )
    columns = [Column(key, about.title) for key, about in zip("abcde", COLUMNS, strict=True)]

    table = find_table(read_workbook(content, "tệp"), columns)

    assert table.sheet_name == "Danh sách"
    assert tuple(table.rows[0].cells.values()) == ROWS[0]
    assert table.unknown == ()


def test_names_of_sheets_are_made_fit() -> None:
    wanted = ["Tổ [1]: a/b", "tổ -1-- a-b", "", "x" * 40, "x" * 40, "'nháy'", "History", "Danh mục", "a\x00b"]
    sheets = [SheetOut(name, [ColumnOut("Cột", choices=("a",))], [("1",)]) for name in wanted]

    names = opened(write_workbook(sheets)).sheetnames

    assert names == [
        "Tổ -1-- a-b", "tổ -1-- a-b (2)", "Trang", "x" * 31, "x" * 27 + " (2)", "nháy", "History (2)", "Danh mục", "ab",
        "Danh mục (2)",
    ]  # fmt: skip


def test_rows_are_read_once_and_counted() -> None:
    taken = []

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number in range(2_500):
            taken.append(number)
            yield (number, f"Người {number}")

    file = BytesIO()
    count = write_workbook_to(
        file, [SheetOut("Trang", [ColumnOut("Số", kind="whole"), ColumnOut("Tên")], rows())]
    )

    assert (count, len(taken)) == (2_500, 2_500)
    assert read_back(file.getvalue())[2_500] == (2_499, "Người 2499")


def test_a_moment_with_a_time_zone_is_written_as_its_clock_shows() -> None:
    content = write_workbook(
        [SheetOut("Trang", [ColumnOut("Lúc", kind="moment")], [(datetime(2026, 3, 5, 7, 30, tzinfo=UTC),)])]
    )

    assert read_back(content)[1] == (datetime(2026, 3, 5, 7, 30),)  # noqa: DTZ001 - workbooks know no time zone


def test_what_a_cell_cannot_keep_exactly_is_written_as_text() -> None:
    content = one_column(
        10**400, Decimal("0.1234567890123456789"), Decimal("NaN"), date(1899, 12, 31), 123456789012345678
    )

    assert read_back(content)[1:] == [
        (str(10**400),), ("0.1234567890123456789",), ("NaN",), ("31/12/1899",), ("123456789012345678",),
    ]  # fmt: skip


NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.text(max_size=40), st.dates(min_value=date(1901, 1, 1)), NUMBERS,
    st.sampled_from(ODD), st.text("ăÂđớữ \u00a0\u200b\n=+-@", max_size=12),
)  # fmt: skip
KINDS = st.sampled_from(["text", "date", "number", "whole"])


@settings(max_examples=40, deadline=None)
@given(data=st.data(), kinds=st.lists(KINDS, min_size=1, max_size=6))
def test_any_table_comes_back_unchanged(data: st.DataObject, kinds: list[Any]) -> None:
    rows = data.draw(st.lists(st.tuples(*[VALUES] * len(kinds)), max_size=8))
    columns = [ColumnOut(f"Cột {number}", kind=kind) for number, kind in enumerate(kinds)]
    choices = ColumnOut("Đã khóa", choices=("có",))

    content = write_workbook(
        [SheetOut("Trang", [*columns, choices], [(*row, "có") for row in rows], ("Tiêu đề",))]
    )

    back = read_back(content)[2:]
    expected = [
        (*(clean(value) or None if isinstance(value, str) else value for value in row), "có") for row in rows
    ]
    assert back == expected
    assert [[type(a) is bool for a in row] for row in back] == [
        [type(a) is bool for a in row] for row in expected
    ]


@settings(max_examples=20, deadline=None)
@given(
    titles=st.lists(st.text(max_size=50), max_size=4), name=st.text(max_size=40), note=st.text(max_size=400)
)
def test_no_title_name_or_note_is_too_odd_to_be_written(titles: list[str], name: str, note: str) -> None:
    columns = [ColumnOut(title, note=note, choices=tuple(titles), required=True) for title in titles]

    content = write_workbook(
        [SheetOut(name, columns, title_rows=tuple(titles)), explanation_sheet(columns, titles)]
    )

    assert len(opened(content).sheetnames) == (3 if titles else 2)
