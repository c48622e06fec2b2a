"""The days by which units and bodies must act: dates of plans as last issued, more time granted, and tasks.

A unit is told of what its calendar leaves to the unit and of dates that it added itself; a unit that has no plan of the
year yet, of what the plan by which the body that receives its dossier works leaves to units: its own, else that of the
nearest body above it. A body is told of what its calendar leaves to its kind of body.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from dvht.dossiers.models import Return, Submission
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import DateKind, Extension, Plan, Task
from dvht.plans.queries.years import SUBMISSION_CODES, issued
from dvht.plans.states import PlanState, TaskState
from dvht.regulation.library import available_packs
from dvht.regulation.practice import calendars
from dvht.reminders.queries.issued import IssuedDay, at_work, issued_days
from dvht.units.models import Tier, Unit
from dvht.units.queries import handing_in_to, jurisdictions_on, path_parts

OWN_DATES: Final = "own_"
"""Codes of milestones that people added to a calendar begin so."""
HANDED_IN: Final = (
    SubmissionState.SUBMITTED.value,
    SubmissionState.RECEIVED.value,
    SubmissionState.CLOSED.value,
)
TASK: Final = "task"
LONGEST_EXTENSION: Final = dt.timedelta(days=366)


@dataclass(frozen=True)
class Due:
    """A day by which a unit must act. `done` is None where nobody but the unit knows."""

    key: str
    unit_id: int
    unit_name: str
    year: int
    title: str
    wording: str
    last_day: dt.date
    first_said: dt.date
    done: bool | None
    code: str
    url: str
    version: int = 1
    kind: DateKind = DateKind.BY

    @property
    def has_no_day(self) -> bool:
        """The text that the date follows names none: this one is the plan's."""
        return self.kind == DateKind.SCHOOL_YEAR_END

    @property
    def is_task(self) -> bool:
        return self.code == TASK

    @property
    def is_extended(self) -> bool:
        return self.last_day > self.first_said


def due_for(units: Collection[int], first: dt.date, last: dt.date) -> tuple[Due, ...]:
    """What these units must do from one day to another, the earliest first."""
    return due_between(first, last, units=frozenset(units)) if units else ()


def due_between(first: dt.date, last: dt.date, *, units: frozenset[int] | None = None) -> tuple[Due, ...]:
    """What every unit (or these) must do from one day to another; a fixed number of queries."""
    roles = _bodies()
    bodies = _working(roles)
    above = {part for body in bodies.values() for part in path_parts(body.path)}
    where = Q() if units is None else Q(plan__unit__in=units) | Q(plan__unit__path__in=above)
    days = issued_days(first - LONGEST_EXTENSION, last, where)
    own = (day for day in days if units is None or day.plan.unit_id in units)
    left = [day for day in days if day.unit.path in above]
    dated = _settled([*_to_the_planner(own, roles), *_by_plans_of_bodies(left, bodies, roles, units)])
    found = [*dated, *_tasks(first, last, units), *_returned(first, last, units)]
    within = [due for due in found if first <= due.last_day <= last]
    return tuple(sorted(within, key=lambda due: (due.last_day, due.unit_name, due.key)))


@cache
def _actors() -> Mapping[str, frozenset[str]]:
    """Who acts at the milestones of the packs and of the local calendars, by code."""
    actors: dict[str, set[str]] = defaultdict(set)
    for pack in available_packs():
        for milestone in pack.calendar:
            actors[milestone.code].add(milestone.actor)
    for known in calendars():
        for milestone in known.milestones:
            actors[milestone.code].add(milestone.actor)
    return {code: frozenset(who) for code, who in actors.items()}


Roles = Mapping[int, frozenset[str]]


def _bodies() -> Roles:
    """What each body that receives or decides is in the calendars' words."""
    roles: dict[int, set[str]] = defaultdict(set)
    for receiving, deciding, tier in jurisdictions_on(timezone.localdate()).values_list(
        "receiving", "deciding", "tier"
    ):
        if receiving:
            roles[receiving] |= {"office" if tier == Tier.DISTRICT else "department", "authority"}
        if deciding:
            roles[deciding].add("authority")
    named = (
        Unit.objects.filter(receiving__isnull=False).order_by().values_list("receiving", flat=True).distinct()
    )
    for body in named:
        if body not in roles and body is not None:
            roles[body] = {"office", "authority"}
    return {body: frozenset(who) for body, who in roles.items()}


def _working(roles: Roles) -> Mapping[int, Unit]:
    """The bodies that are still there."""
    today = timezone.localdate()
    named = Unit.objects.filter(pk__in=tuple(roles)).order_by()
    return {body.pk: body for body in named if not body.is_dissolved(today)}


def _to_the_planner(days: Iterable[IssuedDay], bodies: Roles) -> Iterator[Due]:
    actors = _actors()
    for day in days:
        mine = bodies.get(day.plan.unit_id, frozenset({"unit"}))
        if day.code.startswith(OWN_DATES) or mine & actors.get(day.code, frozenset()):
            yield _due(day, day.unit)


