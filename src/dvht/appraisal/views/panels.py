"""The panels of a body for a year: drafted, set to work by a decision made on paper, ended."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.appraisal.actions import panels as actions
from dvht.appraisal.forms.panels import (
    EndForm,
    NewPanelForm,
    OutsideDecisionForm,
    PanelDetailsForm,
    show_refusal,
)
from dvht.appraisal.models import Panel, PanelForm
from dvht.appraisal.queries.panels import (
    DECISION,
    PROPOSAL,
    deciding_body,
    form_by_plan,
    issuing_body,
    last_years,
    law_pack,
    panels_of,
    proposed_to,
    seats_of,
    unassigned_count,
    with_invitations,
    working_plan,
)
from dvht.appraisal.queries.rules import COUNCIL_TEXT, composition_of
from dvht.appraisal.views.panels_place import (
    BodyPlace,
    PanelPlace,
    decides,
    either,
    led_by,
    of_body,
    of_panel,
    receives,
    run_by,
)
from dvht.documents.queries import papers_in_force_of
from dvht.ui.answers import require
from dvht.ui.requests import version_sent


@require_safe
@of_body
def panel_list(place: BodyPlace) -> HttpResponse:
    """The panels of the body, and for a people's committee the teams that its offices propose."""
    today, plan = timezone.localdate(), working_plan(place.body, place.year)
    context = place.context(
        panels=panels_of(place.body, place.year),
        receives=receives(place.body),
        proposed=proposed_to(place.body, place.year, today) if decides(place.body) else (),
        waiting=unassigned_count(place.body, place.year, place.request.user, today)
        if receives(place.body)
        else 0,
        plan=plan,
        by_plan=form_by_plan(place.body, place.year, plan),
    )
    return render(place.request, "appraisal/panel_list.html", context)


@either
@of_body
def panel_add(place: BodyPlace) -> HttpResponse:
    """Draft a council or a team."""
    require(place.may_handle)
    plan = working_plan(place.body, place.year)
    proposed = form_by_plan(place.body, place.year, plan)
    initial = {
        "form": proposed,
        "name": "Hội đồng đánh giá “Đơn vị học tập”" if proposed == "council" else "Đoàn kiểm tra",
    }
    form = NewPanelForm(place.request.POST or None, initial=initial)
    status = 422 if place.request.method == "POST" else 200
    if place.request.method == "POST" and form.is_valid():
        kind = PanelForm(form.cleaned_data["form"])
        words = actions.PanelWords(form.cleaned_data["name"], decided_by=_decider(place, kind))
        try:
            panel = actions.draft_panel(place.body, place.year, kind, words, by=place.request.user)
        except ValidationError as error:
            status = show_refusal(form, error)
        else:
            messages.success(place.request, f"Đã lập {panel.name}. Thêm người, rồi ban hành quyết định.")
            return place.to("panel", panel.pk)
    context = place.context(form=form, plan=plan, by_plan=proposed, law=law_pack(place.body, place.year))
    return render(place.request, "appraisal/panel_add.html", context, status=status)


def _decider(place: BodyPlace, kind: PanelForm) -> str:
    """A team is set up by the people's committee that decides where the body receives."""
    if kind == PanelForm.COUNCIL:
        return ""
    decider = deciding_body(place.body, timezone.localdate())
    return decider.name if decider else ""


@require_safe
@of_panel
def panel(place: PanelPlace) -> HttpResponse:
    """One panel: who sits in it, whether it is made up as the circular asks, what comes next."""
    here = place.panel
    issuer = issuing_body(here, timezone.localdate())
    seats = with_invitations(here, timezone.now())
    issuer_id = issuer.pk if issuer else 0
    papers = papers_in_force_of({here.body_id, issuer_id}, here.year, here.about)
    context = place.context(
        seats=seats,
        composition=composition_of(here, [line.seat for line in seats]),
        law=COUNCIL_TEXT,
        issuer=issuer,
        issues_here=issuer_id == here.body_id,
        proposal=papers.get((here.body_id, PROPOSAL)),
        decision=papers.get((issuer_id, DECISION)),
        earlier=last_years(here) if here.is_draft else (),
        visits=here.visits.count(),
    )
    return render(place.request, "appraisal/panel.html", context)


@either
@run_by
def panel_change(place: PanelPlace) -> HttpResponse:
    """How the panel works; who may read the number of councillors which way."""
    own = Panel.objects.get(pk=place.panel.pk)
    form = PanelDetailsForm(place.request.POST or None, instance=own)
    status, version = 200, place.panel.version
    if place.request.method == "POST":
        status, version = 422, version_sent(place.request)
        if form.is_valid():
            words = actions.PanelWords(**form.words())
            try:
                kept = actions.change_panel(place.panel, words, version=version, by=place.request.user)
            except ValidationError as error:
                status, version = show_refusal(form, error), place.panel.version
            else:
                messages.success(place.request, f"Đã lưu {kept.name}.")
                return place.back()
    composition = composition_of(place.panel, seats_of(place.panel))
    context = place.context(form=form, version=version, composition=composition, law=COUNCIL_TEXT)
    return render(place.request, "appraisal/panel_change.html", context, status=status)


@require_POST
@run_by
def panel_discard(place: PanelPlace) -> HttpResponse:
    name = place.panel.name
    try:
        actions.discard_panel(place.panel, by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.back() if Panel.objects.filter(pk=place.panel.pk).exists() else place.to("panel_list")
    messages.success(place.request, f"Đã bỏ {name}.")
    return place.to("panel_list")


@either
@led_by
def panel_begin(place: PanelPlace) -> HttpResponse:
    """A decision made on paper sets the panel to work."""
    form = OutsideDecisionForm(place.request.POST or None, initial={"decided_by": place.panel.decided_by})
    status = 200
    if place.request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.begin_work(
                    place.panel, actions.OutsideDecision(**form.cleaned_data), by=place.request.user
                )
            except ValidationError as error:
                status = show_refusal(form, error)
            else:
                messages.success(place.request, f"{place.panel.name} bắt đầu làm việc.")
                return place.back()
    composition = composition_of(place.panel, seats_of(place.panel))
    return render(
        place.request,
        "appraisal/panel_begin.html",
        place.context(form=form, composition=composition),
        status=status,
    )


@either
@led_by
def panel_end(place: PanelPlace) -> HttpResponse:
    """End the panel, with a reason."""
    form = EndForm(place.request.POST or None)
    status = 200
    if place.request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.dissolve_panel(place.panel, form.cleaned_data["reason"], by=place.request.user)
            except ValidationError as error:
                status = show_refusal(form, error)
            else:
                messages.success(place.request, f"{place.panel.name} đã kết thúc; quyền xem hồ sơ đã đóng.")
                return place.back()
    open_dossiers = place.panel.appraisals.filter(concluded_at=None).count()
    context = place.context(form=form, open_dossiers=open_dossiers)
    return render(place.request, "appraisal/panel_end.html", context, status=status)
