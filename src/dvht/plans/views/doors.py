"""Who comes in: the plan of a unit that the person sees, and the draft that they may write."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dvht.accounts.queries import visible_units
from dvht.plans.models import Plan
from dvht.plans.permissions import can_put_in_force, can_write_plan
from dvht.plans.queries import plans_with_unit
from dvht.ui import answers
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

P = ParamSpec("P")
Page = Callable[Concatenate[SignedInRequest, Plan, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def visible_unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(visible_units(request.user), pk=unit_id)


def visible_plan(
    request: SignedInRequest, unit_id: int, year: int, plans: QuerySet[Plan] | None = None
) -> Plan:
    """The plan of a unit that the person sees; one query, and 404 for what they don't."""
    among = plans_with_unit() if plans is None else plans
    plan = among.filter(unit__in=visible_units(request.user), unit=unit_id, year=year).first()
    if plan is None:
        raise Http404("Năm này chưa có kế hoạch")
    return plan


def writes_plan(page: Page[P]) -> Door[P]:
    """The page is for the head and the clerk, whatever the plan's state."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        plan = visible_plan(request, unit_id, year)
        if not can_write_plan(request.user, plan.unit):
            raise PermissionDenied
        return page(request, plan, *args, **kwargs)

    return cast(Door[P], door)


def writes_draft(page: Page[P]) -> Door[P]:
    """The page is for the head and the clerk while the plan is a draft; else the plan's page says why not."""

    @wraps(page)
    def inner(request: SignedInRequest, plan: Plan, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not plan.is_draft:
            messages.warning(
                request, "Kế hoạch đang thực hiện nên không sửa được. Thủ trưởng mở lại kế hoạch rồi mới sửa."
            )
            return to_page("plan", plan)
        return page(request, plan, *args, **kwargs)

    return writes_plan(cast(Page[P], inner))


def leads(page: Page[P]) -> Door[P]:
    """The page is for the head alone."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        plan = visible_plan(request, unit_id, year)
        if not can_put_in_force(request.user, plan.unit):
            raise PermissionDenied
        return page(request, plan, *args, **kwargs)

    return cast(Door[P], door)


def as_it_stands(plan: Plan) -> Plan:
    """The plan read again; the one at hand when somebody has given it up meanwhile."""
    return Plan.objects.select_related("unit", "higher__unit").filter(pk=plan.pk).first() or plan


def to_page(name: str, plan: Plan) -> HttpResponse:
    return redirect(name, plan.unit_id, plan.year)


into_form = partial(answers.into_form, conflicts={"conflict", "gone", "state"})


def version_of(request: SignedInRequest) -> int:
    """The version that the form began from; 0, which nothing has, when it was tampered with."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def context_of(request: SignedInRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    return {
        "plan": plan,
        "unit": plan.unit,
        "pack": plan.pack,
        "can_write": can_write_plan(request.user, plan.unit),
        "can_lead": can_put_in_force(request.user, plan.unit),
        **more,
    }
