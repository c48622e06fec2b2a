"""The audit trail: who did what, when, and whether the chain still holds."""

import tempfile
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dvht.accounts.exports import MOST_ROWS, write_trail
from dvht.accounts.forms import TrailForm
from dvht.accounts.permissions import can_administer
from dvht.accounts.queries import (
    administered_units,
    administers_installation,
    scopes_with_names,
    trail_scope_names,
    trail_scopes,
)
from dvht.audit.queries import (
    INSTALLATION,
    ChainCheck,
    TrailLine,
    events_of,
    nameless_line,
    scope_of_unit,
    trail_line,
    verify_chains,
)
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import without_marks

PER_PAGE = 50
VERIFIED_AT_ONCE = 2_000
"""Events that are verified while the page is drawn; a longer trail is verified when asked."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The events that the person may see and asked for, with the words to show them."""

    form: TrailForm
    events: Any
    total: int
    unit_names: dict[str, str]
    named: frozenset[str]

    def line(self, event: Any) -> TrailLine:
        """The event in words; names of members only from units where the person works with them."""
        return trail_line(event) if event.scope in self.named else nameless_line(event)


@require_GET
def event_list(request: SignedInRequest) -> HttpResponse:
    trail = _trail(request)
    page = Paginator(trail.events, PER_PAGE).get_page(request.GET.get("page"))
    is_verified = trail.total <= VERIFIED_AT_ONCE or "kiem-tra" in request.GET
    context = {
        "form": trail.form,
        "page": page,
        "lines": [(trail.unit_names.get(event.scope, "Toàn hệ thống"), trail.line(event)) for event in page],
        "is_filtered": any(trail.form.data.values()),
        "is_verified": is_verified,
        "total": trail.total,
        **(_verification(request, trail.unit_names) if is_verified else {}),
    }
    return render(request, "accounts/event_list.html", context)


@require_GET
def event_export(request: SignedInRequest) -> FileResponse:
    """The same events as a workbook, the newest first, at most exports.MOST_ROWS."""
    trail = _trail(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    names = {**trail.unit_names, INSTALLATION: "Toàn hệ thống"}
    write_trail(file, map(trail.line, trail.events[:MOST_ROWS].iterator(chunk_size=500)), names)
    file.seek(0)
    day = timezone.localdate().strftime("%Y-%m-%d")
    return FileResponse(file, as_attachment=True, filename=f"nhat-ky-{day}.xlsx")


def _trail(request: SignedInRequest) -> Trail:
    user = request.user
    if not can_administer(user):
        raise PermissionDenied
    units = administered_units(user).order_by("path")
    seen = events_of(trail_scopes(user))
    if administers_installation(user):
        seen = seen | events_of([INSTALLATION])
    verbs = seen.order_by("verb").values_list("verb", flat=True).distinct()
    asked = {name: request.GET.get(name, "") for name in TrailForm.base_fields}
    form = TrailForm(asked, units=units, verbs=verbs)
    form.is_valid()
    names = {scope_of_unit(unit.pk): unit.name for unit in units}
    return Trail(
        form, seen.filter(_asked(form.cleaned_data, seen)), seen.count(), names, scopes_with_names(user)
    )


def _asked(said: dict[str, Any], seen: Any) -> Q:
    wanted = Q()
    if person := without_marks(said.get("person") or ""):
        people = seen.order_by().values_list("actor_name", flat=True).distinct()
        wanted &= Q(actor_name__in=[name for name in people if person in without_marks(name)])
    if verb := said.get("verb"):
        wanted &= Q(verb=verb)
    if unit := said.get("unit"):
        wanted &= Q(scope=scope_of_unit(unit.pk))
    if since := said.get("since"):
        wanted &= Q(at__gte=_start_of(since))
    if until := said.get("until"):
        wanted &= Q(at__lt=_start_of(until) + timedelta(days=1))
    return wanted


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _verification(request: SignedInRequest, names: dict[str, str]) -> dict[str, Any]:
    checks = list(verify_chains(trail_scope_names(request.user)))
    broken = [(names.get(check.scope, "Toàn hệ thống"), check) for check in checks if not check.is_whole]
    return {"broken": broken, "verified_events": _events(checks)}


def _events(checks: list[ChainCheck]) -> int:
    return sum(check.events for check in checks)
