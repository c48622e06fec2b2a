"""A preview as its page shows it: the file's own rows and columns, with what is wrong and what changes at its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dvht.members.imports.preview import Line, Preview
from dvht.members.imports.values import MASK
from dvht.members.models.identity import masked
from dvht.ui.vietnamese import written_number
from dvht.workbook.cells import as_text
from dvht.workbook.sheets import Cell

_LONGEST_SHOWN: Final = 120
EMPTY: Final = "(trống)"


@dataclass(frozen=True)
class Remark:
    """A status and its words, under the value of a cell."""

    state: str
    words: str


@dataclass(frozen=True)
class ShownCell:
    anchor: str
    text: str
    shape: str = ""
    """is-fail, is-warn or is-new."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class ShownRow:
    number: int
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class ShownWrong:
    """A cell to mend: its address in the file, what is wrong with it, and where it stands among the lines shown."""

    address: str
    anchor: str
    message: str
    place: int


def shown_lines(preview: Preview, *, whole: bool) -> tuple[Line, ...]:
    """All lines, or those that are wrong, new or changed."""
    return preview.lines if whole else preview.in_state("wrong", "new", "changed")


def shown_row(preview: Preview, line: Line) -> ShownRow:
    return ShownRow(
        line.entry.row.number,
        tuple(_cell(preview, line, place, cell) for place, cell in enumerate(line.entry.row.cells)),
    )


def shown_wrongs(preview: Preview, lines: Sequence[Line]) -> list[ShownWrong]:
    """Every wrong cell, in the order of the file."""
    places = {line.entry.row.number: place for place, line in enumerate(lines)}
    found = []
    for line, wrong in preview.wrongs:
        number = line.entry.row.number
        column = preview.table.columns[wrong.place] if wrong.place is not None else None
        address = f"{column.letter}{number}" if column else f"{number}"
        message = f"{wrong.message[:1].lower()}{wrong.message[1:]}"
        found.append(ShownWrong(address, f"o-{address}", message, places.get(number, 0)))
    return found


def headline(preview: Preview) -> str:
    """The state of the import in one sentence."""
    counts = preview.counts
    if preview.wrongs:
        return f"Có {written_number(len(preview.wrongs))} ô phải sửa. Chưa có gì được ghi."
    if not preview.writes:
        return "Tệp giống hệt danh sách: không có gì để ghi."
    return f"Sẵn sàng ghi {_people(counts['new'], counts['changed'])}. Chưa có gì được ghi."


def changes_in_words(preview: Preview) -> str:
    """1 người mới, 2 người đổi."""
    return _people(preview.counts["new"], preview.counts["changed"])


def _people(new: int, changed: int) -> str:
    parts = [f"{written_number(new)} người mới"] if new else []
    parts += [f"{written_number(changed)} người đổi"] if changed else []
    return ", ".join(parts) or "không có ai đổi"


def _cell(preview: Preview, line: Line, place: int, cell: Cell) -> ShownCell:
    column = preview.table.columns[place]
    text = _masked(as_text(cell)) if column.key == "identity" else _shortened(as_text(cell))
    remarks = (*_wrongs(line, place), *_changes(line, place, text), *_newness(preview, line, place, text))
    shape = (
        {"fail": "is-fail", "warn": "is-warn", "info": "is-new"}.get(remarks[0].state, "") if remarks else ""
    )
    return ShownCell(
        f"o-{column.letter}{line.entry.row.number}", text or (EMPTY if remarks else ""), shape, remarks
    )


def _wrongs(line: Line, place: int) -> list[Remark]:
    return [Remark("fail", wrong.short) for wrong in line.wrongs if wrong.place == place]


def _changes(line: Line, place: int, text: str) -> list[Remark]:
    """What stands now; also what will stand where that isn't what the cell says, or has no column of its own."""
    if line.record is None or line.wrongs:
        return []
    remarks = []
    for change in line.changes:
        if change.place != place:
            continue
        if change.has_column:
            will = f"sẽ ghi: {change.new}; " if change.new != text else ""
            remarks.append(Remark("warn", f"{will}đang ghi: {change.old}"))
        else:
            remarks.append(Remark("warn", f"{change.title}: {change.old} → {change.new}"))
    return remarks


def _newness(preview: Preview, line: Line, place: int, text: str) -> list[Remark]:
    if line.state != "new" or place != (line.name_place or 0):
        return []
    name = line.words.full_name if line.words else ""
    written = f", sẽ ghi: {name}" if name and name != text and preview.table.has("full_name") else ""
    return [Remark("info", f"Người mới{written}")]


def _masked(text: str) -> str:
    return text if MASK in text else masked(text)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