def _by_plans_of_bodies(
    left: Collection[IssuedDay], bodies: Mapping[int, Unit], roles: Roles, units: frozenset[int] | None
) -> Iterator[Due]:
    """What a body's plan leaves to those without an issued one: units that hand in to it, offices that work by it."""
    years = {day.plan.year for day in left}
    few = Plan.objects.select_related("unit").only("year", "unit__path").order_by()
    plans = issued(few.filter(year__in=years)) if left else ()
    working = _bodies_by_plan(bodies.values(), plans)
    if not working:
        return
    below = _handing_in({body for those in working.values() for body in those}, units)
    planned = {(plan.unit_id, plan.year) for plan in plans}
    for day in left:
        for body in working.get(day.plan.pk, ()):
            told = below[body] if day.code in SUBMISSION_CODES else []
            if roles[body] & _actors().get(day.code, frozenset()) and (units is None or body in units):
                told = [*told, bodies[body]]
            yield from (_due(day, unit) for unit in told if (unit.pk, day.plan.year) not in planned)


def _bodies_by_plan(bodies: Iterable[Unit], plans: Iterable[Plan]) -> Mapping[int, list[int]]:
    """Which bodies work by which of the issued plans: what `plan_of_body` finds for one."""
    there = {(plan.unit.path, plan.year): plan.pk for plan in plans}
    years = {year for _, year in there}
    working: dict[int, list[int]] = defaultdict(list)
    for body in bodies:
        for year in years:
            nearest = (there.get((part, year)) for part in reversed(path_parts(body.path)))
            if plan := next((pk for pk in nearest if pk is not None), None):
                working[plan].append(body.pk)
    return working


def _handing_in(bodies: Collection[int], units: frozenset[int] | None) -> Mapping[int, list[Unit]]:
    """The units (or these of them) by the body that receives their dossiers today."""
    theirs = handing_in_to(bodies, timezone.localdate()).order_by()
    below: dict[int, list[Unit]] = defaultdict(list)
    for unit in theirs if units is None else theirs.filter(pk__in=units):
        below[unit.receiving_now].append(unit)
    return below


def _due(issued_day: IssuedDay, unit: Unit) -> Due:
    plan, day = issued_day.plan, issued_day.day
    return Due(
        key=f"milestone:{plan.pk}:{day.code}",
        unit_id=unit.pk,
        unit_name=unit.name,
        year=plan.year,
        title=day.title,
        wording=day.wording,
        last_day=day.last_day,
        first_said=day.last_day,
        done=None,
        code=day.code,
        url=reverse("plan_calendar", args=[unit.pk, plan.year]),
        version=issued_day.version,
        kind=day.kind,
    )


def _settled(dues: list[Due]) -> Iterator[Due]:
    """With the time granted in writing, and whether what is to be handed in has been."""
    units, years = {due.unit_id for due in dues}, {due.year for due in dues}
    granted = Extension.objects.filter(revoked_at__isnull=True, milestone__plan__year__in=years)
    rows = granted.order_by("until").values_list("unit", "milestone__plan__year", "milestone__code", "until")
    until = {(unit, year, code): day for unit, year, code, day in rows if unit in units}
    came = Submission.objects.filter(year__in=years, state__in=HANDED_IN).order_by()
    handed_in = set(came.values_list("unit", "year"))
    for due in dues:
        last = max(due.last_day, until.get((due.unit_id, due.year, due.code), due.last_day))
        is_known = due.code in SUBMISSION_CODES
        yield replace(due, last_day=last, done=(due.unit_id, due.year) in handed_in if is_known else None)


def _tasks(first: dt.date, last: dt.date, units: frozenset[int] | None) -> Iterator[Due]:
    """Tasks of plans in force that are not done."""
    rows = Task.objects.filter(at_work(), plan__state=PlanState.IN_FORCE.value, due_on__range=(first, last))
    if units is not None:
        rows = rows.filter(plan__unit__in=units)
    for task in rows.exclude(state=TaskState.DONE.value).select_related("plan__unit"):
        assert task.due_on is not None  # noqa: S101 - asked for above
        yield Due(
            key=f"task:{task.pk}",
            unit_id=task.plan.unit_id,
            unit_name=task.plan.unit.name,
            year=task.plan.year,
            title=str(task),
            wording=f"chủ trì: {task.lead}" if task.lead else "",
            last_day=task.due_on,
            first_said=task.due_on,
            done=False,
            code=TASK,
            url=reverse("plan_tasks", args=[task.plan.unit_id, task.plan.year]),
            version=task.version,
        )


def _returned(first: dt.date, last: dt.date, units: frozenset[int] | None) -> Iterator[Due]:
    """Dossiers given back, by when they must be mended; only the last time counts."""
    rows = Return.objects.filter(
        submission__state=SubmissionState.RETURNED.value, due_on__range=(first, last)
    )
    if units is not None:
        rows = rows.filter(submission__unit__in=units)
    newest = Return.objects.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    for row in rows.exclude(Exists(newest)).select_related("submission__unit"):
        unit, year = row.submission.unit, row.submission.year
        yield Due(
            key=f"return:{row.pk}",
            unit_id=unit.pk,
            unit_name=unit.name,
            year=year,
            title=f"Bổ sung, nộp lại hồ sơ năm {year}",
            wording="",
            last_day=row.due_on,
            first_said=row.due_on,
            done=False,
            code="return",
            url=reverse("dossier", args=[unit.pk, year]),
        )
