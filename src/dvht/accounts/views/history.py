"""How a unit came to be what it is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dvht.accounts.permissions import can_administer_unit, can_change_tree
from dvht.accounts.queries import visible_units
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit
from dvht.units.queries import change_lines, names_of, predecessors_of, successors_of


@require_GET
def unit_history(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Old names, decisions, predecessors and successors; for everybody who sees the unit."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    today = timezone.localdate()
    context = {
        "unit": unit,
        "names": names_of(unit),
        "lines": change_lines(unit, today),
        "predecessors": Unit.objects.filter(pk__in=predecessors_of([unit.pk])).order_by("name"),
        "successors": Unit.objects.filter(pk__in=successors_of([unit.pk])).order_by("name"),
        "is_dissolved": unit.is_dissolved(today),
        "can_administer": can_administer_unit(request.user, unit),
        "can_change": can_change_tree(request.user, unit),
    }
    return render(request, "accounts/unit_history.html", context)
