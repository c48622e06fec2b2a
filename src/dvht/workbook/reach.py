"""How far the filled cells of a sheet reach, watched while they pass."""

from typing import Final

from dvht.workbook.errors import WorkbookError
from dvht.workbook.refusals import TOO_BIG, too_many_columns, too_many_rows
from dvht.workbook.sheets import MOST_COLUMNS, MOST_ROWS

MOST_CELLS: Final = 1_000_000
MOST_LINES: Final = 60_000
"""The last row that may hold anything, and how many rows may be there at all, most of them framed and empty."""
MOST_AREA: Final = 4_000_000
"""Readers keep a place for every cell from the first to the last, filled or not."""


class Reach:
    """Raises WorkbookError as soon as there are too many rows, columns or cells."""

    def __init__(self) -> None:
        self.cells = 0
        self.rows = 0
        self.row = 0
        self.columns = 0

    def pass_row(self, rows: int) -> None:
        """Count a row, filled or not."""
        if rows > MOST_LINES:
            raise too_many_rows()

    def take(self, row: int, column: int, cells: int = 1, rows: int | None = None) -> None:
        """Count a filled cell, or `cells` filled ones in `rows` rows of which the last is `row`."""
        if row != self.row:
            self.row = row
            self.rows += 1 if rows is None else rows
            if self.rows > MOST_ROWS or row > MOST_LINES:
                raise too_many_rows()
        if column > MOST_COLUMNS:
            raise too_many_columns()
        self.columns = max(self.columns, column)
        self.cells += cells
        if self.cells > MOST_CELLS or row * self.columns > MOST_AREA:
            raise WorkbookError(TOO_BIG)
