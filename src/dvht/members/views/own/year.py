from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dvht.members.actions.commitments import can_be_withdrawn
from dvht.members.permissions import heads_department
from dvht.members.queries.own import landing_year, own_members, years_of_member
from dvht.members.queries.own import own_year as read_year
from dvht.members.views.own.door import OwnPlace, reads_own
from dvht.ui.requests import SignedInRequest


@require_safe
def own_home(request: SignedInRequest) -> HttpResponse:
    """The newest year of the only membership, or a choice among several; a word for those who have none."""
    today = timezone.localdate()
    members = list(own_members(request.user).prefetch_related("postings"))
    known = [member for member in members if years_of_member(member, today)]
    if len(known) == 1:
        return redirect("own_year", known[0].pk, landing_year(known[0], today))
    places = [(member, landing_year(member, today)) for member in known]
    return render(request, "members/own_home.html", {"places": places})


@require_safe
@reads_own
def own_year(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    """The year's tasks, and each fact with its source."""
    own = read_year(place.member, place.year, place.today)
    context = {
        "place": place,
        "own": own,
        "years": years_of_member(place.member, place.today),
        "citizen_url": _citizen_url(place, "own_citizen"),
        "citizen_state_url": _citizen_url(place, "own_citizen_state"),
        "heads_department": heads_department(request.user, place.member.unit),
        "may_withdraw": own.commitment is not None and can_be_withdrawn(own.commitment),
    }
    return render(request, "members/own_year.html", context)


def _citizen_url(place: OwnPlace, name: str) -> str:
    """The pages of self-scoring stand in a room above; empty where the installation has none."""
    try:
        return reverse(name, args=(place.member.pk, place.year))
    except NoReverseMatch:
        return ""
