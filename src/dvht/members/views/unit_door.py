"""Who comes in at a unit's pages about its members: whoever sees the unit and has the right."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from dvht.accounts.queries import Person, visible_units
from dvht.members.queries.roster import roster_day
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class UnitPlace:
    """A unit's year, with today and the day on which its roster is shown."""

    unit: Unit
    year: int
    today: dt.date

    @property
    def day(self) -> dt.date:
        return roster_day(self.year, self.today)

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.unit.pk, self.year, *more)


def unit_place(
    request: SignedInRequest, unit_id: int, year: int, right: Callable[[Person, Unit], bool]
) -> UnitPlace:
    """404 for whom the unit isn't visible, 403 for whom the right is missing."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    if not right(request.user, unit):
        raise PermissionDenied
    if not EARLIEST <= year <= LATEST:
        raise Http404
    return UnitPlace(unit, year, timezone.localdate())


def versions_seen(values: Iterable[str]) -> dict[int, int]:
    """What a page sent of the things it showed, each as “12:3”: id and version. Anything else is left out."""
    seen = {}
    for value in values:
        pk, _, version = value.partition(":")
        if all(part.isascii() and part.isdecimal() and len(part) < 16 for part in (pk, version)):
            seen[int(pk)] = int(version)
    return seen


def ids_asked(values: Iterable[str]) -> list[int]:
    """Numbers of an address, in order, each once."""
    asked = (int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 16)
    return list(dict.fromkeys(asked))
