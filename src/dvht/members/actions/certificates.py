"""A certificate handed in by a member, and what the unit decides of it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.actions import add_files, store_and
from dvht.evidence.models import CheckedFile, Collection, Evidence, StoredFile
from dvht.members.actions.proving import Proof, hold_rosters, prove
from dvht.members.models import Certificate, Completion, Fact, Member, Programme, Source
from dvht.members.models.words import CertificateWords
from dvht.members.states import CERTIFICATE_MOVES, CertificateState
from dvht.regulation.personal import personal_fact

CHANGED = "Chứng nhận này vừa được sửa hoặc xử lý ở nơi khác. Hãy xem lại rồi làm tiếp."


@dataclass(frozen=True)
class Settled:
    """Certificates decided together; `stale` changed since they were shown and stay as they are."""

    done: tuple[Certificate, ...]
    stale: tuple[Certificate, ...]


def hand_in_certificate(
    member: Member, year: int, said: CertificateWords, file: CheckedFile, *, by: User
) -> Certificate:
    """Store picture or PDF and hand the certificate in; OSError when the bytes can't be written."""
    _check(said)

    def use(stored: StoredFile) -> Certificate:
        certificate = Certificate(member=member, year=year, file=stored, file_name=file.name, **_fields(said))
        certificate.save()
        _record("gửi chứng nhận", certificate, by=by, after=_described(certificate))
        return certificate

    return store_and(member.unit_id, file, use)


def change_certificate(
    certificate: Certificate, said: CertificateWords, file: CheckedFile | None, *, version: int, by: User
) -> Certificate:
    """Mend what was said or send a better picture; a refused one waits again. A confirmed one isn't touched."""
    _check(said)
    if file is None:
        with transaction.atomic():
            return _changed(certificate, said, None, version=version, by=by)
    return store_and(
        certificate.member.unit_id,
        file,
        lambda stored: _changed(certificate, said, (stored, file.name), version=version, by=by),
    )


def withdraw_certificate(certificate: Certificate, *, version: int, by: User) -> None:
    """The member takes back what isn't confirmed; the bytes go when nothing else rests on them."""
    with transaction.atomic():
        held = _held(certificate, version)
        if held.state == CertificateState.CONFIRMED.value:
            raise ValidationError("Chứng nhận đã xác nhận nên không rút được. Hãy báo văn thư.", code="state")
        _record("rút chứng nhận", held, by=by, before=_described(held))
        stored = held.file
        held.delete()
        if stored is not None:
            forget_file(stored)


def decide_certificates(seen: Mapping[int, int], *, confirm: bool, remark: str = "", by: User) -> Settled:
    """Confirm or refuse waiting certificates, each in the version that was shown (`seen`: id to version).

    Confirming proves the fact (never lowering it) or completes the programme. What changed meanwhile is left.
    """
    if not confirm and not remark.strip():
        raise ValidationError({"remark": "Hãy ghi lý do không nhận để người gửi biết cách sửa."})
    target = CertificateState.CONFIRMED if confirm else CertificateState.REFUSED
    done, stale = [], []
    with transaction.atomic():
        for held in _locked(seen):
            if held.version != seen[held.pk] or held.state != CertificateState.PENDING.value:
                stale.append(held)
                continue
            held.state, held.version = target.value, held.version + 1
            held.remark = "" if confirm else remark.strip()
            held.decided_at, held.decided_by = timezone.now(), by
            held.before = _apply(held, by=by) if confirm else None
            held.save()
            done.append(held)
        _record_decision(done, confirm=confirm, remark=remark.strip(), by=by)
    return Settled(tuple(done), tuple(stale))


