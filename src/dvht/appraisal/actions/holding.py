"""Holding an appraisal: one deed at a time, each on the state that it really finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Seat
from dvht.appraisal.states import APPRAISAL_MOVES, AppraisalState
from dvht.audit.actions import record
from dvht.dossiers.states import SubmissionState

WORDS: Final = {
    AppraisalState.EXAMINING: "Hồ sơ này đang ở bước thẩm định từng {noun}.",
    AppraisalState.CONSOLIDATING: "Hồ sơ này đang ở bước thống nhất kết quả.",
    AppraisalState.VOTING: "Hồ sơ này đang ở bước biểu quyết.",
    AppraisalState.PASSED: "Hồ sơ này đã kết luận đủ điều kiện.",
    AppraisalState.FAILED: "Hồ sơ này đã kết luận không đủ điều kiện.",
}
CHANGED: Final = "Có người vừa thay đổi hồ sơ này sau khi bạn mở trang. Hãy xem lại rồi làm tiếp."
AWAY: Final = "Hồ sơ đang ở đơn vị hoặc chưa được tiếp nhận lại, nên chưa làm bước này được."


def held(appraisal: Appraisal, version: int | None = None) -> Appraisal:
    """The appraisal as it stands now, for nobody else to change until the transaction ends.

    Raises ValidationError: "conflict" when it isn't the version that was shown, "state" when its panel has ended, or
    the body for which it worked.
    """
    kept = held_of_any_panel(appraisal, version)
    if not kept.panel.works_on(timezone.localdate()):
        raise ValidationError(f"{kept.panel.name} không còn làm việc.", code="state")
    return kept


def held_of_any_panel(appraisal: Appraisal, version: int | None) -> Appraisal:
    """The same, also when the panel has ended: for what the body itself does with the appraisal."""
    kept: Appraisal = (
        Appraisal.objects.select_for_update(of=("self",))
        .select_related("submission__unit", "panel__body")
        .get(pk=appraisal.pk)
    )
    if version is not None and kept.version != version:
        raise ValidationError(CHANGED, code="conflict")
    return kept


def hold_seat(seat: Seat) -> None:
    """Keep whoever acts in their seat until the deed is done.

    Raises ValidationError (code "seat") when they were just taken out of the panel.
    """
    if Seat.objects.select_for_update().filter(pk=seat.pk, user=seat.user_id).first() is None:
        raise ValidationError("Tên của bạn vừa được bỏ khỏi Hội đồng, Đoàn.", code="seat")


def must_be(kept: Appraisal, state: AppraisalState) -> None:
    """Raises ValidationError (code "state") when the appraisal is at another step."""
    if kept.state != state:
        raise ValidationError(where_it_is(kept), code="state")


def move(kept: Appraisal, to: AppraisalState) -> None:
    """Set the state of a held appraisal; saving is the caller's. Raises ValidationError (code "state")."""
    if to not in APPRAISAL_MOVES[AppraisalState(kept.state)]:
        raise ValidationError(where_it_is(kept), code="state")
    kept.state = to.value
    kept.version += 1


def must_be_received(kept: Appraisal) -> None:
    """Raises ValidationError (code "away") while the unit mends its dossier."""
    if kept.submission.state != SubmissionState.RECEIVED:
        raise ValidationError(AWAY, code="away")


def where_it_is(kept: Appraisal) -> str:
    return WORDS[AppraisalState(kept.state)].format(noun=kept.submission.pack.row_noun)


def leave_trace(
    verb: str,
    kept: Appraisal,
    *,
    by: User,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """In the trail of the panel's body: the unit doesn't read how it is examined."""
    record(
        verb,
        by=by,
        thing="appraisal.Appraisal",
        thing_id=kept.pk,
        label=f"{kept.submission.unit.name} · {kept.submission.year}",
        unit_id=kept.panel.body_id,
        before=before,
        after=after,
    )
