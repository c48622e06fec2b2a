"""The papers that set a panel up: their words, how they will print, issuing them, their bytes as issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.appraisal.actions.panels import is_proposed, issue_panel_decision, issue_proposal
from dvht.appraisal.exports import draft_of
from dvht.appraisal.letters.panels import decision_letter, proposal_letter
from dvht.appraisal.models import Panel
from dvht.appraisal.queries.panels import DECISION, PROPOSAL, issuing_body, seats_of
from dvht.appraisal.queries.rules import composition_of
from dvht.appraisal.views.panels_place import BodyPlace, PanelPlace, either, of_body, of_panel
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import Draft, IssuedPaper, PaperFormat
from dvht.documents.queries import drafts_of, papers_in_force, stored_bytes
from dvht.paper.blocks import OfficialPaper
from dvht.ui.answers import require, said
from dvht.ui.downloads import picture, titled_download

P = ParamSpec("P")
KINDS: Final = {"to-trinh": PROPOSAL, "quyet-dinh": DECISION}


@dataclass(frozen=True)
class PanelSheet:
    """One paper as it now reads at the body that issues it; `blocked` says what keeps it from being issued."""

    place: BodyPlace
    panel: Panel
    slug: str
    letter: Letter
    draft: Draft | None
    issued: IssuedPaper | None
    blocked: tuple[str, ...]

    @property
    def is_decision(self) -> bool:
        return self.letter.kind == DECISION

    @property
    def is_current(self) -> bool:
        """What was issued still says what the records say."""
        return self.issued is not None and self.issued.source_digest == self.letter.source_digest

    @property
    def own(self) -> bool:
        """The body that issues is the panel's own, so its people may open the panel's page."""
        return bool(self.place.body.pk == self.panel.body_id)


def read_sheet(place: BodyPlace, panel_id: int, slug: str) -> PanelSheet:
    """404 where this body issues no such paper for this panel."""
    panel = get_object_or_404(Panel.objects.select_related("body", "decision"), pk=panel_id, year=place.year)
    issuer = issuing_body(panel, timezone.localdate()) if slug == "quyet-dinh" else panel.body
    wrong = slug not in KINDS or (slug == "to-trinh" and panel.is_council)
    if wrong or issuer is None or issuer.pk != place.body.pk:
        raise Http404
    letter = decision_letter(panel, place.body) if slug == "quyet-dinh" else proposal_letter(panel)
    return PanelSheet(
        place,
        panel,
        slug,
        letter,
        drafts_of(place.body, place.year, panel.about).get(letter.kind),
        papers_in_force(place.body, place.year, panel.about).get(letter.kind),
        _blocked(panel, slug),
    )


def _blocked(panel: Panel, slug: str) -> tuple[str, ...]:
    if panel.state == "dissolved":
        return (f"{panel.name} đã kết thúc.",)
    if slug == "to-trinh" and not panel.is_draft:
        return (f"{panel.name} đã có quyết định thành lập.",)
    gaps = composition_of(panel, seats_of(panel)).gaps
    if slug == "quyet-dinh" and panel.is_draft and not panel.is_council and not is_proposed(panel):
        gaps = (*gaps, f"{panel.body.name} chưa ban hành tờ trình.")
    return gaps


SheetPage = Callable[Concatenate[PanelSheet, P], HttpResponse]


def of_sheet(page: SheetPage[P]) -> Callable[..., HttpResponse]:
    """The page of a paper is for those who work at the body that issues it."""

    @wraps(page)
    def inner(place: BodyPlace, panel_id: int, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return page(read_sheet(place, panel_id, slug), *args, **kwargs)

    return of_body(cast(Any, inner))


@either
@of_sheet
def panel_paper(sheet: PanelSheet) -> HttpResponse:
    """One paper: its words beside the sheet as it will print."""
    request = sheet.place.request
    form = _words_form(sheet, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(sheet.place.may_handle)
        if form.is_valid() and _saved(sheet, form):
            messages.success(request, f"Đã lưu lời văn của {sheet.letter.title}.")
            return _back(sheet)
    return _page(sheet, form, IssueForm())


def _back(sheet: PanelSheet) -> HttpResponse:
    return sheet.place.to("panel_paper", sheet.panel.pk, sheet.slug)


def _words_form(sheet: PanelSheet, data: Mapping[str, Any] | None) -> PaperForm:
    body = sheet.place.body
    return PaperForm.of(sheet.letter, body, sheet.draft, head_name_of(body), data)


def _page(sheet: PanelSheet, form: PaperForm, issue_form: IssueForm) -> HttpResponse:
    context = sheet.place.context(
        sheet=sheet,
        panel=sheet.panel,
        letter=sheet.letter,
        form=form,
        issue_form=issue_form,
        digest=sheet.letter.source_digest,
        writable=sheet.place.may_handle and sheet.panel.state != "dissolved",
        pages=page_numbers(_drafted(sheet)),
    )
    return render(
        sheet.place.request, "appraisal/panel_paper.html", context, status=422 if form.is_bound else 200
    )


def _drafted(sheet: PanelSheet) -> OfficialPaper:
    body = sheet.place.body
    return draft_of(sheet.letter, body, sheet.draft, head_name_of(body))


def _saved(sheet: PanelSheet, form: PaperForm) -> bool:
    body = sheet.place.body
    proposed = field_values(sheet.letter, body, {}, head_name_of(body))
    return form.keep(proposed, sheet.draft, partial(_keep, sheet))


def _keep(sheet: PanelSheet, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=sheet.place.body,
        year=sheet.place.year,
        kind=sheet.letter.kind,
        about=sheet.panel.about,
        changes=changes,
        version=version,
        by=sheet.place.request.user,
    )


@require_POST
@of_sheet
def panel_paper_issue(sheet: PanelSheet) -> HttpResponse:
    """Keep the words that stand on the page, then issue; the first decision sets the panel to work."""
    request = sheet.place.request
    require(sheet.place.may_lead)
    form = IssueForm(request.POST)
    if "version" in request.POST:
        words = _words_form(sheet, request.POST)
        if not words.is_valid() or not _saved(sheet, words):
            return _page(sheet, words, form)
    if not form.is_valid():
        messages.error(request, form.complaint)
        return _back(sheet)
    issue = issue_panel_decision if sheet.is_decision else issue_proposal
    try:
        paper = issue(
            sheet.panel,
            issued_on=form.day,
            head_name=head_name_of(sheet.place.body),
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except ValidationError as error:
        messages.error(request, f"Chưa ban hành {sheet.letter.title}. {' '.join(error.messages)}")
        return _back(sheet)
    messages.success(request, f"Đã ban hành {paper.title} số {paper.full_number}.")
    return sheet.place.to("panel", sheet.panel.pk) if sheet.own else _back(sheet)


@require_POST
@of_sheet
def panel_paper_reset(sheet: PanelSheet) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    require(sheet.place.may_handle)
    version = sheet.draft.version if sheet.draft else 0
    told = f"{sheet.letter.title}: lời văn đã trở về theo số liệu hiện tại."
    said(sheet.place.request, lambda: _keep(sheet, {}, version), told)
    return _back(sheet)


@require_safe
@of_sheet
def panel_paper_page(sheet: PanelSheet, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    return picture(pictured(_drafted(sheet)), page)


@require_safe
@of_sheet
def panel_paper_draft(sheet: PanelSheet, paper_format: str) -> HttpResponse:
    if paper_format not in PaperFormat.values:
        raise Http404
    content = rendered(_drafted(sheet), paper_format)
    return titled_download(content, f"nhap {sheet.letter.title}", paper_format)


@require_safe
@of_panel
def panel_paper_file(place: PanelPlace, paper_id: int, paper_format: str) -> HttpResponse:
    """A paper of the panel as it was issued, whoever issued it."""
    kinds = tuple(KINDS.values())
    about = place.panel.about
    found = get_object_or_404(IssuedPaper, pk=paper_id, about=about, year=place.year, kind__in=kinds)
    if paper_format not in PaperFormat.values:
        raise Http404
    content = stored_bytes(found, PaperFormat(paper_format))
    number = found.full_number.replace("/", " ")
    return titled_download(content, f"{found.title} {number}", paper_format)
