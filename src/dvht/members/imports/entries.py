"""One row of a roster's workbook, read: its name, its values by column, and the cells that can't be taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dvht.members.exports.columns import FAMILY_NAME, FULL_NAME, GIVEN_NAME, NAME_KEYS, POSITIONS
from dvht.members.imports.kept import KeptRow, KeptTable
from dvht.members.imports.values import MASK, Value, ValueReader, Wrong, full_name, group_department
from dvht.members.models.identity import keyed_hash
from dvht.workbook.errors import CellError

_SHORT = {"code": "Mã không đúng", "identity": "Số không đúng", "date": "Ngày không đúng"}


@dataclass
class Entry:
    """`values` holds what the file says; a column without a value says nothing and changes nothing."""

    row: KeptRow
    name: str
    values: dict[str, Value]
    wrongs: list[Wrong] = field(default_factory=list)

    @property
    def code(self) -> str:
        return str(self.values.get("code") or "")

    @property
    def identity(self) -> str:
        """The number in clear, empty when the file has none or only a masked one."""
        number = str(self.values.get("identity") or "")
        return "" if MASK in number else number

    @property
    def identity_hash(self) -> str:
        return keyed_hash(self.identity)


class EntryReader:
    """Reads the rows of one table."""

    def __init__(self, table: KeptTable, reader: ValueReader) -> None:
        self.table = table
        self.reader = reader
        self.has_departments = table.has("department")
        self.name_place = next(
            (place for key in (FULL_NAME, GIVEN_NAME, FAMILY_NAME) for place in table.places(key)), None
        )

    def entries(self) -> list[Entry]:
        return [self._entry(row) for row in self.table.rows]

    def place_of(self, key: str) -> int | None:
        """The column that a value came from; that of the name for what has no column of its own."""
        return next(iter(self.table.places(key)), self.name_place)

    def _entry(self, row: KeptRow) -> Entry:
        entry = Entry(row, "", {})
        parts: dict[str, Value] = {}
        for key, value in self._values(row, entry.wrongs):
            if key in NAME_KEYS:
                parts[key] = value
            elif key == POSITIONS:
                entry.values[key] = (*_titles(entry.values.get(key)), *_titles(value))
            else:
                entry.values[key] = value
        if row.group and not self.has_departments:
            entry.values["department"] = group_department(row.group)
        self._name(entry, parts)
        return entry

    def _values(self, row: KeptRow, wrongs: list[Wrong]) -> Iterator[tuple[str, Value]]:
        for place, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            if not column.key or column.key not in self.reader.columns or cell is None:
                continue
            try:
                yield column.key, self.reader.read(column.key, cell)
            except CellError as error:
                wrongs.append(Wrong(place, str(error), self._short(column.key)))

    def _name(self, entry: Entry, parts: dict[str, Value]) -> None:
        halves = (parts.get(FAMILY_NAME), parts.get(GIVEN_NAME))
        whole = parts.get(FULL_NAME) or " ".join(str(half) for half in halves if half)
        if any(wrong.place == self.name_place for wrong in entry.wrongs):
            return
        if not whole:
            entry.wrongs.append(Wrong(self.name_place, "Dòng này chưa có họ và tên.", "Thiếu họ và tên"))
            return
        try:
            entry.name = full_name(str(whole))
        except CellError as error:
            entry.wrongs.append(Wrong(self.name_place, str(error), "Không phải họ tên"))

    def _short(self, key: str) -> str:
        column = self.reader.columns[key]
        return (
            "Ngoài danh sách" if column.choices else _SHORT.get(key) or _SHORT.get(column.kind, "Không đúng")
        )


def _titles(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
