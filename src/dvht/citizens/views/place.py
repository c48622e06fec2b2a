"""What every page of the room begins and ends with: the visible unit, its round, the right to act, a private answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dvht.accounts.queries import visible_units
from dvht.citizens.models import CitizenRound
from dvht.citizens.permissions import (
    can_close_review,
    can_decide_citizens,
    can_keep_citizens,
    can_read_citizens,
)
from dvht.citizens.queries import Line, registrants_of, round_of
from dvht.members.models import Member
from dvht.ui import answers
from dvht.ui.answers import require
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

P = ParamSpec("P")
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Place:
    """The unit and year of an address, its round if there is one, and what the reader may do there."""

    request: SignedInRequest
    unit: Unit
    year: int
    found: CitizenRound | None

    @property
    def round(self) -> CitizenRound:
        """The round; a page without one leads to the unit's page instead (see `with_round`)."""
        if self.found is None:
            raise Http404
        return self.found

    @property
    def may_keep(self) -> bool:
        return can_keep_citizens(self.request.user, self.unit)

    @property
    def may_close(self) -> bool:
        return can_close_review(self.request.user, self.unit)

    @property
    def may_decide(self) -> bool:
        return can_decide_citizens(self.request.user, self.unit)

    @property
    def has_roster(self) -> bool:
        return Member.objects.filter(unit=self.unit).exists()

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "place": self,
            "unit": self.unit,
            "unit_id": self.unit.pk,
            "year": self.year,
            "round": self.found,
            "pack": self.found.pack if self.found else None,
            **more,
        }

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.unit.pk, self.year, *more)


Page = Callable[Concatenate[Place, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def read_place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """404 for who doesn't see the unit, 403 for who sees it without its names."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    require(can_read_citizens(request.user, unit))
    if not EARLIEST <= year <= LATEST:
        raise Http404
    return Place(request, unit, year, round_of(unit, year))


def readers(page: Page[P]) -> Door[P]:
    """The page is for those who read the names of the unit."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return page(read_place(request, unit_id, year), *args, **kwargs)

    return cast(Door[P], door)


def keepers(page: Page[P]) -> Door[P]:
    """The page is for those who keep the roster: head, deputies, clerk."""

    @wraps(page)
    def inner(place: Place, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(place.may_keep)
        return page(place, *args, **kwargs)

    return readers(cast(Page[P], inner))


def with_round(page: Page[P]) -> Page[P]:
    """A page about a round that isn't there leads to the unit's page, which says how to open one."""

    @wraps(page)
    def inner(place: Place, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if place.found is None:
            return place.to("citizens")
        return page(place, *args, **kwargs)

    return cast(Page[P], inner)


def line_of(place: Place, registrant_id: int) -> Line:
    """A person of this round; 404 for everybody else's."""
    registrant = get_object_or_404(registrants_of(place.round), pk=registrant_id)
    return Line(registrant, place.round.pack, place.round)


into_form = partial(answers.into_form, conflicts={"conflict", "state", "closed", "changed"})
