"""One group of questions a page: the plan's words, its goal and targets."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from dvht.plans.actions import change_plan, save_targets
from dvht.plans.actions.locking import one_newline
from dvht.plans.forms import OtherForm, PurposeForm, TargetsForm
from dvht.plans.forms.targets import name_of
from dvht.plans.models import Plan
from dvht.plans.queries import sheet_of
from dvht.plans.views.doors import as_it_stands, context_of, into_form, to_page, version_of, writes_draft
from dvht.ui.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@writes_draft
def plan_purpose(request: SignedInRequest, plan: Plan) -> HttpResponse:
    return section_page(request, plan, PurposeForm, "plan_purpose")


@require_http_methods(["GET", "HEAD", "POST"])
@writes_draft
def plan_other(request: SignedInRequest, plan: Plan) -> HttpResponse:
    return section_page(request, plan, OtherForm, "plan_other")


def section_page(
    request: SignedInRequest, plan: Plan, form_class: type[ModelForm[Plan]], name: str
) -> HttpResponse:
    if request.method != "POST":
        return render(
            request, f"plans/{name}.html", context_of(request, plan, form=form_class(instance=plan))
        )
    form = form_class(request.POST, instance=Plan.objects.select_related("unit").get(pk=plan.pk))
    if not form.is_valid():
        version = version_of(request)
        return render(
            request, f"plans/{name}.html", context_of(request, plan, form=form, version=version), status=422
        )
    try:
        change_plan(plan, form.cleaned_data, version=version_of(request), by=request.user)
    except ValidationError as error:
        status = into_form(form, error)
        plan = as_it_stands(plan)
        context = context_of(request, plan, form=form, theirs=theirs(form, plan) if status == 409 else [])
        return render(request, f"plans/{name}.html", context, status=status)
    messages.success(request, f"Đã lưu kế hoạch năm {plan.year}: {', '.join(_labels(form))}.")
    return to_page("plan", plan)


def theirs(form: ModelForm[Any], now: Any) -> list[tuple[str, Any]]:
    """What stands in the plan now, for each field where the person wrote something else."""
    return [
        (str(form[name].label), getattr(now, f"get_{name}_display", lambda name=name: getattr(now, name))())
        for name in form.fields
        if hasattr(now, name) and getattr(now, name) != one_newline(form.cleaned_data.get(name))
    ]


def _labels(form: ModelForm[Plan]) -> list[str]:
    return [str(field.label).split(",")[0].lower() for field in form][:3]


@require_http_methods(["GET", "HEAD", "POST"])
@writes_draft
def plan_targets(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """The goal, and the table of shares with what the law and the higher plan ask."""
    sheet = sheet_of(plan)
    form = TargetsForm(sheet, request.POST if request.method == "POST" else None)
    status = 200
    version = plan.version
    if request.method == "POST":
        version, status = version_of(request), 422
        if form.is_valid():
            try:
                save_targets(
                    plan,
                    goal=form.cleaned_data["goal"],
                    targets=form.targets(),
                    version=version,
                    by=request.user,
                )
            except ValidationError as error:
                status = into_form(form, error, lambda row: row if row == "goal" else name_of(row))
                plan = as_it_stands(plan)
            else:
                messages.success(request, f"Đã lưu mục tiêu và chỉ tiêu năm {plan.year}.")
                return to_page("plan", plan)
    changed = _changed_targets(form, plan) if status == 409 else []
    context = context_of(
        request,
        plan,
        sheet=sheet,
        form=form,
        theirs=changed,
        version=plan.version if status == 409 else version,
    )
    return render(request, "plans/plan_targets.html", context, status=status)


def _changed_targets(form: TargetsForm, plan: Plan) -> list[tuple[str, Any]]:
    now = {"Mục tiêu": plan.goal_label or "chưa chọn"}
    now |= {f"Chỉ tiêu {row}": f"{percent}%" for row, percent in form.sheet.targets.items()}
    return list(now.items())
