"""Who comes in to the activities, and what each of their pages knows."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from dvht.evidence.actions.filing import closed_words
from dvht.members.permissions import can_read_roster
from dvht.plans.models import Plan
from dvht.plans.permissions import can_record_activity
from dvht.plans.queries import ActivityLine, line_of, with_proofs
from dvht.plans.views.doors import context_of, visible_plan
from dvht.ui.requests import SignedInRequest

P = ParamSpec("P")
Page = Callable[Concatenate[SignedInRequest, Plan, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def records_activity(page: Page[P]) -> Door[P]:
    """The page is for those who record activities, while the year is open; else the list says why not."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        plan = visible_plan(request, unit_id, year)
        if not can_record_activity(request.user, plan.unit):
            raise PermissionDenied
        if closed := why_closed(plan):
            messages.warning(request, closed)
            return redirect("activity_list", unit_id, year)
        return page(request, plan, *args, **kwargs)

    return cast(Door[P], door)


def the_activity(plan: Plan, activity_id: int) -> ActivityLine:
    """The activity of this plan; 404 for one of another."""
    found = with_proofs(plan.activities.filter(pk=activity_id)).first()
    if found is None:
        raise Http404("Không có hoạt động này")
    found.plan = plan
    return line_of(found, plan.pack)


def why_closed(plan: Plan) -> str:
    """Why nothing of the year's record changes now; empty while it is open."""
    collection = plan.collection
    return closed_words(collection) if collection is not None and collection.closed_at is not None else ""


def activity_context(request: SignedInRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    closed = why_closed(plan)
    may_record = can_record_activity(request.user, plan.unit)
    return context_of(
        request,
        plan,
        may_record=may_record,
        can_record=may_record and not closed,
        may_read_names=can_read_roster(request.user, plan.unit),
        closed=closed,
        **more,
    )
