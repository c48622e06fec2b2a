"""Workbooks as offices send them and as nobody should: each through the page, with an answer in words."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests import make
from tests.members.importing import YEAR, Office, heading_of, text_of
from tests.workbook import specimens as s
from tests.workbook.hostile import HOSTILE

from dvht.members.models import Member, Upload

pytestmark = pytest.mark.django_db

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đối tượng", "Ngày vào")
PEOPLE = (
    (1, "Nguyễn Thị Ánh", date(1985, 3, 25), "Giáo viên", "Viên chức", date(2010, 8, 20)),
    (2, "Đỗ Văn Ổn", date(1990, 12, 1), "Kế toán", "Người lao động", date(2015, 1, 5)),
)
EXPECTED = {
    "Nguyễn Thị Ánh": ("public_employee", ("Giáo viên",), date(2010, 8, 20)),
    "Đỗ Văn Ổn": ("worker", ("Kế toán",), date(2015, 1, 5)),
}
TABLE = (HEAD, *PEOPLE)
MOTTO = (
    ("UBND XÃ ĐỒNG SEN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TRƯỜNG TIỂU HỌC HOA SEN", None, None, "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM 2026",),
    (),
)
FOOT = (
    ("Tổng cộng: 2 người",),
    (None, None, None, "Đồng Sen, ngày 05 tháng 9 năm 2026"),
    (None, "Người lập biểu", None, "Hiệu trưởng"),
    (None, "Ngô Bích Thảo", None, "Trần Thu Sen"),
)


@pytest.fixture
def office() -> Office:
    unit = make.a_unit()
    make.a_plan(unit, YEAR)
    return Office(unit, make.a_clerk(unit))


def shuffled(order: tuple[int, ...]) -> list[tuple[Any, ...]]:
    return [tuple(row[place] for place in order) for row in TABLE]


def changed(change: Callable[[str], str]) -> list[tuple[Any, ...]]:
    return [tuple(change(value) if isinstance(value, str) else value for value in row) for row in TABLE]


def with_head(**titles: str) -> list[tuple[Any, ...]]:
    by_title = {"name": "Họ và tên", "kind": "Đối tượng", "positions": "Chức vụ", "started": "Ngày vào"}
    renamed = {by_title[key]: title for key, title in titles.items()}
    return [tuple(renamed.get(title, title) for title in HEAD), *PEOPLE]


def in_written_dates(pattern: str) -> list[tuple[Any, ...]]:
    return [HEAD, *(tuple(f"{v:{pattern}}" if isinstance(v, date) else v for v in row) for row in PEOPLE)]


def two_header_rows() -> list[tuple[Any, ...]]:
    upper = ("STT", "Họ và tên", "Ngày sinh", None, "Chức vụ", "Đối tượng", "Ngày vào")
    lower = (None, None, "Nam", "Nữ", None, None, None)
    return [
        upper,
        lower,
        *((n, name, None, born, post, kind, day) for n, name, born, post, kind, day in PEOPLE),
    ]


def with_formulas() -> bytes:
    """Formulas with the values that Excel kept beside them."""

    def cell(place: str, value: object) -> str:
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        return f'<c r="{place}" t="str"><f>Sheet2!{place}</f><v>{text}</v></c>'

    rows = (
        f'<row r="{n}">{"".join(cell(f"{chr(65 + place)}{n}", value) for place, value in enumerate(row))}</row>'
        for n, row in enumerate(TABLE, start=1)
    )
    return s.raw(s.data(*rows))


def with_other_sheets() -> bytes:
    book: Any = s.openpyxl.Workbook()
    book.active.title = "Ghi chú"
    book.active.append(("Việc", "Hạn"))
    book.active.append(("Họp tổ", "thứ Hai"))
    page = book.create_sheet("DS")
    for row in TABLE:
        page.append(row)
    hidden = book.create_sheet("Năm cũ")
    hidden.append(HEAD)
    hidden.append((1, "Người Đã Nghỉ", None, "Bảo vệ", "NLĐ", None))
    hidden.sheet_state = "hidden"
    return s.saved(book)


def with_hidden_row() -> bytes:
    book: Any = s.openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    return s.saved(book)


REAL: dict[str, Callable[[], bytes]] = {
    ".xlsx": lambda: s.excel(TABLE),
    ".xls": lambda: s.old_excel(TABLE),
    ".ods": lambda: s.open_document(TABLE),
    ".csv, UTF-8": lambda: s.delimited(TABLE),
    ".csv, UTF-8 with a mark": lambda: s.delimited(TABLE, encoding="utf-8-sig"),
    ".csv, semicolons": lambda: s.delimited(TABLE, ";"),
    ".csv, tabs, UTF-16": lambda: s.delimited(TABLE, "\t", "utf-16"),
    "columns in another order": lambda: s.excel(shuffled((5, 4, 3, 2, 1, 0))),
    "“Họ tên”": lambda: s.excel(with_head(name="Họ tên")),
    "“HỌ TÊN (*)”": lambda: s.excel(with_head(name="HỌ TÊN (*)")),
    "“Họ, chữ đệm và tên khai sinh”": lambda: s.excel(with_head(name="Họ, chữ đệm và tên khai sinh")),
    "a header over two lines": lambda: s.excel(with_head(name="Họ và\ntên", positions="Chức vụ,\nvị trí")),
    "headers without marks": lambda: s.excel(with_head(name="Ho va ten", kind="Doi tuong", started="Ngay vao")),
    "“Chức danh”, “Ngày về trường”": lambda: s.excel(with_head(positions="Chức danh", started="Ngày về trường")),
    "the motto above": lambda: s.excel([*MOTTO, *TABLE], merged=("A1:C1", "D1:F1", "A4:F4")),
    "total and signatures below": lambda: s.excel([*TABLE, *FOOT]),
    "motto, total and signatures, .xls": lambda: s.old_excel([*MOTTO, *TABLE, *FOOT]),
    "motto, total and signatures, .ods": lambda: s.open_document([*MOTTO, *TABLE, *FOOT]),
    "no-break spaces": lambda: s.excel(changed(lambda text: f"\u00a0{text.replace(' ', chr(160))} ")),
    "decomposed letters": lambda: s.excel(changed(lambda text: unicodedata.normalize("NFD", text))),
    "invisible characters": lambda: s.excel(changed(lambda text: f"\u200b{text}\ufeff")),
    "two spaces between words": lambda: s.excel(changed(lambda text: text.replace(" ", "  "))),
    "dates as text, dd/mm/yyyy": lambda: s.excel(in_written_dates("%d/%m/%Y")),
    "dates as text, d-m-yyyy": lambda: s.excel(in_written_dates("%d-%m-%Y")),
    "dates as text, dd.mm.yy": lambda: s.excel(in_written_dates("%d.%m.%y")),
    "dates as text, yyyy-mm-dd": lambda: s.excel(in_written_dates("%Y-%m-%d")),
    "empty rows between": lambda: s.excel([HEAD, PEOPLE[0], (), (None, " "), PEOPLE[1], (), ()]),
    "a header in two rows": lambda: s.excel(two_header_rows(), merged=("C1:D1",)),
    "numbers of columns under the header": lambda: s.excel([HEAD, (1, 2, 3, 4, 5, 6), *PEOPLE]),
    "the header again on a second page": lambda: s.excel([HEAD, PEOPLE[0], HEAD, PEOPLE[1]]),
    "formulas with kept values": with_formulas,
    "other sheets and a hidden one": with_other_sheets,
    "a hidden row": with_hidden_row,
    "columns far to the right": lambda: s.excel([(*[None] * 30, *row) for row in TABLE]),
    "names in capitals": lambda: s.excel([HEAD, *((n, name.upper(), *rest) for n, name, *rest in PEOPLE)]),
}  # fmt: skip


@pytest.mark.parametrize("content", REAL.values(), ids=REAL)
def test_what_offices_really_send_gives_the_same_two_people(
    office: Office, content: Callable[[], bytes]
) -> None:
    page = office.send(content())
    assert heading_of(page) == "Sẵn sàng ghi 2 người mới. Chưa có gì được ghi.", text_of(page)

    office.confirm(page)

    found = {name: (one.kind, one.positions, one.started_on) for name, one in office.people().items()}
    assert found == EXPECTED


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_nobody_should_send_is_refused_in_words(
    office: Office, content: Callable[[], bytes], words: str
) -> None:
    page = office.send(content(), "danh sách.xlsx")

    assert page.status_code == 422
    assert words in text_of(page)
    assert not Upload.objects.exists()
    assert not Member.objects.exists()


STRANGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a header and nobody": (lambda: s.excel([HEAD]), "chỉ có dòng tiêu đề, chưa có người nào"),
    "words without a table": (lambda: s.excel([("Kính gửi",), ("Nội dung",)]), "Không thấy bảng danh sách"),
    "only a total": (lambda: s.excel([HEAD, ("Tổng cộng: 0 người",)]), "chỉ có dòng tiêu đề, chưa có người nào"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), STRANGE.values(), ids=STRANGE)
def test_a_file_without_people_is_refused_in_words(
    office: Office, content: Callable[[], bytes], words: str
) -> None:
    page = office.send(content())

    assert page.status_code == 422
    assert words in text_of(page)


WRONG_CELLS: dict[str, tuple[tuple[Any, ...], str]] = {
    "a formula that broke": ((1, "#REF!", None, "", "VC", None), "lỗi của công thức"),
    "a result that is none": ((1, "Trịnh Thị An", None, "#N/A", "VC", None), "lỗi của công thức"),
    "a name without letters": ((1, "12345", None, "", "VC", None), "không phải là họ và tên"),
    "a name of two thousand letters": (
        (1, "Nguyễn " + "a" * 2000, None, "", "VC", None),
        "nhiều nhất là 120",
    ),
    "a position of ten thousand letters": (
        (1, "Trịnh Thị An", None, "b" * 10_000, "VC", None),
        "nhiều nhất là 120",
    ),
    "nine positions": ((1, "Trịnh Thị An", None, ";".join("abcdefghi"), "VC", None), "nhiều nhất 8"),
    "a day that isn't in the calendar": (
        (1, "Trịnh Thị An", None, "", "VC", "31/02/2026"),
        "không có trong lịch",
    ),
    "a year alone": ((1, "Trịnh Thị An", None, "", "VC", 2012), "mới chỉ có năm"),
    "a day before everybody": ((1, "Trịnh Thị An", None, "", "VC", "01/01/0001"), "năm phải từ 1900"),
    "a day as a number beyond counting": ((1, "Trịnh Thị An", None, "", "VC", 10**15), "không phải là ngày"),
    "words for a day": ((1, "Trịnh Thị An", None, "", "VC", "đầu năm"), "không phải là ngày"),
    "a kind that can't be emptied": ((1, "Trịnh Thị An", None, "", "–", None), "mục này phải có"),
    "a row without a name": ((1, None, None, "Giáo viên", "VC", None), "chưa có họ và tên"),
}


@pytest.mark.parametrize(("row", "words"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_a_wrong_cell_is_told_in_words_and_nothing_is_written(
    office: Office, row: tuple[Any, ...], words: str
) -> None:
    page = office.send(s.old_excel([HEAD, row, PEOPLE[1]]))

    assert heading_of(page) == "Có 1 ô phải sửa. Chưa có gì được ghi."
    assert words in text_of(page)
    assert not Member.objects.exists()
    assert office.get("roster_marked_file", office.upload.pk).status_code == 200


def test_text_that_looks_like_markup_or_a_formula_stays_text(office: Office) -> None:
    row = (1, "<script>alert(1)</script> An", None, "=cmd|' /C calc'!A0", "VC", None)

    page = office.send(s.old_excel([HEAD, row]))

    assert "<script>alert(1)" not in page.content.decode()
    office.confirm(page)
    assert office.people()["<script>alert(1)</script> An"].positions == ("=cmd|' /C calc'!A0",)


def test_a_name_of_a_file_that_means_harm_is_only_shown(office: Office) -> None:
    page = office.send(s.excel(TABLE), "..\\..\\<img src=x onerror=1>" + "a" * 300 + ".xlsx")

    assert page.status_code == 200
    assert "<img" not in page.content.decode()


def test_a_second_table_on_the_sheet_is_shown_as_rows_that_must_be_mended(office: Office) -> None:
    second = [("DANH SÁCH HỢP ĐỒNG",), ("TT", "Tên việc", "Ngày ký"), (1, "Sửa mái nhà", "05/09/2026")]

    page = office.send(s.excel([*TABLE, (), *second]))

    assert heading_of(page) == "Có 2 ô phải sửa. Chưa có gì được ghi."
    assert not Member.objects.exists()


def test_a_broken_formula_in_place_of_a_name_is_a_missing_name(office: Office) -> None:
    page = office.send(s.excel([HEAD, (1, "#REF!", None, "Giáo viên", "VC", None), PEOPLE[1]]))

    assert "chưa có họ và tên" in text_of(page)


def test_a_post_without_a_file_says_so(office: Office) -> None:
    answer = office.client.post(office.address("roster_import"), {})

    assert answer.status_code == 422
    assert "Hãy chọn tệp danh sách rồi gửi lại." in answer.content.decode()
