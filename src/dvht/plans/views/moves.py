"""Check the whole before the deed; put in force, open again, give up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dvht.plans.actions import discard_plan, put_in_force, reopen_plan
from dvht.plans.forms import DiscardForm, IssueForm, ReopenForm
from dvht.plans.models import Plan
from dvht.plans.permissions import can_put_in_force
from dvht.plans.queries import (
    Difference,
    blocking,
    calendar_days,
    content_of,
    differences,
    problems_of,
    sections_of,
    sheet_of,
)
from dvht.plans.views.doors import context_of, into_form, leads, to_page, version_of, visible_plan
from dvht.plans.views.plan import unverified_of
from dvht.ui.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def plan_check(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Everything that the plan says, for whoever sees the unit; the head puts it in force from here."""
    plan = visible_plan(request, unit_id, year)
    refused: list[str] = []
    form = IssueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not can_put_in_force(request.user, plan.unit):
            raise PermissionDenied
        try:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            put_in_force(plan, version=version_of(request), reason=reason, by=request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, f"“{plan.title}” bắt đầu thực hiện từ hôm nay.")
            return to_page("plan", plan)
    sheet = sheet_of(plan)
    problems = problems_of(sheet)
    context = context_of(
        request,
        plan,
        sheet=sheet,
        sections=sections_of(sheet),
        problems=blocking(problems),
        advice=[problem for problem in problems if not problem.blocks],
        refused=refused,
        form=form,
        changes=_changes(plan) if plan.is_draft else None,
        today=timezone.localdate(),
        days=calendar_days(plan, sheet, timezone.localdate()),
        unverified=unverified_of(sheet),
    )
    return render(request, "plans/plan_check.html", context, status=409 if refused else 200)


def _changes(plan: Plan) -> tuple[Difference, ...] | None:
    """What the draft says otherwise than the version in force; None before the first."""
    last = plan.versions.first()
    return differences(last.content, content_of(plan), plan.pack) if last else None


@require_http_methods(["GET", "HEAD", "POST"])
@leads
def plan_reopen(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = ReopenForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reopen_plan(plan, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã mở lại kế hoạch năm {plan.year} để sửa.")
                return to_page("plan", plan)
    return render(request, "plans/plan_reopen.html", context_of(request, plan, form=form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@leads
def plan_discard(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = DiscardForm(plan.unit, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                discard_plan(plan, by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã bỏ kế hoạch năm {plan.year}. Có thể lập lại từ đầu.")
                return redirect("plan_start", plan.unit_id, plan.year)
    return render(request, "plans/plan_discard.html", context_of(request, plan, form=form), status=status)
