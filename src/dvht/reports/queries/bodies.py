"""Bodies that receive or decide: which a person works for, which years they have, which units are theirs."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, Final

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.utils import timezone

from dvht.accounts.models import RoleKind, User
from dvht.accounts.queries import AUTHORITY_ROLES, Person, administered_units, roles_of
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Plan
from dvht.recognition.models import Decision
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries import (
    born_after,
    handing_in_to,
    jurisdictions_on,
    predecessors_of,
    receiving_under,
    with_jurisdiction,
)

SEASON_ENDS: Final = (6, 30)
"""Until this day of the following year an assessment year is the one that an authority works on."""


def authority_bodies(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Those that receive or decide on the dossiers of others, or once did."""
    named = Jurisdiction.objects.filter(Q(receiving=OuterRef("pk")) | Q(deciding=OuterRef("pk")))
    receives = Unit.objects.filter(receiving=OuterRef("pk"))
    came = Submission.objects.filter(Q(receiving=OuterRef("pk")) | Q(deciding=OuterRef("pk")))
    found: QuerySet[Unit] = units.filter(Exists(named) | Exists(receives) | Exists(came))
    return found


def bodies_seen(user: Person) -> QuerySet[Unit]:
    """Bodies whose pages a person knows of: those worked for, those administered, an area that an association reads."""
    kinds = {*AUTHORITY_ROLES, RoleKind.STUDY_ASSOCIATION}
    own = [role.unit_id for role in roles_of(user) if role.kind in kinds]
    return authority_bodies(
        Unit.objects.filter(Q(pk__in=own) | Q(pk__in=administered_units(user).order_by().values("pk")))
    )


def bodies_worked_for(user: User) -> tuple[Unit, ...]:
    """The bodies for which a person handles dossiers of others, in the order of the tree; read once per request.

    Each says whether it `reports_over_province` (it receives or decides on dossiers of cấp tỉnh today), whether
    dossiers come to it (`receives`), whether it `decides`, and to whom it submits (`decider_id`).
    """
    known: dict[str, Any] = vars(user)
    if "known_bodies" not in known:
        own = [role.unit_id for role in roles_of(user) if role.kind in AUTHORITY_ROLES]
        found = with_powers(Unit.objects.filter(pk__in=own)).order_by("path")
        known["known_bodies"] = tuple(unit for unit in found if unit.receives or unit.decides) if own else ()
    bodies: tuple[Unit, ...] = known["known_bodies"]
    return bodies


