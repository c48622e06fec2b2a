"""Drafts of the panel's papers, and a delivered file after its bytes were compared again."""

from __future__ import annotations

from dataclasses import replace

from django.http import FileResponse, Http404
from django.utils import timezone

from dvht.appraisal.letters.results import examiner_sheet
from dvht.appraisal.models import Appraisal, Seat
from dvht.documents.exports import rendered
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.models import Draft
from dvht.dossiers.exports import LostFileError, open_delivered_file
from dvht.dossiers.models import DeliveredFile
from dvht.paper.blocks import OfficialPaper
from dvht.ui.downloads import PDF, stored_file
from dvht.units.models import Unit


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
    paper = compose(letter, body, values, Registration(year=timezone.localdate().year))
    return rendered(replace(paper, draft=False), paper_format)


def draft_of(letter: Letter, body: Unit, draft: Draft | None, head_name: str) -> OfficialPaper:
    """The paper as it would be issued now, marked as a draft."""
    values = field_values(letter, body, draft.fields if draft else {}, head_name)
    return compose(letter, body, values, Registration(year=timezone.localdate().year))
