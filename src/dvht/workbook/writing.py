"""Writing workbooks (.xlsx) in which nothing that people typed can act: no formula, no link, no lost zero."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any, Final, Literal

import xlsxwriter

from dvht.workbook.sheets import Cell, column_letter
from dvht.workbook.texts import LONGEST_TEXT, is_formula_like, number_fits, sheet_names, writable

Kind = Literal["text", "date", "moment", "number", "whole"]

REQUIRED_MARK: Final = " (*)"
CHOICES_SHEET: Final = "Danh mục"
SPARE_ROWS: Final = 1_000
"""Rows below the last one that still offer the lists, for those who add people."""

_EARLIEST: Final = date(1901, 1, 1)
_MOST_SUGGESTED: Final = 255
_LANDSCAPE_FROM: Final = 90
_FORMATS: Final[dict[Kind, dict[str, str]]] = {
    "text": {"num_format": "@"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm:ss", "align": "left"},
    "number": {"num_format": "General"},
    "whole": {"num_format": "0"},
}


@dataclass(frozen=True)
class ColumnOut:
    """A column; `width` counts characters, `choices` become a drop-down list, `note` shows when a cell is chosen."""

    title: str
    width: int = 16
    choices: tuple[str, ...] | None = None
    kind: Kind = "text"
    note: str = ""
    required: bool = False
    """Marked (*) in the header; the reader takes the mark away again."""
    others_allowed: bool = False
    """The list only suggests: other values may be typed."""


@dataclass(frozen=True)
class Marked:
    """A cell that somebody must mend: coloured, with `words` as its comment."""

    value: Cell
    words: str


@dataclass(frozen=True)
class SheetOut:
    """A sheet; `rows` may be a generator, read once."""

    name: str
    columns: Sequence[ColumnOut]
    rows: Iterable[Sequence[Cell | Marked]] = ()
    title_rows: tuple[str, ...] = ()
    frozen: bool = True
    frozen_columns: int = 0
    landscape: bool | None = None
    """None: when the columns are wide together."""


def explanation_sheet(
    columns: Sequence[ColumnOut], introduction: Sequence[str] = (), name: str = "Hướng dẫn"
) -> SheetOut:
    """How to fill in `columns`: one row each with what is required and what is allowed."""
    shapes = {
        "date": "ngày/tháng/năm, ví dụ 25/03/1985",
        "whole": "số nguyên",
        "number": "số",
        "moment": "ngày, giờ",
    }
    return SheetOut(
        name=name,
        columns=(
            ColumnOut("Cột", 28),
            ColumnOut("Bắt buộc", 10),
            ColumnOut("Cách ghi", 60),
            ColumnOut("Được chọn", 60),
        ),
        rows=tuple(
            (
                column.title,
                "có" if column.required else "",
                ". ".join(filter(None, (shapes.get(column.kind, ""), column.note))),
                "; ".join(column.choices or ()),
            )
            for column in columns
        ),
        title_rows=tuple(introduction),
    )


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    buffer = BytesIO()
    _write(buffer, sheets, {"in_memory": True})
    return buffer.getvalue()


def write_workbook_to(file: IO[bytes], sheets: Sequence[SheetOut]) -> int:
    """Write into `file` in constant memory, however many rows there are; returns how many rows were written."""
    return _write(file, sheets, {"constant_memory": True})


def _write(file: IO[bytes], sheets: Sequence[SheetOut], options: dict[str, bool]) -> int:
    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(file, {**options, **never, "remove_timezone": True})
    *names, listing = sheet_names([*(sheet.name for sheet in sheets), CHOICES_SHEET])
    lists = _Lists(listing)
    count = sum(_Page(book, name, sheet, lists).write() for name, sheet in zip(names, sheets, strict=True))
    lists.write(book)
    book.close()
    return count


class _Lists:
    """The values of every drop-down list, on a hidden sheet, since a list in a cell ends at 255 characters."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> str:
        """Where the list stands, as a data validation names it."""
        if choices not in self.columns:
            self.columns.append(choices)
        letter = column_letter(self.columns.index(choices))
        return f"='{self.name}'!${letter}$1:${letter}${len(choices)}"

    def write(self, book: Any) -> None:
        if not self.columns:
            return
        page = book.add_worksheet(self.name)
        page.hide()
        for row in range(max(map(len, self.columns))):
            for column, choices in enumerate(self.columns):
                if row < len(choices):
                    page.write_string(row, column, writable(choices[row]))


