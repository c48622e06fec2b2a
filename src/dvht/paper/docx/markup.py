"""The few WordprocessingML elements python-docx has no words for."""

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dvht.paper.blocks import Run
from dvht.paper.sheet import MM, RULE_WEIGHT

_RULE_GAP: Final = 3.0
"""Between a line of text and the rule under it, points."""

_AFTER_BORDERS: Final = tuple(
    f"w:{name}"
    for name in (
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
    )
)
_BORDER_ORDER: Final = ("top", "left", "bottom", "right")


def element(tag: str, **attributes: str | int) -> Any:
    """Return a new element such as "w:tblHeader" with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def xml_of(proxy: Any) -> Any:
    """Return the element behind a python-docx object, which keeps it under a private name."""
    name = "_sectPr" if isinstance(proxy, Section) else "_element"
    return getattr(proxy, name)


def rule_under(paragraph: Paragraph, available: float, length: float) -> None:
    """Make the paragraph a drawn rule `length` points long in the middle of `available` points."""
    side = max(0.0, (available - length) / 2)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(side)
    form.space_before, form.space_after = Pt(_RULE_GAP), Pt(0)
    border(paragraph, "bottom")


def border(paragraph: Paragraph, *sides: str, space: int = 0, color: str = "000000") -> None:
    """Draw a solid line along the sides of the paragraph; `space` points away from the text."""
    borders = element("w:pBdr")
    for side in sorted(sides, key=_BORDER_ORDER.index):
        borders.append(element(f"w:{side}", val="single", sz=int(RULE_WEIGHT * 8), space=space, color=color))
    xml_of(paragraph).get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def page_field(paragraph: Paragraph) -> None:
    """Add the field that shows the number of the page."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind in {"begin", "separate", "end"}:
            xml_of(run).append(element("w:fldChar", fldCharType=kind))
        elif kind:
            run.text = kind
        else:
            instruction = element("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            xml_of(run).append(instruction)


def write(paragraph: Paragraph, runs: tuple[Run, ...]) -> None:
    """Add the runs; a newline in a run breaks the line."""
    for run in runs:
        added = paragraph.add_run(run.text)
        added.bold = run.bold or None
        added.italic = run.italic or None


def set_cell_margins(table: Table, **sides: float) -> None:
    """Set the room inside every cell: top, left, bottom, right, in points."""
    margins = element("w:tblCellMar")
    for side in _BORDER_ORDER:
        margins.append(element(f"w:{side}", w=round(sides[side] * 20), type="dxa"))
    xml_of(table).tblPr.insert_element_before(margins, "w:tblLook")


def set_cell_width(cell: _Cell, millimetres: float) -> None:
    """Fix the cell's width."""
    properties = xml_of(cell).get_or_add_tcPr()
    properties.width = Pt(millimetres * MM)
