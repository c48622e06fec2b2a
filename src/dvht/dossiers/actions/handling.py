"""What the authority does with a dossier: give it back, receive it, pass it on, close it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import User
from dvht.assessment.actions import reopen_assessment
from dvht.assessment.models import Assessment
from dvht.dossiers.actions.moving import held_submission, hold, move, tell_sender, trace
from dvht.dossiers.actions.submitting import returned_words
from dvht.dossiers.models import Delivery, Return, ReturnedRow, Submission
from dvht.dossiers.queries import acting_body, latest_delivery
from dvht.dossiers.queries.mending import wrong_mending_day
from dvht.dossiers.states import SubmissionState
from dvht.inbox.actions import tell_person
from dvht.inbox.models import Topic
from dvht.ui.vietnamese import written_date


@dataclass(frozen=True)
class Giving:
    """What is given back: the whole, or the rows with the reason of each; until when to mend it."""

    due_on: dt.date
    reason: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        return not self.rows


def return_submission(submission: Submission, giving: Giving, *, version: int, by: User) -> Return:
    """Give a dossier back, whole or by rows; only what is given back unlocks at the unit.

    Rows open the unit's settled year again for themselves; after the whole its head opens what has to change. After a
    dossier on paper nothing of the year was locked.

    Raises ValidationError: "conflict", "state", "concluded" once its examination is concluded, "due_on" for a day that
    is over or more than a year away, "row" for one that wasn't sent, "reason" where nobody says why.
    """
    with transaction.atomic():
        fresh = held_submission(submission)
        if fresh.concluded:
            raise ValidationError(
                f"{fresh.concluded} nên hồ sơ giữ nguyên. Mở lại kết luận rồi mới trả lại được.",
                code="concluded",
            )
        delivery = latest_delivery(fresh)
        _check_giving(giving, delivery.snapshot["rows"])
        before = fresh.state
        move(fresh, SubmissionState.RETURNED, version=version, received_at=None)
        given = _written_down(fresh, delivery, giving, by)
        hold(fresh, held="", given_back=returned_words(given))
        if giving.rows:
            _open_rows(fresh, giving, by=by)
        _tell_returned(fresh, giving, before, by)
    return given


def _written_down(submission: Submission, delivery: Delivery, giving: Giving, by: User) -> Return:
    given: Return = Return.objects.create(
        submission=submission,
        delivery=delivery,
        whole=giving.whole,
        reason=giving.reason.strip(),
        due_on=giving.due_on,
        returned_by=by,
    )
    ReturnedRow.objects.bulk_create(
        ReturnedRow(given_back=given, row=row, reason=reason.strip()) for row, reason in giving.rows.items()
    )
    return given


def _tell_returned(submission: Submission, giving: Giving, before: str, by: User) -> None:
    """The trail and the unit: what was given back, until when to mend it, and why."""
    what = "cả hồ sơ" if giving.whole else ", ".join(giving.rows)
    trace(
        "trả lại hồ sơ",
        submission,
        by=by,
        before={"state": before},
        after={"state": submission.state, "trả lại": what, "bổ sung đến": giving.due_on},
    )
    reasons = [f"{row}: {reason}" for row, reason in giving.rows.items()]
    tell_sender(
        submission,
        f"Hồ sơ năm {submission.year} được trả lại: {what}, bổ sung đến hết ngày {written_date(giving.due_on)}",
        "\n".join([giving.reason.strip(), *reasons]).strip(),
    )


def _open_rows(submission: Submission, giving: Giving, *, by: User) -> None:
    """Open the settled year again, so that these rows can be mended at once; all others stay locked."""
    found = Assessment.objects.select_related("plan__collection", "plan__unit").filter(
        plan__unit=submission.unit_id, plan__year=submission.year
    )
    assessment = found.first()
    if assessment is not None and assessment.is_final:
        reopen_assessment(assessment, reason=f"Hồ sơ bị trả lại để bổ sung {', '.join(giving.rows)}", by=by)


def _check_giving(giving: Giving, sent: Mapping[str, object]) -> None:
    if wrong := wrong_mending_day(giving.due_on, timezone.localdate()):
        raise ValidationError({"due_on": wrong}, code="due_on")
    if giving.whole and not giving.reason.strip():
        raise ValidationError({"reason": "Ghi lý do trả lại cả hồ sơ."}, code="reason")
    if unknown := sorted(set(giving.rows) - set(sent)):
        raise ValidationError(f"Hồ sơ đã nộp không có {', '.join(unknown)}.", code="row")
    if silent := [row for row, reason in giving.rows.items() if not reason.strip()]:
        raise ValidationError(f"Ghi lý do trả lại {', '.join(silent)}.", code="reason")


def receive_submission(submission: Submission, *, version: int, by: User) -> Submission:
    """The dossier is complete: from now on the unit can't take it back."""
    with transaction.atomic():
        fresh = held_submission(submission)
        move(fresh, SubmissionState.RECEIVED, version=version, received_at=timezone.now())
        day = written_date(timezone.localdate())
        hold(
            fresh,
            held=f"Hồ sơ năm {fresh.year} đã được tiếp nhận ngày {day} nên giữ nguyên để thẩm định. "
            "Chỉ sửa được khi cơ quan tiếp nhận trả lại.",
        )
        trace("tiếp nhận hồ sơ", fresh, by=by, after={"state": fresh.state})
        tell_sender(fresh, f"Hồ sơ năm {fresh.year} đã được tiếp nhận", f"Người tiếp nhận: {by.full_name}.")
    return fresh


