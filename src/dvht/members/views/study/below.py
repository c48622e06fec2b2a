"""Study plans of the heads of units below, which their authority decides."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from dvht.accounts.permissions import can_stand_in
from dvht.members.models import StudyPlan
from dvht.members.permissions import decidable_plans
from dvht.members.states import StudyPlanState
from dvht.members.views.study.plans import decide_one
from dvht.members.views.unit_door import UnitPlace, unit_place
from dvht.ui.requests import SignedInRequest


@require_safe
def study_plans_below(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The heads' plans that wait, then those decided."""
    place = unit_place(request, unit_id, year, can_stand_in)
    plans = list(_plans(request, place).order_by("member__unit__path", "member__name_order"))
    waiting = [plan for plan in plans if plan.state == StudyPlanState.SUBMITTED.value]
    decided = [plan for plan in plans if plan.state in {"approved", "returned"}]
    context = {"place": place, "waiting": waiting, "decided": decided}
    return render(request, "members/study_plans_below.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def study_plan_below(request: SignedInRequest, unit_id: int, year: int, plan_id: int) -> HttpResponse:
    place = unit_place(request, unit_id, year, can_stand_in)
    plan = get_object_or_404(_plans(request, place).prefetch_related("items"), pk=plan_id)
    return decide_one(request, place, plan, back="study_plans_below")


def _plans(request: SignedInRequest, place: UnitPlace) -> QuerySet[StudyPlan]:
    below = StudyPlan.objects.filter(member__unit__path__startswith=place.unit.path, year=place.year).exclude(
        member__unit=place.unit
    )
    handed_in = below.exclude(state=StudyPlanState.DRAFT.value)
    return decidable_plans(request.user, handed_in).select_related("member__unit", "decided_by")