class _Page:
    def __init__(self, book: Any, name: str, sheet: SheetOut, lists: _Lists) -> None:
        self.sheet = sheet
        self.lists = lists
        self.page = book.add_worksheet(name)
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E8EEF7"}
        )
        self.title = book.add_format({"bold": True})
        shape = {"text_wrap": True, "valign": "top"}
        self.formats = {kind: book.add_format({**shape, **look}) for kind, look in _FORMATS.items()}
        self.plain = book.add_format(shape)
        # Excel's own quote mark keeps a text that looks like a formula a text when it is edited, too
        self.quoted = book.add_format({**shape, "num_format": "@", "quote_prefix": True})
        mark = {**shape, "num_format": "@", "bg_color": "#FBE3E0", "border": 1}
        self.marked = {quoted: book.add_format({**mark, "quote_prefix": quoted}) for quoted in (False, True)}
        self.top = len(sheet.title_rows)

    def write(self) -> int:
        self._columns()
        for row, title in enumerate(self.sheet.title_rows):
            self.page.write_string(row, 0, writable(title), self.title)
        for column, about in enumerate(self.sheet.columns):
            mark = REQUIRED_MARK if about.required else ""
            self.page.write_string(self.top, column, writable(about.title) + mark, self.head)
        last = self.top
        for last, values in enumerate(self.sheet.rows, start=self.top + 1):
            for column, value in enumerate(values):
                self._cell(last, column, value)
        self._finish(last)
        return last - self.top

    def _columns(self) -> None:
        for column, about in enumerate(self.sheet.columns):
            self.page.set_column(column, column, about.width, self.formats[about.kind])

    def _mark(self, row: int, column: int, marked: Marked) -> None:
        text = "" if marked.value is None else writable(_spelled(marked.value))
        self.page.write_string(row, column, text, self.marked[is_formula_like(text)])
        self.page.write_comment(row, column, writable(marked.words), {"x_scale": 2})

    def _cell(self, row: int, column: int, value: Cell | Marked) -> None:
        if isinstance(value, Marked):
            self._mark(row, column, value)
            return
        kind = self.sheet.columns[column].kind
        if isinstance(value, bool):
            self.page.write_boolean(row, column, value, self.plain)
        elif isinstance(value, int | Decimal) and number_fits(value):
            self.page.write_number(
                row, column, value, self.formats[kind] if kind in ("number", "whole") else self.plain
            )
        elif isinstance(value, date) and _day_of(value) >= _EARLIEST:
            look: Kind = "moment" if isinstance(value, datetime) else "date"
            self.page.write_datetime(row, column, value, self.formats[look])
        elif value not in (None, ""):
            text = writable(_spelled(value))
            self.page.write_string(
                row, column, text, self.quoted if is_formula_like(text) else self.formats["text"]
            )

    def _finish(self, last: int) -> None:
        width = len(self.sheet.columns)
        if self.sheet.frozen:
            self.page.freeze_panes(self.top + 1, self.sheet.frozen_columns)
        if width:
            self.page.autofilter(self.top, 0, max(last, self.top + 1), width - 1)
        for column, rule in self._rules():
            self.page.data_validation(self.top + 1, column, last + SPARE_ROWS, column, rule)
        self._print(width)

    def _rules(self) -> Iterator[tuple[int, dict[str, object]]]:
        for column, about in enumerate(self.sheet.columns):
            rule: dict[str, object] = {"validate": "any"}
            if about.choices:
                rule = {
                    "validate": "list",
                    "source": self.lists.source(about.choices),
                    "error_title": "Không có trong danh sách",
                    "error_message": "Hãy chọn một giá trị trong danh sách của ô này.",
                    "show_error": not about.others_allowed,
                }
            if about.note:
                rule["input_message"] = writable(about.note)[:_MOST_SUGGESTED]
            if len(rule) > 1:
                yield column, rule

    def _print(self, width: int) -> None:
        total = sum(about.width for about in self.sheet.columns)
        landscape = total > _LANDSCAPE_FROM if self.sheet.landscape is None else self.sheet.landscape
        self.page.set_landscape() if landscape else self.page.set_portrait()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer("&C&P/&N")
        if width:
            self.page.repeat_rows(self.top)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _spelled(value: Cell) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return f"{value.day:02}/{value.month:02}/{value.year:04} {value:%H:%M:%S}"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return str(value)[: LONGEST_TEXT + 1]
