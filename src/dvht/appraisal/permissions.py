"""Who may set up and run a panel, and what a seat in it opens."""

from django.utils import timezone

from dvht.accounts.models import User
from dvht.accounts.permissions import can_handle_for_body, can_lead_body
from dvht.accounts.queries import Person
from dvht.appraisal.models import Appraisal, Panel, Seat, SeatRole
from dvht.appraisal.queries.rules import conflict_of
from dvht.appraisal.states import PanelState
from dvht.dossiers.queries import acting_body
from dvht.units.models import Unit


def can_set_up_panel(user: Person, body: Unit) -> bool:
    """The head of the receiving body sets a panel to work and ends it (TT 24/2023, Điều 10.2b, 16.2b)."""
    return can_lead_body(user, body)


def can_run_panel(user: Person, panel: Panel) -> bool:
    """Officers, clerk and head of the panel's body: draft it, keep its seats, invite, assign, plan visits."""
    return can_handle_for_body(user, panel.body)


def seat_of(user: Person, appraisal: Appraisal) -> Seat | None:
    """The person's seat in the panel at work on this dossier; nobody sits over a unit to which they belong."""
    seat = _seat_at_work(user, appraisal.panel)
    submission = appraisal.submission
    if seat is None or conflict_of(seat, submission.unit_id, submission.year):
        return None
    return seat


def can_examine(user: Person, appraisal: Appraisal, row_group: str) -> bool:
    """A seat to which the dossier, or this group of its rows, was assigned."""
    seat = seat_of(user, appraisal)
    return (
        seat is not None
        and seat.assignments.filter(submission=appraisal.submission, group__in=["", row_group]).exists()
    )


def can_settle(user: Person, appraisal: Appraisal) -> bool:
    """The chair of the council or the leader of the team, where examiners differ."""
    seat = seat_of(user, appraisal)
    return seat is not None and seat.leads


def can_reopen(user: Person, appraisal: Appraisal) -> bool:
    """Who leads the panel; once it has ended, who may set up the next one at the body that acts on the dossier."""
    today = timezone.localdate()
    if appraisal.panel.works_on(today):
        return can_settle(user, appraisal)
    body = acting_body(appraisal.submission, today)
    return body is not None and can_set_up_panel(user, body)


def can_keep_minutes(user: Person, panel: Panel) -> bool:
    """The secretary, who leads the panel, or the office that it works for."""
    if can_run_panel(user, panel):
        return True
    seat = _seat_at_work(user, panel)
    return seat is not None and (seat.leads or seat.role == SeatRole.SECRETARY)


def _seat_at_work(user: Person, panel: Panel) -> Seat | None:
    if not isinstance(user, User) or not user.is_active:
        return None
    found: Seat | None = Seat.objects.filter(
        panel=panel, user=user, panel__state=PanelState.AT_WORK.value
    ).first()
    return found
