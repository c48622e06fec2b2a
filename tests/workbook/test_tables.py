"""Finding the header, and what the caller learns of columns that it does not know."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvht.workbook.errors import WorkbookError
from dvht.workbook.sheets import Sheet, Workbook, column_letter
from dvht.workbook.tables import Column, Table, find_table, header_key

NAME = Column("name", "Họ và tên", ("Họ tên người học",), required=True)
FAMILY = Column("family", "Họ", ("Họ đệm", "Họ và đệm", "Họ và tên đệm"))
GIVEN = Column("given", "Tên")
BORN = Column("born", "Ngày sinh (dd/mm/yyyy)", ("Năm sinh",))
UNIT = Column("unit", "Đơn vị", required=True)
ALL = (NAME, FAMILY, GIVEN, BORN, UNIT)


def found(*rows: tuple[Any, ...], remembered: dict[str, str] | None = None, first_row: int = 1) -> Table:
    return find_table(Sheet("Trang", rows, first_row), ALL, remembered or {})


@pytest.mark.parametrize(
    "title",
    [
        "Họ và tên",
        "Họ tên",
        "HỌ TÊN",
        "Họ  và tên (*)",
        "ho va ten",
        "Họ, tên:",
        "HỌ VÀ\nTÊN",
        "Họ & tên",
        "Họ và tên (ghi đủ)",
    ],
)
def test_the_usual_variants_of_a_header_are_one_column(title: str) -> None:
    assert dict(found((title, "Đơn vị"), ("Ánh", "Tổ 1")).columns) == {"name": 0, "unit": 1}


def test_the_two_halves_of_a_name_are_not_taken_for_the_whole() -> None:
    table = found(("Họ và tên đệm", "Tên", "Ngày sinh"), ("Nguyễn Thị", "Ánh", None))

    assert dict(table.columns) == {"family": 0, "given": 1, "born": 2}
    assert [column.key for column in table.missing] == ["name", "unit"]


def test_a_remark_in_brackets_makes_no_difference_on_either_side() -> None:
    assert found(("Họ tên", "Ngày sinh"), ("A", None)).columns["born"] == 1
    assert found(("Họ tên", "Ngày sinh [ngày/tháng/năm]"), ("A", None)).columns["born"] == 1


def test_titles_in_brackets_tell_two_columns_apart() -> None:
    columns = (NAME, Column("ten", "Điểm (thang 10)"), Column("hundred", "Điểm (thang 100)"))

    table = find_table(
        Sheet("Trang", (("Họ tên", "Điểm (thang 100)", "Điểm (thang 10)"), ("A", 80, 8))), columns
    )

    assert dict(table.columns) == {"name": 0, "hundred": 1, "ten": 2}


def test_an_unknown_column_is_handed_over_with_its_values() -> None:
    table = found(
        ("Họ tên", "Sở thích", "Đơn vị", "Cỡ áo"), ("Ánh", "Đọc", "Tổ 1", 38), ("Ổn", None, "Tổ 2", None)
    )

    assert [(title.index, title.letter, title.title) for title in table.unknown] == [
        (1, "B", "Sở thích"),
        (3, "D", "Cỡ áo"),
    ]
    assert [dict(row.others) for row in table.rows] == [{"Sở thích": "Đọc", "Cỡ áo": 38}, {}]


def test_a_remembered_title_goes_before_the_usual_ones_and_may_be_ignored() -> None:
    remembered = {header_key("Quý danh"): "name", header_key("Cỡ áo"): "", header_key("Đơn vị"): "born"}

    table = found(("QUÝ DANH", "Cỡ áo", "Đơn vị"), ("Ánh", 38, "x"), remembered=remembered)

    assert dict(table.columns) == {"name": 0, "born": 2}
    assert table.unknown == ()
    assert dict(table.rows[0].others) == {}


def test_a_remembered_column_that_no_longer_exists_is_unknown_again() -> None:
    table = found(("Họ tên", "Cỡ áo"), ("Ánh", 38), remembered={header_key("Cỡ áo"): "shirt"})

    assert [title.title for title in table.unknown] == ["Cỡ áo"]


def test_of_two_columns_with_one_meaning_the_first_counts_and_the_second_is_shown() -> None:
    table = found(("Họ tên", "Đơn vị", "Họ và tên"), ("Ánh", "Tổ 1", "Ổn"))

    assert table.rows[0].cells["name"] == "Ánh"
    assert [title.letter for title in table.unknown] == ["C"]
    assert dict(table.rows[0].others) == {"Họ và tên": "Ổn"}


def test_two_unknown_columns_of_one_title_keep_both_values() -> None:
    table = found(("Họ tên", "Điểm", "Điểm"), ("Ánh", 7, 8))

    assert dict(table.rows[0].others) == {"Điểm": 7, "Điểm (C)": 8}


def test_a_column_of_words_without_a_title_is_named_by_its_letter() -> None:
    table = found(
        ("STT", "Ngày sinh", None, "Họ tên"), (1, 30000, "Tổ Toán", "Ánh"), (2, 30001, "Tổ Văn", "Ổn")
    )

    assert [title.title for title in table.unknown] == ["STT", "Cột C"]
    assert table.rows[0].others["Cột C"] == "Tổ Toán"


def test_a_header_that_nobody_knows_is_offered_whole() -> None:
    table = found(("DANH SÁCH",), ("Mã", "Danh tính", "Thuộc về"), (1, "Ánh", "Tổ 1"))

    assert table.header_row == 2
    assert dict(table.columns) == {}
    assert [title.title for title in table.unknown] == ["Mã", "Danh tính", "Thuộc về"]
    assert [column.key for column in table.missing] == ["name", "unit"]
    assert table.rows[0].others["Danh tính"] == "Ánh"


def test_without_any_header_everything_is_missing_and_nothing_raised() -> None:
    table = found((1, 2, 3), (4, 5, 6))

    assert (table.header_row, table.rows, table.unknown) == (0, (), ())
    assert [column.key for column in table.missing] == ["name", "unit"]


def test_an_empty_sheet_is_refused() -> None:
    with pytest.raises(WorkbookError, match="không có hàng nào"):
        find_table(Workbook("tệp", ()), ALL)


def test_numbers_of_rows_are_those_of_the_file() -> None:
    table = found(("Họ tên", "Đơn vị"), (), ("Ánh", "Tổ 1"), first_row=12)

    assert table.header_row == 12
    assert table.address(table.rows[0], "unit") == "B14"
    assert table.address(table.rows[0], "born") == "hàng 14"


def test_a_short_row_gives_empty_cells() -> None:
    table = found(("Họ tên", "Đơn vị", "Ngày sinh"), ("Ánh",))

    assert dict(table.rows[0].cells) == {"name": "Ánh", "unit": None, "born": None}


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (16_383, "XFD")])
def test_a_column_has_the_letter_of_excel(index: int, letter: str) -> None:
    assert column_letter(index) == letter


CELLS = st.one_of(
    st.none(), st.integers(), st.booleans(), st.dates(), st.text(max_size=12),
    st.sampled_from(["Họ tên", "Đơn vị", "Tên", "Tổng cộng", "Người lập", "Tổ Toán", "(1)", "Ngày sinh", "Cộng: 3"]),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=6).map(tuple), min_size=1, max_size=12))
def test_no_filled_row_below_the_header_is_lost_without_a_word(rows: list[tuple[Any, ...]]) -> None:
    table = found(*rows)

    below = {
        number
        for number, row in enumerate(rows, start=1)
        if number > table.header_row and any(cell is not None for cell in row)
    }
    told = [row.number for row in table.rows] + [row.number for row in table.skipped]
    assert table.header_row == 0 or sorted(told) == sorted(below)


@given(st.text(max_size=30))
def test_spaces_punctuation_and_the_mark_of_a_duty_never_change_a_header(title: str) -> None:
    assert header_key(f"\u00a0 {title} (*):\n") == header_key(title)
