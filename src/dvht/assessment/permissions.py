"""Who may assess and who may finalise."""

from dvht.accounts.permissions import can_assess_unit, can_lead_unit
from dvht.accounts.queries import Person
from dvht.assessment.models import Assessment
from dvht.plans.models import Plan


def can_assess(user: Person, plan: Plan) -> bool:
    """The head, the clerk and the team enter values."""
    return can_assess_unit(user, plan.unit)


def can_finalise(user: Person, assessment: Assessment) -> bool:
    """Only the head settles the result, or opens it again."""
    return can_lead_unit(user, assessment.plan.unit)
