"""From the file that came to the tables that may be a roster: which sheet, which columns, which rows."""

from collections.abc import Mapping, Sequence
from typing import Final

from dvht.members.exports.columns import NAME_KEYS, RosterColumn
from dvht.members.imports.headers import CHOSEN, EMPTY
from dvht.members.imports.kept import KeptColumn, KeptRow, KeptTable, LeftOut
from dvht.workbook.characters import header_key
from dvht.workbook.errors import WorkbookError
from dvht.workbook.headers import spellings
from dvht.workbook.reading import read_workbook
from dvht.workbook.sheets import Cell, Sheet, Workbook
from dvht.workbook.tables import Table, TableRow, find_table

_NO_TABLE: Final = (
    "Không thấy bảng danh sách nào trong tệp: cần một dòng tiêu đề có cột “Họ và tên”, và dưới đó mỗi người một dòng. "
    "Hãy dùng tệp mẫu, hoặc thêm dòng tiêu đề rồi tải lên lại."
)
_MOST_SHOWN: Final = 20
_LONGEST_TITLE: Final = 200


def read_tables(
    content: bytes,
    name: str,
    columns: Sequence[RosterColumn],
    left_out: Mapping[str, str],
    remembered: Mapping[str, str],
) -> tuple[KeptTable, ...]:
    """The table of the sheet that fits best, and those of other sheets that fit about as well.

    Only the cells of known columns and of those that nobody knows yet are in them; `left_out` says of a header (by
    its key) why it isn't taken, `remembered` what people said of it. Raises WorkbookError, in words, also when no
    sheet holds anybody.
    """
    workbook = read_workbook(content, name)
    told = {**dict.fromkeys(left_out, ""), **remembered}
    asked = [column.read for column in columns]
    found = [(sheet, find_table(sheet, asked, told)) for sheet in workbook.sheets]
    fitting = _fitting(found)
    if not fitting:
        raise WorkbookError(_NO_TABLE)
    if not fitting[0][1].rows:
        raise WorkbookError(
            f"Trang “{fitting[0][1].sheet_name}” chỉ có dòng tiêu đề, chưa có người nào. "
            "Hãy ghi mỗi người một dòng rồi tải lên lại."
        )
    return tuple(_kept(table, left_out, workbook) for _, table in fitting if table.rows)


def _fitting(found: Sequence[tuple[Sheet, Table]]) -> list[tuple[Sheet, Table]]:
    """Tables with a column of names, the best first; a sheet where somebody must say what the columns are."""
    with_header = [pair for pair in found if len(pair[1].headers) > 1 or pair[1].columns]
    named = [pair for pair in with_header if NAME_KEYS & pair[1].columns.keys()]
    if not named:
        return sorted((pair for pair in with_header if pair[1].rows), key=_breadth, reverse=True)[:1]
    best = max(len(table.columns) for _, table in named)
    close = [pair for pair in named if len(pair[1].columns) * 2 > best]
    return sorted(close, key=lambda pair: (bool(pair[1].rows), len(pair[1].columns)), reverse=True)


def _breadth(pair: tuple[Sheet, Table]) -> tuple[int, int]:
    return len(pair[1].headers), len(pair[1].rows)


def _kept(table: Table, left_out: Mapping[str, str], workbook: Workbook) -> KeptTable:
    keys: dict[int, str | None] = {index: key for key, index in table.columns.items()}
    filled = {title for row in table.rows for title in row.others}
    keys |= {
        header.index: None
        for header in table.unknown
        if header.title in filled and not _why(header.title, left_out)
    }
    reasons = {header.index: EMPTY for header in table.unknown}
    reasons |= {header.index: why for header in table.headers if (why := _why(header.title, left_out))}
    titles = {header.index: header.title[:_LONGEST_TITLE] for header in table.headers}
    columns = tuple(KeptColumn(index, titles[index], keys[index]) for index in sorted(keys))
    entries = (KeptRow(row.number, _taken(table, row, columns), row.group) for row in table.rows)
    return KeptTable(
        sheet=table.sheet_name,
        header_row=table.header_row,
        columns=columns,
        rows=tuple(entry for entry in entries if any(cell is not None for cell in entry.cells)),
        left_out=tuple(
            LeftOut(header.letter, header.title[:_LONGEST_TITLE], reasons.get(header.index, CHOSEN))
            for header in table.headers
            if header.index not in keys
        ),
        skipped=tuple((row.number, row.text) for row in table.skipped),
        other_sheets=tuple(other.name for other in workbook.sheets if other.name != table.sheet_name)[
            :_MOST_SHOWN
        ],
    )


def _why(title: str, left_out: Mapping[str, str]) -> str:
    return next((left_out[key] for key in spellings(title) if key in left_out), "")


def _taken(table: Table, row: TableRow, columns: Sequence[KeptColumn]) -> tuple[Cell, ...]:
    strangers = {header.index: header.title for header in table.unknown}
    return tuple(
        row.others.get(strangers[column.index]) if column.key is None else row.cells[column.key]
        for column in columns
    )


def key_of_header(column: KeptColumn) -> str:
    """By which what people say of the header is remembered."""
    return header_key(column.title)[:_LONGEST_TITLE]
