"""Which row of a sheet is its header, and which of its titles names which column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dvht.workbook.cells import as_text
from dvht.workbook.characters import header_key
from dvht.workbook.sheets import Cell, Sheet

SEARCHED_ROWS: Final = 60
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Column:
    """A column that the caller knows; `aliases` are other titles under which offices send it."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Header:
    """A title as it stands in the file; `index` counts from 0, `letter` is A for 0."""

    index: int
    letter: str
    title: str


@dataclass(frozen=True)
class Candidate:
    """A row, or two rows, read as a header: titles by column, and the columns found."""

    row: int
    height: int
    titles: Mapping[int, str]
    found: Mapping[str, int]
    ignored: frozenset[int]

    @property
    def matched(self) -> int:
        return len(self.found) + len(self.ignored)


class Names:
    """What each header may be called, compared without marks, case, punctuation and spaces."""

    def __init__(self, columns: Sequence[Column], remembered: Mapping[str, str]) -> None:
        known = {column.key for column in columns}
        self.remembered = {key: column for key, column in remembered.items() if column in known or not column}
        self.by_key: dict[str, str] = {}
        for titles_of in (lambda column: (column.title,), lambda column: column.aliases):
            for column in columns:
                for title in titles_of(column):
                    for spelling in spellings(title):
                        self.by_key.setdefault(spelling, column.key)

    def of(self, title: str) -> str | None:
        """The key of the column, "" for one to be ignored, None for a stranger."""
        tried = spellings(title)
        for spelling in tried:
            if spelling in self.remembered:
                return self.remembered[spelling]
        return next((self.by_key[spelling] for spelling in tried if spelling in self.by_key), None)


def spellings(title: str) -> tuple[str, ...]:
    """The header's key, and the key without what stands in brackets."""
    keys = (header_key(title), header_key(_BRACKETED.sub(" ", title)))
    return tuple(dict.fromkeys(key for key in keys if key))


def find_header(sheet: Sheet, names: Names) -> Candidate | None:
    """The row with most known titles; without any, the first row that reads like a header. None: nothing does."""
    rows = sheet.rows[:SEARCHED_ROWS]
    singles = [_single(rows, place, names) for place in range(len(rows))]
    best: Candidate | None = None
    for place, single in enumerate(singles):
        candidate = _double(rows, place, names, singles) or single
        if candidate.matched > (best.matched if best else 0):
            best = candidate
    return best or _first_row_of_words(rows, names)


def _single(rows: Sequence[tuple[Cell, ...]], place: int, names: Names) -> Candidate:
    titles = {column: (as_text(cell),) for column, cell in enumerate(rows[place]) if cell is not None}
    return _candidate(place, 1, titles, names)


def _double(
    rows: Sequence[tuple[Cell, ...]], place: int, names: Names, singles: Sequence[Candidate]
) -> Candidate | None:
    """The row together with the one below, unless either of them says as much alone."""
    if place + 1 == len(rows):
        return None
    lower = _texts(rows[place + 1])
    if not _parts_the_row_above(rows[place], lower):
        return None
    both = _candidate(place, 2, _joined(_texts(rows[place]), lower), names)
    if both.matched < singles[place].matched or both.matched <= singles[place + 1].matched:
        return None
    return both


def _texts(row: tuple[Cell, ...]) -> dict[int, str]:
    return {
        column: text for column, cell in enumerate(row) if isinstance(cell, str) and (text := as_text(cell))
    }


def _parts_the_row_above(upper: tuple[Cell, ...], lower: Mapping[int, str]) -> bool:
    """Whether the second row divides titles of the first, as merged cells do, and isn't the first row of data.

    Below a title that spans one column alone, the second row of a header is empty.
    """
    filled = [column for column, cell in enumerate(upper) if cell is not None]
    last = max(lower, default=-1)
    for place, column in enumerate(filled):
        following = filled[place + 1] if place + 1 < len(filled) else max(last + 1, column + 1)
        if column in lower and following == column + 1:
            return False
    return bool(lower) and bool(filled) and min(lower) >= filled[0]


def _joined(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """For each column the titles it may bear: “Chuyên môn” and “Trình độ Chuyên môn”, the most exact first."""
    joined: dict[int, tuple[str, ...]] = {}
    group = ""
    for column in range(max([*upper, *lower]) + 1):
        group = upper.get(column, group)
        if column in lower:
            joined[column] = (f"{group} {lower[column]}".strip(), lower[column])
        elif column in upper:
            joined[column] = (upper[column],)
    return joined


def _candidate(place: int, height: int, titles: Mapping[int, tuple[str, ...]], names: Names) -> Candidate:
    found: dict[str, int] = {}
    ignored = set[int]()
    for column, spelled in titles.items():
        known = [key for title in spelled if (key := names.of(title)) is not None]
        if known and not known[0]:
            ignored.add(column)
        elif known:
            found.setdefault(known[0], column)
    return Candidate(
        place, height, {column: spelled[0] for column, spelled in titles.items()}, found, frozenset(ignored)
    )


def _first_row_of_words(rows: Sequence[tuple[Cell, ...]], names: Names) -> Candidate | None:
    """The first of the rows with most texts among those that hold nothing but texts, so that a page can ask."""
    worded = [
        (len(texts), -place)
        for place, row in enumerate(rows)
        if (texts := _texts(row)) and len(texts) == sum(cell is not None for cell in row)
    ]
    if not worded or max(worded)[0] < 2:
        return None
    return _single(rows, -max(worded)[1], names)
