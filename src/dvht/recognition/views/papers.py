"""The words of a decision beside the sheet as it will print, the check before it is signed, and its stored bytes."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import PaperForm
from dvht.documents.letters import field_values
from dvht.documents.models import PaperFormat
from dvht.documents.queries import series_of
from dvht.recognition import actions, exports
from dvht.recognition.actions.drafting import touch
from dvht.recognition.forms import SigningForm
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind
from dvht.recognition.permissions import can_change, can_correct
from dvht.recognition.queries.choosing import counts_by_outcome
from dvht.recognition.queries.dates import days_by_unit, last_days
from dvht.recognition.queries.decisions import Sheet, lines_of, seen_digest, sheet_of, unpublished_until
from dvht.recognition.queries.warnings import open_question, warnings_of
from dvht.recognition.queries.words import outcome_label, until_reference
from dvht.recognition.views.place import Place, draft_answer, into_form, paper_answer, readers
from dvht.ui.answers import refused, require
from dvht.ui.downloads import picture

Lines = tuple[DecidedUnit, ...]


def _sheet(place: Place, decision: Decision, lines: Lines | None = None) -> Sheet:
    listed = lines_of(decision) if lines is None else lines
    return sheet_of(decision, listed, place.today, head_name_of(decision.body))


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision(place: Place, decision_id: int) -> HttpResponse:
    """A draft with its words and how it will print; an issued one with its list and what became of it."""
    found = place.decision(decision_id)
    if not found.is_draft:
        if place.request.method == "POST":
            messages.warning(place.request, "Quyết định này đã ban hành nên lời văn không sửa được nữa.")
            return place.to("decision", found.pk)
        return _issued_page(place, found)
    lines = lines_of(found)
    sheet = _sheet(place, found, lines)
    form = _words_form(sheet, place.request.POST if place.request.method == "POST" else None)
    if form.is_bound:
        require(can_change(place.request.user, place.standing, found))
        if form.is_valid() and _saved(place, found, sheet, form):
            messages.success(place.request, "Đã lưu lời văn của quyết định.")
            return place.to("decision", found.pk)
    return _draft_page(place, found, lines, sheet, form)


def _words_form(sheet: Sheet, data: Mapping[str, Any] | None) -> PaperForm:
    return PaperForm(sheet.letter, {**sheet.values, "version": sheet.version}, data)


def _draft_page(place: Place, found: Decision, lines: Lines, sheet: Sheet, form: PaperForm) -> HttpResponse:
    context = place.context(
        decision=found,
        lines=_listed(found, lines, place),
        counted=counts_by_outcome(found.pack, lines),
        remarks=_remarks(place, found, lines),
        question=open_question(found.pack),
        sheet=sheet,
        form=form,
        may_change=can_change(place.request.user, place.standing, found),
        may_issue=place.may_issue and found.body_id == place.body.pk,
        reference=until_reference(found.pack),
        pages=page_numbers(exports.drafted(found.body, sheet, place.today)),
    )
    return render(place.request, "recognition/decision.html", context, status=422 if form.is_bound else 200)


def _remarks(place: Place, found: Decision, lines: Lines) -> Any:
    if found.kind == DecisionKind.WITHDRAWAL:
        return ()
    return warnings_of(found.pack, lines, place.today, corrects=found.replaces_id)


def _listed(found: Decision, lines: Any, place: Place) -> list[tuple[Any, str, Any]]:
    """Each line with its outcome in words and its last day."""
    on = found.paper.issued_on if found.paper else place.today
    return _with_days(found, lines, on)


def _with_days(found: Decision, lines: Any, on: date) -> list[tuple[Any, str, Any]]:
    days = days_by_unit(found, lines, on)
    return [(line, outcome_label(found.pack, line.outcome), days[line.unit_id]) for line in lines]


def _issued_page(place: Place, found: Decision) -> HttpResponse:
    lines = lines_of(found)
    titles = {title.unit_id: title for title in found.titles.select_related("ended_by__paper")}
    later = Decision.objects.filter(replaces=found).select_related("paper").first()
    context = place.context(
        decision=found,
        paper=found.paper,
        lines=[(*one, titles.get(one[0].unit_id)) for one in _listed(found, lines, place)],
        counted=counts_by_outcome(found.pack, lines),
        publication=getattr(found, "publication", None),
        later=later,
        may_correct=later is None
        and found.kind != DecisionKind.WITHDRAWAL
        and can_correct(place.request.user, place.standing, found),
        reference=until_reference(found.pack),
    )
    return render(place.request, "recognition/decision_issued.html", context)


def _saved(place: Place, found: Decision, sheet: Sheet, form: PaperForm) -> bool:
    proposed = field_values(sheet.letter, found.body, {}, "")
    proposed["signatory_name"] = head_name_of(found.body)
    return form.keep(proposed, sheet.draft, partial(_keep, place, found, sheet))


def _keep(place: Place, found: Decision, sheet: Sheet, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=found.body,
        year=found.year,
        kind=sheet.letter.kind,
        changes=changes,
        version=version,
        by=place.request.user,
        about=found.about,
    )
    touch(found)


@require_POST
@readers
def decision_reset(place: Place, decision_id: int) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    found = place.decision(decision_id)
    require(can_change(place.request.user, place.standing, found))
    sheet = _sheet(place, found)
    try:
        _keep(place, found, sheet, {}, sheet.version)
        messages.success(place.request, "Lời văn đã trở về theo danh sách hiện tại.")
    except ValidationError as error:
        refused(place.request, error)
    return place.to("decision", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision_confirm(place: Place, decision_id: int) -> HttpResponse:
    """The whole before the deed: full list, number expected, days; then issue."""
    found = place.decision(decision_id)
    require(place.may_issue and found.body_id == place.body.pk)
    if not found.is_draft:
        messages.warning(place.request, f"Quyết định này đã ban hành: số {found.number}.")
        return place.to("decision", found.pk)
    waiting = unpublished_until(found, found.lines.all())
    form = SigningForm(
        place.request.POST if place.request.method == "POST" else None,
        publish_on=max(place.today, waiting or place.today),
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            status = _sign(place, found, form)
            if status == 302:
                return place.to("decision", found.pk)
    return _confirm_page(place, found, form, status)


def _sign(place: Place, found: Decision, form: SigningForm) -> int:
    said = form.cleaned_data
    head = head_name_of(place.body)
    signing = actions.Signing(said["issued_on"], said["publish_on"], head, place.request.POST.get("seen", ""))
    try:
        issued = actions.issue_decision(found, signing, by=place.request.user)
    except ValidationError as error:
        return into_form(form, error)
    messages.success(
        place.request,
        f"Đã ban hành Quyết định số {issued.number}; đã báo cho {issued.lines.count()} đơn vị.",
    )
    return 302


def _confirm_page(place: Place, found: Decision, form: SigningForm, status: int) -> HttpResponse:
    said = getattr(form, "cleaned_data", {})
    on, publish_on = (said.get(name) or form.initial[name] for name in ("issued_on", "publish_on"))
    lines = lines_of(found)
    sheet = sheet_of(found, lines, on, head_name_of(place.body))
    series = series_of(place.body, on.year)
    listed = _with_days(found, lines, on)
    context = place.context(
        decision=found,
        form=form,
        lines=listed,
        counted=counts_by_outcome(found.pack, lines),
        remarks=_remarks(place, found, lines),
        question=open_question(found.pack),
        sheet=sheet,
        days=last_days(days for _, _, days in listed),
        on=on,
        number=f"{(series.last_number if series else 0) + 1:02d}/QĐ-{place.body.symbol}",
        digest=seen_digest(found, sheet, on, publish_on),
        reference=until_reference(found.pack),
    )
    return render(place.request, "recognition/decision_confirm.html", context, status=status)


@require_safe
@readers
def decision_page(place: Place, decision_id: int, page: int) -> HttpResponse:
    """One page of the draft as it would print now, as a picture."""
    found = place.decision(decision_id)
    if not found.is_draft:
        raise Http404
    return picture(pictured(exports.drafted(found.body, _sheet(place, found), place.today)), page)


@require_safe
@readers
def decision_file(place: Place, decision_id: int, paper_format: str) -> HttpResponse:
    """The stored bytes of an issued decision; of a draft, how it would print now."""
    found = place.decision(decision_id)
    if found.paper is not None:
        return paper_answer(found.paper, paper_format)
    if paper_format not in PaperFormat.values:
        raise Http404
    sheet = _sheet(place, found)
    content = rendered(exports.drafted(found.body, sheet, place.today), paper_format)
    return draft_answer(content, f"{sheet.letter.title} {place.year}", paper_format)
