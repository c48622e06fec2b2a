"""Drafts of the panel's papers, and a delivered file after its bytes were compared again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from django.core.cache import cache
from django.http import FileResponse, Http404

from dvht.appraisal.letters.results import examiner_sheet
from dvht.appraisal.models import Appraisal, Seat
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.models import Draft
from dvht.dossiers.exports import LostFileError, open_delivered_file
from dvht.dossiers.models import DeliveredFile
from dvht.paper.blocks import OfficialPaper
from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pages, render_pdf
from dvht.ui.downloads import stored_file
from dvht.units.models import Unit

PREVIEW_SECONDS: Final = 300
PDF: Final = "application/pdf"


def open_file(file: DeliveredFile, *, as_attachment: bool) -> FileResponse:
    """The bytes as they were handed in; 404 for a link, or when the bytes aren't what they were."""
    media_type = file.media_type or PDF
    shown = media_type == PDF or media_type.startswith("image/")
    try:
        content = open_delivered_file(file)
    except LostFileError as error:
        raise Http404(str(error)) from error
    ending = "" if "." in file.title[-6:] else f".{media_type.rsplit('/', 1)[-1][:8]}"
    return stored_file(content, f"{file.title}{ending}", media_type, as_attachment=as_attachment or not shown)


def sheet_bytes(appraisal: Appraisal, seat: Seat, paper_format: str) -> bytes:
    """One examiner's own sheet, to be printed and signed by hand."""
    body = appraisal.panel.body
    letter = examiner_sheet(appraisal, seat)
    values = field_values(letter, body, {}, "")
    paper = replace(compose(letter, body, values, Registration(year=appraisal.panel.year + 1)), draft=False)
    return render_pdf(paper) if paper_format == "pdf" else render_docx(paper)


def draft_of(letter: Letter, body: Unit, year: int, draft: Draft | None, head_name: str) -> OfficialPaper:
    """The paper as it would be issued now, marked as a draft."""
    values = field_values(letter, body, draft.fields if draft else {}, head_name)
    return compose(letter, body, values, Registration(year=year + 1))


def draft_bytes(paper: OfficialPaper, paper_format: str) -> bytes:
    return render_pdf(paper) if paper_format == "pdf" else render_docx(paper)


def draft_pages(paper: OfficialPaper) -> tuple[bytes, ...]:
    """The pages as pictures; made once for the same words, since a browser asks for them one by one."""
    key = f"appraisal-pages:{hashlib.sha256(repr(paper).encode()).hexdigest()}"
    pages: tuple[bytes, ...] | None = cache.get(key)
    if pages is None:
        pages = render_pages(paper)
        cache.set(key, pages, PREVIEW_SECONDS)
    return pages
