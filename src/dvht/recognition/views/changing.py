"""What comes after an issued decision: one that replaces it, one that takes titles away."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from dvht.appraisal.models import Appraisal
from dvht.recognition import actions
from dvht.recognition.forms import ExpiryForm, LineForm, ReasonForm, WithdrawalForm, chosen_numbers
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Title
from dvht.recognition.permissions import can_change, can_correct
from dvht.recognition.queries.choosing import bundles_of, line_of
from dvht.recognition.queries.standing import titles_to_withdraw
from dvht.recognition.queries.words import outcome_label, until_reference
from dvht.recognition.states import TitleState
from dvht.recognition.views.place import Place, into_form, readers
from dvht.ui.answers import require
from dvht.ui.requests import version_sent


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision_correct(place: Place, decision_id: int) -> HttpResponse:
    """Say why an issued decision is replaced; its list goes into the draft."""
    old = place.decision(decision_id)
    require(can_correct(place.request.user, place.standing, old))
    form = ReasonForm(place.request.POST if place.request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = actions.draft_correction(
                    old,
                    body=place.body,
                    origin=place.body,
                    reason=form.cleaned_data["reason"],
                    by=place.request.user,
                )
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, f"Đã soạn dự thảo thay thế Quyết định số {old.number}.")
                return place.to("decision_correction", made.pk)
    context = place.context(decision=old, form=form, units=old.lines.count())
    return render(place.request, "recognition/decision_correct.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision_correction(place: Place, decision_id: int) -> HttpResponse:
    """The list of a correction: each line of the old one may be kept, put right or left out, and units added."""
    found = place.decision(decision_id)
    require(can_change(place.request.user, place.standing, found))
    if found.kind != DecisionKind.CORRECTION or found.replaces is None:
        return place.to("decision", found.pk)
    sent = place.request.POST if place.request.method == "POST" else None
    now = {line.unit_id: line for line in found.lines.all()}
    forms = _line_forms(found, now, sent)
    waiting = _waiting(place, found)
    expiry = ExpiryForm(found.pack, sent, chosen=found.expiry)
    reason = ReasonForm(sent, initial={"reason": found.reason})
    status = 200
    if sent is not None:
        status = 422
        if all([expiry.is_valid(), reason.is_valid(), *(form.is_valid() for form in forms)]):
            ticked = chosen_numbers(sent, "unit")
            status = _corrected(
                place, found, forms, [one for one in waiting if one.pk in ticked], (expiry, reason)
            )
            if status == 302:
                return place.to("decision", found.pk)
    inside = {line.appraisal_id for line in now.values()}
    context = place.context(
        decision=found,
        forms=forms,
        expiry=expiry,
        reason=reason,
        added=[
            (line_of(one, 0), outcome_label(found.pack, one.outcome), one.pk in inside) for one in waiting
        ],
        reference=until_reference(found.pack),
    )
    return render(place.request, "recognition/decision_correction.html", context, status=status)


def _line_forms(found: Decision, now: Mapping[int, DecidedUnit], sent: Any) -> list[LineForm]:
    if found.replaces is None:
        return []
    of_line = Title.objects.filter(decision=OuterRef("decision"), unit=OuterRef("unit"))
    lines = found.replaces.lines.select_related("unit", "appraisal").annotate(
        is_withdrawn=Exists(of_line.filter(state=TitleState.WITHDRAWN.value))
    )
    return [
        LineForm(
            found.pack,
            line,
            sent,
            is_withdrawn=line.is_withdrawn,
            initial={
                "keep": line.unit_id in now,
                "unit_name": now.get(line.unit_id, line).unit_name,
                "outcome": now.get(line.unit_id, line).outcome,
                "points": now.get(line.unit_id, line).points,
            },
        )
        for line in lines
    ]


def _waiting(place: Place, found: Decision) -> list[Appraisal]:
    key = (found.pack_id, found.pack_version, found.tier)
    return [
        one
        for bundle in bundles_of(place.standing, place.year, place.today)
        if (bundle.pack.id, bundle.pack.version, bundle.tier) == key
        for one in bundle.appraisals
    ]


def _corrected(
    place: Place,
    found: Decision,
    forms: list[LineForm],
    added: list[Appraisal],
    said: tuple[ExpiryForm, ReasonForm],
) -> int:
    expiry, reason = said
    kept = {
        form.line.unit_id: actions.LineWords(
            form.cleaned_data["unit_name"], form.cleaned_data["outcome"], form.cleaned_data["points"]
        )
        for form in forms
        if form.cleaned_data["keep"]
    }
    try:
        actions.change_list(
            found,
            added,
            actions.Said(expiry.expiry_said, reason=reason.cleaned_data["reason"]),
            kept=kept,
            version=version_sent(place.request),
            by=place.request.user,
        )
    except ValidationError as error:
        return into_form(expiry, error)
    messages.success(place.request, "Đã ghi danh sách của quyết định thay thế.")
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def withdrawal_start(place: Place) -> HttpResponse:
    """Choose titles of the year to take away, with the legal basis in words."""
    require(place.may_draft and place.standing.offices is None)
    titles = titles_to_withdraw(place.standing).filter(year=place.year, state=TitleState.IN_FORCE.value)
    sent = place.request.POST if place.request.method == "POST" else None
    ticked = chosen_numbers(sent if sent is not None else place.request.GET, "title")
    form = WithdrawalForm(sent)
    status = 200
    if sent is not None:
        status = 422
        if form.is_valid():
            chosen = [title for title in titles if title.pk in ticked]
            status, made = _withdrawn(place, chosen, form)
            if made is not None:
                return place.to("decision", made.pk)
    rows = [(title, outcome_label(title.pack, title.outcome), title.pk in ticked) for title in titles]
    context = place.context(form=form, rows=rows)
    return render(place.request, "recognition/withdrawal_start.html", context, status=status)


def _withdrawn(place: Place, chosen: list[Title], form: WithdrawalForm) -> tuple[int, Decision | None]:
    said = actions.Said("", reason=form.cleaned_data["reason"], legal_basis=form.cleaned_data["legal_basis"])
    try:
        made = actions.draft_withdrawal(
            place.body, place.year, chosen, said, origin=place.body, by=place.request.user
        )
    except ValidationError as error:
        return into_form(form, error), None
    messages.success(place.request, f"Đã soạn dự thảo thu hồi {len(chosen)} danh hiệu.")
    return 302, made
