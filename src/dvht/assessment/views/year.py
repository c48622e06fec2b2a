"""What every page begins with: the visible unit, its plan of the year, its self-assessment."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from dvht.accounts.permissions import can_keep_unit
from dvht.accounts.queries import visible_units
from dvht.assessment.models import Assessment
from dvht.assessment.queries import assessment_of
from dvht.assessment.queries.reading import sheet_of_revision
from dvht.assessment.queries.sheet import Sheet
from dvht.plans.queries import plan_of
from dvht.ui.requests import SignedInRequest

View = Callable[..., HttpResponse]


def of_year(view: View) -> View:
    """Give the view the self-assessment of the unit and year in the address; 404 for who may not see the unit.

    Without a plan a page says so instead; what is sent there is not found.
    """

    @wraps(view)
    def answer(request: SignedInRequest, unit_id: int, year: int, **rest: Any) -> HttpResponse:
        unit = get_object_or_404(visible_units(request.user), pk=unit_id)
        plan = plan_of(unit, year)
        if plan is None:
            status = 200 if request.method in {"GET", "HEAD"} else 404
            context = {"unit": unit, "year": year, "may_start": can_keep_unit(request.user, unit)}
            return render(request, "assessment/no_plan.html", context, status=status)
        return view(request, assessment_of(plan), **rest)

    return answer


def asked_sheet(assessment: Assessment, number: str) -> Sheet:
    """The revision of this number; 404 when there is none."""
    if not (number.isascii() and number.isdigit() and len(number) < 6) or assessment.pk is None:
        raise Http404
    revision = get_object_or_404(assessment.revisions.select_related("finalised_by"), number=int(number))
    revision.assessment = assessment
    return sheet_of_revision(revision)
