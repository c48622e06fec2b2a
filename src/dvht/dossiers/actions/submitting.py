"""Handing in, again after a return, and taking back until it is received."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.accounts.queries import AUTHORITY_ROLES
from dvht.assessment.models import Assessment
from dvht.documents.letters import canonical
from dvht.dossiers.actions.moving import (
    held_submission,
    hold,
    move,
    next_receipt,
    tell_handler,
    tell_sender,
    trace,
)
from dvht.dossiers.actions.papers import open_dossier
from dvht.dossiers.models import Channel, DeliveredFile, Delivery, Return, Submission
from dvht.dossiers.queries import Year, acting_body
from dvht.dossiers.queries.sending import Parcel, Piece
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Plan
from dvht.plans.queries.deadlines import officer_for
from dvht.regulation.kinds import sector_of
from dvht.ui.vietnamese import written_date, written_number
from dvht.units.models import Unit


def submit_dossier(plan: Plan, *, seen: str, late_reason: str = "", by: User) -> Delivery:
    """Hand in exactly what was shown: a snapshot that nobody can change, with a number of the receiving body.

    `seen` is the digest of the page that the head read. Raises ValidationError: "state" when it is handed in already,
    "receiver" when the body that receives isn't in this system, "blocked", "changed", "late" without a reason.
    """
    with transaction.atomic():
        plans = Plan.objects.select_for_update(of=("self",)).select_related("unit", "collection")
        plan = plans.get(pk=plan.pk)
        Assessment.objects.select_for_update().filter(plan=plan).first()
        parcel = Parcel(Year(open_dossier(plan)), timezone.localdate())
        receiver = _checked(parcel, seen, late_reason)
        submission = _submission(parcel, receiver, by)
        delivery = _delivery(parcel, submission, receiver, late_reason.strip(), by)
        hold(submission, held=_held_words(submission, delivery))
        _tell(submission, delivery, receiver, by)
    return delivery


def _checked(parcel: Parcel, seen: str, late_reason: str) -> Unit:
    if not parcel.may_move:
        raise ValidationError("Hồ sơ đã nộp rồi, đang chờ cơ quan tiếp nhận.", code="state")
    receiver = parcel.receiver
    if receiver is None:
        raise ValidationError(
            "Nơi nhận hồ sơ không dùng phần mềm này. Hãy tải hồ sơ về và nộp bản giấy hoặc thư điện tử.",
            code="receiver",
        )
    if parcel.blocking:
        words = "; ".join(check.text for check in parcel.blocking)
        raise ValidationError(f"Chưa nộp được: {words}.", code="blocked")
    if parcel.digest != seen:
        raise ValidationError(
            "Hồ sơ vừa thay đổi sau khi mở trang kiểm tra. Xem lại ở dưới rồi nộp.", code="changed"
        )
    if parcel.days_late and not late_reason.strip():
        days = written_number(parcel.days_late)
        raise ValidationError(f"Đã quá hạn {days} ngày. Ghi lý do nộp muộn.", code="late")
    return receiver


def _submission(parcel: Parcel, receiver: Unit, by: User) -> Submission:
    """The year's one submission, new or come back; the bodies stay those of the first delivery."""
    found, now = parcel.submission, timezone.now()
    plan, asked = parcel.year.plan, parcel.year.dossier.requested
    pack: dict[str, Any] = {"pack_id": parcel.sheet.pack.id, "pack_version": parcel.sheet.pack.version}
    officer = officer_of(found, receiver, plan.year, parcel.unit)
    if found is not None:
        fresh = held_submission(found)
        before = fresh.state
        move(
            fresh, SubmissionState.SUBMITTED, requested=asked, last_submitted_at=now, officer=officer,
            dossier=parcel.year.dossier, received_at=None, **pack,
        )  # fmt: skip
        trace("nộp lại hồ sơ", fresh, by=by, before={"state": before}, after={"state": fresh.state})
        return fresh
    authority = parcel.authority
    made = _made(
        unit=parcel.unit, year=plan.year, dossier=parcel.year.dossier, requested=asked, officer=officer,
        receiving=receiver, receiving_name=authority.receiving_name, receiving_title=authority.receiving_title,
        deciding=authority.deciding, deciding_name=authority.deciding_name,
        deciding_title=authority.deciding_title, first_submitted_at=now, last_submitted_at=now, **pack,
    )  # fmt: skip
    trace("nộp hồ sơ", made, by=by, after={"state": made.state, "nơi nhận": made.receiving_name})
    return made