def keep_conclusion(submission: Submission, words: str) -> bool:
    """Say on a received dossier that its examination is concluded; without words, that it is open again.

    Part of a larger deed, which leaves the event. False when the dossier isn't with the authority at this moment.
    """
    here = Submission.objects.filter(pk=submission.pk)
    if words:
        here = here.filter(state=SubmissionState.RECEIVED)
    return bool(here.update(concluded=words))


def reassign_submission(submission: Submission, officer: User, *, version: int, by: User) -> Submission:
    """Put another person in charge. Whether they may handle it, the caller has asked. A closed one stays."""
    with transaction.atomic():
        fresh = held_submission(submission)
        if fresh.version != version:
            raise ValidationError("Hồ sơ vừa được người khác xử lý. Xem lại rồi làm tiếp.", code="conflict")
        if fresh.state == SubmissionState.CLOSED:
            raise ValidationError("Hồ sơ đã kết thúc nên không giao lại được.", code="state")
        before = fresh.officer
        if before == officer:
            return fresh
        changed = Submission.objects.filter(pk=fresh.pk, version=version)
        if changed.update(officer=officer, version=version + 1) != 1:
            raise ValidationError("Hồ sơ vừa được người khác xử lý. Xem lại rồi làm tiếp.", code="conflict")
        fresh.officer, fresh.version = officer, version + 1
        trace(
            "giao người phụ trách hồ sơ",
            fresh,
            by=by,
            before={"officer": before.full_name if before else ""},
            after={"officer": officer.full_name},
        )
        body = acting_body(fresh, timezone.localdate())
        if body is not None and officer != by:
            tell_person(
                officer,
                Topic.DOSSIER,
                f"{by.full_name} giao hồ sơ năm {fresh.year} của {fresh.unit.name}",
                url=_url(fresh, body.pk),
            )
        tell_sender(fresh, f"Hồ sơ năm {fresh.year} nay do {officer.full_name} phụ trách")
    return fresh


def _url(submission: Submission, body_id: int) -> str:
    return reverse("submission", args=(body_id, submission.year, submission.pk))


def close_submission(submission: Submission, *, reason: str, version: int, by: User) -> Submission:
    """End a dossier that goes no further (the unit was merged, say). What was sent stays; the year stays locked."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Ghi lý do kết thúc hồ sơ."}, code="reason")
    with transaction.atomic():
        fresh = held_submission(submission)
        before = fresh.state
        move(fresh, SubmissionState.CLOSED, version=version, closed_reason=reason)
        hold(fresh, held=f"Hồ sơ năm {fresh.year} đã kết thúc: {reason}"[:300])
        trace(
            "kết thúc hồ sơ",
            fresh,
            by=by,
            before={"state": before},
            after={"state": fresh.state, "lý do": reason},
        )
        tell_sender(fresh, f"Hồ sơ năm {fresh.year} đã kết thúc", reason)
    return fresh
