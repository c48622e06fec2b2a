"""Who comes in: a person to their own line of a roster, in a year in which they belonged to the unit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from dvht.members.models import Member
from dvht.members.queries.own import own_members, why_closed
from dvht.members.queries.periods import overlap
from dvht.members.queries.roster import roster_day
from dvht.ui import answers
from dvht.ui.requests import SignedInRequest

P = ParamSpec("P")
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class OwnPlace:
    """One's own year. `closed` says why nothing can be written; `day` is the roster's day of the year."""

    member: Member
    year: int
    today: dt.date
    closed: str

    @property
    def day(self) -> dt.date:
        return roster_day(self.year, self.today)

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.member.pk, self.year, *more)


Page = Callable[Concatenate[SignedInRequest, OwnPlace, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def own_member(request: SignedInRequest, member_id: int) -> Member:
    """One's own line of a roster; anybody else's is unknown here, whatever one's role."""
    return get_object_or_404(own_members(request.user).prefetch_related("postings"), pk=member_id)


def own_place(request: SignedInRequest, member_id: int, year: int) -> OwnPlace:
    member = own_member(request, member_id)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    window = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    if not any(overlap((one.started_on, one.ended_on), window) for one in member.postings.all()):
        raise Http404
    today = timezone.localdate()
    return OwnPlace(member, year, today, why_closed(member, year, today))


def reads_own(page: Page[P]) -> Door[P]:
    """The page is for the member themself."""

    @wraps(page)
    def door(
        request: SignedInRequest, member_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return page(request, own_place(request, member_id, year), *args, **kwargs)

    return cast(Door[P], door)


def writes_own(page: Page[P]) -> Door[P]:
    """The deed is the member's own, while the year is open; else their year says why not."""

    @wraps(page)
    def inner(request: SignedInRequest, place: OwnPlace, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if place.closed:
            messages.warning(request, place.closed)
            return place.to("own_year")
        return page(request, place, *args, **kwargs)

    return reads_own(cast(Page[P], inner))


into_form = partial(answers.into_form, conflicts={"conflict", "state"})
