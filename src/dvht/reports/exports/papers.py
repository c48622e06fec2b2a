"""The consolidated report as it would be issued now, marked as a draft."""

import hashlib
from typing import Final

from django.core.cache import cache

from dvht.accounts.queries import head_name_of
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.models import Draft
from dvht.paper.blocks import OfficialPaper
from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pages, render_pdf
from dvht.units.models import Unit

PREVIEW_SECONDS: Final = 300


def draft_bytes(body: Unit, letter: Letter, draft: Draft | None, paper_format: str) -> bytes:
    paper = _draft(body, letter, draft)
    return render_pdf(paper) if paper_format == "pdf" else render_docx(paper)


def draft_pages(body: Unit, letter: Letter, draft: Draft | None) -> tuple[bytes, ...]:
    """The pages as pictures; made once for the same words, since a browser asks for them one by one."""
    paper = _draft(body, letter, draft)
    key = f"pages:{hashlib.sha256(repr(paper).encode()).hexdigest()}"
    pages: tuple[bytes, ...] | None = cache.get(key)
    if pages is None:
        pages = render_pages(paper)
        cache.set(key, pages, PREVIEW_SECONDS)
    return pages


def _draft(body: Unit, letter: Letter, draft: Draft | None) -> OfficialPaper:
    values = field_values(letter, body, draft.fields if draft else {}, head_name_of(body))
    return compose(letter, body, values, Registration())
