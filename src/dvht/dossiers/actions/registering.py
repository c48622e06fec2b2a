"""A dossier that came on paper or by mail, entered by an officer for a unit that can't use the system."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.dossiers.actions.moving import held_submission, hold, move, next_receipt, tell_sender, trace
from dvht.dossiers.actions.submitting import keep_files, next_number, officer_of, snapshot_digest
from dvht.dossiers.models import Channel, Delivery, Submission
from dvht.dossiers.queries.listing import nothing_to_examine
from dvht.dossiers.queries.sending import Piece
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.evidence.actions import store_and
from dvht.evidence.models import CheckedFile, StoredFile
from dvht.plans.models import Plan
from dvht.plans.queries.deadlines import submission_deadline_of
from dvht.regulation.errors import FactsError
from dvht.regulation.facts import parse_facts
from dvht.regulation.kinds import Ownership
from dvht.regulation.pack import Pack
from dvht.regulation.rows import UnitFacts
from dvht.ui.vietnamese import written_date, written_number
from dvht.units.models import Unit
from dvht.units.queries import authority_of


@dataclass(frozen=True)
class Arrival:
    """What came: how, when, what it asks for, the scans, and what the unit states of its rows where it was typed."""

    channel: Channel
    arrived_on: dt.date
    requested: str = ""
    late_reason: str = ""
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    member_total: int | None = None
    scans: Sequence[CheckedFile] = ()


def register_submission(
    unit: Unit, year: int, pack: Pack, body: Unit, arrival: Arrival, *, by: User
) -> Delivery:
    """Enter it in the body's register as the unit's delivery of the year; scans are kept by their digest.

    Raises ValidationError: "state" when the unit's dossier is already with an authority, "late" without a reason,
    "arrived_on" for a day to come or before the year, "empty" where neither a scan nor a figure came, "values" that
    the law can't read.
    """
    due_on = _due_on(unit, year)
    days_late = max((arrival.arrived_on - due_on).days, 0) if due_on else 0
    _check(arrival, year, days_late)
    if wrong := nothing_to_examine(pack, arrival.values, arrival.scans):
        raise ValidationError(wrong, code="empty")
    snapshot = _snapshot(unit, year, pack, arrival)

    def enter(stored: Sequence[StoredFile]) -> Delivery:
        pieces = [
            Piece("scan", upload.name, stored_id=file.pk, sha256=file.sha256, size=file.size,
                  media_type=file.media_type, place=upload.name)
            for upload, file in zip(arrival.scans, stored, strict=True)
        ]  # fmt: skip
        said = {**snapshot, "files": [[piece.kind, piece.title, piece.sha256] for piece in pieces]}
        with transaction.atomic():
            submission = _submission(unit, year, pack, body, arrival, by)
            delivery = Delivery.objects.create(
                submission=submission,
                number=next_number(submission),
                body=body,
                receipt=next_receipt(body, timezone.localdate()),
                channel=arrival.channel,
                snapshot=said,
                digest=snapshot_digest(said),
                due_on=due_on,
                days_late=days_late,
                late_reason=arrival.late_reason.strip() if days_late else "",
                arrived_on=arrival.arrived_on,
                submitted_by=by,
            )
            keep_files(delivery, pieces)
            _finish(submission, delivery, body, by)
        return delivery

    return _with_scans(unit, list(arrival.scans), [], enter)


def _with_scans(unit: Unit, left: list[CheckedFile], stored: list[StoredFile], enter: Any) -> Delivery:
    """Store one scan after the other, then enter them: what fails leaves no bytes behind."""
    if not left:
        delivery: Delivery = enter(stored)
        return delivery
    return store_and(unit.pk, left[0], lambda file: _with_scans(unit, left[1:], [*stored, file], enter))


def _due_on(unit: Unit, year: int) -> dt.date | None:
    found = Submission.objects.filter(unit=unit, year=year, state=SubmissionState.RETURNED).first()
    deadline = submission_deadline_of(unit, year)
    days = [deadline.effective] if deadline else []
    if found is not None:
        days += found.returns.values_list("due_on", flat=True)[:1]
    return max(days) if days else None


def _check(arrival: Arrival, year: int, days_late: int) -> None:
    if arrival.arrived_on > timezone.localdate():
        raise ValidationError({"arrived_on": "Ngày đến chưa tới."}, code="arrived_on")
    if arrival.arrived_on < dt.date(year, 1, 1):
        words = f"Hồ sơ của năm đánh giá {year} không thể đến trước ngày 01/01/{year}. Kiểm tra lại ngày."
        raise ValidationError({"arrived_on": words}, code="arrived_on")
    if days_late and not arrival.late_reason.strip():
        words = f"Hồ sơ đến muộn {written_number(days_late)} ngày. Ghi lý do nộp muộn."
        raise ValidationError({"late_reason": words}, code="late")


def _snapshot(unit: Unit, year: int, pack: Pack, arrival: Arrival) -> dict[str, Any]:
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    codes = [
        row.code
        for row in pack.rows
        if any(row.applies(facts, level).applies for level in pack.levels or (None,))
    ]
    stated = {code: dict(arrival.values.get(code, {})) for code in codes}
    _check_values(unit, year, pack, stated)
    return {
        "unit": {"name": unit.name, "kind": unit.kind, "ownership": unit.ownership, "area": unit.area},
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "year": year,
        "requested": arrival.requested,
        "next_year_goal": "",
        "rows": {
            code: {"facts": fact, "note": "", "reason": str(fact.get("reason", "")), "evidence": []}
            for code, fact in stated.items()
        },
        "targets": {},
        "member_total": arrival.member_total,
        "papers": [],
    }


def _check_values(unit: Unit, year: int, pack: Pack, stated: Mapping[str, Mapping[str, Any]]) -> None:
    mapping = {
        "pack": pack.id,
        "year": year,
        "unit": {"kind": unit.kind, "ownership": unit.ownership},
    }
    for code, fact in stated.items():
        try:
            parse_facts({**mapping, "indicators": {code: fact} if fact else {}}, pack)
        except FactsError as error:
            raise ValidationError(f"{code}: {error.message}.", code="values") from error


def _submission(unit: Unit, year: int, pack: Pack, body: Unit, arrival: Arrival, by: User) -> Submission:
    found = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("unit", "receiving")
        .filter(unit=unit, year=year)
        .first()
    )
    now = timezone.now()
    asked: dict[str, Any] = {"requested": arrival.requested, "pack_id": pack.id, "pack_version": pack.version}
    officer = officer_of(found, body, year, unit) or by
    if found is not None:
        if SubmissionState.SUBMITTED not in SUBMISSION_MOVES[SubmissionState(found.state)]:
            raise ValidationError(
                f"{unit.name} đã nộp hồ sơ năm {year}: {found.get_state_display().lower()}.", code="state"
            )
        fresh = held_submission(found)
        move(
            fresh,
            SubmissionState.SUBMITTED,
            last_submitted_at=now,
            officer=officer,
            received_at=None,
            **asked,
        )
        return fresh
    authority = authority_of(unit, timezone.localdate())
    try:
        with transaction.atomic():
            made: Submission = Submission.objects.create(
                unit=unit, year=year, officer=officer, receiving=body, receiving_name=body.name,
                receiving_title=body.head_title, deciding=authority.deciding,
                deciding_name=authority.deciding_name, deciding_title=authority.deciding_title,
                first_submitted_at=now, last_submitted_at=now, **asked,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError(f"{unit.name} vừa nộp hồ sơ năm {year}.", code="state") from error
    return made


def _finish(submission: Submission, delivery: Delivery, body: Unit, by: User) -> None:
    Plan.objects.select_for_update().filter(unit_id=submission.unit_id, year=submission.year).first()
    day = written_date(delivery.arrived_on)
    hold(
        submission,
        held=f"{body.name} đã ghi nhận hồ sơ năm {submission.year} đến ngày {day} (số tiếp nhận "
        f"{delivery.receipt}) nên năm này giữ nguyên.",
    )
    trace(
        "ghi nhận hồ sơ giấy",
        submission,
        by=by,
        after={"state": submission.state, "số tiếp nhận": delivery.receipt, "cách nộp": delivery.channel},
    )
    tell_sender(
        submission,
        f"{body.name} đã ghi nhận hồ sơ năm {submission.year}: số tiếp nhận {delivery.receipt}",
        f"{delivery.get_channel_display()}, đến ngày {day}. Người ghi nhận: {by.full_name}.",
    )
