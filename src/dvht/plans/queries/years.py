"""Which plans there are, and from what a new one can start."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from dvht.plans.models import Milestone, Plan
from dvht.plans.states import PlanState
from dvht.regulation.library import packs_governing
from dvht.regulation.pack import Pack
from dvht.regulation.practice import DossierList, LocalCalendar, calendars, dossier_lists
from dvht.units.models import Jurisdiction, Unit

NOBODY: Final = 0
# Codes of the milestone by which the unit itself hands in, in the packs and calendars that are shipped.
SUBMISSION_CODES = ("unit_dossier", "unit_report")


def years_of(unit: Unit) -> tuple[int, ...]:
    """Assessment years that the unit has a plan for, newest first."""
    return tuple(Plan.objects.filter(unit=unit).order_by("-year").values_list("year", flat=True))


def plan_of(unit: Unit, year: int) -> Plan | None:
    return plans_with_unit().filter(unit=unit, year=year).first()


def plans_with_unit() -> QuerySet[Plan]:
    """Plans with what their pages always name."""
    return Plan.objects.select_related("unit", "higher__unit", "collection")


def last_plan(unit: Unit, year: int) -> Plan | None:
    """The unit's newest plan of an earlier year."""
    return Plan.objects.filter(unit=unit, year__lt=year).order_by("-year").first()


def issued(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Those that were put in force, also while a further version is being written."""
    return plans.filter(Q(state=PlanState.IN_FORCE.value) | Q(issued_version__gt=0))


def higher_plans(unit: Unit, year: int) -> QuerySet[Plan]:
    """Issued plans for the same year of the body that receives the unit's dossier, then of bodies above it."""
    receiver = receiving_now(unit)
    nearest = Case(
        When(unit=receiver or NOBODY, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    found = _plans_above(unit, receiver).filter(year=year).select_related("unit")
    return found.order_by(nearest, "-unit__depth", "pk")


def years_above(unit: Unit) -> tuple[int, ...]:
    """Assessment years for which a body above has issued a plan, newest first."""
    plans = _plans_above(unit, receiving_now(unit))
    return tuple(plans.order_by("-year").values_list("year", flat=True).distinct())


def receiving_now(unit: Unit) -> int | None:
    """The body to which the unit hands in today: named at the unit, else by the area that it lies in."""
    today = timezone.localdate()
    if unit.own_receiver(today):
        return None if unit.receiving_name else unit.receiving_id
    return Jurisdiction.objects.above(unit, today).values_list("receiving_id", flat=True).first()


def _plans_above(unit: Unit, receiver: int | None) -> QuerySet[Plan]:
    above = Q(unit__path__in=unit.paths_above) | Q(unit=receiver or NOBODY)
    return issued(Plan.objects.filter(above).exclude(unit=unit))


def packs_offered(unit: Unit, year: int) -> tuple[Pack, ...]:
    """Packs that a unit of this kind can be assessed by for this year; empty when no law governs it."""
    return packs_governing(unit.kind, year)


def lists_offered(plan: Plan) -> tuple[DossierList, ...]:
    """Dossier lists that a plan of this pack may take over."""
    return tuple(known for known in dossier_lists() if plan.pack_id in known.packs)


def calendars_offered(plan: Plan) -> tuple[LocalCalendar, ...]:
    """Calendars that a plan of this pack may take over."""
    return tuple(known for known in calendars() if plan.pack_id in known.packs)


def submission_among(milestones: Iterable[Milestone]) -> Milestone | None:
    known = {milestone.code: milestone for milestone in milestones}
    return next((known[code] for code in SUBMISSION_CODES if code in known), None)
