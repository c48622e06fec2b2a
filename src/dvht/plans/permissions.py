"""Who may act on a plan; reading is decided by the units one sees."""

from django.utils import timezone

from dvht.accounts.permissions import can_assess_unit, can_handle_for_body, can_keep_unit, can_lead_unit
from dvht.accounts.queries import Person, roles_of
from dvht.plans.models import Plan
from dvht.plans.queries import plan_of_body
from dvht.units.models import Unit
from dvht.units.queries import receives_now


def can_write_plan(user: Person, unit: Unit) -> bool:
    """The head and the clerk write the plan and mark the progress of its tasks; an officer does that of their body."""
    return can_keep_unit(user, unit) or can_handle_for_body(user, unit)


def bodies_bound(user: Person, plan: Plan) -> frozenset[int]:
    """Bodies for which the person handles dossiers and which receive by this plan, though another body issued it."""
    today = timezone.localdate()
    works = {role.unit_id: role.unit for role in roles_of(user) if can_handle_for_body(user, role.unit)}
    return frozenset(
        pk
        for pk, body in works.items()
        if pk != plan.unit_id
        and body.path.startswith(plan.unit.path)
        and receives_now(body, today)
        and plan_of_body(body, plan.year) == plan
    )


def can_put_in_force(user: Person, unit: Unit) -> bool:
    """Only the head puts a plan in force, opens it again, or gives it up."""
    return can_lead_unit(user, unit)


def can_record_activity(user: Person, unit: Unit) -> bool:
    """Who proves also records what the unit did, with who took part: the head, the clerk, the assessment team."""
    return can_assess_unit(user, unit)