def reopen_certificate(certificate: Certificate, *, version: int, by: User) -> Certificate:
    """Take a decision back: the certificate waits again, and the record becomes what it was before."""
    with transaction.atomic():
        held = _held(certificate, version)
        if CertificateState.PENDING not in CERTIFICATE_MOVES[CertificateState(held.state)]:
            raise ValidationError(CHANGED, code="conflict")
        if held.state == CertificateState.CONFIRMED.value:
            _undo(held, by=by)
        held.state, held.remark, held.before = CertificateState.PENDING.value, "", None
        held.decided_at = held.decided_by = None
        held.version += 1
        held.save()
        _record("xét lại chứng nhận", held, by=by)
    return held


def file_as_evidence(
    certificate: Certificate, collection: Collection, rows: Sequence[str], *, by: User
) -> str:
    """File the picture under these rows as evidence of the year, and name it at the fact; what came of it in words.

    Raises ValidationError when the year is closed, OSError when the bytes can't be read.
    """
    stored = certificate.file
    if stored is None:
        raise ValidationError("Chứng nhận này không có ảnh.")
    ending = certificate.file_name.rpartition(".")[2]
    name = f"{certificate.title} - {certificate.member.full_name}.{ending}"
    with stored.content.open("rb") as content:
        file = CheckedFile(name, stored.media_type, cast("BinaryIO", content), stored.pages)
        outcome = add_files(collection, rows, [file], by=by)[0]
    if outcome.evidence is not None and certificate.fact:
        Fact.objects.filter(
            member_id=certificate.member_id,
            year=certificate.year,
            code=certificate.fact,
            source=Source.CERTIFICATE.value,
        ).update(evidence=outcome.evidence)
    return outcome.message


def forget_file(stored: StoredFile) -> None:
    """Remove bytes on which nothing rests any more, when the transaction ends well."""
    if Certificate.objects.filter(file=stored).exists() or Evidence.objects.filter(file=stored).exists():
        return
    storage, name = stored.content.storage, stored.content.name or ""
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _check(said: CertificateWords) -> None:
    if said.issued_on and said.issued_on > timezone.localdate():
        raise ValidationError({"issued_on": "Ngày cấp chưa đến. Hãy ghi ngày trên chứng nhận."})


def _changed(
    certificate: Certificate,
    said: CertificateWords,
    file: tuple[StoredFile, str] | None,
    *,
    version: int,
    by: User,
) -> Certificate:
    held = _held(certificate, version)
    if held.state == CertificateState.CONFIRMED.value:
        raise ValidationError("Chứng nhận đã xác nhận nên không sửa được. Hãy báo văn thư.", code="state")
    before = _described(held)
    for name, value in _fields(said).items():
        setattr(held, name, value)
    old = held.file
    if file is not None:
        held.file, held.file_name = file
    held.state, held.remark = CertificateState.PENDING.value, ""
    held.decided_at = held.decided_by = None
    held.sent_at = timezone.now()
    held.version += 1
    held.save()
    if file is not None and old is not None and old.pk != file[0].pk:
        forget_file(old)
    _record("gửi lại chứng nhận", held, by=by, before=before, after=_described(held))
    return held


def _apply(certificate: Certificate, *, by: User) -> dict[str, Any]:
    """Write what the certificate proves; returns what stood there, as plain data."""
    hold_rosters([certificate.member_id])
    if certificate.programme is not None:
        return _complete(certificate, certificate.programme, by=by)
    fact = personal_fact(certificate.fact)
    known = Fact.objects.select_for_update().filter(
        member_id=certificate.member_id, year=certificate.year, code=certificate.fact
    )
    standing = known.first()
    if standing is not None and fact.rank(standing.value) > fact.rank(certificate.value):
        return {"kept": True}
    proof = Proof(
        certificate.fact,
        certificate.value,
        Source.CERTIFICATE,
        certificate.issued_on or timezone.localdate(),
        _ground(certificate),
    )
    before = prove([certificate.member_id], certificate.year, proof, by=by)
    return _plain(before.get(certificate.member_id))


