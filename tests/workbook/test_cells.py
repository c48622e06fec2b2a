"""What a cell says, however it was typed."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvht.workbook.cells import as_choice, as_code, as_date, as_lines, as_number, as_text, as_whole, as_yes_no
from dvht.workbook.errors import CellError
from dvht.workbook.sheets import Cell

FIFTH_OF_MARCH = date(2026, 3, 5)
MOMENT = datetime(2026, 3, 5, 7, 30)  # noqa: DTZ001 - workbooks know no time zone
KINDS = {"teacher": ("Giáo viên", "GV"), "staff": "Nhân viên", "head": ("Cán bộ quản lý", "CBQL")}
ANY_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.decimals(), st.dates(), st.datetimes(), st.text(max_size=60),
    st.from_regex(r"[0-9]{1,5}[/.\- eE+,][0-9]{1,5}[/.\-,]?[0-9]{0,5}", fullmatch=True),
)  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        FIFTH_OF_MARCH, MOMENT, 46086, "46086", "05/03/2026", "5/3/26", "05-03-2026", "5.3.2026", "05 / 03 / 2026",
        "2026-03-05", "2026/03/05", "ngày 5 tháng 3 năm 2026", "Ngày 05 tháng 03 năm 2026.", "5 tháng 3 năm 2026",
        "\u00a005/03/2026 ", "05/03/2026 00:00:00", "2026-03-05T07:30:00",
    ],
)  # fmt: skip
def test_a_date_is_read_day_first_however_it_is_written(cell: Cell) -> None:
    assert as_date(cell) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1985", "mới chỉ có năm"), (1985, "mới chỉ có năm"), ("03/25/1985", "không có trong lịch"),
        ("30/02/2020", "không có trong lịch"), ("0/1/2020", "không có trong lịch"), ("25/03", "không phải là ngày"),
        ("3/1985", "không phải là ngày"), ("hôm qua", "không phải là ngày"), (True, "không phải là ngày"),
        (Decimal("46086.5"), "không phải là ngày"), (3, "không phải là ngày"), (10**400, "không phải là ngày"),
        ("01/01/1850", "năm phải từ"), (date(9999, 1, 1), "năm phải từ"), ("9" * 40, "không phải là ngày"),
        ("٠٥/٠٣/٢٠٢٦x", "không phải là ngày"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(cell: Cell, words: str) -> None:
    with pytest.raises(CellError, match=words):
        as_date(cell)


@pytest.mark.parametrize(
    ("text", "year"), [("1/1/29", 2029), ("1/1/30", 1930), ("1/1/85", 1985), ("1/1/05", 2005)]
)
def test_a_year_of_two_digits_is_read_as_excel_reads_it(text: str, year: int) -> None:
    assert as_date(text) == date(year, 1, 1)


@given(st.dates(date(1910, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day(day: date) -> None:
    ways = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.}{day.year}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        as_text(day),
    )
    serial = (day - date(1899, 12, 30)).days

    assert {as_date(way) for way in ways} == {day}
    assert as_date(serial) == day


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Giáo viên", "teacher"), ("GIÁO VIÊN", "teacher"), ("giao vien", "teacher"), (" Giáo  viên.", "teacher"),
        ("gv", "teacher"), ("Nhân viên", "staff"), ("CBQL", "head"), (None, None), ("", None),
    ],
)  # fmt: skip
def test_a_choice_is_known_by_any_of_its_spellings(cell: Cell, value: str | None) -> None:
    assert as_choice(cell, KINDS) == value


def test_choices_that_differ_only_in_their_marks_are_told_apart() -> None:
    choices = {1: "Tổ", 2: "Tờ", 3: "To"}

    assert [as_choice(text, choices) for text in ("tổ", "TỜ", "To")] == [1, 2, 3]


def test_a_choice_that_is_not_allowed_names_those_that_are() -> None:
    with pytest.raises(CellError) as refused:
        as_choice("Bảo vệ", KINDS)

    assert str(refused.value) == (
        "“Bảo vệ” không có trong danh sách. Hãy ghi một trong: “Giáo viên”, “Nhân viên”, “Cán bộ quản lý”."
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12), ("12", 12), (Decimal("12.0"), 12), ("1.234", 1234), ("1.234.567", 1234567), ("-3", -3), (None, None),
        ("", None), ("\u00a07 ", 7), ("1 234", 1234), ("12,0", 12),
    ],
)  # fmt: skip
def test_a_whole_number_is_read(cell: Cell, number: int | None) -> None:
    assert as_whole(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [("8,5", "8.5"), ("8.5", "8.5"), ("1.234,5", "1234.5"), (Decimal("8.5"), "8.5"), ("0,125", "0.125")],
)
def test_a_number_is_read_with_a_comma_or_a_point(cell: Cell, number: str) -> None:
    assert as_number(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell", ["8,5", "mười", True, "1e5", FIFTH_OF_MARCH, 10**400, "1,2,3", Decimal("NaN"), "½", "9" * 99]
)
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError, match="“"):
        as_whole(cell)


def test_a_whole_number_out_of_bounds_is_refused_with_the_bounds() -> None:
    with pytest.raises(CellError, match="từ 0 đến 10"):
        as_whole(11, 0, 10)
    with pytest.raises(CellError, match="không quá 10"):
        as_whole("11", most=10)
    with pytest.raises(CellError, match="từ 0"):
        as_whole(-1, least=0)


@pytest.mark.parametrize(
    "cell", ["x", "X", "có", "Có.", "đạt", "Đạt", "1", 1, True, "✓", "✔", "TRUE", "đã có", "rồi"]
)
def test_these_say_yes(cell: Cell) -> None:
    assert as_yes_no(cell) is True


@pytest.mark.parametrize(
    "cell", ["không", "KHÔNG", "chưa", "chưa đạt", "Không đạt", "0", 0, False, "✗", "FALSE", "-"]
)
def test_these_say_no(cell: Cell) -> None:
    assert as_yes_no(cell) is False


@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0"])
def test_an_empty_cell_says_neither_yes_nor_no(cell: Cell) -> None:
    assert as_yes_no(cell) is None


@pytest.mark.parametrize("cell", ["có lẽ", 2, "?", FIFTH_OF_MARCH, "xx"])
def test_what_is_neither_yes_nor_no_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError, match="chưa rõ"):
        as_yes_no(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("001085012345", "001085012345"), (1085012345, "001085012345"), ("1085012345", "001085012345"),
        (66178001234, "066178001234"), ("'066178001234", "066178001234"), ("066 178 001 234", "066178001234"),
        ("066.178.001.234", "066178001234"), ("6.6178001234E+10", "066178001234"), ("6,6178001234e10", "066178001234"),
        (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_a_citizen_number_gets_its_zeros_back(cell: Cell, code: str) -> None:
    assert as_code(cell, 12) == code


@pytest.mark.parametrize(
    "cell",
    [
        "6.62E+10",
        "1,23E+11",
        12345,
        "0661780012345",
        "06617800123x",
        Decimal("66178001234.5"),
        -66178001234,
        True,
    ],
)
def test_a_citizen_number_with_digits_lost_for_good_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError):
        as_code(cell, 12)


def test_a_code_of_any_length_stays_as_it_is() -> None:
    assert [as_code(cell) for cell in ("GV-01", 17, "0012", "a b")] == ["GV-01", "17", "0012", "a b"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), ("Nguyễn\nÁnh", "Nguyễn Ánh"), (12, "12"), (Decimal("8.25"), "8,25"),
        (FIFTH_OF_MARCH, "05/03/2026"), (MOMENT, "05/03/2026 07:30"), (True, "Có"), (False, "Không"),
        (Decimal("1E+300"), "1E+300"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_people_write_it(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


def test_lines_stay_lines_when_asked_for() -> None:
    assert as_lines("Tổ trưởng\r\n  Tổ Toán ") == "Tổ trưởng\nTổ Toán"


@pytest.mark.parametrize(
    "read",
    [
        as_text,
        as_lines,
        as_date,
        as_whole,
        as_number,
        as_yes_no,
        as_code,
        lambda c: as_code(c, 12),
        lambda c: as_choice(c, KINDS),
    ],
)
@given(cell=ANY_CELL)
def test_no_cell_is_too_odd_for_an_answer_in_words(read: Callable[[Cell], Any], cell: Cell) -> None:
    try:
        read(cell)
    except CellError as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - either answer is right


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)))  # noqa: DTZ001 - see above
def test_a_moment_counts_for_its_day(moment: datetime) -> None:
    assert as_date(moment) == moment.date()
