"""A look at a workbook of Excel 97-2003 (.xls) before anything reads it: the parts of its container, its cells."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dvht.workbook.errors import WorkbookError
from dvht.workbook.reach import MOST_AREA, Reach
from dvht.workbook.refusals import DAMAGED, ENCRYPTED, MACROS, OLD_FORMAT, not_a_workbook, too_many_rows

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFF_FFF8
"""Sector numbers from here on mean: no sector."""
_ENTRY: Final = 128
_MOST_ENTRIES: Final = 10_000
_MINI_BELOW: Final = 4096
_MACRO_PARTS: Final = frozenset({"_vba_project_cur", "_vba_project", "vba"})
_KINDS: Final = {"worddocument": "văn bản Word", "powerpoint document": "bản trình chiếu"}

_BOUND, _DIMENSIONS, _FILE_PASS = 0x809, 0x200, 0x2F
_ONE_CELL: Final = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6})
_MANY_CELLS: Final = 0xBD


@dataclass(frozen=True)
class _Part:
    name: str
    start: int
    size: int


def look_into_compound(content: bytes) -> str:
    """Return "xls". Raises WorkbookError for whatever isn't a workbook of reasonable size."""
    try:
        container = _Container(content)
        parts = {part.name.lower(): part for part in container.parts()}
    except (struct.error, IndexError, ValueError) as error:
        raise WorkbookError(DAMAGED) from error
    if "encryptedpackage" in parts:
        raise WorkbookError(ENCRYPTED)
    if _MACRO_PARTS & parts.keys():
        raise WorkbookError(MACROS)
    for name, kind in _KINDS.items():
        if name in parts:
            raise WorkbookError(not_a_workbook(kind))
    book = parts.get("workbook") or parts.get("book")
    if book is None:
        raise WorkbookError(not_a_workbook("tệp của một chương trình khác"))
    try:
        _follow(container.content_of(book))
    except (struct.error, IndexError) as error:
        raise WorkbookError(DAMAGED) from error
    return "xls"


class _Container:
    """The file system inside a compound file (MS-CFB). Raises struct.error or IndexError when it is cut short."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.shift = struct.unpack_from("<H", content, 30)[0]
        if self.shift not in (9, 12):
            raise IndexError
        self.sector = 1 << self.shift
        self.table = self._table()
        self.directory = self._chain(struct.unpack_from("<I", content, 48)[0])

    def parts(self) -> Iterator[_Part]:
        for place in range(0, min(len(self.directory), _MOST_ENTRIES * _ENTRY), _ENTRY):
            entry = self.directory[place : place + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            start, size = struct.unpack_from("<II", entry, 116)
            if entry[66]:
                yield _Part(entry[: max(0, length - 2)].decode("utf-16-le", "replace"), start, size)

    def content_of(self, part: _Part) -> bytes:
        """The bytes of a part; a short one lies in the small sectors that the root keeps."""
        if part.size >= _MINI_BELOW:
            return self._chain(part.start)[: part.size]
        root = next(self.parts())
        small = self._chain(root.start)
        numbers = self._chain(struct.unpack_from("<I", self.content, 60)[0])
        table = struct.unpack(f"<{len(numbers) // 4}I", numbers)
        return b"".join(small[n * 64 : n * 64 + 64] for n in _followed(part.start, table))[: part.size]

    def _table(self) -> tuple[int, ...]:
        """Which sector follows each sector."""
        listed = [n for n in struct.unpack_from("<109I", self.content, 76) if n < _END]
        more, seen = struct.unpack_from("<I", self.content, 68)[0], 0
        while more < _END and seen < len(self.content) >> self.shift:
            *numbers, more = struct.unpack(f"<{self.sector // 4}I", self._read(more))
            listed += [n for n in numbers if n < _END]
            seen += 1
        whole = b"".join(self._read(n) for n in listed[: (len(self.content) >> self.shift) + 1])
        return struct.unpack(f"<{len(whole) // 4}I", whole)

    def _read(self, number: int) -> bytes:
        place = (number + 1) << self.shift
        piece = self.content[place : place + self.sector]
        if not piece:
            raise IndexError
        return piece.ljust(self.sector, b"\x00")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._read(n) for n in _followed(start, self.table))


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    number, steps = start, 0
    while number < _END:
        if steps > len(table):
            raise IndexError  # a chain that bites its tail
        yield number
        number, steps = table[number], steps + 1


def _follow(stream: bytes) -> None:
    """Follow the records of the workbook. Raises WorkbookError for a password and for cells out of reach."""
    reach, place = Reach(), 0
    if stream[:2] != b"\x09\x08":
        raise WorkbookError(OLD_FORMAT)
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _FILE_PASS:
            raise WorkbookError(ENCRYPTED)
        if kind == _BOUND:
            reach = Reach()
        elif kind == _DIMENSIONS:
            _weigh(stream, place + 4, length)
        else:
            _count(stream, place + 4, kind, length, reach)
        place += 4 + length
    if place > len(stream):
        raise WorkbookError(DAMAGED)


def _count(stream: bytes, place: int, kind: int, length: int, reach: Reach) -> None:
    if kind in _ONE_CELL:
        row, column = struct.unpack_from("<HH", stream, place)
        reach.take(row + 1, column + 1)
    elif kind == _MANY_CELLS:
        row, first = struct.unpack_from("<HH", stream, place)
        last = stream[place + length - 2]
        reach.take(row + 1, last + 1, max(1, last - first + 1))


def _weigh(stream: bytes, place: int, length: int) -> None:
    """Readers reserve memory by what a sheet's own record of its size claims."""
    form = "<IIHH" if length == 14 else "<HHHH"
    top, bottom, left, right = struct.unpack_from(form, stream, place)
    if max(0, bottom - top) * max(0, right - left) > MOST_AREA:
        raise too_many_rows()
