"""Holding a round: one deed at a time, each on the state that it really finds."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.citizens.models import CitizenRound, Registrant
from dvht.citizens.states import ROUND_MOVES, SCORE_MOVES, RoundState, ScoreState

REOPENING = "Muốn sửa, thủ trưởng hoặc cấp phó mở lại xét duyệt."
WORDS = {
    RoundState.OPEN: "Đợt này đang đăng ký, tự chấm, chưa chốt xét duyệt.",
    RoundState.REVIEWED: f"Biên bản xét duyệt đã chốt nên không đổi được nữa. {REOPENING}",
    RoundState.DECIDED: f"Đã có quyết định công nhận nên không đổi được nữa. {REOPENING}",
}


def held(citizen_round: CitizenRound) -> CitizenRound:
    """The round as it stands now, for nobody else to change until the transaction ends."""
    kept: CitizenRound = (
        CitizenRound.objects.select_for_update(of=("self",)).select_related("unit").get(pk=citizen_round.pk)
    )
    return kept


def held_open(citizen_round: CitizenRound) -> CitizenRound:
    """The same, while people may still register and score; raises ValidationError (code "closed") otherwise."""
    kept = held(citizen_round)
    if not kept.is_open:
        raise ValidationError(WORDS[RoundState(kept.state)], code="closed")
    return kept


def held_registrant(registrant: Registrant) -> Registrant:
    """The person as they stand now; the round must be held. Raises ValidationError when they were taken off."""
    kept: Registrant | None = Registrant.objects.filter(pk=registrant.pk).select_related("member").first()
    if kept is None:
        raise ValidationError("Người này vừa được gỡ khỏi danh sách đăng ký.", code="gone")
    return kept


def move_round(kept: CitizenRound, to: RoundState) -> None:
    """Set the state of a held round; saving is the caller's. Raises ValidationError (code "state")."""
    if to not in ROUND_MOVES[RoundState(kept.state)]:
        raise ValidationError(WORDS[RoundState(kept.state)], code="state")
    kept.state = to.value
    kept.version += 1


def move_score(kept: Registrant, to: ScoreState) -> None:
    """The same for a self-score."""
    if to not in SCORE_MOVES[ScoreState(kept.score_state)]:
        words = "Phiếu này đã nộp." if kept.is_submitted else "Phiếu này chưa nộp."
        raise ValidationError(words, code="state")
    kept.score_state = to.value


def leave_trace(
    verb: str,
    citizen_round: CitizenRound,
    *,
    by: User,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="citizens.CitizenRound",
        thing_id=citizen_round.pk,
        label=label or f"Công dân học tập năm {citizen_round.year}",
        unit_id=citizen_round.unit_id,
        before=before,
        after=after,
    )
