"""The chair concludes on the votes, and opens again with a reason until a decision rests on it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.actions.consolidating import drop_votes, must_be_concluded
from dvht.appraisal.actions.holding import (
    AWAY,
    held,
    held_of_any_panel,
    leave_trace,
    move,
    must_be,
    must_be_received,
    where_it_is,
)
from dvht.appraisal.models import Appraisal
from dvht.appraisal.queries.results import CONCLUDED, Examined, examined, goal_words
from dvht.appraisal.queries.votes import Tally, tally_of
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.actions import keep_conclusion
from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Topic
from dvht.ui.vietnamese import written_date


def conclude(appraisal: Appraisal, *, outcome: str, reasons: str = "", version: int, by: User) -> Appraisal:
    """Pass at a level or rank, or fail (`outcome` empty) with reasons, on the votes that were counted.

    Never above the examined result, under levels nor above the request; never against a majority that disagrees.
    Raises ValidationError: "votes", "outcome", by "reasons", "away", "gaps", "state", "conflict".
    """
    with transaction.atomic():
        kept = held(appraisal, version)
        must_be(kept, AppraisalState.VOTING)
        must_be_received(kept)
        must_be_concluded(kept)
        found = examined(kept)
        _check(found, tally_of(kept), outcome, reasons)
        on = timezone.now()
        if not keep_conclusion(kept.submission, _concluded_words(kept, on)):
            raise ValidationError(AWAY, code="away")
        move(kept, AppraisalState.PASSED if outcome else AppraisalState.FAILED)
        kept.outcome, kept.reasons, kept.result = outcome, reasons.strip(), found.result.as_json()
        kept.passed_rows, kept.applicable_rows = found.counts(outcome)
        kept.concluded_at, kept.concluded_by = on, by
        kept.save()
        words = goal_words(found.laid.pack, outcome) if outcome else "không đủ điều kiện"
        leave_trace("kết luận thẩm định", kept, by=by, after={"state": kept.state, "outcome": words})
        tell_unit(
            kept.panel.body,
            Topic.APPRAISAL,
            f"{kept.submission.unit.name}: kết luận thẩm định năm {kept.submission.year}, {words}",
            url=f"/tham-dinh/{kept.pk}/ket-qua/",
        )
    return kept


def _concluded_words(kept: Appraisal, on: dt.datetime) -> str:
    return f"{kept.panel.name} đã kết luận ngày {written_date(timezone.localdate(on))}"


def _check(found: Examined, tally: Tally, outcome: str, reasons: str) -> None:
    proposed = found.outcomes
    if not tally.cast:
        raise ValidationError("Chưa có phiếu biểu quyết nào.", code="votes")
    if outcome and outcome not in dict(proposed):
        raise ValidationError(
            "Không được đề nghị cao hơn kết quả thẩm định hoặc mức đơn vị đề nghị.", code="outcome"
        )
    if tally.is_against and bool(outcome) == bool(proposed):
        raise ValidationError(
            f"{tally.disagree}/{tally.cast} phiếu không đồng ý với kết quả thẩm định, nên không kết luận theo kết quả "
            "ấy được. Hãy đưa về bước thống nhất, hoặc biểu quyết lại.",
            code="votes",
        )
    if not outcome and not reasons.strip():
        raise ValidationError(
            {"reasons": "Ghi lý do không đủ điều kiện; lý do này vào văn bản trả lời đơn vị."}
        )


def reopen_appraisal(appraisal: Appraisal, *, reason: str, version: int, by: User) -> Appraisal:
    """Back to consolidating from a conclusion, as long as no decision rests on it. The votes are dropped.

    After the panel's end, too: the dossier then goes to the next one, or back to the unit.

    Raises ValidationError: by "reason", "decided", "state", "conflict".
    """
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do mở lại."})
    with transaction.atomic():
        kept = held_of_any_panel(appraisal, version)
        if kept.state not in CONCLUDED:
            raise ValidationError(where_it_is(kept), code="state")
        if kept.decided_in:
            raise ValidationError(f"{kept.resting} đã dựa vào kết luận này.", code="decided")
        before = {"state": kept.state, "outcome": kept.outcome, "votes": drop_votes(kept)}
        move(kept, AppraisalState.CONSOLIDATING)
        kept.outcome, kept.reasons, kept.result, kept.back_reason = "", "", None, reason.strip()
        kept.passed_rows = kept.applicable_rows = kept.concluded_at = kept.concluded_by = None
        kept.save()
        keep_conclusion(kept.submission, "")
        leave_trace(
            "mở lại kết luận thẩm định",
            kept,
            by=by,
            before=before,
            after={"state": kept.state, "lý do": kept.back_reason},
        )
    return kept
