"""What waits for the reader of a board: dossiers to check for an officer, units to decide on for a chair."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When, Window

from dvht.accounts.models import User
from dvht.assessment.models import Revision
from dvht.dossiers.models import Delivery, Submission
from dvht.dossiers.states import SubmissionState
from dvht.regulation.kinds import kinds_of
from dvht.reports.queries.bodies import Reach
from dvht.reports.queries.listing import outcome_label
from dvht.reports.queries.results import reasons_of

SHOWN_ROWS: Final = 6


@dataclass(frozen=True)
class Waiting:
    """A dossier to check: what is asked for, and the unit's own result as small marks."""

    submission: Submission
    requested: str
    marks: tuple[tuple[str, ...], ...]
    times: int


@dataclass(frozen=True)
class WaitingLines:
    lines: tuple[Waiting, ...]
    mine: int


def dossiers_to_check(reach: Reach, user: User, sectors: Collection[str]) -> WaitingLines:
    """The oldest first; those that lie with somebody else are left out. One query."""
    found = to_check(reach, user, sectors)
    revision = Revision.objects.filter(
        assessment__plan__unit=OuterRef("unit"),
        assessment__plan__year=OuterRef("year"),
        finalised_at__lte=OuterRef("last_submitted_at"),
    ).order_by("-number")
    mine = Case(When(officer=user, then=Value(0)), default=Value(1))
    delivered = Delivery.objects.filter(submission=OuterRef("pk")).order_by("-number")
    rows = found.annotate(
        own_result=Subquery(revision.values("result")[:1]),
        times=Subquery(delivered.values("number")[:1]),
        mine=mine,
        whole=Window(Count("pk")),
    )
    ordered = list(rows.select_related("unit").order_by("mine", "last_submitted_at", "pk")[:SHOWN_ROWS])
    whole = vars(ordered[0])["whole"] if ordered else 0
    return WaitingLines(tuple(_waiting(row) for row in ordered), whole)


def to_check(reach: Reach, user: User, sectors: Collection[str]) -> QuerySet[Submission]:
    """Dossiers that came to the body itself and wait for this person or for nobody in particular."""
    found = reach.received().filter(state=SubmissionState.SUBMITTED.value)
    found = found.filter(Q(officer=user) | Q(officer__isnull=True))
    return found.filter(unit__kind__in=kinds_of(sectors)) if sectors else found


def _waiting(row: Submission) -> Waiting:
    said: Mapping[str, Any] = vars(row)
    return Waiting(
        row, outcome_label(row.pack_id, row.requested), _marks(said["own_result"]), said["times"] or 1
    )


def _marks(result: Mapping[str, Any] | None) -> tuple[tuple[str, ...], ...]:
    """Rows by criterion: p passed, f failed, t nobody looked, n doesn't apply."""
    groups: dict[str, list[str]] = {}
    for row in (result or {}).get("rows", ()):
        reasons = reasons_of(row)
        mark = "n" if reasons is None else "t" if "missing" in reasons else "f" if reasons else "p"
        groups.setdefault(str(row["code"])[:1], []).append(mark)
    return tuple(tuple(marks) for marks in groups.values())
