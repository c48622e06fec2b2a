"""A workbook as it was read: sheets of plain cells that still know where they stood."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

Cell = str | int | Decimal | date | datetime | bool | None
"""Text is clean and never empty; a number is an int when it has no decimals, else a Decimal, never a float."""

MOST_BYTES: Final = 10_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200


@dataclass(frozen=True)
class Sheet:
    """Rows from the first that holds anything to the last, empty ones between them too; columns begin at A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1
    """The number that the first of `rows` bears in the file."""
    spans: tuple[tuple[int, int, int], ...] = ()
    """Cells merged downwards: first row, last row (as the file numbers them) and column (0 is A)."""

    def numbered(self) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
        return tuple(enumerate(self.rows, start=self.first_row))


@dataclass(frozen=True)
class Workbook:
    """The sheets that a reader sees; hidden ones are left out."""

    name: str
    sheets: tuple[Sheet, ...]


def column_letter(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
