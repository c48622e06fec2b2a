"""The schedule of a panel's visits."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.appraisal.actions import visits as actions
from dvht.appraisal.exports.visits import visits_workbook
from dvht.appraisal.forms.panels import VisitForm, show_refusal
from dvht.appraisal.models import Visit
from dvht.appraisal.queries.assigning import units_to_visit, visit_lines
from dvht.appraisal.views.panels_place import PanelPlace, either, of_panel, run_by
from dvht.ui.answers import said
from dvht.ui.downloads import titled_download
from dvht.units.models import Unit

ON_A_PAGE: Final = 50


@require_safe
@of_panel
def visits(place: PanelPlace) -> HttpResponse:
    """When the panel goes where, and who can't be at two places."""
    lines = visit_lines(place.panel)
    page = Paginator(lines, ON_A_PAGE).get_page(place.request.GET.get("page"))
    context = place.context(page=page, clashes=sum(bool(line.warnings) for line in lines))
    return render(place.request, "appraisal/visits.html", context)


@either
@run_by
def visit_add(place: PanelPlace) -> HttpResponse:
    units = units_to_visit(place.panel, timezone.localdate())
    form = VisitForm(place.request.POST or None, units=units)
    status = 422 if place.request.method == "POST" else 200
    if place.request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_visit(
                place.panel,
                form.cleaned_data["unit"],
                actions.VisitWords(**form.words()),
                by=place.request.user,
            )
        except ValidationError as error:
            status = show_refusal(form, error)
        else:
            messages.success(place.request, f"Đã xếp {made.unit} vào ngày {made.on:%d/%m/%Y}.")
            return place.back("visits")
    return render(place.request, "appraisal/visit_add.html", place.context(form=form), status=status)


@either
@run_by
def visit(place: PanelPlace, visit_id: int) -> HttpResponse:
    here = get_object_or_404(Visit.objects.select_related("unit"), pk=visit_id, panel=place.panel)
    here.panel = place.panel
    form = VisitForm(
        place.request.POST or None, instance=Visit.objects.get(pk=here.pk), units=Unit.objects.none()
    )
    status = 422 if place.request.method == "POST" else 200
    if place.request.method == "POST" and form.is_valid():
        try:
            actions.change_visit(here, actions.VisitWords(**form.words()), by=place.request.user)
        except ValidationError as error:
            status = show_refusal(form, error)
        else:
            messages.success(place.request, f"Đã lưu lịch của {here.unit}.")
            return place.back("visits")
    context = place.context(visit=here, form=form)
    return render(place.request, "appraisal/visit.html", context, status=status)


@require_POST
@run_by
def visit_remove(place: PanelPlace, visit_id: int) -> HttpResponse:
    here = get_object_or_404(Visit.objects.select_related("unit"), pk=visit_id, panel=place.panel)
    told = f"Đã bỏ {here.unit} khỏi lịch."
    said(place.request, lambda: actions.cancel_visit(here, by=place.request.user), told)
    return place.back("visits")


@require_safe
@of_panel
def visit_export(place: PanelPlace) -> HttpResponse:
    content = visits_workbook(place.panel, visit_lines(place.panel))
    return titled_download(content, f"Lịch kiểm tra {place.panel.name} {place.year}", "xlsx")
