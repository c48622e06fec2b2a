"""What every page of the room begins and ends with: the visible body, how one stands to it, a private answer."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.queries import ChosenSectors, roles_of, visible_units
from dvht.documents.models import IssuedPaper, PaperFormat
from dvht.documents.queries import stored_bytes
from dvht.recognition.models import Decision
from dvht.recognition.permissions import can_draft, can_issue
from dvht.recognition.queries.standing import Standing, decisions_seen, standing_of
from dvht.regulation.library import available_packs
from dvht.ui import answers
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest, asks_for_everything
from dvht.units.models import Unit

P = ParamSpec("P")
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Place:
    """The body and year of an address, and how the reader stands to that body."""

    request: SignedInRequest
    body: Unit
    year: int
    standing: Standing
    today: dt.date

    @property
    def may_draft(self) -> bool:
        return can_draft(self.request.user, self.standing)

    @property
    def may_issue(self) -> bool:
        return can_issue(self.request.user, self.body)

    @property
    def sectors(self) -> ChosenSectors:
        """The sectors that a list is about: one's own, unless everything is asked for."""
        return ChosenSectors(self.standing.sectors, asks_for_everything(self.request))

    @property
    def schemes(self) -> frozenset[str]:
        """By which schemes units are assessed for this year: "points" under TT 22, "levels" under TT 24."""
        return frozenset(pack.scheme for pack in available_packs() if pack.years.covers(self.year))

    @property
    def origin(self) -> Unit:
        found: Unit = Unit.objects.get(pk=self.standing.origin)
        return found

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "place": self,
            "unit": self.body,
            "unit_id": self.body.pk,
            "year": self.year,
            "today": self.today,
            **more,
        }

    def to(self, name: str, *more: object) -> HttpResponse:
        return redirect(name, self.body.pk, self.year, *more)

    def decision_url(self, decision: Decision) -> str:
        """Where a decision is read: here, if it is the body's or of one before it; else with the body that took it."""
        body_id = self.body.pk if decision.body_id in self.standing.bodies else decision.body_id
        return reverse("decision", args=[body_id, decision.year, decision.pk])

    def decision(self, decision_id: int) -> Decision:
        """One of those that the reader may see, of this year."""
        return get_object_or_404(decisions_seen(self.standing).filter(year=self.year), pk=decision_id)


Page = Callable[Concatenate[Place, P], HttpResponse]
Door = Callable[Concatenate[SignedInRequest, int, int, P], HttpResponse]


def read_place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """404 for who has nothing to do with the body, 403 for who only administers it."""
    own = next((role.unit for role in roles_of(request.user) if role.unit_id == unit_id), None)
    body = own or get_object_or_404(Unit, pk=unit_id)
    standing = standing_of(request.user, body)
    if standing is None:
        if visible_units(request.user).filter(pk=body.pk).exists():
            raise PermissionDenied
        raise Http404
    if not EARLIEST <= year <= LATEST:
        raise Http404
    return Place(request, body, year, standing, timezone.localdate())


def readers(page: Page[P]) -> Door[P]:
    """The page is for people of the body and of the offices that submit to it."""

    @wraps(page)
    def door(
        request: SignedInRequest, unit_id: int, year: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return page(read_place(request, unit_id, year), *args, **kwargs)

    return cast(Door[P], door)


into_form = partial(answers.into_form, conflicts={"conflict", "state", "changed", "decided", "closed"})


def paper_answer(paper: IssuedPaper, paper_format: str) -> HttpResponse:
    """The stored bytes of an issued paper, exactly as they were issued."""
    if paper_format not in PaperFormat.values:
        raise Http404
    content = stored_bytes(paper, PaperFormat(paper_format))
    return titled_download(content, f"{paper.title} {paper.full_number}", paper_format)


def draft_answer(content: bytes, title: str, paper_format: str) -> HttpResponse:
    return titled_download(content, f"nhap {title}", paper_format)
