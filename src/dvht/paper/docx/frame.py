"""Sheet, margins, and the tables without lines that hold things side by side."""

from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from dvht.paper.blocks import OfficialPaper
from dvht.paper.characters import one_line
from dvht.paper.docx.markup import border, element, page_field, set_cell_margins, set_cell_width, xml_of
from dvht.paper.docx.styles import wear
from dvht.paper.sheet import HEADER_DISTANCE, MM, Sheet


def set_sheet(section: Section, page: Sheet) -> None:
    """Give the section its sheet, margins, and page numbers of its own, none on its first page."""
    section.orientation = WD_ORIENTATION.LANDSCAPE if page.width > page.height else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(HEADER_DISTANCE), Mm(HEADER_DISTANCE)
    section.different_first_page_header_footer = True
    for old in xml_of(section).findall(qn("w:pgNumType")):
        xml_of(section).remove(old)
    xml_of(section).insert_element_before(
        element("w:pgNumType", start=1), "w:cols", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid"
    )


def fill_margins(section: Section, paper: OfficialPaper) -> None:
    """Put the page number in the top margin, and address and draft mark in the bottom one."""
    number = section.header.paragraphs[0]
    number.style = "Số trang"
    page_field(number)
    section.first_page_header.paragraphs[0].style = "Số trang"
    footers = (section.footer, section.first_page_footer)
    for footer in footers:
        footer.paragraphs[0].style = "Tra cứu"
        if paper.draft:
            footer.paragraphs[0].add_run("DỰ THẢO - chưa ban hành")
    for index, words in enumerate(paper.contact):
        line = section.first_page_footer.add_paragraph(one_line(words), style="Địa chỉ cơ quan")
        if index == 0:
            border(line, "top", space=2)


def bare_table(document: Document, widths: tuple[float, ...], rows: int) -> Table:
    """Add a table without lines or cell margins; widths in millimetres."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_cell_margins(table, top=0, left=0, bottom=0, right=0)
    for row in table.rows:
        xml_of(row).get_or_add_trPr().append(element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            set_cell_width(cell, width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width * MM)
    return table


def put(cell: _Cell, text: str, style: str) -> Paragraph:
    """Add a paragraph, in the cell's empty first one if that is still free."""
    first = cell.paragraphs[0]
    free = len(cell.paragraphs) == 1 and not first.text and xml_of(first).style is None
    paragraph: Paragraph = wear(first if free else cell.add_paragraph(), style)
    paragraph.add_run(text)
    return paragraph
