"""One row of a workbook of results: whom it means, what it says, what stands there now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.core.exceptions import ValidationError

from dvht.citizens.actions.results import check_result
from dvht.citizens.models.words import ResultWords
from dvht.citizens.queries import Line
from dvht.members.imports.kept import KeptRow, KeptTable
from dvht.members.imports.values import CITIZEN_DIGITS, name_key
from dvht.members.models.identity import keyed_hash
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_number
from dvht.workbook.cells import as_code, as_number, as_text
from dvht.workbook.errors import CellError
from dvht.workbook.sheets import Cell

State = Literal["wrong", "new", "changed", "same", "stranger"]


@dataclass
class ResultLine:
    """A row of the file; `old` and `new` are what is written now and what would be."""

    number: int
    name: str
    line: Line | None = None
    words: ResultWords | None = None
    old: str = ""
    new: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Address in the file, and what is wrong there."""

    @property
    def state(self) -> State:
        if self.problems:
            return "wrong"
        if self.line is None:
            return "stranger"
        if not self.old:
            return "new"
        return "same" if self.old == self.new else "changed"


class _People:
    """The registrants, to be found by identity, code, or a name that only one bears."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.by_identity = {line.member.identity_hash: line for line in lines if line.member.identity_hash}
        self.by_code = {line.member.code.casefold(): line for line in lines}
        self.by_name: dict[str, list[Line]] = {}
        for line in lines:
            self.by_name.setdefault(name_key(line.member.full_name), []).append(line)

    def find(self, identity: str, code: str, name: str) -> Line | None:
        """Raises CellError when several people bear the name and nothing else tells them apart."""
        if identity and (found := self.by_identity.get(keyed_hash(identity))):
            return found
        if code and (found := self.by_code.get(code.casefold())):
            return found
        alike = [line for line in self.by_name.get(name_key(name), ()) if not _another(line, identity)]
        if len(alike) > 1:
            codes = ", ".join(line.member.code for line in alike[:5])
            raise CellError(
                f"có {len(alike)} người cùng tên “{name}” (mã {codes}). Hãy thêm cột mã thành viên."
            )
        return alike[0] if alike else None


def _another(line: Line, identity: str) -> bool:
    """Whether both have an identity, and not the same."""
    held = line.member.identity_hash
    return bool(held and identity and held != keyed_hash(identity))


def lines_of_table(table: KeptTable, pack: Pack, lines: Sequence[Line]) -> Iterator[ResultLine]:
    """Every row; a person who stands in two rows is wrong in the second."""
    reader = _Reader(table, pack)
    people = _People(lines)
    first: dict[int, int] = {}
    for row in table.rows:
        read = reader.read(row, people)
        if read.line is not None:
            earlier = first.setdefault(read.line.registrant.pk, row.number)
            if earlier != row.number:
                read.problems.append((f"hàng {row.number}", f"{read.name} đã có ở hàng {earlier}."))
        yield read


class _Reader:
    def __init__(self, table: KeptTable, pack: Pack) -> None:
        self.table = table
        self.pack = pack
        self.places = {key: table.places(key)[0] for key in self._keys() if table.has(key)}

    def _keys(self) -> list[str]:
        return [
            "full_name",
            "identity",
            "code",
            "total",
            "lowest",
            *(f"p{row.code}" for row in self.pack.rows),
        ]

    def read(self, row: KeptRow, people: _People) -> ResultLine:
        read = ResultLine(row.number, as_text(self._cell(row, "full_name")))
        identity = self._text(read, row, "identity", CITIZEN_DIGITS)
        code = self._text(read, row, "code", None)
        read.name = read.name or code or "•••"
        try:
            read.line = people.find(identity, code, read.name)
        except CellError as error:
            read.problems.append((self._address(row, "full_name"), str(error)))
        if read.line is None or read.problems:
            return read
        read.name = read.line.member.full_name
        self._read_points(read, row, read.line)
        return read

    def _read_points(self, read: ResultLine, row: KeptRow, line: Line) -> None:
        points = {one.code: self._number(read, row, f"p{one.code}") for one in self.pack.rows}
        given = {code: value for code, value in points.items() if value is not None}
        total = self._number(read, row, "total")
        lowest = self._number(read, row, "lowest")
        if read.problems:
            return
        if given and len(given) < len(points) and total is None:
            missing = ", ".join(code for code, value in points.items() if value is None)
            read.problems.append(
                (f"hàng {row.number}", f"thiếu điểm chỉ báo {missing} và không có tổng điểm.")
            )
            return
        whole = given if len(given) == len(points) else {}
        if total is None and not whole:
            read.problems.append((self._address(row, "total"), "chưa có tổng điểm."))
            return
        total = sum(whole.values(), Decimal(0)) if total is None else total
        lowest = min(whole.values()) if whole else lowest
        self._keep(read, row, ResultWords(line.registrant.pk, total, lowest, whole))

    def _keep(self, read: ResultLine, row: KeptRow, words: ResultWords) -> None:
        try:
            check_result(self.pack, words)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                read.problems += [(self._address(row, name), message) for message in messages]
            return
        read.words = words
        read.new = told(words.total, words.lowest, words.points)
        found = read.line.national_result if read.line else None
        if found is not None:
            points = {code: Decimal(value) for code, value in found.points.items()}
            read.old = told(found.total, found.lowest, points)

    def _number(self, read: ResultLine, row: KeptRow, key: str) -> Decimal | None:
        try:
            return as_number(self._cell(row, key))
        except CellError as error:
            read.problems.append((self._address(row, key), str(error)))
            return None

    def _text(self, read: ResultLine, row: KeptRow, key: str, digits: int | None) -> str:
        cell = self._cell(row, key)
        if cell is None:
            return ""
        try:
            return (
                as_code(cell, digits)
                if not isinstance(cell, str) or cell.strip().isdigit()
                else as_text(cell)
            )
        except CellError as error:
            read.problems.append((self._address(row, key), str(error)))
            return ""

    def _cell(self, row: KeptRow, key: str) -> Cell:
        return row.cells[self.places[key]] if key in self.places else None

    def _address(self, row: KeptRow, key: str) -> str:
        if key not in self.places:
            return f"hàng {row.number}"
        return f"{self.table.columns[self.places[key]].letter}{row.number}"


def told(total: Decimal, lowest: Decimal | None, points: dict[str, Decimal] | object) -> str:
    """84,5 điểm, thấp nhất 6; with the points of every row where the file gives them."""
    words = f"{written_number(total)} điểm"
    words += f", thấp nhất {written_number(lowest)}" if lowest is not None else ", chưa rõ thấp nhất"
    if isinstance(points, dict) and points:
        words += f" ({'; '.join(written_number(value) for value in points.values())})"
    return words
