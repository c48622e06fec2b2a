"""The times that a plan was put in force, and what differs between two of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dvht.plans.queries import differences, parts_of, version_of_plan, versions_of
from dvht.plans.views.doors import context_of, visible_plan
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_versions(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """All versions, and the difference between the two that are asked for, else the last two."""
    plan = visible_plan(request, unit_id, year)
    versions = versions_of(plan)
    numbers = {version.number: version for version in versions}
    new = numbers.get(_number(request, "den"), versions[0] if versions else None)
    old = numbers.get(_number(request, "tu")) or (numbers.get(new.number - 1) if new else None)
    shown = differences(old.content, new.content, plan.pack) if old and new else ()
    context = context_of(request, plan, versions=versions, old=old, new=new, shown=shown)
    return render(request, "plans/plan_versions.html", context)


@require_safe
def plan_version(request: SignedInRequest, unit_id: int, year: int, number: int) -> HttpResponse:
    """One version, whole, as it was issued."""
    plan = visible_plan(request, unit_id, year)
    version = version_of_plan(plan, number)
    if version is None:
        raise Http404("Không có lần ban hành này")
    context = context_of(request, plan, issued=version, parts=parts_of(version.content, plan.pack))
    return render(request, "plans/plan_version.html", context)


def _number(request: SignedInRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
