"""“Xem như”: what an account can really see and do, for whoever administers it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dvht.accounts.actions import note_look_at_rights
from dvht.accounts.models import User
from dvht.accounts.permissions import can_administer_unit, can_edit_user
from dvht.accounts.queries import visible_units
from dvht.reports.queries.rights import rights_of
from dvht.ui.requests import SignedInRequest


@never_cache
@require_POST
def user_rights(request: SignedInRequest, unit_id: int, user_id: int) -> HttpResponse:
    """Each look leaves an event, so that it is asked for by a button and not by an address."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    if not can_administer_unit(request.user, unit):
        raise PermissionDenied
    person = get_object_or_404(User.objects.filter(roles__unit=unit).distinct(), pk=user_id)
    if not can_edit_user(request.user, person):
        raise PermissionDenied
    note_look_at_rights(person, unit=unit, by=request.user)
    return render(request, "reports/user_rights.html", {"unit": unit, "rights": rights_of(person)})
