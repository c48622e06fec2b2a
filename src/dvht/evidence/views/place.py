"""Where a request stands: the unit and year that the person may see, and what they may do there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dvht.accounts.queries import visible_units
from dvht.evidence.models import Collection
from dvht.evidence.permissions import can_prove
from dvht.evidence.queries import collection_of
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


@dataclass(frozen=True)
class Place:
    """A collection that the person may see; `can_edit` is false for readers and while the year is closed."""

    unit: Unit
    year: int
    collection: Collection
    may_prove: bool

    @property
    def can_edit(self) -> bool:
        return self.may_prove and self.collection.closed_at is None

    def url(self, name: str, *args: object, **query: str) -> str:
        address = reverse(name, args=(self.unit.pk, self.year, *args))
        return f"{address}?{urlencode(query)}" if query else address


def seen_unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(visible_units(request.user), pk=unit_id)


def seen_place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """The year's collection, or 404 for whom it isn't visible and where there is none."""
    unit = seen_unit(request, unit_id)
    collection = collection_of(unit, year)
    if collection is None:
        raise Http404
    return Place(unit, year, collection, can_prove(request.user, unit))


def kept_place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """As `seen_place`, for those who may keep evidence; 403 for others."""
    place = seen_place(request, unit_id, year)
    if not place.may_prove:
        raise PermissionDenied
    return place


def asked_row(request: SignedInRequest, place: Place) -> str:
    """The row that the request names, empty when none; 404 for one that the pack doesn't have."""
    row = request.POST.get("row") or request.GET.get("row", "")
    if row and all(row != known.code for known in place.collection.pack.rows):
        raise Http404
    return row


def next_url(request: SignedInRequest, place: Place, row: str = "") -> str:
    """Where to go afterwards: the `next` of our own site, else the row on the list."""
    wanted = asked_next(request)
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return place.url("evidence_list", **({"row": row} if row else {}))


def asked_next(request: SignedInRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def redirect_after(request: SignedInRequest, place: Place, row: str = "") -> HttpResponse:
    return HttpResponseRedirect(next_url(request, place, row))
