"""Who drafts, who signs, who works on a unit's own plan to improve."""

from django.utils import timezone

from dvht.accounts.permissions import can_handle_for_body, can_keep_unit, can_lead_body
from dvht.accounts.queries import Person, roles_of
from dvht.recognition.models import Decision
from dvht.recognition.queries.standing import Standing
from dvht.units.models import Unit


def can_draft(user: Person, standing: Standing) -> bool:
    """Head, clerk and officer of the body that decides, or of an office that submits to it."""
    body = standing.body
    if body.is_dissolved(timezone.localdate()):
        return False
    if standing.offices is None:
        return can_handle_for_body(user, body)
    offices = (role.unit for role in roles_of(user) if role.unit_id in standing.offices)
    return any(can_handle_for_body(user, office) for office in offices)


def can_change(user: Person, standing: Standing, decision: Decision) -> bool:
    """An office changes what was drafted there; the body that decides changes every draft of its own."""
    if not decision.is_draft or decision.body_id != standing.body.pk:
        return False
    mine = standing.offices is None or decision.origin_id in standing.offices
    return mine and can_draft(user, standing)


def can_issue(user: Person, body: Unit) -> bool:
    """Only the head of the body that decides, the chair: TT 24/2023, Điều 5.1, 11.1; TT 22/2020, Điều 7.2."""
    return can_lead_body(user, body)


def can_correct(user: Person, standing: Standing, decision: Decision) -> bool:
    """People of the body that decided, or of the one that succeeded it; not the office that submits."""
    mine = standing.offices is None and decision.body_id in standing.bodies
    return mine and can_draft(user, standing)


def can_improve(user: Person, unit: Unit) -> bool:
    """The head or the clerk of the unit."""
    return not unit.is_dissolved(timezone.localdate()) and can_keep_unit(user, unit)
