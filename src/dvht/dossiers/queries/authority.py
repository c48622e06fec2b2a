"""Where a submission stands: which body acts on it, and what was sent last."""

import datetime as dt
from typing import Final

from dvht.dossiers.models import Delivery, Return, Submission
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Plan
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.units.queries import with_jurisdiction

NAMED: Final = 4
"""Rows that a heading names one by one."""


def acting_body(submission: Submission, on: dt.date) -> Unit | None:
    """The body that acts on a submission: the one that received it, or after its end the unit's present receiver."""
    if not submission.receiving.is_dissolved(on):
        return submission.receiving
    found = with_jurisdiction(Unit.objects.filter(pk=submission.unit_id), on)
    now = Unit.objects.filter(pk__in=list(found.values_list("receiving_now", flat=True))).first()
    return None if now is None or now.is_dissolved(on) else now


def submission_of(plan: Plan) -> Submission | None:
    """The unit's submission of the plan's year, in whatever state; one registered from paper too."""
    found: Submission | None = (
        Submission.objects.filter(unit_id=plan.unit_id, year=plan.year)
        .select_related("unit", "receiving", "officer")
        .first()
    )
    return found


def open_return(submission: Submission | None) -> Return | None:
    """What was given back and isn't handed in again yet."""
    if submission is None or submission.state != SubmissionState.RETURNED:
        return None
    return submission.returns.prefetch_related("rows").first()


def mending_words(given: Return, noun: str) -> str:
    """What has to be mended, and by when."""
    rows = [row.row for row in given.rows.all()]
    what = "cả hồ sơ" if given.whole else f"{len(rows)} {noun}" if len(rows) > NAMED else ", ".join(rows)
    return f"Hồ sơ bị trả lại: bổ sung {what} đến hết ngày {written_date(given.due_on)}"


def latest_delivery(submission: Submission) -> Delivery:
    """What was handed in last."""
    return submission.deliveries.order_by("-number").select_related("submitted_by")[:1].get()
