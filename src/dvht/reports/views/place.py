"""What every page of a body begins with: a body that the reader knows of, the year, and what they may do there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.permissions import can_handle_for_body, can_lead_body
from dvht.accounts.queries import ChosenSectors, predecessors_of_own, sectors_of
from dvht.regulation.kinds import sector_of
from dvht.reports.queries.bodies import Reach, bodies_seen, bodies_worked_for, reach_of, reads_for_association
from dvht.ui.requests import SignedInRequest, asks_for_everything
from dvht.units.models import Unit

EARLIEST: Final = 2020
"""First assessment year under Thông tư 22/2020."""


@dataclass(frozen=True)
class Place:
    """A body and a year, as this person may look at them."""

    request: SignedInRequest
    body: Unit
    year: int
    association: bool

    @cached_property
    def today(self) -> dt.date:
        return timezone.localdate()

    @cached_property
    def reach(self) -> Reach:
        """The units of the body itself; those under its area for a study association."""
        found = reach_of(self.body, self.year, self.today, association=self.association)
        if not self.association and not predecessors_of_own(self.request.user):
            # nobody before any unit of the reader's: then nobody before this body either
            found.predecessors = frozenset()
        return found

    @cached_property
    def whole(self) -> Reach:
        """For a provincial body everybody in its area."""
        return self.reach.widened() if self.provincial else self.reach

    @cached_property
    def provincial(self) -> bool:
        return not self.association and bool(vars(self.body).get("reports_over_province"))

    @property
    def receives(self) -> bool:
        """Dossiers come to the body, and the reader works for it."""
        return not self.association and bool(vars(self.body).get("receives"))

    @property
    def decides(self) -> bool:
        """The body decides on dossiers, and the reader works for it."""
        return not self.association and bool(vars(self.body).get("decides"))

    @cached_property
    def sectors(self) -> ChosenSectors:
        """The sectors that the page is about: those that the reader looks after, unless everything is asked for."""
        own = frozenset[str]() if self.association else sectors_of(self.request.user, self.body.pk)
        return ChosenSectors(own, asks_for_everything(self.request))

    @property
    def may_handle(self) -> bool:
        return can_handle_for_body(self.request.user, self.body)

    @property
    def may_lead(self) -> bool:
        return can_lead_body(self.request.user, self.body)

    def dossier_url(self, submission_id: int | None, received_by: int | None, kind: str) -> str:
        """The page of a dossier, for those who may open it here; empty for everybody else."""
        bodies = {self.body.pk} | self.reach.predecessors
        within = not self.sectors.own or sector_of(kind) in self.sectors.own
        if self.association or submission_id is None or received_by not in bodies or not within:
            return ""
        return reverse("submission", args=[self.body.pk, self.year, submission_id])

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "place": self,
            "body": self.body,
            "unit_id": self.body.pk,
            "year": self.year,
            "today": self.today,
            **more,
        }


def place_of(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """404 for a body that the reader has nothing to do with, 403 for one that they only administer."""
    if not EARLIEST <= year <= timezone.localdate().year + 2:
        raise Http404
    own = next((body for body in bodies_worked_for(request.user) if body.pk == unit_id), None)
    if own is not None:
        return Place(request, own, year, association=False)
    body = get_object_or_404(bodies_seen(request.user), pk=unit_id)
    if not reads_for_association(request.user, body):
        raise PermissionDenied
    return Place(request, body, year, association=True)


def query_of(values: Mapping[str, object]) -> str:
    """A query string of what isn't empty."""
    return urlencode({name: value for name, value in values.items() if value})
