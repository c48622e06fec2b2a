"""What only a body's plan says: how it examines, its model units, the officer of each sector."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render

from dvht.plans.actions import save_model_units, save_routings
from dvht.plans.forms import AppraisalFormForm, ModelUnitsForm, RoutingsForm
from dvht.plans.forms.bodies import BySector
from dvht.plans.models import Plan
from dvht.plans.queries import by_name, is_body, people_of_body, units_below
from dvht.plans.views.doors import as_it_stands, context_of, into_form, to_page, version_of, writes_draft
from dvht.plans.views.lines import either
from dvht.plans.views.sections import section_page
from dvht.ui.requests import SignedInRequest


def of_a_body(plan: Plan) -> Plan:
    """The plan; 404 where nobody is under its unit."""
    if not is_body(plan.unit):
        raise Http404("Chỉ cơ quan nhận hoặc quyết định mới có trang này")
    return plan


@either
@writes_draft
def plan_appraisal(request: SignedInRequest, plan: Plan) -> HttpResponse:
    return section_page(request, of_a_body(plan), AppraisalFormForm, "plan_appraisal")


@either
@writes_draft
def plan_models(request: SignedInRequest, plan: Plan) -> HttpResponse:
    units = by_name(units_below(of_a_body(plan).unit, plan.year))
    chosen = dict(plan.model_units.values_list("sector", "unit_id"))
    form = ModelUnitsForm(units, chosen, request.POST if request.method == "POST" else None)
    return _by_sector(request, plan, form, "plan_models", save_model_units, "Đã lưu mô hình điểm.")


@either
@writes_draft
def plan_routings(request: SignedInRequest, plan: Plan) -> HttpResponse:
    people = people_of_body(of_a_body(plan).unit)
    chosen = dict(plan.routings.values_list("sector", "officer_id"))
    form = RoutingsForm(people, chosen, request.POST if request.method == "POST" else None)
    return _by_sector(request, plan, form, "plan_routings", save_routings, "Đã lưu phân công nhận hồ sơ.")


def _by_sector(
    request: SignedInRequest,
    plan: Plan,
    form: BySector,
    name: str,
    deed: Callable[..., Plan],
    told: str,
) -> HttpResponse:
    status, version = 200, plan.version
    if request.method == "POST":
        status, version = 422, version_of(request)
        if _done(request, plan, form, deed):
            messages.success(request, told)
            return to_page("plan", plan)
        if not form.is_valid() and form.non_field_errors():
            status, version = 409, as_it_stands(plan).version
    context = context_of(request, plan, form=form, version=version)
    return render(request, f"plans/{name}.html", context, status=status)


def _done(request: SignedInRequest, plan: Plan, form: BySector, deed: Callable[..., Plan]) -> bool:
    if not form.is_valid():
        return False
    try:
        deed(plan, form.chosen(), version=version_of(request), by=request.user)
    except ValidationError as error:
        into_form(form, error)
        return False
    return True
