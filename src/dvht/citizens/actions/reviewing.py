"""The review: the meeting and its votes, closed with the minutes, opened again with a reason."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held, held_open, leave_trace, move_round
from dvht.citizens.letters import MINUTES, minutes_letter
from dvht.citizens.models import CitizenRound, Registrant, Review, Verdict
from dvht.citizens.models.words import MeetingWords, VerdictWords
from dvht.citizens.queries.lines import Line, lines_of
from dvht.citizens.queries.rounds import round_of
from dvht.citizens.queries.votes import conclusion_of, is_against_votes, votes_of
from dvht.citizens.states import RoundState
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import field_values
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import drafts_of, papers_in_force


def save_review(
    citizen_round: CitizenRound,
    meeting: MeetingWords,
    verdicts: Sequence[VerdictWords],
    *,
    version: int,
    by: User,
) -> Review:
    """Keep the draft of the minutes: the meeting, and the people given; the others stay as they are.

    Raises ValidationError by "<field>" and "<registrant id>-<field>"; code "conflict" when somebody saved meanwhile.
    """
    with transaction.atomic():
        kept_round = held_open(citizen_round)
        kept: Review = Review.objects.get(round=kept_round)
        if kept.version != version:
            raise ValidationError(
                f"{kept.saved_by or 'Người khác'} vừa sửa biên bản này. Hãy tải lại trang để xem bản mới.",
                code="conflict",
            )
        before = {name: getattr(kept, name) for name in asdict(meeting)}
        for name, value in asdict(meeting).items():
            setattr(kept, name, value)
        lines = {line.registrant.pk: line for line in lines_of(kept_round)}
        said = [one for one in verdicts if one.registrant_id in lines]
        _check(kept, lines, said)
        changed = _write(lines, said)
        if changed or before != asdict(meeting):
            kept.version += 1
            kept.saved_by = by
            kept.save()
            fields = [name for name, value in asdict(meeting).items() if before[name] != value]
            leave_trace(
                "soạn biên bản xét duyệt",
                kept_round,
                by=by,
                before={name: before[name] for name in fields},
                after={**{name: getattr(kept, name) for name in fields}, "people": changed},
            )
    return kept


def close_review(
    citizen_round: CitizenRound, *, issued_on: dt.date, head_name: str, seen: str, by: User
) -> IssuedPaper:
    """Issue the minutes and close the review: from now on nothing of it changes.

    `seen` is the digest of the minutes that the person read. Raises ValidationError: code "gaps" naming what is
    missing, "changed" when somebody changed something meanwhile.
    """
    lines = lines_of(citizen_round)
    gaps = review_gaps(citizen_round, lines)
    if gaps:
        raise ValidationError([f"Chưa chốt được: {gap}" for gap in gaps], code="gaps")
    letter = minutes_letter(citizen_round, lines)
    if letter.source_digest != seen:
        raise ValidationError(CHANGED, code="changed")
    unit, year = citizen_round.unit, citizen_round.year
    if citizen_round.review.held_on and issued_on < citizen_round.review.held_on:
        raise ValidationError({"issued_on": "Biên bản không thể có ngày trước ngày họp."})
    draft = drafts_of(unit, year).get(MINUTES)
    values = field_values(letter, unit, draft.fields if draft else {}, head_name)
    order = Order(letter, unit, year, values, issued_on, papers_in_force(unit, year).get(MINUTES))

    def alongside() -> Callable[[IssuedPaper], object]:
        kept = held_open(citizen_round)
        fresh = round_of(unit, year)
        if fresh is None or minutes_letter(fresh, lines_of(fresh)).source_digest != seen:
            raise ValidationError(CHANGED, code="changed")
        move_round(kept, RoundState.REVIEWED)
        return lambda paper: _closed(kept, paper, by)

    return issue_paper(order, by=by, alongside=alongside)


CHANGED = "Có điểm hoặc phiếu vừa thay đổi sau khi mở trang này. Hãy xem lại biên bản rồi chốt."


def _closed(kept: CitizenRound, paper: IssuedPaper, by: User) -> None:
    kept.reopened_because = ""
    kept.save()
    leave_trace(
        "chốt xét duyệt",
        kept,
        by=by,
        before={"state": RoundState.OPEN.value},
        after={"state": kept.state, "minutes": paper.full_number, "on": paper.issued_on},
    )


def reopen_review(citizen_round: CitizenRound, *, reason: str, by: User) -> CitizenRound:
    """Open a closed review again; a decision that was issued stands until the next one replaces it."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do xét lại."})
    with transaction.atomic():
        kept = held(citizen_round)
        before = kept.state
        move_round(kept, RoundState.OPEN)
        kept.reopened_because = reason.strip()[:500]
        kept.save()
        leave_trace(
            "mở lại xét duyệt",
            kept,
            by=by,
            before={"state": before},
            after={"state": kept.state, "lý do": kept.reopened_because},
        )
    return kept


