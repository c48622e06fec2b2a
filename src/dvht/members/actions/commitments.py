"""Signing the commitment to lifelong learning, and taking the signature back on the same day."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.documents.actions import save_draft
from dvht.members.actions.proving import Proof, hold_rosters, prove, unprove
from dvht.members.letters.wording import COMMITMENT_DRAFT, LONGEST_ADDITION
from dvht.members.models import Commitment, Fact, Member, Source
from dvht.units.models import Unit


def sign_commitment(member: Member, year: int, *, words: str, seen: str, by: User) -> Commitment:
    """Sign these words now. `seen` are the words that the person read: when the unit changed them meanwhile, nothing
    is signed (ValidationError, code "changed"). A year is signed once (code "signed").
    """
    if words != seen:
        raise ValidationError(
            "Lời cam kết vừa được đơn vị sửa. Hãy đọc lại bản mới rồi ký.",
            code="changed",
        )
    now = timezone.now()
    try:
        with transaction.atomic():
            hold_rosters([member.pk])
            signed = Commitment.objects.create(member=member, year=year, words=words, signed_at=now)
            _prove(member, year, by=by)
            _record("ký cam kết học tập suốt đời", signed, by=by)
    except IntegrityError as error:
        raise ValidationError(f"Bạn đã ký cam kết của năm {year} rồi.", code="signed") from error
    return signed


def withdraw_commitment(member: Member, year: int, *, by: User) -> None:
    """Take back a signature of today; ValidationError (code "late") afterwards, since the unit may rest on it."""
    with transaction.atomic():
        hold_rosters([member.pk])
        signed = Commitment.objects.select_for_update().filter(member=member, year=year).first()
        if signed is None:
            raise ValidationError(f"Năm {year} bạn chưa ký cam kết.", code="unsigned")
        if not can_be_withdrawn(signed):
            raise ValidationError(
                "Chỉ rút được chữ ký trong ngày ký. Muốn rút sau ngày đó, hãy gửi yêu cầu ở trang “Dữ liệu cá nhân”.",
                code="late",
            )
        _record("rút chữ ký cam kết", signed, by=by)
        signed.delete()
        unprove([member.pk], year, "commitment", Source.MEMBER)


def can_be_withdrawn(signed: Commitment) -> bool:
    """On the day of signing only."""
    return timezone.localdate(signed.signed_at) == timezone.localdate()


def save_addition(unit: Unit, year: int, addition: str, *, version: int, by: User) -> None:
    """What the unit adds to the words of its members' commitments; signed ones stay as they were signed."""
    if len(addition) > LONGEST_ADDITION:
        raise ValidationError(
            {"addition": f"Phần thêm dài {len(addition)} ký tự; nhiều nhất là {LONGEST_ADDITION}."}
        )
    save_draft(
        unit=unit, year=year, kind=COMMITMENT_DRAFT, changes={"addition": addition}, version=version, by=by
    )


def _prove(member: Member, year: int, *, by: User) -> None:
    """A commitment that the unit holds on paper stays what it was."""
    if Fact.objects.filter(member=member, year=year, code="commitment", value="met").exists():
        return
    proof = Proof("commitment", "met", Source.MEMBER, timezone.localdate(), "Ký trên hệ thống")
    prove([member.pk], year, proof, by=by)


def _record(verb: str, signed: Commitment, *, by: User) -> None:
    record(
        verb,
        by=by,
        thing="members.Commitment",
        thing_id=signed.pk,
        label=f"{signed.member.full_name} · năm {signed.year}",
        unit_id=signed.member.unit_id,
        after={"words": signed.words, "signed_at": signed.signed_at},
    )
