"""Each unit with where it stands in the year and by when it must hand in, computed in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.assessment.models import Assessment
from dvht.assessment.states import AssessmentState
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Extension, Plan, PlanVersion
from dvht.plans.queries.contents import Day, demands_in
from dvht.plans.queries.years import SUBMISSION_CODES
from dvht.recognition.models import Refusal, Title
from dvht.recognition.states import TitleState
from dvht.regulation.library import load_pack
from dvht.reports.queries.bodies import Reach
from dvht.reports.states import NOT_HANDED_IN, Standing
from dvht.units.models import Unit
from dvht.units.queries import path_parts

NOT_YET = [standing.value for standing in NOT_HANDED_IN]
OLD_LAW_ENDS = 2023
"""Last assessment year under Thông tư 22/2020."""


@dataclass(frozen=True)
class Days:
    """By when the units of a reach hand in: the day of the plan by which each body receives, else the law's.

    `issued` is the plan by which the body works, as it was last put in force; None without one.
    """

    by_body: Mapping[int, dt.date]
    law: dt.date
    issued: PlanVersion | None = None

    def of(self, body_id: int) -> dt.date:
        return self.by_body.get(body_id, self.law)

    @property
    def calendar(self) -> tuple[Day, ...]:
        """Every day of the plan by which the body works."""
        return tuple(demands_in(self.issued.content).days.values()) if self.issued else ()


def days_of(reach: Reach) -> Days:
    """Two queries, for a body or for every body of a province. A further version in the making binds nobody.

    A body receives by the plan that it has issued, else by that of the nearest body above it.
    """
    bodies = {**dict(reach.receivers().values_list("pk", "path")), reach.body.pk: reach.body.path}
    paths = {part for path in bodies.values() for part in path_parts(path)}
    versions = PlanVersion.objects.filter(plan__year=reach.year).select_related("plan__unit")
    if not (reach.whole or reach.association):
        versions = versions.filter(plan__unit__path__in=paths)
    newest = {version.plan.unit.path: version for version in versions.order_by("plan", "number")}
    followed = {pk: _nearest(newest, path) for pk, path in bodies.items()}
    named = {path: _submission_day(version) for path, version in newest.items() if path in paths}
    found = {pk: named[version.plan.unit.path] for pk, version in followed.items() if version is not None}
    return Days(
        {pk: day for pk, day in found.items() if day is not None},
        law_day(reach.year),
        followed[reach.body.pk],
    )


def _nearest(newest: Mapping[str, PlanVersion], path: str) -> PlanVersion | None:
    return next((newest[part] for part in reversed(path_parts(path)) if part in newest), None)


def _submission_day(version: PlanVersion) -> dt.date | None:
    days = demands_in(version.content).days
    return next((days[code].last_day for code in SUBMISSION_CODES if code in days), None)


def law_day(year: int) -> dt.date:
    """The day of the circular: before 15/01 (TT 24, Điều 10.1c and 16.1c), in quarter I (TT 22, Điều 7.1)."""
    pack = load_pack("tt22-2020" if year <= OLD_LAW_ENDS else "tt24-2023-huyen")
    days = {milestone.code: milestone for milestone in pack.calendar}
    return next(days[code].dates_for(year)[1] for code in SUBMISSION_CODES if code in days)


def with_standing(reach: Reach, days: Days) -> QuerySet[Unit]:
    """The units of a reach with `standing`, `due_on` and `submission_id` of the year.

    An association reads a result only when it is given: until then its units are being examined.
    """
    year = reach.year
    here = Submission.objects.filter(unit=OuterRef("pk"), year=year).order_by()
    appraisal = Appraisal.objects.filter(submission__unit=OuterRef("pk"), submission__year=year).order_by()
    assessment = Assessment.objects.filter(plan__unit=OuterRef("pk"), plan__year=year).order_by()
    found: QuerySet[Unit] = reach.units().annotate(
        submission_id=Subquery(here.values("pk")[:1]),
        submission_state=Subquery(here.values("state")[:1]),
        appraisal_state=Subquery(appraisal.values("state")[:1]),
        assessment_state=Subquery(assessment.values("state")[:1]),
        is_recognised=Exists(titles_of_year(year).filter(unit=OuterRef("pk"))),
        is_withdrawn=Exists(
            Title.objects.filter(unit=OuterRef("pk"), year=year, state=TitleState.WITHDRAWN.value)
        ),
        holds_title=Exists(
            Title.objects.filter(
                unit=OuterRef("pk"), year__lt=year, state=TitleState.IN_FORCE.value, valid_until__gte=reach.on
            )
        ),
        is_refused=Exists(
            Refusal.objects.filter(
                appraisal__submission__unit=OuterRef("pk"), appraisal__submission__year=year
            )
        ),
        has_plan=Exists(Plan.objects.filter(unit=OuterRef("pk"), year=year)),
    )
    found = found.annotate(standing=_standing(decided_only=reach.association), base_day=_base_day(days))
    longer = Extension.objects.filter(
        unit=OuterRef("pk"),
        milestone__plan__year=year,
        milestone__code__in=SUBMISSION_CODES,
        revoked_at__isnull=True,
    ).order_by("-until")
    ready: QuerySet[Unit] = found.annotate(
        extended_until=Subquery(longer.values("until")[:1]),
        due_on=Greatest(
            Coalesce(F("extended_until"), Value(dt.date.min)), F("base_day"), output_field=DateField()
        ),
    )
    return ready


def titles_of_year(year: int) -> QuerySet[Title]:
    """Granted for the year and not taken back: in force, or replaced by a recognition of a later year."""
    later = Q(state=TitleState.REPLACED.value, ended_by__year__gt=F("year"))
    return Title.objects.filter(Q(state=TitleState.IN_FORCE.value) | later, year=year).order_by()


def _standing(*, decided_only: bool) -> Case:
    """The first that holds: what is decided, what lies at the authority, what the unit has done."""
    concluded = Standing.EXAMINING if decided_only else None

    def when(standing: Standing, **facts: Any) -> When:
        return When(**facts, then=Value(standing.value))

    return Case(
        when(Standing.RECOGNISED, is_recognised=True),
        when(Standing.REFUSED, is_refused=True),
        when(Standing.RETURNED, submission_state=SubmissionState.RETURNED.value),
        when(Standing.WITHDRAWN, is_withdrawn=True),
        when(Standing.CLOSED, submission_state=SubmissionState.CLOSED.value),
        when(concluded or Standing.PASSED, appraisal_state=AppraisalState.PASSED.value),
        when(concluded or Standing.FAILED, appraisal_state=AppraisalState.FAILED.value),
        when(Standing.EXAMINING, appraisal_state__isnull=False),
        when(Standing.RECEIVED, submission_state=SubmissionState.RECEIVED.value),
        when(Standing.SUBMITTED, submission_state=SubmissionState.SUBMITTED.value),
        when(Standing.HOLDING, holds_title=True),
        when(Standing.FINAL, assessment_state=AssessmentState.FINAL.value),
        when(Standing.ASSESSING, assessment_state__isnull=False),
        when(Standing.PLANNED, has_plan=True),
        default=Value(Standing.NONE.value),
        output_field=CharField(),
    )


def _base_day(days: Days) -> Any:
    bodies: dict[dt.date, list[int]] = {}
    for body, day in days.by_body.items():
        if day != days.law:
            bodies.setdefault(day, []).append(body)
    cases = [When(receiving_now__in=known, then=Value(day)) for day, known in bodies.items()]
    return Case(*cases, default=Value(days.law), output_field=DateField())


def overdue(today: dt.date) -> Q:
    """Not handed in, and the last day has passed."""
    return Q(standing__in=NOT_YET, due_on__lt=today)
