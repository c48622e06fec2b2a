"""How papers look: their bytes in the format asked for, and pictures of their pages."""

import hashlib
from collections.abc import Sequence
from typing import Final

from django.core.cache import cache

from dvht.documents.models import PaperFormat
from dvht.paper.blocks import OfficialPaper
from dvht.paper.docx import render_docx
from dvht.paper.docx import render_together as docx_together
from dvht.paper.pdf import render_pages, render_pdf
from dvht.paper.pdf import render_together as pdf_together

PICTURES_SECONDS: Final = 300


def rendered(paper: OfficialPaper, paper_format: str) -> bytes:
    """The paper as PDF or as Word."""
    return render_pdf(paper) if paper_format == PaperFormat.PDF else render_docx(paper)


def rendered_together(papers: Sequence[OfficialPaper], title: str, paper_format: str) -> bytes:
    """Papers as one file, each from a new page."""
    together = pdf_together if paper_format == PaperFormat.PDF else docx_together
    return together(papers, title)


def pictured(paper: OfficialPaper) -> tuple[bytes, ...]:
    """The pages as pictures; made once for the same words, since a browser asks for them one by one."""
    key = f"pages:{hashlib.sha256(repr(paper).encode()).hexdigest()}"
    pages: tuple[bytes, ...] | None = cache.get(key)
    if pages is None:
        pages = render_pages(paper)
        cache.set(key, pages, PICTURES_SECONDS)
    return pages


def page_numbers(paper: OfficialPaper) -> range:
    """The numbers of its pages, from 1."""
    return range(1, len(pictured(paper)) + 1)
