"""The papers of an examination: their words, how they will print, issuing them, and their bytes as issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.appraisal.actions.papers import issue_panel_paper
from dvht.appraisal.exports import draft_of
from dvht.appraisal.letters.minutes import MINUTES, minutes_letter
from dvht.appraisal.letters.report import PROPOSAL, REPORT, proposal_letter, report_letter
from dvht.appraisal.letters.results import (
    EXAMINATION_SHEET,
    EXAMINER_SHEET,
    SUMMARY,
    examination_sheet,
    examiner_sheet,
    summary_letter,
)
from dvht.appraisal.models import Appraisal, Meeting, Panel, Seat
from dvht.appraisal.models.findings import of_own_units
from dvht.appraisal.queries.issuing import gaps_before
from dvht.appraisal.queries.results import CONCLUDED
from dvht.appraisal.states import AppraisalState
from dvht.appraisal.views.office import Office, read_office
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import Draft, IssuedPaper, PaperFormat
from dvht.documents.queries import drafts_of, papers_in_force, stored_bytes
from dvht.paper.blocks import OfficialPaper
from dvht.ui.answers import refused, require
from dvht.ui.downloads import picture, titled_download


@dataclass(frozen=True)
class Sheet:
    """One paper as it now reads. `about` tells it apart; `blocked` says what keeps it from being issued."""

    office: Office
    slug: str
    key: str
    letter: Letter
    about: str
    panel: Panel
    blocked: tuple[str, ...]
    back: str
    meeting: Meeting | None = None

    @property
    def draft(self) -> Draft | None:
        return drafts_of(self.office.body, self.office.year, self.about).get(self.letter.kind)

    @property
    def issued(self) -> IssuedPaper | None:
        return papers_in_force(self.office.body, self.office.year, self.about).get(self.letter.kind)

    @property
    def may_write(self) -> bool:
        return self.office.may_keep(self.panel)

    @property
    def may_issue(self) -> bool:
        """The tờ trình is the head's own; what a panel signs goes out by whoever keeps its papers."""
        if self.letter.kind == PROPOSAL:
            return self.office.may_lead
        return self.office.may_handle or self.may_write

    @property
    def head_name(self) -> str:
        return "" if self.letter.signatory else head_name_of(self.office.body)


def sheet_of(office: Office, slug: str, key: str) -> Sheet:
    """The paper that an address names; 404 for one that the reader may not see."""
    make = MAKERS.get(slug)
    parts = key.split("-")
    if make is None or not all(part.isascii() and part.isdecimal() and len(part) < 18 for part in parts):
        raise Http404
    return make(office, slug, key, [int(part) for part in parts])


Maker = Callable[[Office, str, str, list[int]], Sheet]


def _appraisal(office: Office, pk: int) -> Appraisal:
    visible = office.appraisals.select_related("submission__unit", "submission__dossier", "panel__body")
    found: Appraisal = get_object_or_404(visible, pk=pk)
    return found


def _own_sheet(office: Office, slug: str, key: str, ids: list[int]) -> Sheet:
    if len(ids) != 2:
        raise Http404
    appraisal = _appraisal(office, ids[0])
    seat = get_object_or_404(Seat, pk=ids[1], panel=appraisal.panel_id)
    about = f"appraisal:{appraisal.pk}:seat:{seat.pk}"
    letter, back = examiner_sheet(appraisal, seat), reverse("consolidation", args=[appraisal.pk])
    return Sheet(office, slug, key, letter, about, appraisal.panel, (), back)


def _together(office: Office, slug: str, key: str, ids: list[int]) -> Sheet:
    appraisal = _appraisal(office, ids[0])
    early = appraisal.state == AppraisalState.EXAMINING
    letter = examination_sheet(appraisal) if slug == "phieu-tong-hop" else summary_letter(appraisal)
    blocked = ("Hồ sơ chưa qua bước thống nhất.",) if early else ()
    if slug == "tong-hop" and appraisal.state not in CONCLUDED:
        blocked = ("Hồ sơ này chưa có kết luận.",)
    about, back = f"appraisal:{appraisal.pk}", reverse("appraisal_result", args=[appraisal.pk])
    return Sheet(office, slug, key, letter, about, appraisal.panel, blocked, back)


def _minutes(office: Office, slug: str, key: str, ids: list[int]) -> Sheet:
    meetings = Meeting.objects.filter(panel__in=office.panels).select_related("panel__body", "minutes")
    meetings = meetings.prefetch_related("present", "panel__seats")
    meeting = get_object_or_404(meetings, pk=ids[0])
    agenda = meeting.appraisals.values_list("pk", flat=True)
    if office.appraisals.filter(pk__in=agenda).count() != len(agenda):
        raise Http404
    blocked = gaps_before(MINUTES, meeting.panel, meeting)
    back = reverse("meeting", args=[office.body.pk, office.year, meeting.pk])
    letter, about = minutes_letter(meeting), f"meeting:{meeting.pk}"
    return Sheet(office, slug, key, letter, about, meeting.panel, blocked, back, meeting)


def _of_panel(office: Office, slug: str, key: str, ids: list[int]) -> Sheet:
    panel = get_object_or_404(office.panels.select_related("body").prefetch_related("seats"), pk=ids[0])
    concluded = panel.appraisals.filter(state__in=CONCLUDED)
    if concluded.filter(of_own_units(office.request.user)).exists():
        raise Http404  # nobody reads how their own unit was examined before it is answered
    letter = report_letter(panel) if slug == "bao-cao" else proposal_letter(panel)
    blocked = gaps_before(letter.kind, panel)
    back = reverse("appraisal_results", args=[office.body.pk, office.year])
    return Sheet(office, slug, key, letter, f"panel:{panel.pk}", panel, blocked, back)


