"""What a plan says, as a value that can be kept with a version and compared with another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from dvht.plans.models import DateKind, Plan, PlanVersion

Content = Mapping[str, Any]
"""Sections by name: a mapping of words, or a list of lines, each with a `key` that stays the same between versions."""

WORDS = (
    "title", "goal", "purpose", "bases", "meeting_place", "officer", "budget", "recipients", "appraisal_form",
    "number_text",
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A date of a calendar as a plan issued it."""

    code: str
    title: str
    kind: DateKind
    wording: str
    starts_on: dt.date | None
    last_day: dt.date


@dataclass(frozen=True)
class Demands:
    """What a plan demands of those below it: targets, days and papers (and which of these are handed in)."""

    targets: Mapping[str, int]
    days: Mapping[str, Day]
    papers: Mapping[str, str]
    handed_in: frozenset[str]


NOTHING = Demands({}, {}, {}, frozenset())


def content_of(plan: Plan) -> dict[str, Any]:
    """What the plan says now, in plain values with a fixed order."""
    return {
        "words": {name: str(getattr(plan, name) or "") for name in WORDS},
        "targets": {target.row: target.percent for target in plan.targets.all()},
        "milestones": [
            {
                "key": day.code, "title": day.title, "actor": day.actor, "kind": str(day.kind), "wording": day.wording,
                "starts_on": _iso(day.starts_on), "last_day": day.last_day.isoformat(), "reference": day.reference,
                "note": day.note,
            }
            for day in plan.milestones.all()
        ],
        "papers": [
            {"key": paper.kind, "title": paper.title, "submitted": paper.submitted, "note": paper.note}
            for paper in plan.papers.all()
        ],
        "tasks": [
            {
                "key": str(task.pk), "content": task.content, "lead": task.lead, "coordinating": task.coordinating,
                "time": task.time,
            }
            for task in plan.tasks.all()
        ],
        "committee": [
            {
                "key": str(one.pk), "body": one.body, "name": one.name, "position": one.position, "role": one.role,
                "duties": one.duties,
            }
            for one in plan.committee.all()
        ],
        "sessions": [
            {
                "key": str(one.pk), "kind": one.kind, "title": one.title, "audience": one.audience, "lead": one.lead,
                "starts_on": one.starts_on.isoformat(), "ends_on": _iso(one.ends_on), "place": one.place,
                "note": one.note,
            }
            for one in plan.sessions.all()
        ],
        "model_units": {one.sector: one.unit.name for one in plan.model_units.select_related("unit")},
        "routings": {one.sector: one.officer.full_name for one in plan.routings.select_related("officer")},
    }  # fmt: skip


def issued_content(plan: Plan) -> Content:
    """What the plan said when it was last put in force; what it says now when it never was."""
    last = getattr(plan, "last_content", None)
    if last is None:
        last = PlanVersion.objects.filter(plan=plan).values_list("content", flat=True).first()
    return last if last is not None else content_of(plan)


def with_last_content(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans that bring what they last issued along, for lists that count their queries."""
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number")
    return plans.annotate(last_content=Subquery(newest.values("content")[:1]))


def demands_of(plan: Plan | None) -> Demands:
    """What binds those below: never the draft of a further version."""
    if plan is None:
        return NOTHING
    return demands_in(issued_content(plan))


def demands_in(content: Content) -> Demands:
    return Demands(
        targets=dict(content["targets"]),
        days={line["key"]: _day(line) for line in content["milestones"]},
        papers={line["key"]: line["title"] for line in content["papers"]},
        handed_in=frozenset(line["key"] for line in content["papers"] if line["submitted"]),
    )


def _day(line: Mapping[str, Any]) -> Day:
    first = line["starts_on"]
    return Day(
        line["key"],
        line["title"],
        DateKind(line["kind"]),
        line["wording"],
        dt.date.fromisoformat(first) if first else None,
        dt.date.fromisoformat(line["last_day"]),
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
