"""Lines and tables of the content."""

from typing import Any, Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dvht.paper.docx.markup import element, set_cell_margins, set_cell_width, write, xml_of
from dvht.paper.docx.styles import NAMES, wear
from dvht.paper.lowering import Box, Grid, GridRow, Line, Piece
from dvht.paper.sheet import MM

ALIGNMENTS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_CELL_SIDE: Final = 1.5
_CELL_GAP: Final = 2.0
_TABLE_GAP: Final = 6.0
_CELL_SIZE: Final = 13
"""Size of the style "Bảng"."""


def add_pieces(document: Document, pieces: tuple[Piece, ...], *, closing: bool) -> None:
    """Add the pieces; with `closing` the last line is kept on the page of what follows."""
    for piece in pieces:
        if isinstance(piece, Line):
            last = closing and piece is pieces[-1]
            _add_line(document, piece, keep=piece.keep_with_next or last)
        elif isinstance(piece, Grid):
            _add_grid(document, piece)
        else:
            document.add_paragraph(style=NAMES["body"]).add_run().add_break(WD_BREAK.PAGE)


def _add_line(document: Document, line: Line, *, keep: bool) -> Paragraph:
    paragraph = wear(document.add_paragraph(), NAMES[line.style])
    form = paragraph.paragraph_format
    if line.style == "body" and line.align != "justify":
        form.alignment = ALIGNMENTS[line.align]
    if line.style == "body" and not line.indent:
        form.first_line_indent = Mm(0)
    if line.style == "article" and line.keep_with_next:
        xml_of(paragraph).get_or_add_pPr().append(element("w:outlineLvl", val=5))
    if keep:
        form.keep_with_next = True
    write(paragraph, line.runs)
    return paragraph


def _add_grid(document: Document, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    side = _CELL_SIDE * MM
    set_cell_margins(table, top=_CELL_GAP, left=side, bottom=_CELL_GAP, right=side)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width * MM)
    reaching: dict[int, tuple[Box, int]] = {}
    for row in grid.rows:
        _add_row(table, row, grid, reaching)
    document.add_paragraph(style="Đường kẻ").paragraph_format.space_after = Pt(_TABLE_GAP)


def _add_row(table: Table, row: GridRow, grid: Grid, reaching: dict[int, tuple[Box, int]]) -> None:
    """Add a row; `reaching` keeps the boxes that still reach down, and over how many rows, by column."""
    line = xml_of(table).add_tr()
    properties = line.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if row.kind == "header":
        properties.append(element("w:tblHeader"))
    opened = {box.column: box for box in row.boxes}
    for column in sorted({*opened, *reaching}):
        starts = column in opened
        box, left = (opened[column], opened[column].rowspan) if starts else reaching.pop(column)
        cell = _add_cell(table, line, box, grid, starts=starts)
        if starts:
            _fill(cell, box, grid, keep=row.kind != "plain")
        if left > 1:
            reaching[column] = (box, left - 1)


def _add_cell(table: Table, line: Any, box: Box, grid: Grid, *, starts: bool) -> _Cell:
    cell = _Cell(line.add_tc(), table)
    set_cell_width(cell, sum(grid.widths[box.column : box.column + box.colspan]))
    if box.colspan > 1:
        xml_of(cell).grid_span = box.colspan
    if box.rowspan > 1:
        xml_of(cell).vMerge = "restart" if starts else "continue"
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return cell


def _fill(cell: _Cell, box: Box, grid: Grid, *, keep: bool) -> None:
    paragraph = cell.paragraphs[0]
    wear(paragraph, "Bảng")
    paragraph.alignment = ALIGNMENTS[box.align]
    paragraph.paragraph_format.keep_with_next = keep or None
    write(paragraph, box.runs)
    for run in paragraph.runs:
        run.font.size = Pt(grid.size) if grid.size != _CELL_SIZE else None
