"""The dates of plans as they were last put in force, also while a further version is being written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from dvht.plans.models import DateKind, Milestone, Plan, PlanVersion
from dvht.plans.queries.contents import Day, demands_in
from dvht.plans.states import PlanState
from dvht.units.models import Unit


@dataclass(frozen=True)
class IssuedDay:
    """A date of a plan that binds; `version` rises when the plan in force words it anew."""

    plan: Plan
    day: Day
    version: int

    @property
    def unit(self) -> Unit:
        return self.plan.unit

    @property
    def code(self) -> str:
        return self.day.code


def at_work() -> Q:
    """The plan's unit still works."""
    return Q(plan__unit__dissolved_on__isnull=True) | Q(plan__unit__dissolved_on__gt=timezone.localdate())


def issued_days(first: dt.date, last: dt.date, where: Q) -> tuple[IssuedDay, ...]:
    """With their last day from one day to another, of plans for which `where` holds; two queries."""
    return (*_in_force(first, last, where & at_work()), *_being_changed(first, last, where & at_work()))


def _in_force(first: dt.date, last: dt.date, where: Q) -> Iterator[IssuedDay]:
    rows = Milestone.objects.filter(where, plan__state=PlanState.IN_FORCE.value)
    for row in rows.filter(last_day__range=(first, last)).select_related("plan__unit"):
        day = Day(row.code, row.title, DateKind(row.kind), row.wording, row.starts_on, row.last_day)
        yield IssuedDay(row.plan, day, row.version)


def _being_changed(first: dt.date, last: dt.date, where: Q) -> Iterator[IssuedDay]:
    """From what is kept of the version: the rows already say what isn't issued yet."""
    newest = PlanVersion.objects.filter(where, number=F("plan__issued_version"))
    for version in newest.exclude(plan__state=PlanState.IN_FORCE.value).select_related("plan__unit"):
        for day in demands_in(version.content).days.values():
            if first <= day.last_day <= last:
                yield IssuedDay(version.plan, day, 1)
