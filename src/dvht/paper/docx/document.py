"""The whole document."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.section import Section

from dvht.paper.blocks import Annex, OfficialPaper
from dvht.paper.characters import one_line
from dvht.paper.docx.body import add_pieces
from dvht.paper.docx.frame import fill_margins, set_sheet
from dvht.paper.docx.opening import add_addressees, add_head, add_title
from dvht.paper.docx.signing import add_signing
from dvht.paper.docx.styles import empty_document
from dvht.paper.head import annex_title, reference_lines, title_of
from dvht.paper.lowering import lower
from dvht.paper.sheet import sheet
from dvht.paper.wording import annex_label, bases, paper_title

_UNDATED: Final = date(2000, 1, 1)
_PROPERTY: Final = 255
"""The longest a document property may be, characters."""


def render_docx(paper: OfficialPaper) -> bytes:
    """Return the paper as DOCX. The same paper gives the same bytes. Raises PaperError."""
    return _rendered([paper], paper_title(paper))


def render_together(papers: Sequence[OfficialPaper], title: str) -> bytes:
    """Return several papers as one DOCX, each from a new page with page numbers of its own. Raises PaperError.

    Address and draft mark at the foot are those of the first: give papers that agree in both.
    """
    return _rendered(papers, title)


def _rendered(papers: Sequence[OfficialPaper], title: str) -> bytes:
    document = empty_document()
    _set_properties(document, papers[0], title)
    fill_margins(document.sections[0], papers[0])
    for place, paper in enumerate(papers):
        _add_paper(
            document, document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0], paper
        )
    return _packed(document, papers[0].issued_on or _UNDATED)


def _add_paper(document: Document, section: Section, paper: OfficialPaper) -> None:
    page = sheet(landscape=paper.landscape)
    set_sheet(section, page)
    add_head(document, paper)
    if paper.type_name is not None:
        add_title(document, title_of(paper), page, ("Tên loại", "Trích yếu"))
    add_addressees(document, paper.addressees)
    _add_bases(document, paper)
    add_pieces(document, lower(paper.body, page.text_width), closing=True)
    add_signing(document, paper, page)
    for index, annex in enumerate(paper.annexes):
        _add_annex(document, paper, index, annex)


def _add_bases(document: Document, paper: OfficialPaper) -> None:
    if paper.decided_by:
        document.add_paragraph(one_line(paper.decided_by).upper(), style="Dòng giữa")
    for base in bases(paper):
        document.add_paragraph(base, style="Căn cứ")
    if paper.decided_by:
        document.add_paragraph("QUYẾT ĐỊNH:", style="Dòng giữa")


def _add_annex(document: Document, paper: OfficialPaper, index: int, annex: Annex) -> None:
    page = sheet(landscape=annex.landscape)
    set_sheet(document.add_section(WD_SECTION.NEW_PAGE), page)
    title = annex_title(annex_label(paper.annexes, index), annex.title, page)
    reference = "\n".join(reference_lines(paper, page))
    add_title(document, title, page, ("Phụ lục", "Tên phụ lục"), reference=reference)
    add_pieces(document, lower(annex.body, page.text_width), closing=False)


def _set_properties(document: Document, paper: OfficialPaper, title: str) -> None:
    day = paper.issued_on or _UNDATED
    properties = document.core_properties
    properties.title = one_line(title)[:_PROPERTY]
    properties.language = "vi-VN"
    properties.author = properties.last_modified_by = one_line(paper.issuer.name)[:_PROPERTY]
    properties.comments = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _packed(document: Document, day: date) -> bytes:
    """Return the document's bytes with every entry dated alike, so that equal papers are equal bytes."""
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            dated = ZipInfo(entry.filename, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            dated.compress_type = ZIP_DEFLATED
            target.writestr(dated, source.read(entry))
    return packed.getvalue()
