"""Who examines what, and who goes where."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from dvht.appraisal.models import Assignment, Panel, Seat, Visit
from dvht.appraisal.queries.panels import units_of_body
from dvht.dossiers.models import Submission
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

NEAR: Final = dt.timedelta(hours=2)
"""Visits of one day whose hours are less than this apart may keep a person from being at both."""
MOST_TOLD: Final = 3
"""Visits named that clash with one; further ones are counted."""


@dataclass(frozen=True)
class AssignedLine:
    """A dossier in the list of assignments, with what each seat was given of it."""

    submission: Submission
    given: tuple[Assignment, ...]

    @property
    def state(self) -> str:
        return getattr(self.submission, "appraisal_state", None) or ""

    @property
    def concluded(self) -> bool:
        return self.state in {"passed", "failed"}


def assigned_lines(panel: Panel, submissions: Iterable[Submission]) -> tuple[AssignedLine, ...]:
    """The lines of one page; one query for all that was given."""
    here = list(submissions)
    given: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(seat__panel=panel, submission__in=here).select_related("seat")
    for row in rows.order_by("seat__order", "group"):
        given[row.submission_id].append(row)
    return tuple(AssignedLine(one, tuple(given[one.pk])) for one in here)


@dataclass(frozen=True)
class GroupChoice:
    """A group of rows that may be given apart."""

    code: str
    title: str


def groups_of(packs: Iterable[tuple[str, str]]) -> tuple[GroupChoice, ...]:
    """The groups of rows of these packs (id, version), each code once."""
    found: dict[str, GroupChoice] = {}
    for pack_id, version in sorted(set(packs)):
        for group in load_pack(pack_id, version).groups:
            found.setdefault(group.code, GroupChoice(group.code, group.title))
    return tuple(found.values())


def units_to_visit(panel: Panel, on: dt.date) -> QuerySet[Unit]:
    """Units whose dossiers come to the body and that aren't in the schedule yet."""
    planned = Visit.objects.filter(panel=panel).values("unit")
    return units_of_body(panel.body, on).exclude(pk__in=planned).order_by("name", "pk")


@dataclass(frozen=True)
class VisitLine:
    """A visit, who goes, and what makes somebody unable to."""

    visit: Visit
    people: tuple[Seat, ...]
    warnings: tuple[str, ...]


def visit_lines(panel: Panel) -> tuple[VisitLine, ...]:
    """The schedule of a panel with the clashes of its people, in other panels of the body and year too.

    To a unit go those who examine its dossier; where nobody has been given it, the whole panel. Three queries.
    """
    visits = list(
        Visit.objects.filter(panel__body=panel.body_id, panel__year=panel.year)
        .exclude(panel__state="dissolved")
        .select_related("unit", "panel")
        .order_by("on", "starts_at", "pk")
    )
    going = _going(visits)
    by_day: dict[dt.date, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_day[visit.on].append(visit)
    return tuple(
        VisitLine(visit, going[visit.pk], _warnings(visit, by_day[visit.on], going))
        for visit in visits
        if visit.panel_id == panel.pk
    )


def _going(visits: Sequence[Visit]) -> Mapping[int, tuple[Seat, ...]]:
    panels = {visit.panel_id for visit in visits}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(panel__in=panels).order_by("order", "pk"):
        seats[seat.panel_id].append(seat)
    given: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = Assignment.objects.filter(seat__panel__in=panels)
    for panel, unit, seat_id in rows.values_list("seat__panel", "submission__unit", "seat"):
        given[panel, unit].add(seat_id)
    return {
        visit.pk: tuple(
            seat
            for seat in seats[visit.panel_id]
            if not given[visit.panel_id, visit.unit_id] or seat.pk in given[visit.panel_id, visit.unit_id]
        )
        for visit in visits
    }


def _warnings(
    visit: Visit, visits: Sequence[Visit], going: Mapping[int, tuple[Seat, ...]]
) -> tuple[str, ...]:
    here = {_who(seat): seat.full_name for seat in going[visit.pk]}
    found = []
    for other in visits:
        if other.pk == visit.pk or not _at_once(visit, other):
            continue
        both = [here[_who(seat)] for seat in going[other.pk] if _who(seat) in here]
        if both:
            hour = f" lúc {other.starts_at:%H:%M}" if other.starts_at else ""
            found.append(f"{', '.join(both)} cùng ngày có mặt ở {other.unit}{hour}.")
    if len(found) > MOST_TOLD:
        found[MOST_TOLD:] = [f"Và {len(found) - MOST_TOLD} buổi nữa trong ngày."]
    return tuple(found)


def _who(seat: Seat) -> tuple[str, object]:
    """One person in two panels: the same account, else the same name from the same organisation."""
    return ("user", seat.user_id) if seat.user_id else ("name", (seat.full_name, seat.organisation))


def _at_once(one: Visit, other: Visit) -> bool:
    """Of two visits on one day."""
    if one.starts_at is None or other.starts_at is None:
        return True
    first, second = (dt.datetime.combine(one.on, visit.starts_at or dt.time()) for visit in (one, other))
    return abs(first - second) < NEAR
