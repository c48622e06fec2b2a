"""Lists as offices really send them give the same people, whatever stands around them."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from tests.workbook import specimens as s

from dvht.workbook.cells import as_code, as_date, as_text
from dvht.workbook.reading import read_workbook
from dvht.workbook.tables import Column, Table, find_table

COLUMNS = (
    Column("name", "Họ và tên", ("Tên cán bộ",), required=True),
    Column("born", "Ngày sinh", ("Ngày, tháng, năm sinh",)),
    Column("position", "Chức vụ", ("Chức danh",)),
    Column("code", "Số định danh", ("CCCD",)),
)
EXPECTED = [(name, born, position, code) for name, born, position, code in s.PEOPLE]
STRICT = "http://purl.oclc.org/ooxml"
MOMENT = datetime(2026, 3, 5, 7, 30)  # noqa: DTZ001 - workbooks know no time zone
MOTTO = (
    ("UBND XÃ ĐỒNG SEN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TRƯỜNG TIỂU HỌC HOA SEN", None, None, "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM 2026",),
    ("(Kèm theo Kế hoạch số 12/KH-THHS ngày 05 tháng 01 năm 2026)",),
)
FOOT = (
    ("Tổng cộng: 3 người",),
    (),
    (None, None, None, "Đồng Sen, ngày 5 tháng 9 năm 2026"),
    (None, "NGƯỜI LẬP BIỂU", None, "HIỆU TRƯỞNG"),
    (None, "(Ký, ghi rõ họ tên)", None, "(Ký tên, đóng dấu)"),
    (),
    (None, "Đỗ Văn Ổn", None, "H’Hen Niê"),
)
GROUPED = (
    ("DANH SÁCH",),
    ("STT", "Họ và tên", "Chức vụ"),
    (1, "Ánh", "Giáo viên"),
    (2, "Ổn"),
    (3, "Niê"),
    ("Tổng cộng: 3 người",),
)
WRITERS = {"xlsx": s.excel, "xls": s.old_excel, "ods": s.open_document}


def table(content: bytes, columns: Sequence[Column] = COLUMNS) -> Table:
    return find_table(read_workbook(content, "danh-sach"), columns)


def people(content: bytes) -> list[tuple[Any, ...]]:
    return [
        (
            as_text(row.cells["name"]),
            as_date(row.cells["born"]),
            as_text(row.cells["position"]),
            as_code(row.cells["code"], 12),
        )
        for row in table(content).rows
    ]


def in_windows_1258(rows: Sequence[Sequence[Any]]) -> bytes:
    """As old Vietnamese Windows wrote: letters composed, tones behind them."""
    letters = []
    for letter in unicodedata.normalize("NFC", s.delimited(rows).decode().replace("’", "'")):
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = "".join(mark for mark in marks if mark not in tones)
        letters.append(unicodedata.normalize("NFC", base) + tones)
    return "".join(letters).encode("windows-1258")


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(
    "rows",
    [
        s.plain_rows(),
        [*MOTTO, *s.plain_rows(), *FOOT],
        [(), (), *s.plain_rows()],
        [row for line in s.plain_rows() for row in (line, ())],
        [*s.plain_rows()[:3], s.HEAD, s.plain_rows()[3]],
        [s.HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), *s.plain_rows()[1:]],
        [s.HEAD, ("A", "B", 1, 2, 3), *s.plain_rows()[1:]],
        [s.HEAD, ("I", "Tổ văn phòng", None, None, 2), *s.plain_rows()[1:3], ("II", "Tổ Toán"), s.plain_rows()[3]],
        [s.HEAD[::-1], *(row[::-1] for row in s.plain_rows()[1:])],
        [(None, None, *row) for row in s.plain_rows()],
    ],
    ids=[
        "plain", "motto, title, total and signatures", "empty rows before", "empty rows between", "header again",
        "numbered columns", "lettered columns", "headings of groups", "columns in another order", "from column C",
    ],
)  # fmt: skip
def test_the_same_people_are_found(write: Callable[..., bytes], rows: list[tuple[Any, ...]]) -> None:
    assert people(write(rows)) == EXPECTED


@pytest.mark.parametrize(
    "content",
    [
        s.delimited(s.plain_rows()),
        s.delimited(s.plain_rows(), encoding="utf-8-sig"),
        s.delimited(s.plain_rows(), ";", "utf-16"),
        s.delimited(s.plain_rows(), "\t", "utf-16"),
        b"\xfe\xff" + s.delimited(s.plain_rows(), "\t", "utf-16-be"),
        s.delimited(s.plain_rows(), ";"),
        s.delimited(s.plain_rows(), "\t"),
        b"sep=;\r\n" + s.delimited(s.plain_rows(), ";"),
        s.delimited(s.plain_rows()).replace(b"\r\n", b"\n"),
        s.delimited(s.plain_rows()).replace(b"\r\n", b"\r"),
        unicodedata.normalize("NFD", s.delimited(s.plain_rows()).decode()).encode(),
        s.delimited([*MOTTO, *s.plain_rows(), ("Cộng: 3 người",)]).replace(b"None", b""),
    ],
    ids=[
        "UTF-8", "with BOM", "UTF-16 semicolons", "UTF-16 tabs", "UTF-16 big-endian", "semicolons", "tabs", "sep=",
        "Unix lines", "Macintosh lines", "decomposed", "motto and total",
    ],
)  # fmt: skip
def test_the_same_people_are_found_in_text(content: bytes) -> None:
    assert people(content) == EXPECTED


def test_an_old_vietnamese_code_page_is_understood() -> None:
    found = people(in_windows_1258(s.plain_rows()))

    assert [name for name, *_ in found] == ["Nguyễn Thị Ánh", "Đỗ Văn Ổn", "H'Hen Niê"]


def test_a_value_in_quotation_marks_keeps_its_separators_and_lines() -> None:
    found = table('Họ và tên,Chức vụ\r\n"Nguyễn, Ánh","Tổ trưởng\nTổ Toán"\r\n'.encode())

    assert found.rows[0].cells["name"] == "Nguyễn, Ánh"
    assert found.rows[0].cells["position"] == "Tổ trưởng\nTổ Toán"
    assert as_text(found.rows[0].cells["position"]) == "Tổ trưởng Tổ Toán"


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_an_address_names_the_cell_that_the_office_sees(write: Callable[..., bytes]) -> None:
    found = table(write([*MOTTO, (), (None, *s.HEAD), *((None, *row) for row in s.plain_rows()[1:])]))

    assert found.header_row == 7
    assert [row.number for row in found.rows] == [8, 9, 10]
    assert found.address(found.rows[1], "born") == "D9"
    assert found.address(9, "code") == "F9"


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    found = table(s.excel([s.HEAD, s.plain_rows()[1], s.HEAD, ("", "Tổ Toán"), s.plain_rows()[2], *FOOT]))

    assert [(row.number, row.reason, row.text) for row in found.skipped][:4] == [
        (3, "header", "STT · Họ và tên · Ngày sinh · Chức vụ · Số định danh"),
        (4, "group", "Tổ Toán"),
        (6, "total", "Tổng cộng: 3 người"),
        (8, "signature", "Đồng Sen, ngày 5 tháng 9 năm 2026"),
    ]
    assert [row.group for row in found.rows] == ["", "Tổ Toán"]


def test_a_title_merged_over_two_columns_holds_both_halves_of_a_name() -> None:
    rows = [
        ("STT", "Họ và tên", None, "Chức vụ"),
        (1, "Nguyễn Thị", "Ánh", "Giáo viên"),
        (2, "Đỗ Văn", "Ổn", None),
        (3, "Niê", None, "Hiệu trưởng"),
    ]

    found = table(s.excel(rows, merged=["B1:C1"]))

    assert [row.cells["name"] for row in found.rows] == ["Nguyễn Thị Ánh", "Đỗ Văn Ổn", "Niê"]
    assert [title.title for title in found.unknown] == ["STT"]


def test_a_header_over_two_merged_rows_is_read_as_one() -> None:
    rows = [
        ("DANH SÁCH",),
        ("STT", "Họ và tên", "Trình độ", None, "Chức vụ"),
        (None, None, "Chuyên môn", "Ngoại ngữ", None),
        (1, "Nguyễn Thị Ánh", "Đại học", "B1", "Giáo viên"),
        (2, "Đỗ Văn Ổn", "Thạc sĩ", None, "Giáo viên"),
    ]
    columns = (*COLUMNS, Column("language", "Ngoại ngữ"), Column("degree", "Trình độ chuyên môn"))

    found = table(s.excel(rows, merged=["C2:D2", "A2:A3", "B2:B3", "E2:E3"]), columns)

    assert found.header_row == 3
    assert [dict(row.cells) for row in found.rows] == [
        {"name": "Nguyễn Thị Ánh", "degree": "Đại học", "language": "B1", "position": "Giáo viên"},
        {"name": "Đỗ Văn Ổn", "degree": "Thạc sĩ", "language": None, "position": "Giáo viên"},
    ]
    assert found.unknown[0].title == "STT"


def test_the_second_row_of_a_header_is_no_person_even_when_nothing_in_it_is_known() -> None:
    rows = [
        ("STT", "Họ và tên", "Sức khỏe", None),
        (None, None, "Chiều cao", "Cân nặng"),
        (1, "Nguyễn Thị Ánh", 158, 50),
    ]

    found = table(s.excel(rows))

    assert [row.cells["name"] for row in found.rows] == ["Nguyễn Thị Ánh"]
    assert [title.title for title in found.unknown] == ["STT", "Sức khỏe Chiều cao", "Sức khỏe Cân nặng"]
    assert dict(found.rows[0].others) == {"STT": 1, "Sức khỏe Chiều cao": 158, "Sức khỏe Cân nặng": 50}


@pytest.mark.parametrize(
    "content",
    [
        s.excel(GROUPED, merged=["A1:C1", "C3:C4", "A6:C6"]),
        s.old_excel(GROUPED, spans=[(0, 0, 0, 2), (2, 3, 2, 2), (5, 5, 0, 2)]),
    ],
    ids=["xlsx", "xls"],
)
def test_what_is_written_once_beside_several_people_holds_for_each(content: bytes) -> None:
    found = table(content)

    assert [(row.cells["name"], row.cells["position"]) for row in found.rows] == [
        ("Ánh", "Giáo viên"),
        ("Ổn", "Giáo viên"),
        ("Niê", None),
    ]


def test_text_is_composed_and_freed_of_what_nobody_sees() -> None:
    dirty = unicodedata.normalize("NFD", "\u00a0Nguyễn\u00a0\u200bThị   Ánh\t\ufeff ")

    found = table(s.excel([(unicodedata.normalize("NFD", "HỌ  VÀ\nTÊN (*)"),), (dirty,)]))

    assert found.rows[0].cells["name"] == "Nguyễn Thị Ánh"


def test_numbers_dates_and_truths_keep_their_kind() -> None:
    rows = [
        ("Họ và tên", "a", "b", "c", "d", "e"),
        ("A", 12, 8.25, True, MOMENT, date(2026, 3, 5)),
    ]

    cells = table(s.excel(rows)).rows[0].others

    assert cells == {
        "a": 12,
        "b": Decimal("8.25"),
        "c": True,
        "d": MOMENT,
        "e": date(2026, 3, 5),
    }
    assert [type(cell) for cell in cells.values()] == [int, Decimal, bool, datetime, date]


def test_a_number_that_lost_its_zeros_is_a_code_again() -> None:
    found = table(s.excel([("Họ và tên", "CCCD"), ("A", 1085012345), ("B", 66178001234)]))

    assert [as_code(row.cells["code"], 12) for row in found.rows] == ["001085012345", "066178001234"]


def test_framed_empty_rows_below_the_list_do_no_harm() -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(3, 40_000))
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ tên</t></is></c></row>'

    found = table(
        s.raw(s.data(head, '<row r="2"><c r="A2" t="inlineStr"><is><t>Ánh</t></is></c></row>', blank))
    )

    assert [row.cells["name"] for row in found.rows] == ["Ánh"]


@pytest.mark.parametrize(
    "body",
    [
        s.data(
            '<row><c t="inlineStr"><is><t>Họ tên</t></is></c></row>', '<row><c t="str"><v>Ánh</v></c></row>'
        ),
        '<dimension ref="A1:XFD1048576"/>'
        + s.data(
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Họ </t></r><r><t>tên</t></r></is></c></row>',
            '<row r="2"><c r="A2" t="str"><f>A1</f><v>Ánh</v></c></row>',
        ),
    ],
    ids=["cells without places", "a claim to all places, rich text and a formula"],
)
def test_workbooks_of_other_programs_are_read(body: str) -> None:
    assert [row.cells["name"] for row in table(s.raw(body)).rows] == ["Ánh"]


def test_a_workbook_of_the_open_xml_library_is_read() -> None:
    parts = s.raw_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{s.SHEET_XML}"><x:sheetData><x:row r="1"><x:c r="A1" t="str">'
        '<x:v>Họ tên</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="str"><x:v>Ánh</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )

    assert [row.cells["name"] for row in table(s.zipped(parts)).rows] == ["Ánh"]


def test_a_workbook_of_the_strict_kind_is_read() -> None:
    usual = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", s.SHEET_XML)
    strict = (f"{STRICT}/officeDocument/relationships", f"{STRICT}/spreadsheetml/main")
    head = '<row r="1"><c r="A1" t="str"><v>Họ tên</v></c></row>'
    parts = {}
    for name, part in s.raw_parts(s.data(head, '<row r="2"><c r="A2" t="str"><v>Ánh</v></c></row>')).items():
        for one, other in zip(usual, strict, strict=True):
            parts[name] = str(parts.get(name, part)).replace(one, other)

    assert [row.cells["name"] for row in table(s.zipped(parts)).rows] == ["Ánh"]


def test_dates_counted_from_1904_are_read_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(("Họ tên", "Ngày sinh"))
    book.active.append(("Ánh", date(1985, 3, 25)))

    assert table(s.saved(book)).rows[0].cells["born"] == date(1985, 3, 25)


def test_of_several_sheets_the_one_that_fits_is_read_and_hidden_ones_never() -> None:
    book = openpyxl.Workbook()
    book.active.append(("Hướng dẫn",))
    book.active.append(("Họ và tên", "ghi đủ"))
    hidden = book.create_sheet("Cũ")
    hidden.sheet_state = "hidden"
    for row in s.plain_rows():
        hidden.append(row)
    chosen = book.create_sheet("Năm nay")
    chosen.append(("Họ và tên", "Chức vụ"))
    chosen.append(("Ánh", "Giáo viên"))

    found = table(s.saved(book))

    assert found.sheet_name == "Năm nay"
    assert [row.cells["name"] for row in found.rows] == ["Ánh"]
    assert [sheet.name for sheet in read_workbook(s.saved(book), "tệp").sheets] == ["Sheet", "Năm nay"]


def test_comments_pictures_and_links_to_other_files_are_left_alone() -> None:
    book = openpyxl.load_workbook(BytesIO(s.excel(s.plain_rows())))
    book.active["B2"].comment = Comment("kiểm tra lại", "VT")
    book.active["C2"].hyperlink = "file:///C:/bi-mat.xlsx"
    book.active["A9"] = "=[1]Trang!$A$1"

    assert people(s.saved(book)) == EXPECTED


def test_careless_drawings_and_pictures_with_a_type_do_no_harm() -> None:
    carelessly = {
        "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><div>một<br>hai</div></xml>',
        "xl/media/image1.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg.dtd"><svg/>',
        "xl/media/image2.png": b"\x89PNG\r\n\x1a\n\x00",
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{s.SHEET_XML}"/>',
    }
    head = '<row r="1"><c r="A1" t="str"><v>Họ tên</v></c></row>'

    found = table(s.raw(s.data(head, '<row r="2"><c r="A2" t="str"><v>Ánh</v></c></row>'), carelessly))

    assert [row.cells["name"] for row in found.rows] == ["Ánh"]


def test_a_wrong_ending_of_the_name_makes_no_difference() -> None:
    for name in ("danh sách.csv", "danh sách.xls", "danh sách", "..\\..\\x.exe"):
        assert read_workbook(s.excel(s.plain_rows()), name).sheets[0].rows[0] == s.HEAD


def test_a_position_alone_in_a_row_far_above_the_end_hides_nobody() -> None:
    rows = [s.HEAD, (1, None, None, "Hiệu trưởng"), (None, None, None, "Kế toán")]
    rows += [(number, f"Người {number}", None, None) for number in range(3, 40)]

    assert len(table(s.excel(rows)).rows) == 39


def test_people_whose_names_begin_like_a_total_stay_people() -> None:
    names = ["Tống Cộng", "Tổng Thị Cộng", "Cộng Văn Tổng", "Đoàn Tổ", "Lập", "Văn Phòng"]

    found = table(s.excel([("Họ và tên", "Chức vụ"), *((name, "Giáo viên") for name in names)]))

    assert [row.cells["name"] for row in found.rows] == names


@pytest.mark.parametrize(
    "row",
    [
        ("Tổng cộng: 60 người",),
        ("TỔNG CỘNG", None, 60),
        ("Cộng", None, None, 60),
        ("Cộng:", "60 người"),
        ("Tổng số: 60",),
        ("Danh sách này có 60 người./.",),
        (None, "Tổng cộng", None, "60"),
    ],
)
def test_a_total_is_no_person(row: tuple[Any, ...]) -> None:
    found = table(s.excel([s.HEAD, s.plain_rows()[1], row]))

    assert len(found.rows) == 1
    assert [skipped.reason for skipped in found.skipped] == ["total"]
