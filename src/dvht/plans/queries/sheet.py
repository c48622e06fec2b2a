"""Everything that a plan says, read in a fixed number of queries."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dvht.plans.models import (
    CommitteeKind,
    CommitteeMember,
    Milestone,
    ModelUnit,
    Plan,
    PlanPaper,
    Routing,
    Session,
    Task,
)
from dvht.plans.queries.bodies import is_body
from dvht.plans.queries.contents import demands_of
from dvht.regulation.pack import Pack


@dataclass(frozen=True)
class Sheet:
    """A plan with its lines, and what the higher plan demands of them."""

    plan: Plan
    pack: Pack
    targets: Mapping[str, int]
    papers: tuple[PlanPaper, ...]
    milestones: tuple[Milestone, ...]
    committee: tuple[CommitteeMember, ...]
    tasks: tuple[Task, ...]
    higher_targets: Mapping[str, int]
    higher_days: Mapping[str, dt.date]
    higher_papers: Mapping[str, str]
    is_body: bool = False
    sessions: tuple[Session, ...] = ()
    model_units: tuple[ModelUnit, ...] = ()
    routings: tuple[Routing, ...] = ()

    @property
    def team(self) -> tuple[CommitteeMember, ...]:
        return self._body(CommitteeKind.TEAM)

    @property
    def steering(self) -> tuple[CommitteeMember, ...]:
        return self._body(CommitteeKind.STEERING)

    def _body(self, body: CommitteeKind) -> tuple[CommitteeMember, ...]:
        return tuple(member for member in self.committee if member.body == body)


def sheet_of(plan: Plan) -> Sheet:
    demanded = demands_of(plan.higher)
    body = is_body(plan.unit)
    return Sheet(
        plan=plan,
        pack=plan.pack,
        targets={target.row: target.percent for target in plan.targets.all()},
        papers=tuple(plan.papers.all()),
        milestones=tuple(plan.milestones.all()),
        committee=tuple(plan.committee.all()),
        tasks=tuple(plan.tasks.all()),
        higher_targets=demanded.targets,
        higher_days={code: day.last_day for code, day in demanded.days.items()},
        higher_papers=demanded.papers,
        is_body=body,
        sessions=tuple(plan.sessions.all()) if body else (),
        model_units=tuple(plan.model_units.select_related("unit")) if body else (),
        routings=tuple(plan.routings.select_related("officer")) if body else (),
    )
