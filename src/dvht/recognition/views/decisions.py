"""The decisions of a body, one of them, and choosing what it covers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.dossiers.states import SubmissionState
from dvht.recognition import actions
from dvht.recognition.forms import ExpiryForm, chosen_numbers
from dvht.recognition.permissions import can_change
from dvht.recognition.queries.choosing import Bundle, bundles_of, line_of, narrowed, sectors_in
from dvht.recognition.queries.standing import decisions_listed, waiting_elsewhere
from dvht.recognition.queries.warnings import open_question, warnings_of
from dvht.recognition.queries.words import outcome_label, until_reference
from dvht.recognition.views.place import Place, into_form, readers
from dvht.ui.answers import refused, require
from dvht.ui.requests import version_sent


@require_safe
@readers
def decisions(place: Place) -> HttpResponse:
    """Every decision of the year, and what waits for one; in an office also those of the body that decides for it."""
    found = decisions_listed(place.standing, place.sectors.kinds).filter(year=place.year)
    found = found.annotate(units=Count("lines"))
    waiting = bundles_of(place.standing, place.year, place.today)
    elsewhere = waiting_elsewhere(place.standing, place.year)
    context = place.context(
        drafts=[(one, place.decision_url(one)) for one in found if one.is_draft],
        issued=[(one, place.decision_url(one)) for one in found if not one.is_draft],
        decided_here=any(not one.is_draft and one.body_id in place.standing.bodies for one in found),
        others=sorted({one.body_name for one in found if one.body_id not in place.standing.bodies}),
        waiting=waiting,
        waiting_count=sum(len(bundle.appraisals) for bundle in waiting),
        elsewhere=elsewhere,
        elsewhere_count=sum(one.count for one in elsewhere),
    )
    return render(place.request, "recognition/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision_start(place: Place) -> HttpResponse:
    """Choose the units of a new decision; all that wait are chosen unless somebody unticks them."""
    require(place.may_draft)
    bundles = bundles_of(place.standing, place.year, place.today)
    key = place.request.POST.get("bundle") or place.request.GET.get("bundle", "")
    bundle = next((one for one in bundles if one.key == key), bundles[0] if bundles else None)
    if bundle is None:
        messages.info(place.request, "Không còn đơn vị nào đủ điều kiện mà chưa có quyết định.")
        return place.to("decisions")
    sent = place.request.POST if place.request.method == "POST" else None
    form = ExpiryForm(bundle.pack, sent, chosen=bundle.default_expiry)
    status = 200
    if sent is not None:
        ticked = chosen_numbers(sent, "unit")
        chosen = [one for one in bundle.appraisals if one.pk in ticked]
        if form.is_valid():
            try:
                said = actions.Said(form.expiry_said)
                made = actions.draft_decision(
                    place.body, place.year, bundle, chosen, said, origin=place.origin, by=place.request.user
                )
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, f"Đã soạn dự thảo quyết định cho {len(chosen)} đơn vị.")
                return place.to("decision", made.pk)
        status = 422 if status == 200 else status
    context = _choosing(
        place, bundle, form, ticked=chosen_numbers(sent, "unit") if sent is not None else None
    )
    return render(
        place.request, "recognition/decision_start.html", {**context, "bundles": bundles}, status=status
    )


def _choosing(
    place: Place, bundle: Bundle, form: ExpiryForm, *, ticked: frozenset[int] | None
) -> dict[str, Any]:
    asked = place.request.GET if ticked is None else place.request.POST
    sector, words = asked.get("sector", ""), asked.get("q", "").strip()
    shown = narrowed(bundle, sector=sector, words=words)
    lines = [line_of(one, order) for order, one in enumerate(shown, 1)]
    remarks = warnings_of(bundle.pack, lines, place.today)
    return place.context(
        bundle=bundle,
        form=form,
        rows=[
            (line, outcome_label(bundle.pack, line.outcome), ticked is None or line.appraisal_id in ticked)
            for line in lines
        ],
        remarks=remarks,
        question=open_question(bundle.pack),
        sectors=sectors_in(bundle),
        sector=sector,
        words=words,
        reference=until_reference(bundle.pack),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def decision_list(place: Place, decision_id: int) -> HttpResponse:
    """Change the units of a draft, and how their validity is counted; whose dossier has closed is no longer chosen."""
    decision = place.decision(decision_id)
    require(can_change(place.request.user, place.standing, decision))
    if decision.kind != "recognition":
        return place.to("decision", decision.pk)
    now = list(decision.lines.select_related("unit", "appraisal__submission__unit"))
    inside = [line.appraisal for line in now if line.appraisal is not None]
    waiting = [
        one
        for bundle in bundles_of(place.standing, place.year, place.today)
        if (bundle.pack.id, bundle.pack.version, bundle.tier) == _key_of(decision)
        for one in bundle.appraisals
    ]
    known = {one.pk: one for one in [*inside, *waiting]}
    form = ExpiryForm(
        decision.pack, place.request.POST if place.request.method == "POST" else None, chosen=decision.expiry
    )
    ticked = frozenset(one.pk for one in inside if one.submission.state == SubmissionState.RECEIVED)
    status = 200
    if form.is_bound:
        ticked = chosen_numbers(place.request.POST, "unit")
        status = 422
        if form.is_valid():
            try:
                actions.change_list(
                    decision,
                    [one for pk, one in known.items() if pk in ticked],
                    actions.Said(form.expiry_said),
                    version=version_sent(place.request),
                    by=place.request.user,
                )
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, "Đã ghi danh sách của dự thảo.")
                return place.to("decision", decision.pk)
    rows = [line_of(one, order) for order, one in enumerate(known.values(), 1)]
    context = place.context(
        decision=decision,
        form=form,
        rows=[
            (line, outcome_label(decision.pack, line.outcome), line.appraisal_id in ticked) for line in rows
        ],
        reference=until_reference(decision.pack),
    )
    return render(place.request, "recognition/decision_list.html", context, status=status)


def _key_of(decision: Any) -> tuple[str, str, str]:
    return decision.pack_id, decision.pack_version, decision.tier


@require_POST
@readers
def decision_discard(place: Place, decision_id: int) -> HttpResponse:
    """Give a draft up."""
    decision = place.decision(decision_id)
    require(can_change(place.request.user, place.standing, decision))
    try:
        actions.discard_draft(decision, version=version_sent(place.request), by=place.request.user)
        messages.success(place.request, "Đã bỏ dự thảo; các đơn vị lại chờ quyết định.")
    except ValidationError as error:
        refused(place.request, error)
        return place.to("decision", decision.pk)
    return place.to("decisions")