MAKERS: Final[Mapping[str, Maker]] = {
    "phieu": _own_sheet,
    "phieu-tong-hop": _together,
    "tong-hop": _together,
    "bien-ban": _minutes,
    "bao-cao": _of_panel,
    "to-trinh": _of_panel,
}
KINDS: Final = (EXAMINER_SHEET, EXAMINATION_SHEET, SUMMARY, MINUTES, REPORT, PROPOSAL)


@require_http_methods(["GET", "HEAD", "POST"])
@read_office
def appraisal_paper(office: Office, slug: str, key: str) -> HttpResponse:
    """One paper: its words beside the sheet as it will print."""
    sheet = sheet_of(office, slug, key)
    form = _words_form(sheet, office.request.POST if office.request.method == "POST" else None)
    if office.request.method == "POST":
        require(sheet.may_write)
        if form.is_valid() and _saved(sheet, form):
            messages.success(office.request, f"Đã lưu lời văn của {sheet.letter.title}.")
            return _to(sheet)
    return _paper_page(sheet, form, IssueForm())


def _to(sheet: Sheet) -> HttpResponse:
    return redirect("appraisal_paper", sheet.office.body.pk, sheet.office.year, sheet.slug, sheet.key)


def _words_form(sheet: Sheet, data: Mapping[str, Any] | None) -> PaperForm:
    return PaperForm.of(sheet.letter, sheet.office.body, sheet.draft, sheet.head_name, data)


def _paper_page(sheet: Sheet, form: PaperForm, issue_form: IssueForm) -> HttpResponse:
    draft, issued = sheet.draft, sheet.issued
    context = sheet.office.context(
        sheet=sheet,
        letter=sheet.letter,
        draft=draft,
        form=form,
        issue_form=issue_form,
        issued=issued,
        outdated=issued is not None and issued.source_digest != sheet.letter.source_digest,
        pages=page_numbers(draft_of(sheet.letter, sheet.office.body, draft, sheet.head_name)),
    )
    status = 422 if form.is_bound else 200
    return render(sheet.office.request, "appraisal/paper.html", context, status=status)


def _drafted(sheet: Sheet) -> OfficialPaper:
    office = sheet.office
    return draft_of(sheet.letter, office.body, sheet.draft, sheet.head_name)


def _saved(sheet: Sheet, form: PaperForm) -> bool:
    proposed = field_values(sheet.letter, sheet.office.body, {}, sheet.head_name)
    return form.keep(proposed, sheet.draft, partial(_keep, sheet))


def _keep(sheet: Sheet, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=sheet.office.body,
        year=sheet.office.year,
        kind=sheet.letter.kind,
        changes=changes,
        version=version,
        by=sheet.office.request.user,
        about=sheet.about,
    )


@require_POST
@read_office
def appraisal_paper_issue(office: Office, slug: str, key: str) -> HttpResponse:
    """Keep the words that stand on the page, then give the paper its number and store it."""
    sheet = sheet_of(office, slug, key)
    require(sheet.may_issue)
    form = IssueForm(office.request.POST)
    if "version" in office.request.POST and sheet.may_write:
        words = _words_form(sheet, office.request.POST)
        if not words.is_valid() or not _saved(sheet, words):
            return _paper_page(sheet, words, form)
    if not form.is_valid():
        messages.error(office.request, form.complaint)
        return _to(sheet)
    if sheet.blocked:
        messages.error(office.request, " ".join(sheet.blocked))
        return _to(sheet)
    draft = sheet.draft
    try:
        paper = issue_panel_paper(
            sheet.letter,
            sheet.panel,
            about=sheet.about,
            values=field_values(sheet.letter, office.body, draft.fields if draft else {}, sheet.head_name),
            issued_on=form.day,
            seen=office.request.POST.get("seen", ""),
            meeting=sheet.meeting,
            by=office.request.user,
        )
    except ValidationError as error:
        refused(office.request, error)
        return _to(sheet)
    number = f" số {paper.full_number}" if paper.full_number else ""
    messages.success(office.request, f"Đã ban hành {sheet.letter.title}{number}.")
    return _to(sheet)


@require_POST
@read_office
def appraisal_paper_reset(office: Office, slug: str, key: str) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    sheet = sheet_of(office, slug, key)
    require(sheet.may_write)
    try:
        _keep(sheet, {}, sheet.draft.version if sheet.draft else 0)
        messages.success(office.request, f"{sheet.letter.title}: lời văn đã trở về theo số liệu hiện tại.")
    except ValidationError as error:
        refused(office.request, error)
    return _to(sheet)


@require_safe
@read_office
def appraisal_paper_page(office: Office, slug: str, key: str, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    return picture(pictured(_drafted(sheet_of(office, slug, key))), page)


@require_safe
@read_office
def appraisal_paper_draft(office: Office, slug: str, key: str, paper_format: str) -> HttpResponse:
    if paper_format not in PaperFormat.values:
        raise Http404
    sheet = sheet_of(office, slug, key)
    content = rendered(_drafted(sheet), paper_format)
    return titled_download(content, f"nhap {sheet.letter.title}", paper_format)


@require_safe
@read_office
def appraisal_paper_file(office: Office, slug: str, key: str, paper_format: str) -> HttpResponse:
    """The paper as it was issued."""
    sheet = sheet_of(office, slug, key)
    if paper_format not in PaperFormat.values or sheet.issued is None:
        raise Http404
    content = stored_bytes(sheet.issued, PaperFormat(paper_format))
    return titled_download(content, sheet.letter.title, paper_format)
