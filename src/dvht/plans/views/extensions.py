"""More time for single units, in writing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dvht.plans import actions
from dvht.plans.forms import ExtensionForm, RevokeForm
from dvht.plans.models import Extension, Plan
from dvht.plans.queries import by_name, extensions_granted, units_below
from dvht.plans.views.bodies import of_a_body
from dvht.plans.views.doors import context_of, into_form, to_page, visible_plan, writes_plan
from dvht.plans.views.lines import either
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import written_date


@require_safe
def plan_extensions(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    plan = of_a_body(visible_plan(request, unit_id, year))
    context = context_of(request, plan, extensions=list(extensions_granted(plan)))
    return render(request, "plans/plan_extensions.html", context)


@either
@writes_plan
def plan_extension_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    units = by_name(units_below(of_a_body(plan).unit, plan.year))
    sent = request.POST if request.method == "POST" else None
    form = ExtensionForm(units, plan.milestones.all(), sent, request.GET.get("don-vi", ""))
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
    return render(
        request, "plans/plan_extension_add.html", context_of(request, plan, form=form), status=status
    )


@either
@writes_plan
def plan_extension_revoke(request: SignedInRequest, plan: Plan, extension_id: int) -> HttpResponse:
    rows = Extension.objects.select_related("milestone__plan", "unit")
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
    context = context_of(request, plan, form=form, extension=extension)
    return render(request, "plans/plan_extension_revoke.html", context, status=status)
