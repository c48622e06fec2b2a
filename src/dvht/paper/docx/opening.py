"""How a paper or an annex opens: head, title, addressees."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from dvht.paper.blocks import OfficialPaper
from dvht.paper.characters import one_line
from dvht.paper.docx.frame import bare_table, put
from dvht.paper.docx.markup import border, rule_under
from dvht.paper.head import Title, head_of
from dvht.paper.metrics import text_width
from dvht.paper.sheet import FIRST_LINE, MM, MOTTO, NATIONAL_NAME, NATIONAL_WIDTH, SIZES, Sheet, sheet
from dvht.paper.wording import listed


def add_head(document: Document, paper: OfficialPaper) -> None:
    """Add issuer, Quốc hiệu, number and day, side by side."""
    head = head_of(paper)
    left_width = sheet(landscape=paper.landscape).issuer_width
    table = bare_table(document, (left_width, NATIONAL_WIDTH), 2)
    left, right = table.rows[0].cells
    if head.parent:
        put(left, "\n".join(head.parent), "Cơ quan chủ quản")
    put(left, "\n".join(head.issuer), "Cơ quan ban hành")
    rule_under(put(left, "", "Đường kẻ"), left_width * MM, head.issuer_rule)
    put(right, NATIONAL_NAME, "Quốc hiệu")
    put(right, MOTTO, "Tiêu ngữ")
    rule_under(put(right, "", "Đường kẻ"), NATIONAL_WIDTH * MM, head.motto_rule)
    under, day = table.rows[1].cells
    for line in (put(under, head.number, "Số, ký hiệu"), put(day, head.place_and_day, "Địa danh, thời gian")):
        line.paragraph_format.space_before = Pt(6)
    if head.letter_subject:
        about = put(under, "\n".join(head.letter_subject), "Trích yếu công văn")
        about.paragraph_format.space_before = Pt(6)
    if paper.draft:
        _add_draft_mark(under, left_width)


def _add_draft_mark(cell: _Cell, width: float) -> None:
    mark = put(cell, "DỰ THẢO", "Dự thảo")
    side = (width * MM - text_width("DỰ THẢO", SIZES["draft"], bold=True)) / 2 - 6
    form = mark.paragraph_format
    form.space_before, form.left_indent, form.right_indent = Pt(8), Pt(side), Pt(side)
    border(mark, "top", "left", "bottom", "right", space=1)


def add_title(
    document: Document, title: Title, page: Sheet, styles: tuple[str, str], *, reference: str = ""
) -> None:
    """Add label, title lines, an annex's reference line, and the rule."""
    label = document.add_paragraph(title.label, style=styles[0])
    label.paragraph_format.space_before = Pt(0 if reference else 14)
    if title.lines:
        document.add_paragraph("\n".join(title.lines), style=styles[1])
    if reference:
        document.add_paragraph(reference, style="Chỉ dẫn kèm theo")
    rule = document.add_paragraph(style="Đường kẻ")
    rule_under(rule, page.text_width * MM, title.rule)
    rule.paragraph_format.space_after = Pt(12)


def add_addressees(document: Document, addressees: tuple[str, ...]) -> None:
    """Add “Kính gửi”: one addressee on its line, several under the colon."""
    named = tuple(filter(None, map(one_line, addressees)))
    if not named:
        return
    label, size = "Kính gửi:", SIZES["body"]
    if len(named) == 1:
        line = document.add_paragraph(f"{label} {named[0]}", style="Kính gửi")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(12)
        return
    start = 2 * FIRST_LINE * MM
    first = document.add_paragraph(label, style="Kính gửi")
    first.paragraph_format.left_indent, first.paragraph_format.space_before = Pt(start), Pt(12)
    for name in listed(named):
        form = document.add_paragraph(name, style="Kính gửi").paragraph_format
        hang = text_width("- ", size)
        form.left_indent = Pt(start + text_width("Kính gửi", size) + hang)
        form.first_line_indent = Pt(-hang)
    form.space_after = Pt(12)
