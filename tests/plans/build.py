"""Builders of the plans of a body and of the units below it."""

from datetime import date

from tests import make
from tests.cast import Cast, a_cast

from dvht.plans import actions
from dvht.plans.models import Plan

LAST = date(2027, 1, 10)


def a_cast_below_the_office() -> Cast:
    """The cast, the schools handing in to the office by the area's rule and not by a name written at each."""
    cast = a_cast()
    for unit in (cast.unit, cast.other_unit):
        unit.receiving_name = ""
        unit.save()
    return cast


def an_office_draft(cast: Cast, last_day: date = LAST) -> Plan:
    """A full draft of the office, whose units hand in by `last_day`."""
    plan = make.a_full_plan(cast.office, by=cast.office_head)
    day = plan.milestones.get(code="unit_dossier")
    words = actions.MilestoneWords(day.title, last_day)
    actions.change_milestone(day, words, version=day.version, by=cast.officer)
    return plan


def an_office_plan(cast: Cast, last_day: date = LAST) -> Plan:
    return actions.put_in_force(an_office_draft(cast, last_day), by=cast.office_head)


def issued_again(plan: Plan, cast: Cast, **targets: int) -> Plan:
    """The office's plan opened, these targets set (r2_5=95), and put in force as its next version."""
    actions.reopen_plan(plan, reason="Đổi", by=cast.office_head)
    for row, percent in targets.items():
        actions.set_target(plan, row[1:].replace("_", "."), percent, by=cast.officer)
    return actions.put_in_force(plan, by=cast.office_head, reason="Tỉnh đổi kế hoạch")
