"""The dates of the year."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import MilestoneForm
from dvht.plans.models import Milestone, Plan
from dvht.plans.queries import calendars_offered
from dvht.plans.views.doors import version_of, writes_draft
from dvht.plans.views.lines import copy_of, edit_page, either, list_page, small_deed
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_calendar(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return list_page(request, unit_id, year, "plan_calendar", calendars_offered)


@require_POST
@writes_draft
def plan_calendar_follow(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Replace the calendar by a known one; the unit's own dates stay."""
    known = next((one for one in calendars_offered(plan) if one.code == request.POST.get("danh_muc")), None)
    if known is None:
        raise Http404("Không có lịch này")
    told = f"Đã lấy “{known.title}”."
    return small_deed(
        request, plan, "plan_calendar", lambda: actions.follow_calendar(plan, known, by=request.user), told
    )


@either
@writes_draft
def plan_milestone_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = MilestoneForm(request.POST or None)

    def deed() -> object:
        words = actions.MilestoneWords(**form.words())
        return actions.add_milestone(plan, words, by=request.user)

    return edit_page(request, plan, form, "plan_milestone", deed)


@either
@writes_draft
def plan_milestone(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Milestone, plan=plan, pk=line_id)
    form = MilestoneForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.MilestoneWords(**form.words())
        return actions.change_milestone(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_milestone", deed, line)


@require_POST
@writes_draft
def plan_milestone_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Milestone, plan=plan, pk=line_id)
    told = f"Đã xóa mốc “{line}”."
    return small_deed(
        request, plan, "plan_calendar", lambda: actions.remove_milestone(line, by=request.user), told
    )
