"""How far a unit's dossier of a year has come at the authority, as the unit may know it."""

from __future__ import annotations

from dataclasses import dataclass

from dvht.appraisal.models import Appraisal
from dvht.dossiers.models import Return, Submission
from dvht.dossiers.queries import mending_words, open_return, submission_of
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Plan
from dvht.recognition.models import Refusal, Title
from dvht.reports.queries.listing import outcome_label
from dvht.reports.queries.standing import titles_of_year


@dataclass(frozen=True)
class Way:
    """`examined`: a panel has the dossier; what it finds isn't the unit's to know before there is an answer."""

    submission: Submission | None = None
    examined: bool = False
    refused: bool = False
    title: Title | None = None
    given: Return | None = None

    @property
    def is_handed_in(self) -> bool:
        """The dossier left the unit, even if it came back to be mended."""
        return self.submission is not None and self.submission.state != SubmissionState.WITHDRAWN

    @property
    def title_label(self) -> str:
        return outcome_label(self.title.pack_id, self.title.outcome) if self.title else ""

    def headline(self, plan: Plan) -> str:
        """Where the dossier is; empty while it is still the unit's own business."""
        if self.given is not None:
            return mending_words(self.given, plan.pack.row_noun)
        if self.title is not None:
            return f"Năm {plan.year}: được công nhận {self.title_label}"
        if self.refused:
            return f"Năm {plan.year}: chưa được công nhận"
        if self.submission is None or not self.is_handed_in:
            return ""
        if self.examined:
            return f"Hồ sơ năm {plan.year} đang được thẩm định"
        return {
            SubmissionState.SUBMITTED: f"Hồ sơ năm {plan.year} đã nộp, chờ kiểm tra",
            SubmissionState.RECEIVED: f"Hồ sơ năm {plan.year} đã được tiếp nhận, chờ thẩm định",
            SubmissionState.RETURNED: f"Hồ sơ năm {plan.year} bị trả lại để bổ sung",
            SubmissionState.CLOSED: f"Hồ sơ năm {plan.year} đã kết thúc",
        }[SubmissionState(self.submission.state)]


def way_of(plan: Plan) -> Way:
    """At most four queries; two more after a return."""
    title = titles_of_year(plan.year).filter(unit=plan.unit_id).first()
    submission = submission_of(plan)
    if submission is None:
        return Way(title=title)
    found = Appraisal.objects.filter(submission=submission)
    return Way(
        submission,
        examined=found.exists(),
        refused=Refusal.objects.filter(appraisal__submission=submission).exists(),
        title=title,
        given=open_return(submission),
    )
