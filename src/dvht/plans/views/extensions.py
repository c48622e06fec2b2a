"""More time for single units, in writing."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dvht.plans import actions
from dvht.plans.forms import ExtensionForm, RevokeForm
from dvht.plans.models import Extension, Plan
from dvht.plans.permissions import bodies_bound, can_write_plan
from dvht.plans.queries import by_name, days_of_units, extensions_granted, plans_with_unit, units_below
from dvht.plans.views.bodies import of_a_body
from dvht.plans.views.doors import context_of, into_form, to_page, visible_plan
from dvht.plans.views.lines import either
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.units.queries import handing_in_to

ON_A_PAGE: Final = 50


@dataclass(frozen=True)
class Place:
    """The plan whose days are moved, and for whom: `units` below it; `body` is where an officer who only receives
    by this plan works, and then these are the units that hand in there. `may_grant`: not only reads.
    """

    request: SignedInRequest
    plan: Plan
    units: QuerySet[Unit]
    body: int | None
    may_grant: bool

    def context(self, **more: Any) -> dict[str, Any]:
        found = context_of(self.request, self.plan, **more)
        return {**found, "can_write": self.may_grant, "own_body": self.body}


def _place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """For people who see the plan, and for officers of a body that receives by it; 404 for everybody else."""
    plan = plans_with_unit().filter(unit=unit_id, year=year).first()
    bound = bodies_bound(request.user, plan) if plan else frozenset()
    if plan and bound and not can_write_plan(request.user, plan.unit):
        theirs = handing_in_to(bound, timezone.localdate()).order_by().values("pk")
        units = units_below(plan.unit, year).filter(pk__in=theirs)
        return Place(request, plan, units, min(bound), may_grant=True)
    plan = of_a_body(visible_plan(request, unit_id, year))
    may_grant = can_write_plan(request.user, plan.unit)
    return Place(request, plan, units_below(plan.unit, year), None, may_grant)


def _granting(request: SignedInRequest, unit_id: int, year: int) -> Place:
    place = _place(request, unit_id, year)
    if not place.may_grant:
        raise PermissionDenied
    return place


@require_safe
def plan_extensions(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = _place(request, unit_id, year)
    granted = extensions_granted(place.plan)
    if place.body is not None:
        granted = granted.filter(unit__in=place.units.values("pk"))
    page = Paginator(granted, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plans/plan_extensions.html", place.context(page=page))


@either
def plan_extension_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = _granting(request, unit_id, year)
    plan, units = place.plan, by_name(place.units)
    sent = request.POST if request.method == "POST" else None
    form = ExtensionForm(units, days_of_units(plan), sent, request.GET.get("don-vi", ""))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            day, unit = form.asked()
            until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
            try:
                actions.grant_extension(day, unit, until, reason, by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"{unit.name} được gia hạn “{day}” đến hết {written_date(until)}.")
                return to_page("plan_extensions", plan)
    return render(request, "plans/plan_extension_add.html", place.context(form=form), status=status)


@either
def plan_extension_revoke(
    request: SignedInRequest, unit_id: int, year: int, extension_id: int
) -> HttpResponse:
    place = _granting(request, unit_id, year)
    plan = place.plan
    rows = Extension.objects.select_related("milestone__plan", "unit")
    if place.body is not None:
        rows = rows.filter(unit__in=place.units.values("pk"))
    extension = get_object_or_404(rows, milestone__plan=plan, pk=extension_id)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.revoke_extension(extension, form.cleaned_data["reason"], by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã thu hồi gia hạn của {extension.unit.name}.")
                return to_page("plan_extensions", plan)
    context = place.context(form=form, extension=extension)
    return render(request, "plans/plan_extension_revoke.html", context, status=status)
