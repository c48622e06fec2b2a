"""The table that came, given back with what is wrong said at its cells."""

from dvht.members.exports.columns import RosterColumn
from dvht.members.exports.roster import columns_out, marked_workbook
from dvht.members.imports.opening import Opened


def marked_file(reading: Opened) -> bytes:
    """Every row that was taken, in its order; mended and sent again it is read as the first file was."""
    preview = reading.preview
    known = {column.key: column for column in reading.columns}
    columns = [
        known.get(column.key or "") or RosterColumn(column.title, column.title)
        for column in preview.table.columns
    ]
    marks: dict[tuple[int, int], str] = {}
    for place, line in enumerate(preview.lines):
        for wrong in line.wrongs:
            spot = (place, wrong.place or 0)
            marks[spot] = f"{marks[spot]}\n{wrong.message}" if spot in marks else wrong.message
    rows = [line.entry.row.cells for line in preview.lines]
    return marked_workbook(columns_out(reading.unit, columns), rows, marks, preview.table.sheet)
