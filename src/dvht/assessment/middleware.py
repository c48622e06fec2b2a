"""What any page answers when a self-assessment can't be computed any more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from dvht.accounts.queries import visible_units
from dvht.plans.queries import plan_of
from dvht.regulation.errors import RegulationError


class UncomputableMiddleware:
    """Say on a page of its own why the pack of a year doesn't fit the unit, or is no longer what it was.

    The unit's kind may have been changed after its plan was made; every page that shows a result then meets it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        where = request.resolver_match.kwargs if request.resolver_match else {}
        if not isinstance(exception, RegulationError) or not {"unit_id", "year"} <= where.keys():
            return None
        unit = get_object_or_404(visible_units(request.user), pk=where["unit_id"])
        context = {"plan": plan_of(unit, where["year"]), "message": exception.message}
        return render(request, "assessment/unusable.html", context, status=409)
