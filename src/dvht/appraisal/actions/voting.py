"""Meetings, written opinions, and votes: what was said by whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.actions.consolidating import words_of_vote
from dvht.appraisal.actions.holding import CHANGED, held, leave_trace, must_be
from dvht.appraisal.actions.panel_holding import held_in
from dvht.appraisal.models import Appraisal, Meeting, Panel, Seat, Vote, WorkingMode
from dvht.appraisal.models.words import MeetingWords, VoteWords
from dvht.appraisal.queries.panels import set_up_on
from dvht.appraisal.queries.rules import conflicts_of
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.audit.actions import record
from dvht.dossiers.models import Delivery
from dvht.ui.vietnamese import written_date


def save_meeting(
    panel: Panel, words: MeetingWords, *, meeting: Meeting | None = None, version: int = 0, by: User
) -> Meeting:
    """Open a meeting or change what is written of it, until its minutes are issued.

    Raises ValidationError by field; "state" (panel at its end, minutes issued), "conflict".
    """
    with transaction.atomic():
        kept_panel = held_in(panel, PanelState.AT_WORK)
        kept = _held_meeting(kept_panel, meeting, version)
        _check_meeting(kept_panel, kept, words)
        for name in ("mode", "held_on", "place", "starts_at", "ends_at", "notes"):
            setattr(kept, name, getattr(words, name))
        kept.version = version + 1
        kept.save()
        kept.present.set(words.present)
        kept.appraisals.set(words.appraisals)
        record(
            "ghi phiên họp" if version else "mở phiên họp",
            by=by,
            thing="appraisal.Meeting",
            thing_id=kept.pk,
            label=str(kept),
            unit_id=kept_panel.body_id,
            after={"present": len(words.present), "appraisals": list(words.appraisals)},
        )
    return kept


def _held_meeting(panel: Panel, meeting: Meeting | None, version: int) -> Meeting:
    if meeting is None:
        return Meeting(panel=panel)
    kept: Meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk, panel=panel)
    if kept.minutes_id is not None:
        raise ValidationError("Biên bản phiên này đã ban hành nên không sửa được nữa.", code="state")
    if kept.version != version:
        raise ValidationError(CHANGED, code="conflict")
    return kept


def _check_meeting(panel: Panel, kept: Meeting, words: MeetingWords) -> None:
    errors: dict[str, str] = {}
    if wrong := _wrong_day(panel, words):
        errors["held_on"] = wrong
    if words.starts_at and words.ends_at and words.ends_at < words.starts_at:
        errors["ends_at"] = "Giờ kết thúc trước giờ bắt đầu."
    seats = set(panel.seats.values_list("pk", flat=True))
    if not words.present or not seats.issuperset(words.present):
        errors["present"] = "Đánh dấu người có mặt (hoặc gửi ý kiến) trong Hội đồng, Đoàn này."
    known = set(kept.appraisals.values_list("pk", flat=True)) if kept.pk else set()
    open_now = panel.appraisals.filter(state=AppraisalState.VOTING.value).values_list("pk", flat=True)
    if not words.appraisals or not (known | set(open_now)).issuperset(words.appraisals):
        errors["appraisals"] = "Chọn hồ sơ đang ở bước biểu quyết."
    if errors:
        raise ValidationError(errors)


def _wrong_day(panel: Panel, words: MeetingWords) -> str:
    """Why nobody can have met on this day: still to come, before the panel, or before what it votes on had arrived."""
    if words.held_on > timezone.localdate():
        return "Ngày này chưa đến; ghi phiên họp khi đã họp."
    set_up = set_up_on(panel)
    if set_up and words.held_on < set_up:
        return f"{panel.name} được thành lập ngày {written_date(set_up)}; phiên họp không thể trước ngày ấy."
    agenda = panel.appraisals.filter(pk__in=words.appraisals).values("submission")
    came = Delivery.objects.filter(number=1, submission__in=agenda).select_related("submission__unit")
    last = came.order_by("-arrived_on", "pk").first()
    if last is not None and words.held_on < last.arrived_on:
        day = written_date(last.arrived_on)
        return f"Hồ sơ của {last.submission.unit.name} đến ngày {day}; phiên họp không thể trước ngày ấy."
    return ""


def cast_vote(appraisal: Appraisal, seat: Seat, *, agrees: bool, opinion: str = "", by: User) -> Vote:
    """A seat votes for itself, in writing, until the day that the panel gave; it may change its vote until then.

    Raises ValidationError: by "opinion", "state", "late", "seat" (no vote on one's own unit, or a meeting).
    """
    with transaction.atomic():
        kept = held(appraisal)
        must_be(kept, AppraisalState.VOTING)
        if kept.panel.mode != WorkingMode.WRITTEN:
            raise ValidationError("Hồ sơ này biểu quyết tại phiên họp; thư ký ghi phiếu.", code="seat")
        until = kept.panel.written_until
        if until is not None and timezone.localdate() > until:
            raise ValidationError(f"Đã hết hạn gửi ý kiến ({written_date(until)}).", code="late")
        vote = _write_votes(kept, [VoteWords(seat.pk, agrees, opinion)], frozenset({seat.pk}), by=by)[0]
        kept.version += 1
        kept.save(update_fields=["version"])
        leave_trace("gửi ý kiến biểu quyết", kept, by=by, after={"vote": words_of_vote(vote)})
    return vote


def record_votes(
    meeting: Meeting, appraisal: Appraisal, votes: Sequence[VoteWords], *, version: int, by: User
) -> tuple[Vote, ...]:
    """The secretary writes down how those present voted on one dossier of the meeting.

    `version` is the appraisal's. A seat with a conflict doesn't vote. Raises ValidationError: "state", "conflict",
    "seat" (not present, or a conflict), or by "<seat>-opinion".
    """
    with transaction.atomic():
        kept = held(appraisal, version)
        must_be(kept, AppraisalState.VOTING)
        if not meeting.appraisals.filter(pk=kept.pk).exists():
            raise ValidationError("Hồ sơ này không có trong phiên họp.", code="state")
        present = frozenset(meeting.present.values_list("pk", flat=True))
        made = _write_votes(kept, votes, present, by=by)
        kept.version += 1
        kept.save(update_fields=["version"])
        leave_trace(
            "ghi phiếu biểu quyết", kept, by=by, after={"votes": [words_of_vote(one) for one in made]}
        )
    return made


def _write_votes(
    kept: Appraisal, votes: Sequence[VoteWords], may: frozenset[int], *, by: User
) -> tuple[Vote, ...]:
    seats = {seat.pk: seat for seat in kept.panel.seats.select_for_update(of=("self",))}
    conflicts = conflicts_of(seats.values())
    submission = kept.submission
    errors: dict[str, str] = {}
    made = []
    for said in votes:
        seat = seats.get(said.seat_id)
        if seat is None or seat.pk not in may:
            raise ValidationError("Chỉ người có mặt trong phiên mới biểu quyết.", code="seat")
        if said.agrees is not None and conflicts.reason(seat, submission.unit_id, submission.year):
            raise ValidationError(f"{seat.full_name} là người của đơn vị nên không biểu quyết.", code="seat")
        if said.agrees is False and not said.opinion.strip():
            errors[f"{seat.pk}-opinion"] = f"{seat.full_name} không đồng ý: ghi ý kiến."
            continue
        if said.agrees is None:
            Vote.objects.filter(appraisal=kept, seat=seat).delete()
            continue
        vote, _ = Vote.objects.update_or_create(
            appraisal=kept,
            seat=seat,
            defaults={"agrees": said.agrees, "opinion": said.opinion.strip(), "recorded_by": by},
        )
        made.append(vote)
    if errors:
        raise ValidationError(errors)
    return tuple(made)
