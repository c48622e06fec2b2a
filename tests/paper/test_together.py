"""Several papers in one file."""

from io import BytesIO

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader
from tests.paper.specimens import ALL

from dvht.paper.docx import render_docx
from dvht.paper.docx import render_together as together_docx
from dvht.paper.pdf import render_pdf
from dvht.paper.pdf import render_together as together_pdf

PAPERS = tuple(ALL.values())


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_each_paper_has_the_pages_that_it_has_alone() -> None:
    alone = [page for paper in PAPERS for page in pages(render_pdf(paper))]

    assert pages(together_pdf(PAPERS, "Tất cả")) == alone


def test_the_file_bears_its_own_title_and_not_that_of_a_paper() -> None:
    title = "Bản cam kết năm 2026"

    assert PdfReader(BytesIO(together_pdf(PAPERS, title))).metadata.title == title
    assert docx.Document(BytesIO(together_docx(PAPERS, title))).core_properties.title == title


def test_the_same_papers_give_the_same_bytes() -> None:
    assert together_pdf(PAPERS[:2], "A") == together_pdf(PAPERS[:2], "A")
    assert together_docx(PAPERS[:2], "A") == together_docx(PAPERS[:2], "A")


def test_in_word_each_paper_is_a_section_from_a_new_page_that_counts_from_one() -> None:
    papers = [paper for paper in PAPERS if not paper.annexes][:3]

    document = docx.Document(BytesIO(together_docx(papers, "A")))

    assert len(document.sections) == 3
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert starts == ["1", "1", "1"]


def test_one_paper_together_is_the_paper_alone_in_word() -> None:
    paper = PAPERS[0]
    alone = docx.Document(BytesIO(render_docx(paper)))
    together = docx.Document(BytesIO(together_docx([paper], "A")))

    assert [one.text for one in together.paragraphs] == [one.text for one in alone.paragraphs]