def _made(**facts: Any) -> Submission:
    """The year's first; an officer may be entering it from paper at this very moment."""
    try:
        with transaction.atomic():
            made: Submission = Submission.objects.create(**facts)
    except IntegrityError as error:
        raise ValidationError(
            "Cơ quan tiếp nhận vừa ghi nhận hồ sơ của đơn vị. Xem lại ở trang hồ sơ.", code="state"
        ) from error
    return made


def officer_of(submission: Submission | None, body: Unit, year: int, unit: Unit) -> User | None:
    """Whoever looked after it before, while they still work there; else as the body's plan routes its sector."""
    before = submission.officer if submission else None
    here = {"unit": body, "kind__in": AUTHORITY_ROLES}
    if before is not None and before.is_active and before.roles.filter(**here).exists():
        return before
    return officer_for(body, year, sector_of(unit.kind))


def _delivery(parcel: Parcel, submission: Submission, receiver: Unit, late_reason: str, by: User) -> Delivery:
    delivery: Delivery = Delivery.objects.create(
        submission=submission,
        number=next_number(submission),
        body=receiver,
        receipt=next_receipt(receiver, parcel.on),
        snapshot=parcel.snapshot,
        digest=snapshot_digest(parcel.snapshot),
        due_on=parcel.due_on,
        days_late=parcel.days_late,
        late_reason=late_reason if parcel.days_late else "",
        arrived_on=parcel.on,
        submitted_by=by,
    )
    keep_files(delivery, parcel.pieces)
    return delivery


def next_number(submission: Submission) -> int:
    last = submission.deliveries.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def snapshot_digest(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what was sent, the digests of its files in it."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def keep_files(delivery: Delivery, pieces: Iterable[Piece]) -> None:
    DeliveredFile.objects.bulk_create(
        DeliveredFile(delivery=delivery, **{**asdict(piece), "codes": list(piece.codes)}) for piece in pieces
    )


def _held_words(submission: Submission, delivery: Delivery) -> str:
    return (
        f"Hồ sơ đã nộp ngày {written_date(delivery.arrived_on)} (số tiếp nhận {delivery.receipt}) nên năm "
        f"{submission.year} giữ nguyên. Rút hồ sơ về, hoặc chờ cơ quan tiếp nhận trả lại, rồi mới sửa."
    )


def _tell(submission: Submission, delivery: Delivery, receiver: Unit, by: User) -> None:
    again = f" (lần {delivery.number})" if delivery.number > 1 else ""
    late = f" Nộp muộn {written_number(delivery.days_late)} ngày." if delivery.days_late else ""
    tell_handler(
        submission,
        receiver,
        f"{submission.unit.name} nộp hồ sơ năm {submission.year}{again}",
        f"Số tiếp nhận {delivery.receipt}.{late}",
    )
    tell_sender(
        submission,
        f"Đã nộp hồ sơ năm {submission.year}{again}: số tiếp nhận {delivery.receipt}",
        f"Nơi nhận: {receiver.name}. Người nộp: {by.full_name}.{late}",
    )


def withdraw_submission(submission: Submission, *, version: int, by: User) -> Submission:
    """Take the dossier back while nobody has received it. What an earlier return locked stays locked."""
    with transaction.atomic():
        fresh = held_submission(submission)
        move(fresh, SubmissionState.WITHDRAWN, version=version)
        last = fresh.returns.prefetch_related("rows").first()
        given_back = returned_words(last) if last is not None and not last.whole else None
        hold(fresh, held="", given_back=given_back)
        trace("rút hồ sơ", fresh, by=by, after={"state": fresh.state})
        body = acting_body(fresh, timezone.localdate())
        if body is not None:
            tell_handler(fresh, body, f"{fresh.unit.name} rút hồ sơ năm {fresh.year}")
    return fresh


def returned_words(given: Return) -> dict[str, Any]:
    """A return in the plain words that the unit's year keeps while it is mended.

    What came on paper isn't what stands in the unit's year, so no row of it is locked: the whole year is open, and the
    reasons of rows are told with the rest.
    """
    rows = {row.row: row.reason for row in given.rows.all()}
    words: dict[str, Any] = {"rows": rows, "reason": given.reason, "due_on": given.due_on.isoformat()}
    if given.delivery.channel != Channel.ONLINE:
        reasons = [given.reason, *(f"{row}: {reason}" for row, reason in rows.items())]
        words |= {"rows": {}, "reason": "\n".join(reasons).strip(), "on_paper": True}
    return words
