"""The minutes and the decision: their words, how they will print, and issuing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.citizens import exports
from dvht.citizens.actions import close_review, issue_decision
from dvht.citizens.actions.reviewing import review_gaps
from dvht.citizens.letters import DECISION, MINUTES, decision_letter, law_words, minutes_letter
from dvht.citizens.models import CitizenRound
from dvht.citizens.queries import conclusion_of, decision_in_force, lines_of
from dvht.citizens.states import RoundState
from dvht.citizens.views.place import Place, readers, with_round
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import Draft, PaperFormat
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.ui.answers import refused, require
from dvht.ui.downloads import picture, titled_download

KINDS: Final = {"bien-ban": MINUTES, "quyet-dinh": DECISION}


@dataclass(frozen=True)
class Sheet:
    """One of the two papers as it now reads, and whether it can be issued."""

    slug: str
    letter: Letter
    draft: Draft | None
    blocked: tuple[str, ...]
    unscored: int = 0
    """People without a result who still have time to score, when the minutes would leave them out."""

    @property
    def is_minutes(self) -> bool:
        return self.letter.kind == MINUTES


def sheet_of(place: Place, slug: str) -> Sheet:
    if slug not in KINDS:
        raise Http404
    found = place.round
    lines = lines_of(found)
    letter = minutes_letter(found, lines) if KINDS[slug] == MINUTES else decision_letter(found, lines)
    blocked: tuple[str, ...]
    if KINDS[slug] == MINUTES:
        blocked = review_gaps(found, lines) if found.is_open else ("Biên bản này đã chốt.",)
        in_time = found.is_open and timezone.localdate() <= found.scoring_until
        unscored = sum(line.own is None and line.national is None for line in lines) if in_time else 0
    else:
        chosen = any(conclusion_of(line, found.review.voters).recognised for line in lines)
        blocked, unscored = _decision_blocked(found, chosen=chosen), 0
    return Sheet(slug, letter, drafts_of(place.unit, place.year).get(letter.kind), blocked, unscored)


def _decision_blocked(citizen_round: CitizenRound, *, chosen: bool) -> tuple[str, ...]:
    if citizen_round.state == RoundState.OPEN:
        return ("Biên bản xét duyệt chưa chốt.",)
    if citizen_round.state == RoundState.DECIDED:
        return ("Quyết định của năm này đã ban hành.",)
    return () if chosen else ("Biên bản không đề nghị công nhận ai.",)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
@with_round
def citizen_paper(place: Place, slug: str) -> HttpResponse:
    """One paper: its words beside the sheet as it will print."""
    sheet = sheet_of(place, slug)
    form = _words_form(place, sheet, place.request.POST if place.request.method == "POST" else None)
    if place.request.method == "POST":
        require(place.may_keep)
        if form.is_valid() and _saved(place, sheet, form):
            messages.success(place.request, f"Đã lưu lời văn của {sheet.letter.title}.")
            return place.to("citizen_paper", slug)
    return _paper_page(place, sheet, form, IssueForm())


def _words_form(place: Place, sheet: Sheet, data: Mapping[str, Any] | None) -> PaperForm:
    return PaperForm.of(sheet.letter, place.unit, sheet.draft, head_name_of(place.unit), data)


def _paper_page(place: Place, sheet: Sheet, form: PaperForm, issue_form: IssueForm) -> HttpResponse:
    issued = papers_in_force(place.unit, place.year).get(sheet.letter.kind)
    may_issue = place.may_close if sheet.is_minutes else place.may_decide
    context = place.context(
        sheet=sheet,
        letter=sheet.letter,
        form=form,
        issue_form=issue_form,
        issued=issued,
        may_issue=may_issue,
        writable=place.may_keep and not _is_settled(place, sheet),
        settled=_is_settled(place, sheet),
        digest=sheet.letter.source_digest,
        replaced=None if sheet.is_minutes else decision_in_force(place.round),
        law=law_words(place.round.pack, place.year),
        pages=() if _is_settled(place, sheet) else page_numbers(exports.drafted(place.round, sheet.letter)),
    )
    return render(place.request, "citizens/citizen_paper.html", context, status=422 if form.is_bound else 200)


def _is_settled(place: Place, sheet: Sheet) -> bool:
    """The paper of this state is issued already: its words matter no more."""
    return not place.round.is_open if sheet.is_minutes else place.round.is_decided


def _saved(place: Place, sheet: Sheet, form: PaperForm) -> bool:
    proposed = field_values(sheet.letter, place.unit, {}, head_name_of(place.unit))
    return form.keep(proposed, sheet.draft, partial(_keep, place, sheet))


def _keep(place: Place, sheet: Sheet, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=place.unit,
        year=place.year,
        kind=sheet.letter.kind,
        changes=changes,
        version=version,
        by=place.request.user,
    )


@require_POST
@readers
@with_round
def citizen_paper_issue(place: Place, slug: str) -> HttpResponse:
    """Keep the words that stand on the page, then issue: the minutes close the review, the decision recognises."""
    sheet = sheet_of(place, slug)
    request = place.request
    require(place.may_close if sheet.is_minutes else place.may_decide)
    form = IssueForm(request.POST)
    if "version" in request.POST:
        words = _words_form(place, sheet, request.POST)
        if not words.is_valid() or not _saved(place, sheet, words):
            return _paper_page(place, sheet, words, form)
    if not form.is_valid():
        messages.error(request, form.complaint)
        return place.to("citizen_paper", slug)
    told = {
        "issued_on": form.day,
        "head_name": head_name_of(place.unit),
        "seen": request.POST.get("seen", ""),
        "by": request.user,
    }
    try:
        if sheet.is_minutes:
            paper = close_review(place.round, **told)
            messages.success(request, f"Đã chốt xét duyệt, biên bản số {paper.full_number}.")
        else:
            decision = issue_decision(place.round, **told)
            messages.success(
                request, f"Đã ban hành Quyết định số {decision.number}; kết quả đã ghi vào danh sách."
            )
    except ValidationError as error:
        refused(request, error)
        return place.to("citizen_paper", slug)
    return place.to("citizens")


@require_POST
@readers
@with_round
def citizen_paper_reset(place: Place, slug: str) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    sheet = sheet_of(place, slug)
    require(place.may_keep)
    try:
        _keep(place, sheet, {}, sheet.draft.version if sheet.draft else 0)
        messages.success(place.request, f"{sheet.letter.title}: lời văn đã trở về theo số liệu hiện tại.")
    except ValidationError as error:
        refused(place.request, error)
    return place.to("citizen_paper", slug)


@require_safe
@readers
@with_round
def citizen_paper_page(place: Place, slug: str, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    return picture(pictured(exports.drafted(place.round, sheet_of(place, slug).letter)), page)


@require_safe
@readers
@with_round
def citizen_paper_draft(place: Place, slug: str, paper_format: str) -> HttpResponse:
    if paper_format not in PaperFormat.values:
        raise Http404
    sheet = sheet_of(place, slug)
    content = rendered(exports.drafted(place.round, sheet.letter), paper_format)
    return titled_download(content, f"nhap {sheet.letter.title} {place.year}", paper_format)