def _complete(certificate: Certificate, programme: Programme, *, by: User) -> dict[str, Any]:
    known = (
        Completion.objects.select_for_update()
        .filter(programme=programme, member_id=certificate.member_id)
        .first()
    )
    said = {
        "is_done": True,
        "completed_on": certificate.issued_on,
        "basis": _ground(certificate),
        "source": Source.CERTIFICATE.value,
        "recorded_by": by,
    }
    if known is None:
        Completion.objects.create(programme=programme, member_id=certificate.member_id, **said)
        return {}
    before = {name: getattr(known, name) for name in ("is_done", "completed_on", "basis", "source")}
    for name, value in said.items():
        setattr(known, name, value)
    known.version += 1
    known.save()
    return _plain(before)


def _undo(certificate: Certificate, *, by: User) -> None:
    """Put back what the confirmation replaced, as long as the record still rests on it."""
    hold_rosters([certificate.member_id])
    before = certificate.before or {}
    if before.get("kept"):
        return
    records: Any
    if certificate.programme is not None:
        records = Completion.objects.filter(programme=certificate.programme, member_id=certificate.member_id)
    else:
        records = Fact.objects.filter(
            member_id=certificate.member_id, year=certificate.year, code=certificate.fact
        )
    current = records.select_for_update().filter(source=Source.CERTIFICATE.value).first()
    if current is None or current.basis != _ground(certificate):
        return
    if not before:
        current.delete()
        return
    proof = before.get("evidence_id")
    if proof and not Evidence.objects.filter(pk=proof).exists():
        before = {**before, "evidence_id": None}
    for name, value in before.items():
        setattr(current, name, dt.date.fromisoformat(value) if name.endswith("_on") and value else value)
    current.recorded_by = by
    current.version += 1
    current.save()


def _ground(certificate: Certificate) -> str:
    """What stands as the basis of the record: the certificate, by what identifies it on paper."""
    parts = (certificate.title, certificate.number and f"số {certificate.number}", certificate.issuer)
    return ", ".join(part for part in parts if part)[:300]


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in (values or {}).items()
    }


def _held(certificate: Certificate, version: int) -> Certificate:
    held = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("member__unit", "programme", "file")
        .filter(pk=certificate.pk)
        .first()
    )
    if held is None or held.version != version:
        raise ValidationError(CHANGED, code="conflict")
    return held


def _locked(ids: Iterable[int]) -> list[Certificate]:
    found = Certificate.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    return list(found.select_related("member__unit", "programme", "file").order_by("pk"))


def _fields(said: CertificateWords) -> dict[str, Any]:
    return {
        "title": said.title,
        "fact": said.fact,
        "value": said.value,
        "programme_id": said.programme_id,
        "number": said.number,
        "issuer": said.issuer,
        "issued_on": said.issued_on,
    }


def _described(certificate: Certificate) -> dict[str, Any]:
    names = ("title", "fact", "value", "number", "issuer", "issued_on", "file_name")
    return {name: getattr(certificate, name) for name in names}


def _record_decision(done: Sequence[Certificate], *, confirm: bool, remark: str, by: User) -> None:
    if not done:
        return
    label = f"{done[0].member.full_name}: {done[0].title}" if len(done) == 1 else f"{len(done)} chứng nhận"
    record(
        "xác nhận chứng nhận" if confirm else "không nhận chứng nhận",
        by=by,
        thing="members.Certificate",
        thing_id=done[0].pk if len(done) == 1 else "",
        label=label,
        unit_id=done[0].member.unit_id,
        after={
            "certificates": [f"{one.member.full_name}: {one.title}" for one in done],
            **({"remark": remark} if remark else {}),
        },
    )


def _record(
    verb: str,
    certificate: Certificate,
    *,
    by: User,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="members.Certificate",
        thing_id=certificate.pk,
        label=f"{certificate.member.full_name}: {certificate.title}",
        unit_id=certificate.member.unit_id,
        before=before,
        after=after,
    )
