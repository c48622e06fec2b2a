"""The self-score of one person: saved as one goes, handed in, taken back while nobody has reviewed it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held_open, held_registrant, leave_trace, move_score
from dvht.citizens.models import CitizenRound, Registrant, Score
from dvht.citizens.models.words import ScoreWords
from dvht.citizens.states import ScoreState
from dvht.regulation.citizens import evaluate_citizen
from dvht.regulation.errors import FactsError
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_number


def save_scores(
    registrant: Registrant,
    scores: Mapping[str, ScoreWords],
    *,
    version: int,
    by: User,
    from_paper: bool = False,
) -> Registrant:
    """Keep the scores of the rows given; other rows stay as they are. The result's form must not be handed in.

    Raises ValidationError: by row for points that can't be, code "conflict" when another window saved in between.
    """
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        if kept.is_submitted:
            raise ValidationError("Phiếu đã nộp. Muốn sửa, hãy lấy lại phiếu trước.", code="submitted")
        if kept.version != version:
            raise ValidationError(
                "Phiếu này vừa được sửa ở nơi khác. Hãy tải lại trang để xem bản mới.", code="conflict"
            )
        _check_points(kept_round.pack, scores)
        before = _written(kept)
        _write(kept, scores)
        after = _written(kept)
        if before != after or kept.from_paper != from_paper:
            kept.version += 1
            kept.scored_at, kept.from_paper = timezone.now(), from_paper
            kept.save(update_fields=["version", "scored_at", "from_paper"])
            changed = {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
            leave_trace(
                "chấm Công dân học tập",
                kept_round,
                by=by,
                label=kept.member.full_name,
                before={row: before[row] for row in sorted(changed & before.keys())},
                after={row: after.get(row) for row in sorted(changed)},
            )
    return kept


def submit_scores(registrant: Registrant, *, version: int, by: User) -> Registrant:
    """Hand the form in. Raises ValidationError when rows are missing, or before the unit's first day of scoring."""
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        if kept.version != version:
            raise ValidationError(
                "Phiếu này vừa được sửa ở nơi khác. Hãy xem lại các điểm rồi nộp.", code="conflict"
            )
        _check_day(kept_round)
        missing = _missing(kept_round.pack, kept)
        if missing:
            raise ValidationError(f"Chưa nộp được: chưa chấm chỉ báo {', '.join(missing)}.", code="missing")
        move_score(kept, ScoreState.SUBMITTED)
        kept.submitted_at = timezone.now()
        kept.version += 1
        kept.save(update_fields=["score_state", "submitted_at", "version"])
        leave_trace(
            "nộp phiếu tự chấm",
            kept_round,
            by=by,
            label=kept.member.full_name,
            before={"state": ScoreState.DRAFT.value},
            after={"state": ScoreState.SUBMITTED.value},
        )
    return kept


def take_back_scores(registrant: Registrant, *, by: User) -> Registrant:
    """Take the form back to change it, while the round isn't reviewed."""
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        move_score(kept, ScoreState.DRAFT)
        kept.submitted_at = None
        kept.version += 1
        kept.save(update_fields=["score_state", "submitted_at", "version"])
        leave_trace(
            "lấy lại phiếu tự chấm",
            kept_round,
            by=by,
            label=kept.member.full_name,
            before={"state": ScoreState.SUBMITTED.value},
            after={"state": ScoreState.DRAFT.value},
        )
    return kept


def _check_day(citizen_round: CitizenRound) -> None:
    if timezone.localdate() < citizen_round.scoring_from:
        raise ValidationError(
            f"Đơn vị nhận phiếu tự chấm từ ngày {citizen_round.scoring_from:%d/%m/%Y}. "
            "Điểm đã chấm vẫn được giữ; đến ngày đó hãy nộp.",
            code="early",
        )


def _check_points(pack: Pack, scores: Mapping[str, ScoreWords]) -> None:
    """Each row by itself, so that every wrong one is named."""
    problems: dict[str, str] = {}
    for code, said in scores.items():
        if said.points is None:
            continue
        try:
            evaluate_citizen(pack, {code: said.points})
        except FactsError as error:
            most = next((row.max_points for row in pack.rows if row.code == code), None)
            if most is not None and said.points.is_finite() and said.points > most:
                problems[code] = f"Nhiều nhất {written_number(most)} điểm."
            else:
                problems[code] = f"{error.message[:1].upper()}{error.message[1:]}."
    if problems:
        raise ValidationError(problems)


def _missing(pack: Pack, registrant: Registrant) -> tuple[str, ...]:
    given = set(registrant.scores.filter(points__isnull=False).values_list("row", flat=True))
    return tuple(row.code for row in pack.rows if row.code not in given)


def _written(registrant: Registrant) -> dict[str, Any]:
    return {
        score.row: {"points": score.points, **({"words": score.words} if score.words else {})}
        for score in registrant.scores.all()
    }


def _write(registrant: Registrant, scores: Mapping[str, ScoreWords]) -> None:
    said = {row: one for row, one in scores.items() if one.points is not None or one.words.strip()}
    registrant.scores.filter(row__in=scores.keys() - said.keys()).delete()
    Score.objects.bulk_create(
        [
            Score(registrant=registrant, row=row, points=one.points, words=one.words.strip())
            for row, one in said.items()
        ],
        update_conflicts=True,
        unique_fields=["registrant", "row"],
        update_fields=["points", "words"],
    )
