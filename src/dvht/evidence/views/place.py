"""Where a request stands: the unit and year that the person may see, and what they may do there."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dvht.accounts.queries import visible_units
from dvht.evidence.forms import row_block
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
    wanted = _next(request)
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return place.url("evidence_list", **({"row": row} if row else {}))


def _next(request: SignedInRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def redirect_after(request: SignedInRequest, place: Place, row: str = "") -> HttpResponse:
    return HttpResponseRedirect(next_url(request, place, row))


def refused(request: SignedInRequest, place: Place, row: str, error: ValidationError) -> HttpResponse:
    """What an action refused, said where the person stands: in the block of the row, or on their page."""
    messages.error(request, " ".join(error.messages))
    if request.htmx and row:
        return row_part(request, place, row, status=409 if error.code in {"closed", "conflict"} else 422)
    return redirect_after(request, place, row)


def row_part(request: SignedInRequest, place: Place, row: str, *, status: int = 200) -> HttpResponse:
    """The list of one row, as it replaces itself on the page; its news stands on the next page too."""
    news = cast("BaseStorage", messages.get_messages(request))
    context = {
        "evidence": row_block(place.collection, row, may_prove=place.may_prove, next_url=_next(request)),
        "news": list(news),
        "swapped": True,
    }
    news.used = False
    return render(request, "evidence/_row_files.html", context, status=status)
