"""Who comes in: the unit whose roster the person reads or keeps, in a year, on the day that its pages show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dvht.accounts.queries import visible_units
from dvht.members.models import Member
from dvht.members.permissions import can_compare_rosters, can_keep_roster, can_read_roster, heads_department
from dvht.members.queries.roster import roster_day, with_posting
from dvht.members.queries.visible import headed_departments, visible_members
from dvht.ui.answers import said
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

FIRST_YEAR, LAST_YEAR = 2015, 2100
LAST_ID = 2**63


@dataclass(frozen=True)
class Place:
    """Where a page stands: a unit, a year, the day that it shows, and what the person may do there."""

    request: SignedInRequest
    unit: Unit
    year: int
    on: dt.date
    keeps: bool
    reads_all: bool

    @property
    def members(self) -> QuerySet[Member]:
        """Those of the unit whom the person may see."""
        return visible_members(self.request.user, self.on).filter(unit=self.unit)

    def member(self, member_id: int) -> Member:
        """One of them with the posting of the day; 404 for anybody else."""
        if member_id >= LAST_ID:
            raise Http404
        found = with_posting(self.members.select_related("unit", "user"), self.on)
        return get_object_or_404(found, pk=member_id)

    def to(self, name: str, *more: Any, query: str = "") -> HttpResponse:
        answer = redirect(name, self.unit.pk, self.year, *more)
        if query:
            answer["Location"] += f"?{query}"
        return answer

    def page(self, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {"place": self, "unit": self.unit, "year": self.year, **more}
        return render(self.request, f"members/{name}.html", context, status=status)


P = ParamSpec("P")
Page = Callable[Concatenate[Place, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def reads_roster(page: Page[P]) -> Door[P]:
    """For those who work on the unit's roster, and for heads of departments, who see their own people."""

    def enter(request: SignedInRequest, unit: Unit) -> bool:
        return can_read_roster(request.user, unit) or heads_department(request.user, unit)

    return _door(page, enter, also_department_heads=True)


def reads_whole_roster(page: Page[P]) -> Door[P]:
    """For those who see every name of the unit."""
    return _door(page, lambda request, unit: can_read_roster(request.user, unit))


def keeps_roster(page: Page[P]) -> Door[P]:
    """For those who write the roster and the records of the year."""
    return _door(page, lambda request, unit: can_keep_roster(request.user, unit))


def compares_rosters(page: Page[P]) -> Door[P]:
    """For the authority of the units below."""
    return _door(page, lambda request, unit: can_compare_rosters(request.user, unit))


def _door(
    page: Page[P], may_enter: Callable[[SignedInRequest, Unit], bool], *, also_department_heads: bool = False
) -> Door[P]:
    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        unit = _visible_unit(request, unit_id, year, also_department_heads=also_department_heads)
        if not may_enter(request, unit):
            raise PermissionDenied
        place = Place(
            request=request,
            unit=unit,
            year=year,
            on=roster_day(year, timezone.localdate()),
            keeps=can_keep_roster(request.user, unit),
            reads_all=can_read_roster(request.user, unit),
        )
        return page(place, *args, **kwargs)

    return cast(Door[P], door)


def _visible_unit(request: SignedInRequest, unit_id: int, year: int, *, also_department_heads: bool) -> Unit:
    if not FIRST_YEAR <= year <= LAST_YEAR or unit_id >= LAST_ID:
        raise Http404
    seen = Q(pk__in=visible_units(request.user).values("pk"))
    if also_department_heads:
        seen |= Q(pk__in=headed_departments(request.user).values("unit"))
    unit: Unit = get_object_or_404(Unit.objects.filter(seen), pk=unit_id)
    return unit


def into_form(form: BaseForm, error: ValidationError) -> int:
    """Show a domain error on the form, each at its field where there is one; the status to answer with."""
    if hasattr(error, "problems"):
        for problem in error.problems:
            name = getattr(problem, "field", "")
            form.add_error(name if name in form.fields else None, getattr(problem, "message", str(problem)))
    elif hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
    return 409 if getattr(error, "code", "") in ("conflict", "gone", "state") else 422


def small_deed(place: Place, deed: Callable[[], object], told: str) -> bool:
    """Do it, and say on the next page that it was done or why it wasn't."""
    return said(place.request, deed, told)
