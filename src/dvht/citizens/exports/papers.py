"""Papers of a round: drafts of those that are issued, and lists and forms that are printed and signed by hand."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.core.cache import cache

from dvht.accounts.queries import head_name_of
from dvht.citizens.letters import form_letter
from dvht.citizens.models import CitizenRound
from dvht.citizens.queries import Line
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.queries import drafts_of
from dvht.paper.blocks import OfficialPaper
from dvht.paper.docx import render_docx
from dvht.paper.docx import render_together as docx_together
from dvht.paper.pdf import render_pages, render_pdf
from dvht.paper.pdf import render_together as pdf_together

PREVIEW_SECONDS: Final = 300


def draft_bytes(citizen_round: CitizenRound, letter: Letter, paper_format: str) -> bytes:
    """The paper as it would be issued now, marked as a draft."""
    paper = _draft(citizen_round, letter)
    return render_pdf(paper) if paper_format == "pdf" else render_docx(paper)


def draft_pages(citizen_round: CitizenRound, letter: Letter) -> tuple[bytes, ...]:
    """The pages as pictures; made once for the same words, since a browser asks for them one by one."""
    paper = _draft(citizen_round, letter)
    key = f"pages:{hashlib.sha256(repr(paper).encode()).hexdigest()}"
    pages: tuple[bytes, ...] | None = cache.get(key)
    if pages is None:
        pages = render_pages(paper)
        cache.set(key, pages, PREVIEW_SECONDS)
    return pages


def printed(citizen_round: CitizenRound, letter: Letter, paper_format: str) -> bytes:
    """A list to be printed and signed by hand: day and month are left open."""
    paper = replace(_draft(citizen_round, letter), draft=False)
    return render_pdf(paper) if paper_format == "pdf" else render_docx(paper)


def printed_forms(citizen_round: CitizenRound, lines: Sequence[Line], paper_format: str) -> bytes:
    """The personal forms of these people in one file, each from a new page."""
    papers = [replace(_draft(citizen_round, form_letter(line)), draft=False) for line in lines]
    title = f"Phiếu tự đánh giá Công dân học tập năm {citizen_round.year}"
    return pdf_together(papers, title) if paper_format == "pdf" else docx_together(papers, title)


def _draft(citizen_round: CitizenRound, letter: Letter) -> OfficialPaper:
    unit, year = citizen_round.unit, citizen_round.year
    head_name = "" if letter.signatory else head_name_of(unit)
    draft = drafts_of(unit, year).get(letter.kind) if letter.abbreviation else None
    values = field_values(letter, unit, draft.fields if draft else {}, head_name)
    return compose(letter, unit, values, Registration(year=year))
