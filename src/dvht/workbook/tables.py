"""A table in a sheet: its header wherever it stands, its rows by what their columns mean."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    required = tuple(column for column in columns if column.required)
    if header is None:
        return Table(sheet.name, 0, {}, (), (), required, ())
    body = _Body(header)
    last = header.row + header.height
    entries = body.entries(_filled_down(sheet, sheet.numbered()[last:]))
    halves, nameless = _untitled(header, [entry.row for entry in entries])
    titles = {**header.titles, **{column: f"Cột {column_letter(column)}" for column in nameless}}
    headers = tuple(
        _unlike(Header(column, column_letter(column), titles[column]) for column in sorted(titles))
    )
    taken = {*header.found.values(), *header.ignored}
    unknown = tuple(title for title in headers if title.index not in taken)
    return Table(
        sheet_name=sheet.name,
        header_row=sheet.first_row + last - 1,
        columns=dict(header.found),
        headers=headers,
        unknown=unknown,
        missing=tuple(column for column in required if column.key not in header.found),
        rows=tuple(_table_row(entry, header, halves, unknown) for entry in entries),
        skipped=tuple(body.skipped),
    )


@dataclass(frozen=True)
class _Entry:
    number: int
    row: tuple[Cell, ...]
    group: str


def _filled_down(
    sheet: Sheet, body: Sequence[tuple[int, tuple[Cell, ...]]]
) -> list[tuple[int, tuple[Cell, ...]]]:
    """The rows, in which what a cell merged downwards says holds for every filled row beside it."""
    rows = {number: list(row) for number, row in body}
    for top, bottom, column in sheet.spans:
        value = rows[top][column] if column < len(rows.get(top, ())) else None
        if value is None:
            continue
        for number in range(top + 1, bottom + 1):
            if row := rows.get(number):
                row += [None] * (column + 1 - len(row))
                row[column] = value if row[column] is None else row[column]
    return [(number, tuple(row)) for number, row in rows.items()]


class _Body:
    """The rows under a header, without those that are no entries."""

    def __init__(self, header: Candidate) -> None:
        self.keys = {column: header_key(title) for column, title in header.titles.items()}
        self.group = ""
        self.skipped: list[SkippedRow] = []

    def entries(self, rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> list[_Entry]:
        filled = [(number, row) for number, row in rows if any(cell is not None for cell in row)]
        entries = list[_Entry]()
        for place, (number, row) in enumerate(filled):
            if is_signature(row) and len(filled) - place <= MOST_ROWS_BELOW:
                self.skipped += [_skipped(number, "signature", row) for number, row in filled[place:]]
                break
            if reason := self._reason(row, first=place == 0):
                self.skipped.append(_skipped(number, reason, row))
            else:
                entries.append(_Entry(number, row, self.group))
        return entries

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


def _untitled(header: Candidate, rows: Sequence[tuple[Cell, ...]]) -> tuple[frozenset[int], tuple[int, ...]]:
    """Columns of words without a title: those that are second halves, and those that nobody has named.

    A title merged over two columns, as “Họ và tên” often is, leaves the second one, with the given names, without.
    """
    worded = Counter(column for row in rows for column, cell in enumerate(row) if isinstance(cell, str))
    most = {column for column, count in worded.items() if count * 2 >= len(rows)}
    nameless = sorted(most - header.titles.keys())
    halves = frozenset(column for column in nameless if column - 1 in most & {*header.found.values()})
    return halves, tuple(column for column in nameless if column not in halves)


def _unlike(headers: Iterable[Header]) -> Iterator[Header]:
    """The headers, a title that stands twice with its letter behind it."""
    seen = set[str]()
    for header in headers:
        twice = header.title in seen
        seen.add(header.title)
        yield replace(header, title=f"{header.title} ({header.letter})") if twice else header


def _table_row(
    entry: _Entry, header: Candidate, halves: frozenset[int], unknown: Sequence[Header]
) -> TableRow:
    row = dict(enumerate(entry.row))

    def whole(column: int) -> Cell:
        second = row.get(column + 1) if column + 1 in halves else None
        return " ".join(filter(None, map(as_text, (row.get(column), second)))) if second else row.get(column)

    return TableRow(
        entry.number,
        {key: whole(column) for key, column in header.found.items()},
        {title.title: cell for title in unknown if (cell := row.get(title.index)) is not None},
        entry.group,
    )


def _skipped(number: int, reason: Reason, row: tuple[Cell, ...]) -> SkippedRow:
    return SkippedRow(number, reason, shown(" · ".join(texts_of(row))))