def with_powers(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Each body with what it is to the dossiers of others."""
    said = Jurisdiction.objects.filter(receiving=OuterRef("pk"))
    today = jurisdictions_on(timezone.localdate())
    provincial = today.filter(Q(receiving=OuterRef("pk")) | Q(deciding=OuterRef("pk")), tier=Tier.PROVINCE)
    came = Submission.objects.filter(receiving=OuterRef("pk"))
    found: QuerySet[Unit] = units.annotate(
        reports_over_province=Exists(provincial),
        receives=Exists(said) | Exists(Unit.objects.filter(receiving=OuterRef("pk"))) | Exists(came),
        decides=Exists(Jurisdiction.objects.filter(deciding=OuterRef("pk")))
        | Exists(Submission.objects.filter(deciding=OuterRef("pk"))),
        decider_id=Subquery(
            said.filter(deciding__isnull=False).order_by("-since", "pk").values("deciding")[:1]
        ),
    )
    return found


def reads_for_association(user: Person, body: Unit) -> bool:
    """The study association of this area."""
    return any(role.unit_id == body.pk and role.kind == RoleKind.STUDY_ASSOCIATION for role in roles_of(user))


def season_year(today: dt.date) -> int:
    """The assessment year whose dossiers come in: the last calendar year until 30/6, then this one."""
    return today.year - 1 if (today.month, today.day) <= SEASON_ENDS else today.year


def landing_year(body: Unit) -> int:
    """The year on whose board the people of a body land: that of the season, or the last one there is anything of."""
    season = season_year(timezone.localdate())
    known = [year for year in _years(body) if year <= season + 1]
    if season in known or not known:
        return season
    return max(known)


def _years(body: Unit) -> set[int]:
    plans = Plan.objects.filter(unit=body).order_by().values_list("year", flat=True)
    came = Submission.objects.filter(Q(receiving=body) | Q(deciding=body)).order_by()
    return set(plans.union(came.values_list("year", flat=True)))


def years_of_body(
    body: Unit, current: int, before: frozenset[int] = frozenset(), *, association: bool = False
) -> tuple[int, ...]:
    """Years of which a body has anything, with the season's and the one looked at, newest first; one query.

    Besides its own plans and dossiers: dossiers that it took over from bodies `before` it, decisions, and plans of
    units within an area and the years in which it has powers. A study association has the dossiers of its area.
    """
    today = timezone.localdate()
    plans = Plan.objects.filter(_planned_under(body) | Q(unit=body))
    came = Q(receiving=body) | Q(deciding__in={body.pk} | before)
    if association:
        came |= Q(unit__path__startswith=body.path)
    if before:
        taken_over = Submission.objects.of_bodies(frozenset({body.pk}), today, before)
        came |= Q(pk__in=taken_over.values("pk"))
    decided = Decision.objects.filter(body__in={body.pk} | before)
    rows = [plans, Submission.objects.filter(came), decided]
    years = [found.order_by().values_list("year", flat=True) for found in rows]
    return tuple(sorted({*years[0].union(*years[1:]), current, season_year(today)}, reverse=True))


def _planned_under(body: Unit) -> Q:
    """Plans of units below an area where the body receives or decides on the dossiers of that year."""
    powers = Jurisdiction.objects.filter(Q(receiving=body) | Q(deciding=body)).annotate(
        inner=ExpressionWrapper(OuterRef("unit__path"), output_field=CharField()),
        first=ExtractYear("since"),
        last=ExtractYear("until"),
    )
    in_time = Q(first__lte=OuterRef("year") + 1) & (Q(last__isnull=True) | Q(last__gte=OuterRef("year")))
    return Q(Exists(powers.filter(in_time, inner__startswith=F("area__path"))))


class Reach:
    """The units that a body has to do with in a year.

    `whole`: not only those who hand in to the body itself, but everybody in its areas, whoever receives there. A study
    association reads the units under its area and sees results only once they are given.
    """

    def __init__(
        self, body: Unit, year: int, on: dt.date, *, whole: bool = False, association: bool = False
    ) -> None:
        self.body = body
        self.year = year
        self.on = on
        self.whole = whole
        self.association = association

    def widened(self) -> Reach:
        """Over everybody in the areas of the body."""
        found = Reach(self.body, self.year, self.on, whole=True, association=self.association)
        found.predecessors = self.predecessors
        return found

    def year_before(self) -> Reach:
        """The same units' year before, as the tree stood when its season ended."""
        on = min(self.on, dt.date(self.year, *SEASON_ENDS))
        found = Reach(self.body, self.year - 1, on, whole=self.whole, association=self.association)
        found.predecessors = self.predecessors
        return found

    @cached_property
    def predecessors(self) -> frozenset[int]:
        """Bodies whose past this one has taken over."""
        return predecessors_of({self.body.pk})

    def receivers(self) -> QuerySet[Unit]:
        """The body, with those that receive for it; over a whole area everybody who receives at all."""
        rows = jurisdictions_on(self.on)
        if self.whole or self.association:
            named = Unit.objects.filter(receiving__isnull=False).order_by().values("receiving")
            found: QuerySet[Unit] = Unit.objects.filter(Q(pk__in=rows.values("receiving")) | Q(pk__in=named))
            return found
        return receiving_under(self.body, self.on)

    def units(self) -> QuerySet[Unit]:
        """With `receiving_now`; by one rule, whether a commune, its province or an association counts.

        A unit counts that works on the day of the reach, and one that no longer does where its dossier of the year is
        at an authority: what was handed in is never lost from a count. So after a merger in mid-season a part that
        had handed in counts beside its successor, a part that had not is counted in its successor. A unit that a
        merger or split makes after that day is no unit of the year, unless it handed something in. No text found
        settles whose dossier counts when units merge within a season.
        """
        units = with_jurisdiction(Unit.objects.all(), self.on)
        gone = Q(dissolved_on__isnull=False, dissolved_on__lte=self.on)
        at_work = ~gone & ~Q(pk__in=born_after(self.on).values("unit"))
        taken_back = Q(state=SubmissionState.WITHDRAWN.value)
        handed_in = Q(pk__in=self.submissions().exclude(taken_back).values("unit"))
        if self.whole:
            of_year = Submission.objects.filter(year=self.year).exclude(taken_back).order_by()
            handed_in |= self._below() & gone & Q(pk__in=of_year.values("unit"))
        return units.filter((at_work & self._theirs()) | handed_in)

    def _theirs(self) -> Q:
        """Whose dossiers have to do with the body, wherever they hand in."""
        if self.association or self.whole:
            return self._below() & Q(receiving_now__isnull=False)
        decides = jurisdictions_on(self.on).filter(deciding=self.body).values("pk")
        receives = handing_in_to({self.body.pk}, self.on).order_by().values("pk")
        return Q(pk__in=receives) | Q(jurisdiction_id__in=decides)

    def _below(self) -> Q:
        below = Q(path__startswith=self.body.path) if self.association else self._in_areas()
        return below & ~Q(pk=self.body.pk)

    def _in_areas(self) -> Q:
        """Below an area in which the body receives or decides on the dossiers of cấp tỉnh."""
        rows = jurisdictions_on(self.on).filter(tier=Tier.PROVINCE)
        rows = rows.filter(Q(receiving=self.body) | Q(deciding=self.body))
        inner = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        return Q(Exists(rows.annotate(inner=inner).filter(inner__startswith=F("area__path"))))

    def received(self) -> QuerySet[Submission]:
        """Dossiers of the year that came to the body, or to one that it succeeds for these units."""
        if not self.predecessors:
            return Submission.objects.filter(receiving=self.body, year=self.year).order_by()
        return (
            Submission.objects.of_bodies(frozenset({self.body.pk}), self.on).filter(year=self.year).order_by()
        )

    def submissions(self) -> QuerySet[Submission]:
        """Dossiers of the year that came to the body, or on which it decides; of an association, those of its area."""
        if self.association:
            return Submission.objects.filter(year=self.year, unit__path__startswith=self.body.path).order_by()
        decides = Q(deciding__in={self.body.pk} | self.predecessors, year=self.year)
        return Submission.objects.filter(Q(pk__in=self.received().values("pk")) | decides).order_by()


def reach_of(
    body: Unit, year: int, today: dt.date, *, whole: bool = False, association: bool = False
) -> Reach:
    """The reach in a year: as the tree and the jurisdictions stand today, or stood when that year's season ended."""
    return Reach(
        body, year, min(today, dt.date(year + 1, *SEASON_ENDS)), whole=whole, association=association
    )