def review_gaps(citizen_round: CitizenRound, lines: Sequence[Line]) -> tuple[str, ...]:
    """What keeps the review from being closed, in words."""
    review = citizen_round.review
    asked = {
        "ngày họp": review.held_on,
        "nơi họp": review.place.strip(),
        "người chủ trì": review.chair.strip(),
        "thư ký": review.secretary.strip(),
        "số người biểu quyết": review.voters,
    }
    gaps = [f"chưa ghi {name}." for name, value in asked.items() if not value]
    if review.held_on and review.held_on > timezone.localdate():
        gaps.append(f"ngày họp {review.held_on:%d/%m/%Y} chưa đến.")
    if not lines:
        gaps.append("chưa có ai đăng ký.")
    unsettled = [line.member.full_name for line in lines if not line.is_settled]
    if unsettled:
        gaps.append(
            f"điểm ở đây và ở trang quốc gia khác nhau, chưa thống nhất: {', '.join(unsettled[:10])}."
        )
    gaps += [
        f"{line.member.full_name}: {words}" for line in lines for words in _vote_problems(line, review.voters)
    ]
    silent = [
        line.member.full_name
        for line in lines
        if (found := conclusion_of(line, review.voters)).recognised is False and not found.reason
    ]
    if silent:
        gaps.append(f"chưa ghi lý do không công nhận: {', '.join(silent[:10])}.")
    unexplained = [line.member.full_name for line in lines if _wants_reason(line, review.voters)]
    if unexplained:
        gaps.append(f"chưa ghi lý do công nhận khác kết quả biểu quyết: {', '.join(unexplained[:10])}.")
    return tuple(gaps)


def _wants_reason(line: Line, voters: int | None) -> bool:
    """Recognised against the votes, and nobody wrote why."""
    return is_against_votes(line, voters) and not conclusion_of(line, voters).reason.strip()


def _vote_problems(line: Line, voters: int | None) -> list[str]:
    votes = votes_of(line.verdict, voters)
    if votes is None or voters is None or votes.cast <= voters:
        return []
    return [f"{votes.cast} phiếu, nhiều hơn {voters} người biểu quyết."]


def _check(review: Review, lines: Mapping[int, Line], said: Sequence[VerdictWords]) -> None:
    problems: dict[str, str] = {}
    if review.began_at and review.ended_at and review.ended_at < review.began_at:
        problems["ended_at"] = "Giờ kết thúc trước giờ bắt đầu."
    for one in said:
        line = lines[one.registrant_id]
        cast = (one.agree or 0) + (one.disagree or 0) + (one.abstain or 0)
        if review.voters is not None and cast > review.voters:
            problems[f"{one.registrant_id}-agree"] = (
                f"{cast} phiếu, nhiều hơn {review.voters} người biểu quyết."
            )
        settled = Line(_with(line.registrant, one), line.pack, line.round)
        if one.recognised and not settled.is_eligible:
            problems[f"{one.registrant_id}-recognised"] = f"Không công nhận được: {settled.lacking_words}."
        elif _wants_reason(settled, review.voters):
            problems[f"{one.registrant_id}-reason"] = (
                "Không quá nửa số người biểu quyết đồng ý. Ghi lý do vẫn đề nghị công nhận."
            )
    if problems:
        raise ValidationError(problems)


def _with(registrant: Registrant, said: VerdictWords) -> Registrant:
    """The same person with the verdict as it would be, so that conditions see which result is to be counted."""
    registrant.verdict = _verdict(registrant, said)
    return registrant


def _verdict(registrant: Registrant, said: VerdictWords) -> Verdict:
    return Verdict(
        registrant=registrant,
        agree=said.agree,
        disagree=said.disagree,
        abstain=said.abstain,
        counted=said.counted,
        recognised=said.recognised,
        reason=said.reason.strip(),
    )


def _write(lines: Mapping[int, Line], said: Sequence[VerdictWords]) -> list[str]:
    """Write what differs from what stands; returns the names."""
    asked = [one.registrant_id for one in said]
    stood = {
        row.registrant_id: VerdictWords(
            row.registrant_id, row.agree, row.disagree, row.abstain, row.counted, row.recognised, row.reason
        )
        for row in Verdict.objects.filter(registrant__in=asked)
    }
    changed = [one for one in said if stood.get(one.registrant_id, VerdictWords(one.registrant_id)) != one]
    gone = [one.registrant_id for one in changed if not one.says_something]
    Verdict.objects.filter(registrant__in=gone).delete()
    Verdict.objects.bulk_create(
        [_verdict(lines[one.registrant_id].registrant, one) for one in changed if one.says_something],
        update_conflicts=True,
        unique_fields=["registrant"],
        update_fields=["agree", "disagree", "abstain", "counted", "recognised", "reason"],
    )
    return [lines[one.registrant_id].member.full_name for one in changed]
