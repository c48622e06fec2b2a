"""What the pages of a body begin with: the body, the right to work there, the submissions that one may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dvht.accounts.permissions import can_handle_for_body, can_work_for_body
from dvht.accounts.queries import visible_units
from dvht.dossiers.models import Submission
from dvht.dossiers.permissions import can_handle_submission, can_lead_submission
from dvht.dossiers.queries.listing import STATES, submissions_of
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.ui.answers import require
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


@dataclass(frozen=True)
class Office:
    """A body and a year, as somebody who works there sees them."""

    request: SignedInRequest
    body: Unit
    year: int

    @property
    def submissions(self) -> QuerySet[Submission]:
        return submissions_of(self.body, self.year, self.request.user, timezone.localdate())

    @property
    def may_register(self) -> bool:
        return can_handle_for_body(self.request.user, self.body)

    def submission(self, submission_id: int) -> Submission:
        """One of those; 404 for every other."""
        found = self.submissions.select_related(
            "unit", "receiving", "deciding", "officer", "dossier__plan__unit"
        )
        return get_object_or_404(found, pk=submission_id)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "body": self.body,
            "unit": self.body,
            "unit_id": self.body.pk,
            "year": self.year,
            "today": timezone.localdate(),
            **more,
        }

    def rights(self, submission: Submission) -> dict[str, bool]:
        """Which deeds stand open: what the state allows and the person may."""
        handles = can_handle_submission(self.request.user, submission)
        moves = SUBMISSION_MOVES[SubmissionState(submission.state)]
        return {
            "may_receive": handles and SubmissionState.RECEIVED in moves,
            "may_return": handles and SubmissionState.RETURNED in moves and not submission.concluded,
            "may_close": can_lead_submission(self.request.user, submission)
            and SubmissionState.CLOSED in moves,
            "may_reassign": handles,
        }


def office_of(request: SignedInRequest, unit_id: int, year: int) -> Office:
    """404 for a body that one doesn't see, 403 for one where one doesn't work with dossiers."""
    body = get_object_or_404(visible_units(request.user), pk=unit_id)
    require(can_work_for_body(request.user, body))
    return Office(request, body, year)


def state_words(submission: Submission) -> tuple[str, str]:
    return STATES[submission.state]
