"""Which plans there are, and from what a new one can start."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dvht.plans.models import Milestone, Plan
from dvht.plans.states import PlanState
from dvht.regulation.library import packs_governing
from dvht.regulation.pack import Pack
from dvht.regulation.practice import DossierList, LocalCalendar, calendars, dossier_lists
from dvht.units.models import Unit

# Codes of the milestone by which the unit itself hands in, in the packs and calendars that are shipped.
SUBMISSION_CODES = ("unit_dossier", "unit_report")


def years_of(unit: Unit) -> tuple[int, ...]:
    """Assessment years that the unit has a plan for, newest first."""
    return tuple(Plan.objects.filter(unit=unit).order_by("-year").values_list("year", flat=True))


def plan_of(unit: Unit, year: int) -> Plan | None:
    return (
        Plan.objects.select_related("unit", "higher__unit", "collection").filter(unit=unit, year=year).first()
    )


def last_plan(unit: Unit, year: int) -> Plan | None:
    """The unit's newest plan of an earlier year."""
    return Plan.objects.filter(unit=unit, year__lt=year).order_by("-year").first()


def higher_plans(unit: Unit, year: int) -> QuerySet[Plan]:
    """Plans in force, of bodies above the unit or of the one that receives its dossier, for the same year."""
    return _plans_above(unit).filter(year=year).select_related("unit").order_by("-unit__depth", "pk")


def years_above(unit: Unit) -> tuple[int, ...]:
    """Assessment years for which a body above has a plan in force, newest first."""
    return tuple(_plans_above(unit).order_by("-year").values_list("year", flat=True).distinct())


def _plans_above(unit: Unit) -> QuerySet[Plan]:
    above = Q(unit__in=Unit.objects.get_ancestors(unit))
    if unit.receiving_id:
        above |= Q(unit_id=unit.receiving_id)
    return Plan.objects.filter(above, state=PlanState.IN_FORCE.value).exclude(unit=unit)


def packs_offered(unit: Unit, year: int) -> tuple[Pack, ...]:
    """Packs that a unit of this kind can be assessed by for this year; empty when no law governs it."""
    return packs_governing(unit.kind, year)


def lists_offered(plan: Plan) -> tuple[DossierList, ...]:
    """Dossier lists that a plan of this pack may take over."""
    return tuple(known for known in dossier_lists() if plan.pack_id in known.packs)


def calendars_offered(plan: Plan) -> tuple[LocalCalendar, ...]:
    """Calendars that a plan of this pack may take over."""
    return tuple(known for known in calendars() if plan.pack_id in known.packs)


def submission_deadline(plan: Plan) -> Milestone | None:
    """The milestone by which the unit hands in its dossier or results; None when the calendar names none."""
    return submission_among(plan.milestones.all())


def submission_among(milestones: Iterable[Milestone]) -> Milestone | None:
    known = {milestone.code: milestone for milestone in milestones}
    return next((known[code] for code in SUBMISSION_CODES if code in known), None)
