"""Blocks brought down to the three things a renderer sets: lines of text, grids, page breaks."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch
from typing import Final, TypeAlias

from dvht.paper.blocks import (
    Align,
    Article,
    Block,
    Bullets,
    Cell,
    Clauses,
    Column,
    GroupRow,
    Heading,
    PageBreak,
    Paragraph,
    Points,
    Row,
    Run,
    Table,
    Text,
    Vote,
)
from dvht.paper.characters import clean, one_line
from dvht.paper.errors import BadBlockError
from dvht.paper.wording import point_letter

Runs: TypeAlias = tuple[Run, ...]

_CENTRED: Final = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}
_RANK: Final = {"part": 1, "chapter": 2, "section": 3, "subsection": 4, "roman": 3, "clause": 5}
_MIN_COLUMN: Final = 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of text. `rank` above 0 makes it a heading (1 is the highest)."""

    runs: Runs
    style: str = "body"
    align: Align = "justify"
    indent: bool = True
    rank: int = 0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid at `column`."""

    runs: Runs
    column: int
    colspan: int
    rowspan: int
    align: Align


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: "header", "group" or "plain"."""

    boxes: tuple[Box, ...]
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table with widths in millimetres; header rows come first."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Break:
    """A page break."""


Piece: TypeAlias = Line | Grid | Break


def runs_of(text: Text) -> Runs:
    """Return the text as cleaned runs, empty ones left out."""
    parts = text if isinstance(text, tuple) else (text,)
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    cleaned = [replace(run, text=clean(run.text)) for run in runs]
    return tuple(run for run in cleaned if run.text)


def lower(blocks: tuple[Block, ...], width: float) -> tuple[Piece, ...]:
    """Return the blocks as pieces for a text area `width` millimetres wide.

    Raises BadBlockError for a table whose rows don't fit its columns.
    """
    pieces: list[Piece] = []
    for block in blocks:
        pieces.extend((_grid(block, width),) if isinstance(block, Table) else _lower(block))
    return tuple(pieces)


@singledispatch
def _lower(block: Block) -> tuple[Piece, ...]:
    raise BadBlockError(f"Không trình bày được phần nội dung kiểu {type(block).__name__}.")


@_lower.register
def _(block: Paragraph) -> tuple[Piece, ...]:
    return (Line(runs_of(block.text), align=block.align, indent=block.indent and block.align == "justify"),)


@_lower.register
def _(_block: PageBreak) -> tuple[Piece, ...]:
    return (Break(),)


@_lower.register
def _(block: Heading) -> tuple[Piece, ...]:
    title, number = one_line(block.title), one_line(block.number).rstrip(".")
    if block.kind == "caption":
        return (Line((Run(title, bold=True),), "caption", "center", indent=False, keep_with_next=True),)
    if block.kind in _CENTRED:
        words = " ".join(filter(None, (_CENTRED[block.kind], number)))
        label = "\n".join(filter(None, (words, title.upper())))
        return (_heading(label, block.kind, "center"),)
    shown = title.upper() if block.kind == "roman" else title
    return (_heading(f"{number}. {shown}" if number else shown, block.kind, "justify"),)


def _heading(words: str, kind: str, align: Align) -> Line:
    return Line((Run(words, bold=True),), kind, align, align == "justify", _RANK[kind], keep_with_next=True)


@_lower.register
def _(block: Bullets) -> tuple[Piece, ...]:
    return tuple(Line((Run(f"{block.mark} "), *runs_of(item)), "bullet") for item in block.items)


@_lower.register
def _(block: Points) -> tuple[Piece, ...]:
    letters = map(point_letter, range(len(block.items)))
    return tuple(
        Line((Run(f"{a}) "), *runs_of(item)), "point") for a, item in zip(letters, block.items, strict=True)
    )


@_lower.register
def _(block: Clauses) -> tuple[Piece, ...]:
    numbered = enumerate(block.items, start=block.start)
    return tuple(Line((Run(f"{number}. "), *runs_of(item)), "clause_text") for number, item in numbered)


