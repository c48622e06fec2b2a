"""Who may work on the year's papers and dossier, and who on a dossier that came to a body."""

from django.utils import timezone

from dvht.accounts.permissions import can_handle_for_body, can_keep_unit, can_lead_body, can_lead_unit
from dvht.accounts.queries import Person, predecessors_of_own, roles_of, sectors_of
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import acting_body
from dvht.dossiers.states import SubmissionState
from dvht.regulation.kinds import sector_of
from dvht.units.models import Unit


def can_write_paper(user: Person, unit: Unit) -> bool:
    """The head and the clerk word the papers and bind the dossier."""
    return can_keep_unit(user, unit)


def can_issue_paper(user: Person, unit: Unit) -> bool:
    """Only the head issues: the number, the date and the signature are the unit's own."""
    return can_lead_unit(user, unit)


def can_submit(user: Person, unit: Unit) -> bool:
    """Only the head hands in and withdraws."""
    return can_lead_unit(user, unit)


def can_handle_submission(user: Person, submission: Submission) -> bool:
    """An officer of the unit's sector, the clerk or the head of the body that acts; nobody on their own unit's."""
    body = _body_for(user, submission)
    if body is None or not can_handle_for_body(user, body):
        return False
    sectors = sectors_of(user, body.pk)
    return not sectors or sector_of(submission.unit.kind) in sectors


def can_lead_submission(user: Person, submission: Submission) -> bool:
    """The head of the body that acts; not on their own unit's."""
    body = _body_for(user, submission)
    return body is not None and can_lead_body(user, body)


def belongs_to_unit(user: Person, unit: Unit) -> bool:
    """Whoever has any role in the unit, or works in one that succeeded it, is on its side."""
    return unit.pk in predecessors_of_own(user) or any(role.unit_id == unit.pk for role in roles_of(user))


def _body_for(user: Person, submission: Submission) -> Unit | None:
    if submission.state == SubmissionState.CLOSED or belongs_to_unit(user, submission.unit):
        return None
    return acting_body(submission, timezone.localdate())
