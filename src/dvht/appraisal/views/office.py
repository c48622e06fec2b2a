"""Pages of a body about what its panels found: who reads them, and whose appraisals they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from dvht.accounts.permissions import can_handle_for_body, can_lead_body, can_work_for_body
from dvht.accounts.queries import roles_of, visible_units
from dvht.appraisal.models import Appraisal, Panel, Seat, SeatRole
from dvht.appraisal.models.panels import LEADING
from dvht.appraisal.permissions import can_keep_minutes
from dvht.appraisal.states import PanelState
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

P = ParamSpec("P")
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Office:
    """A body and a year, with what the reader may do there."""

    request: SignedInRequest
    body: Unit
    year: int

    @cached_property
    def works_here(self) -> bool:
        return can_work_for_body(self.request.user, self.body)

    @property
    def may_handle(self) -> bool:
        return can_handle_for_body(self.request.user, self.body)

    @property
    def may_lead(self) -> bool:
        return can_lead_body(self.request.user, self.body)

    @cached_property
    def panels(self) -> QuerySet[Panel]:
        """The body's panels; to somebody who only leads one or keeps its minutes, that one."""
        found = Panel.objects.filter(body=self.body, year=self.year)
        return found if self.works_here else found.filter(pk__in=_kept_by(self.request.user).values("panel"))

    @cached_property
    def appraisals(self) -> QuerySet[Appraisal]:
        """What the reader may see: of the body's dossiers for who works there, of the panel led for others."""
        if self.works_here:
            found = Appraisal.objects.of_body(self.request.user, self.body)
        else:
            found = Appraisal.objects.visible_to(self.request.user).filter(panel__in=self.panels.values("pk"))
        return found.filter(submission__year=self.year)

    def may_keep(self, panel: Panel) -> bool:
        return can_keep_minutes(self.request.user, panel)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "office": self,
            "body": self.body,
            "unit_id": self.body.pk,
            "year": self.year,
            "works_here": self.works_here,
            **more,
        }


def _kept_by(user: Any) -> QuerySet[Seat]:
    kept = Q(role__in=[*LEADING, SeatRole.SECRETARY], panel__state=PanelState.AT_WORK.value)
    return Seat.objects.filter(kept, user=user)


Page = Callable[Concatenate[Office, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def read_office(page: Page[P]) -> Door[P]:
    """For who works for the body, or leads one of its panels; 404 for who doesn't see the body, else 403."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not EARLIEST <= year <= LATEST:
            raise Http404
        body = _worked_for(request, unit_id) or _led(request, unit_id, year)
        if body is None:
            get_object_or_404(visible_units(request.user), pk=unit_id)
            raise PermissionDenied
        return page(Office(request, body, year), *args, **kwargs)

    return cast(Door[P], door)


def _worked_for(request: SignedInRequest, unit_id: int) -> Unit | None:
    body = next((role.unit for role in roles_of(request.user) if role.unit_id == unit_id), None)
    return body if body is not None and can_work_for_body(request.user, body) else None


def _led(request: SignedInRequest, unit_id: int, year: int) -> Unit | None:
    """The body of a panel that the person leads or keeps the minutes of."""
    seats = _kept_by(request.user).filter(panel__body=unit_id, panel__year=year)
    seat = seats.select_related("panel__body").first() if request.user.is_active else None
    return seat.panel.body if seat else None