@_lower.register
def _(block: Article) -> tuple[Piece, ...]:
    text = runs_of(block.text)
    if not block.title:
        return (Line((Run(f"Điều {block.number}. ", bold=True), *text), "article"),)
    lead = Run(f"Điều {block.number}. {one_line(block.title)}", bold=True)
    head = Line((lead,), "article", rank=5, keep_with_next=True)
    return (head, Line(text)) if text else (head,)


@_lower.register
def _(block: Vote) -> tuple[Piece, ...]:
    total = block.agree + block.disagree + block.other
    counted = (("đồng ý", block.agree), ("không đồng ý", block.disagree), ("ý kiến khác", block.other))
    words = "; ".join(f"{name} {count}/{total}{_share(count, total)}" for name, count in counted)
    return (Line((Run("Kết quả biểu quyết: ", bold=True), Run(f"{words}."))),)


def _share(count: int, total: int) -> str:
    """Return " (88,9%)", rounded half up to one decimal; nothing for an empty vote."""
    if not total:
        return ""
    tenths = int(Fraction(count * 1000, total) + Fraction(1, 2))
    return f" ({tenths // 10}{f',{tenths % 10}' if tenths % 10 else ''}%)"


def _grid(block: Table, width: float) -> Grid:
    if not block.columns:
        raise BadBlockError("Bảng phải có ít nhất một cột.")
    heading = block.header or (tuple(Cell(column.title) for column in block.columns),)
    header = [("header", row) for row in heading]
    body = [("group", row.cells) if isinstance(row, GroupRow) else ("plain", row) for row in block.rows]
    placed = _placed(header, block.columns) + _placed(body, block.columns)
    return Grid(_widths(block.columns, width), tuple(placed), block.size)


def _widths(columns: tuple[Column, ...], available: float) -> tuple[float, ...]:
    given = sum(column.width or 0 for column in columns)
    free = [column for column in columns if column.width is None]
    share = max((available - given) / len(free), _MIN_COLUMN) if free else 0
    widths = [share if column.width is None else column.width for column in columns]
    scale = min(1, available / sum(widths))
    return tuple(width * scale for width in widths)


def _placed(rows: list[tuple[str, Row]], columns: tuple[Column, ...]) -> list[GridRow]:
    """Give each cell its column, minding the cells that reach down from rows above."""
    reach = [0] * len(columns)
    placed = []
    for number, (kind, row) in enumerate(rows, start=1):
        reach = [max(0, left - 1) for left in reach]
        boxes = []
        for cell in _cells(kind, row, columns):
            column = next((i for i, left in enumerate(reach) if left == 0), len(columns))
            end = column + cell.colspan
            if cell.colspan < 1 or end > len(columns) or any(reach[column:end]):
                raise BadBlockError(f"Bảng có {len(columns)} cột nhưng dòng {number} thừa ô.")
            reach[column:end] = [min(cell.rowspan, len(rows) - number + 1)] * cell.colspan
            boxes.append(_box(kind, cell, column, reach[column], columns[column]))
        if not all(reach):
            raise BadBlockError(f"Bảng có {len(columns)} cột nhưng dòng {number} thiếu ô.")
        placed.append(GridRow(tuple(boxes), kind))
    return placed


def _cells(kind: str, row: Row, columns: tuple[Column, ...]) -> list[Cell]:
    cells = [part if isinstance(part, Cell) else Cell(part) for part in row]
    if kind == "group" and len(cells) == 1 and cells[0].colspan == 1:
        return [replace(cells[0], colspan=len(columns))]
    return cells


def _box(kind: str, cell: Cell, at: int, rowspan: int, column: Column) -> Box:
    strong = kind != "plain" or cell.bold
    runs = tuple(
        replace(run, bold=run.bold or strong, italic=run.italic or cell.italic) for run in runs_of(cell.text)
    )
    follows = column.align
    if kind == "header":
        follows = "center"
    elif cell.colspan > 1:
        follows = "left"
    return Box(runs, at, cell.colspan, rowspan, cell.align or follows)
