"""Who may act on a plan; reading is decided by the units one sees."""

from dvht.accounts.permissions import can_assess_unit, can_handle_for_body, can_keep_unit, can_lead_unit
from dvht.accounts.queries import Person
from dvht.units.models import Unit


def can_write_plan(user: Person, unit: Unit) -> bool:
    """The head and the clerk write the plan and mark the progress of its tasks; an officer does that of their body."""
    return can_keep_unit(user, unit) or can_handle_for_body(user, unit)


def can_put_in_force(user: Person, unit: Unit) -> bool:
    """Only the head puts a plan in force, opens it again, or gives it up."""
    return can_lead_unit(user, unit)


def can_record_activity(user: Person, unit: Unit) -> bool:
    """Who proves also records what the unit did, with who took part: the head, the clerk, the assessment team."""
    return can_assess_unit(user, unit)
