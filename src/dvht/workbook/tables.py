"""A table in a sheet: its header wherever it stands, its rows by what their columns mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from dvht.workbook.cells import as_text, shown
from dvht.workbook.characters import header_key
from dvht.workbook.errors import WorkbookError
from dvht.workbook.footers import (
    MOST_ROWS_BELOW,
    group_title,
    is_column_numbers,
    is_signature,
    is_total,
    texts_of,
)
from dvht.workbook.headers import Candidate, Column, Header, Names, find_header
from dvht.workbook.refusals import NO_TABLE
from dvht.workbook.sheets import Cell, Sheet, Workbook, column_letter

__all__ = ["Column", "Header", "SkippedRow", "Table", "TableRow", "find_table", "header_key"]

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
Reason = Literal["header", "group", "total", "signature"]


@dataclass(frozen=True)
class TableRow:
    """A row of the table; `number` is the one that it bears in the file."""

    number: int
    cells: Mapping[str, Cell]
    others: Mapping[str, Cell]
    """Filled cells of unknown columns, by the title of the column."""
    group: str = ""
    """The heading above it, such as “Tổ Toán”, when the list is divided by such rows."""


@dataclass(frozen=True)
class SkippedRow:
    """A filled row that was left out, and why."""

    number: int
    reason: Reason
    text: str


@dataclass(frozen=True)
class Table:
    sheet_name: str
    header_row: int
    """The number of the header's last row in the file; 0 when nothing reads like a header."""
    columns: Mapping[str, int]
    headers: tuple[Header, ...]
    unknown: tuple[Header, ...]
    missing: tuple[Column, ...]
    """The required columns that were not found."""
    rows: tuple[TableRow, ...]
    skipped: tuple[SkippedRow, ...] = ()

    def address(self, row: TableRow | int, key: str) -> str:
        """“C14”: the cell of a column in a row; the row alone (“hàng 14”) when the file has no such column."""
        number = row if isinstance(row, int) else row.number
        return f"{column_letter(self.columns[key])}{number}" if key in self.columns else f"hàng {number}"


def find_table(
    source: Sheet | Workbook, columns: Sequence[Column], remembered: Mapping[str, str] = NOTHING
) -> Table:
    """The table whose header has most of `columns`; of a workbook, in the sheet that fits best.

    `remembered` maps a `header_key` to the key of a column, or to "" for a column to be ignored; it goes before
    titles and aliases. Missing columns are reported, never raised; WorkbookError means that no cell is filled.
    """
    sheets = source.sheets if isinstance(source, Workbook) else (source,)
    names = Names(columns, remembered)
    found = [(sheet, find_header(sheet, names)) for sheet in sheets if sheet.rows]
    if not found:
        raise WorkbookError(NO_TABLE)
    sheet, header = max(found, key=lambda pair: _fitness(pair[1], columns))
    return _table(sheet, header, columns)


def _fitness(header: Candidate | None, columns: Sequence[Column]) -> tuple[int, int, int]:
    if header is None:
        return (0, 0, 0)
    required = sum(column.required and column.key in header.found for column in columns)
    return required, header.matched, len(header.titles)


def _table(sheet: Sheet, header: Candidate | None, columns: Sequence[Column]) -> Table:
    if header is None:
        return Table(sheet.name, 0, {}, (), (), tuple(column for column in columns if column.required), ())
    headers = tuple(
        Header(column, column_letter(column), title) for column, title in sorted(header.titles.items())
    )
    taken = {*header.found.values(), *header.ignored}
    unknown = tuple(title for title in headers if title.index not in taken)
    body = _Body(header, unknown)
    rows = tuple(body.read(sheet.numbered()[header.row + header.height :]))
    return Table(
        sheet_name=sheet.name,
        header_row=sheet.first_row + header.row + header.height - 1,
        columns=dict(header.found),
        headers=headers,
        unknown=unknown,
        missing=tuple(column for column in columns if column.required and column.key not in header.found),
        rows=rows,
        skipped=tuple(body.skipped),
    )


class _Body:
    """The rows under a header, without those that are no entries."""

    def __init__(self, header: Candidate, unknown: Sequence[Header]) -> None:
        self.header = header
        self.unknown = unknown
        self.keys = {column: header_key(title) for column, title in header.titles.items()}
        self.group = ""
        self.skipped: list[SkippedRow] = []

    def read(self, rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> Iterator[TableRow]:
        filled = [(number, row) for number, row in rows if any(cell is not None for cell in row)]
        for place, (number, row) in enumerate(filled):
            if is_signature(row) and len(filled) - place <= MOST_ROWS_BELOW:
                self.skipped += [_skipped(number, "signature", row) for number, row in filled[place:]]
                return
            reason = self._reason(row, first=place == 0)
            if reason:
                self.skipped.append(_skipped(number, reason, row))
            else:
                yield self._entry(number, row)

    def _reason(self, row: tuple[Cell, ...], *, first: bool) -> Reason | None:
        if self._repeats_header(row) or (first and is_column_numbers(row)):
            return "header"
        if is_total(row):
            return "total"
        if title := group_title(row):
            self.group = title
            return "group"
        return None

    def _repeats_header(self, row: tuple[Cell, ...]) -> bool:
        """Whether the header stands here again, as on the second page of a printed list."""
        words = {column: header_key(cell) for column, cell in enumerate(row) if isinstance(cell, str)}
        same = sum(bool(key) and self.keys.get(column) == key for column, key in words.items())
        return same >= 2 and same * 2 > sum(cell is not None for cell in row)

    def _entry(self, number: int, row: tuple[Cell, ...]) -> TableRow:
        return TableRow(
            number,
            {key: row[column] if column < len(row) else None for key, column in self.header.found.items()},
            {
                title.title: row[title.index]
                for title in self.unknown
                if title.index < len(row) and row[title.index] is not None
            },
            self.group,
        )


def _skipped(number: int, reason: Reason, row: tuple[Cell, ...]) -> SkippedRow:
    return SkippedRow(number, reason, shown(" · ".join(map(as_text, texts_of(row)))))
