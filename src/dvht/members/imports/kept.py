"""The part of a table that is kept until somebody confirms it: columns that are taken, and nothing else.

Kept sealed, as JSON: nothing that comes back from it can run.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dvht.members.models.identity import seal, unseal
from dvht.workbook.sheets import Cell, column_letter


@dataclass(frozen=True)
class KeptColumn:
    """A column of the file, by its place there; `key` None: nobody has said yet what it is."""

    index: int
    title: str
    key: str | None

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True)
class LeftOut:
    """A column of the file whose cells aren't kept, and why."""

    letter: str
    title: str
    why: str


@dataclass(frozen=True)
class KeptRow:
    """A row of the table; `cells` stand beside `KeptTable.columns`."""

    number: int
    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True)
class KeptTable:
    """The table of one sheet. `skipped` says which filled rows are no entries."""

    sheet: str
    header_row: int
    columns: tuple[KeptColumn, ...]
    rows: tuple[KeptRow, ...]
    left_out: tuple[LeftOut, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    other_sheets: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[KeptColumn, ...]:
        return tuple(column for column in self.columns if column.key is None)

    def places(self, key: str) -> tuple[int, ...]:
        """Where in `cells` the column stands; several for one that may be given in parts."""
        return tuple(place for place, column in enumerate(self.columns) if column.key == key)

    def has(self, *keys: str) -> bool:
        return any(column.key in keys for column in self.columns)

    def with_keys(self, keys: dict[int, str], why: str) -> "KeptTable":
        """The table with columns named by their index in the file; the cells of those named "" are dropped."""
        named = [replace(column, key=keys.get(column.index, column.key)) for column in self.columns]
        taken = [place for place, column in enumerate(named) if column.key != ""]
        dropped = (LeftOut(column.letter, column.title, why) for column in named if column.key == "")
        return replace(
            self,
            columns=tuple(named[place] for place in taken),
            rows=tuple(replace(row, cells=tuple(row.cells[place] for place in taken)) for row in self.rows),
            left_out=(*self.left_out, *dropped),
        )


def sealed(tables: Iterable[KeptTable]) -> str:
    return seal(json.dumps([_packed(table) for table in tables], ensure_ascii=False, separators=(",", ":")))


def unsealed(text: str) -> tuple[KeptTable, ...]:
    """The tables; none when the text is empty or was sealed with another key."""
    packed = unseal(text)
    return tuple(_unpacked(table) for table in json.loads(packed)) if packed else ()


def _packed(table: KeptTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": [[column.index, column.title, column.key] for column in table.columns],
        "rows": [[row.number, [_packed_cell(cell) for cell in row.cells], row.group] for row in table.rows],
        "left_out": [[one.letter, one.title, one.why] for one in table.left_out],
        "skipped": table.skipped,
        "other_sheets": table.other_sheets,
    }


def _unpacked(packed: dict[str, Any]) -> KeptTable:
    return KeptTable(
        sheet=packed["sheet"],
        header_row=packed["header_row"],
        columns=tuple(KeptColumn(*column) for column in packed["columns"]),
        rows=tuple(
            KeptRow(number, tuple(_unpacked_cell(cell) for cell in cells), group)
            for number, cells, group in packed["rows"]
        ),
        left_out=tuple(LeftOut(*one) for one in packed["left_out"]),
        skipped=tuple((number, text) for number, text in packed["skipped"]),
        other_sheets=tuple(packed["other_sheets"]),
    )


def _packed_cell(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return {"number": str(cell)} if isinstance(cell, Decimal) else cell


def _unpacked_cell(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]  # JSON: text, whole number, true or nothing
    if "number" in cell:
        return Decimal(cell["number"])
    if "day" in cell:
        return date.fromisoformat(cell["day"])
    return datetime.fromisoformat(cell["moment"])
