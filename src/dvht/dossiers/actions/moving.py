"""What every move of a submission does: compare and set, hold or free the unit's year, leave a trace, tell."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from dvht.accounts.models import User
from dvht.assessment.actions import hold_year
from dvht.assessment.models import Assessment
from dvht.audit.actions import record
from dvht.documents.models import NumberSeries
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.evidence.actions import hold_collection
from dvht.inbox.actions import tell_person, tell_unit
from dvht.inbox.models import Topic
from dvht.plans.models import Plan
from dvht.units.models import Unit

REGISTER = "Sổ tiếp nhận hồ sơ"
"""The name of the number series from which receipts are numbered, one for each body and calendar year."""
TRIES = 20


def held_submission(submission: Submission) -> Submission:
    """The submission as it now stands, held until the deed is done."""
    fresh = Submission.objects.select_for_update().get(pk=submission.pk)
    fresh.unit, fresh.receiving = submission.unit, submission.receiving
    return fresh


def move(fresh: Submission, to: SubmissionState, *, version: int | None = None, **more: Any) -> None:
    """Move a held submission. Raises ValidationError: "conflict" when it isn't as it was shown, "state" otherwise."""
    if version is not None and fresh.version != version:
        raise ValidationError(
            f"Hồ sơ vừa được người khác xử lý, nay ở trạng thái “{fresh.get_state_display()}”. Xem lại rồi làm tiếp.",
            code="conflict",
        )
    old = SubmissionState(fresh.state)
    if to not in SUBMISSION_MOVES[old]:
        raise ValidationError(
            f"Hồ sơ đang ở trạng thái “{fresh.get_state_display()}” nên không làm được việc này.",
            code="state",
        )
    changes = {"state": to.value, "version": fresh.version + 1, **more}
    found = Submission.objects.filter(pk=fresh.pk, state=old.value, version=fresh.version)
    if found.update(**changes) != 1:
        raise ValidationError("Hồ sơ vừa được người khác xử lý. Xem lại rồi làm tiếp.", code="conflict")
    for name, value in changes.items():
        setattr(fresh, name, value)


def hold(submission: Submission, *, held: str, given_back: Mapping[str, Any] | None = None) -> None:
    """Hold the unit's live year, where it has one in this system, or let it go."""
    plan = Plan.objects.filter(unit_id=submission.unit_id, year=submission.year).first()
    if plan is None:
        return
    assessment = Assessment.objects.filter(plan=plan).first()
    if assessment is not None:
        assessment.plan = plan
        hold_year(assessment, held=held, given_back=given_back)
    elif plan.collection is not None:
        hold_collection(plan.collection, held=held)


def next_receipt(body: Unit, on: dt.date) -> str:
    """The next number of a body's register in a calendar year, by compare and set: "0031/2027"."""
    series, _ = NumberSeries.objects.get_or_create(unit=body, body=REGISTER, year=on.year)
    for _try in range(TRIES):
        number = NumberSeries.objects.values_list("last_number", flat=True).get(pk=series.pk) + 1
        free = NumberSeries.objects.filter(pk=series.pk, last_number=number - 1)
        if free.update(last_number=number, last_date=on):
            return f"{number:04d}/{on.year}"
    raise ValidationError("Nhiều hồ sơ đang vào sổ cùng lúc. Hãy thử lại sau ít phút.", code="conflict")


def trace(
    verb: str,
    submission: Submission,
    *,
    by: User,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="dossiers.Submission",
        thing_id=submission.pk,
        label=str(submission),
        unit_id=submission.unit_id,
        before=before,
        after=after,
    )


def tell_handler(submission: Submission, body: Unit, subject: str, text: str = "") -> None:
    """To the officer in charge; without one, to everybody who keeps the body."""
    url = reverse("submission", args=(body.pk, submission.year, submission.pk))
    if submission.officer is not None and submission.officer.is_active:
        tell_person(submission.officer, Topic.DOSSIER, subject, text=text, url=url)
    else:
        tell_unit(body, Topic.DOSSIER, subject, text=text, url=url)


def tell_sender(submission: Submission, subject: str, text: str = "") -> None:
    """To the unit, with the way to its dossier."""
    url = reverse("dossier", args=(submission.unit_id, submission.year))
    tell_unit(submission.unit, Topic.DOSSIER, subject, text=text, url=url)
