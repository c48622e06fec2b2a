"""What every page of a panel begins and ends with: the visible body, its panel, the right to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from dvht.accounts.permissions import can_handle_for_body, can_work_for_body
from dvht.accounts.queries import visible_units
from dvht.appraisal.models import Panel
from dvht.appraisal.permissions import can_run_panel, can_set_up_panel
from dvht.appraisal.queries.panels import with_standing
from dvht.ui.answers import require
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

P = ParamSpec("P")
either = require_http_methods(["GET", "HEAD", "POST"])
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class BodyPlace:
    """A body and a year, and what the reader may do there."""

    request: SignedInRequest
    body: Unit
    year: int

    @property
    def may_handle(self) -> bool:
        return can_handle_for_body(self.request.user, self.body)

    @property
    def may_lead(self) -> bool:
        return can_set_up_panel(self.request.user, self.body)

    def context(self, **more: Any) -> dict[str, Any]:
        return {"place": self, "unit": self.body, "unit_id": self.body.pk, "year": self.year, **more}

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.body.pk, self.year, *more)


@dataclass(frozen=True)
class PanelPlace(BodyPlace):
    panel: Panel

    @property
    def may_run(self) -> bool:
        """The panel may still be changed, and by this person."""
        return self.panel.state != "dissolved" and can_run_panel(self.request.user, self.panel)

    def context(self, **more: Any) -> dict[str, Any]:
        return super().context(panel=self.panel, **more)

    def back(self, name: str = "panel") -> HttpResponse:
        return self.to(name, self.panel.pk)


def receives(body: Unit) -> bool:
    """Of a body as `read_body` gives it."""
    return bool(getattr(body, "receives", False))


def decides(body: Unit) -> bool:
    return bool(getattr(body, "decides", False))


BodyPage = Callable[Concatenate[BodyPlace, P], HttpResponse]
PanelPage = Callable[Concatenate[PanelPlace, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]
PanelDoor = Callable[Concatenate[SignedInRequest, int, int, int, P], HttpResponse]


def read_body(request: SignedInRequest, unit_id: int, year: int) -> Unit:
    """404 for who doesn't see the body or where none is, 403 for who sees it without working with dossiers."""
    body = get_object_or_404(with_standing(visible_units(request.user)), pk=unit_id)
    require(can_work_for_body(request.user, body))
    if not EARLIEST <= year <= LATEST or not (receives(body) or decides(body)):
        raise Http404
    return body


def of_body(page: BodyPage[P]) -> Door[P]:
    """The page of a body is for those who work with its dossiers."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return page(BodyPlace(request, read_body(request, unit_id, year), year), *args, **kwargs)

    return cast(Door[P], door)


def of_panel(page: PanelPage[P]) -> PanelDoor[P]:
    """The page of a panel is for those who work with the dossiers of its body."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, panel_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        body = read_body(request, unit_id, year)
        panel = get_object_or_404(Panel.objects.select_related("decision"), pk=panel_id, body=body, year=year)
        panel.body = body
        return page(PanelPlace(request, body, year, panel), *args, **kwargs)

    return cast(PanelDoor[P], door)


def run_by(page: PanelPage[P]) -> PanelDoor[P]:
    """The page is for those who run the panel: officer, clerk, head."""

    @wraps(page)
    def inner(place: PanelPlace, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(can_run_panel(place.request.user, place.panel))
        return page(place, *args, **kwargs)

    return of_panel(cast(PanelPage[P], inner))


def led_by(page: PanelPage[P]) -> PanelDoor[P]:
    """The page is for the head of the body."""

    @wraps(page)
    def inner(place: PanelPlace, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(place.may_lead)
        return page(place, *args, **kwargs)

    return of_panel(cast(PanelPage[P], inner))
