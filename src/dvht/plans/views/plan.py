"""The plan's own page, and the start of a year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dvht.plans.actions import start_plan
from dvht.plans.forms import StartForm
from dvht.plans.models import Plan
from dvht.plans.permissions import can_write_plan
from dvht.plans.queries import (
    Sheet,
    calendar_days,
    higher_plans,
    is_behind,
    last_plan,
    packs_offered,
    plan_of,
    plans_above,
    sections_of,
    sheet_of,
    submission_deadline_of,
    surveys_for,
    weaknesses_of,
)
from dvht.plans.states import TaskState
from dvht.plans.views.doors import context_of, into_form, visible_unit
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


@require_safe
def plan(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The plan with its parts, calendar and law; where there is no plan yet, the way to start one."""
    unit = visible_unit(request, unit_id)
    found = plan_of(unit, year)
    if found is None:
        return redirect("plan_start", unit_id, year)
    sheet = sheet_of(found)
    sections = sections_of(sheet)
    counted = [section for section in sections if section.counted]
    done = sum(section.is_done for section in counted)
    return render(
        request,
        "plans/plan.html",
        context_of(
            request,
            found,
            sheet=sheet,
            sections=sections,
            done=done,
            total=len(counted),
            missing=len(counted) - done,
            next_section=next((section for section in counted if not section.is_done), None),
            tasks_done=sum(task.state == TaskState.DONE for task in sheet.tasks),
            activities=found.activities.count(),
            today=timezone.localdate(),
            unverified=unverified_of(sheet),
            deadline=submission_deadline_of(unit, year),
            days=calendar_days(found, sheet, timezone.localdate()),
            is_behind=is_behind(found),
            weak=weaknesses_of(found) if found.higher_id else (),
            surveys=surveys_for(unit, year, found),
            above=plans_above(unit, year, found),
        ),
    )


def unverified_of(sheet: Sheet) -> tuple[str, ...]:
    """Parts of the pack that no full text confirms, as people know them."""
    rows = tuple(f"{sheet.pack.row_noun} {row.code}" for row in sheet.pack.rows if row.status == "unverified")
    days = tuple(f"mốc “{day.title}”" for day in sheet.pack.calendar if day.status == "unverified")
    return rows + days


@require_http_methods(["GET", "HEAD", "POST"])
def plan_start(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Choose the plan that is carried out and the pack; everything else is copied."""
    unit = visible_unit(request, unit_id)
    if plan_of(unit, year):
        return redirect("plan", unit_id, year)
    may_write = can_write_plan(request.user, unit)
    packs, higher = packs_offered(unit, year), list(higher_plans(unit, year))
    form = StartForm(packs, higher, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        made, status = _started(request, unit, year, form)
        if made:
            messages.success(request, f"Đã lập kế hoạch năm {year}. Lịch và danh mục hồ sơ đã có sẵn.")
            return redirect("plan", unit_id, year)
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "packs": packs,
        "last": last_plan(unit, year),
        "can_write": may_write,
        "latest": timezone.localdate().year + 1,
        "is_both_levels": {"tt24-2023-huyen", "tt24-2023-tinh"} <= {pack.id for pack in packs},
    }
    return render(request, "plans/plan_start.html", context, status=status)


def _started(request: SignedInRequest, unit: Unit, year: int, form: StartForm) -> tuple[Plan | None, int]:
    if not form.is_valid():
        return None, 422
    pack, higher, reference = form.asked()
    try:
        made = start_plan(
            unit=unit, year=year, pack=pack, higher=higher, higher_reference=reference, by=request.user
        )
    except ValidationError as error:
        existing = plan_of(unit, year) if error.code == "exists" else None
        return existing, into_form(form, error)
    return made, 200
