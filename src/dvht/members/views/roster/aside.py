"""Who doesn't count, who stands on two rosters, and accounts for members."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members import actions
from dvht.members.models import Exclusion
from dvht.members.permissions import can_unlink
from dvht.members.queries.overlap import double_rosters
from dvht.members.queries.roster import roster_of
from dvht.members.views.roster.doors import (
    Place,
    compares_rosters,
    keeps_roster,
    reads_whole_roster,
    small_deed,
)
from dvht.members.views.roster.listing import picked_ids
from dvht.members.views.roster.people import FORM

MOST_AT_ONCE: Final = 60
"""Each account takes part of a second: passwords are meant to be slow to check."""


@require_safe
@reads_whole_roster
def exclusion_list(place: Place) -> HttpResponse:
    found = Exclusion.objects.filter(member__unit=place.unit, year=place.year)
    found = found.select_related("member", "recorded_by").order_by("member__name_order", "member_id")
    return place.page("exclusion_list", exclusions=list(found))


@require_safe
@compares_rosters
def double_roster_list(place: Place) -> HttpResponse:
    """The same person on two rosters in the year, for the authority of either side."""
    return place.page("double_roster_list", pairs=double_rosters(place.unit, place.year))


@never_cache
@require_http_methods(FORM)
@keeps_roster
def member_accounts(place: Place) -> HttpResponse:
    """Propose accounts; make those that were chosen and show the temporary passwords, once."""
    if place.request.method == "POST":
        return _given(place)
    free = actions.free_accounts(place.unit)
    without = list(roster_of(place.unit, place.on).filter(user__isnull=True))
    return place.page(
        "member_accounts",
        proposals=[(one, actions.account_for(one, free)) for one in without],
        most=MOST_AT_ONCE,
        total=roster_of(place.unit, place.on).count(),
    )


def _given(place: Place) -> HttpResponse:
    chosen = picked_ids(place.request.POST.getlist("member"))
    members = list(place.members.filter(pk__in=chosen, user__isnull=True).order_by("name_order", "pk"))
    if not members:
        messages.warning(place.request, "Chưa chọn ai chưa có tài khoản.")
        return place.to("member_accounts")
    try:
        given = actions.give_accounts(place.unit, members[:MOST_AT_ONCE], by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.to("member_accounts")
    return place.page(
        "member_account_slips",
        made=[one for one in given if one.password],
        linked=[one for one in given if not one.password],
        left=max(len(members) - MOST_AT_ONCE, 0),
        address=place.request.build_absolute_uri("/"),
    )


@require_POST
@keeps_roster
def member_unlink(place: Place, member_id: int) -> HttpResponse:
    found = place.member(member_id)
    if not can_unlink(place.request.user, found):
        raise PermissionDenied
    small_deed(
        place,
        lambda: actions.unlink_account(found, by=place.request.user),
        f"Đã gỡ tài khoản khỏi {found}. Tài khoản vẫn còn.",
    )
    return place.to("member", found.pk)


@require_POST
@keeps_roster
def member_close(place: Place, member_id: int) -> HttpResponse:
    """Somebody who left needs no pages of their own any more."""
    found = place.member(member_id)
    small_deed(
        place,
        lambda: actions.close_member_account(found, by=place.request.user),
        f"Tài khoản của {found} không còn vai trò thành viên ở đơn vị.",
    )
    return place.to("member", found.pk)
