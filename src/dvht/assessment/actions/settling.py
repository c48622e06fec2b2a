"""Settling the result in a revision, and opening it again."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.assessment.actions.holding import held, held_open, leave_trace
from dvht.assessment.models import Assessment, FrozenRoster, Revision
from dvht.assessment.queries.basis import kept_basis
from dvht.assessment.queries.names import Names, agree, names_behind
from dvht.assessment.queries.reading import live_sheet
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.states import MOVES, AssessmentState
from dvht.documents.letters import canonical
from dvht.evidence.actions.collections import close_collection, reopen_collection
from dvht.evidence.actions.filing import locked


def finalise_assessment(assessment: Assessment, *, seen: str, by: User) -> Revision:
    """Settle the result in a revision that nobody can change.

    `seen` is the digest of the sheet that the head read. Raises ValidationError: code "final" when it is
    settled already, "changed" when something has changed since, "gaps" naming the rows without a value.
    """
    with transaction.atomic():
        kept = held_open(assessment)
        if kept.plan.collection:
            locked(kept.plan.collection)  # what is added or removed right now is counted, or comes too late
        sheet = live_sheet(kept)
        names = names_behind(sheet)
        if sheet.gaps:
            codes = ", ".join(row.code for row in sheet.gaps)
            raise ValidationError(f"Chưa chốt được: chưa có kết quả của {codes}.", code="gaps")
        if _digest(sheet, names) != seen or not agree(sheet, names):
            raise ValidationError(
                "Số liệu vừa thay đổi sau khi mở trang kiểm tra. Xem lại rồi chốt.", code="changed"
            )
        revision = _revision(sheet, names, by)
        _move(kept, AssessmentState.FINAL)
        if kept.plan.collection:
            close_collection(kept.plan.collection, by=by)
        leave_trace(
            "chốt tự đánh giá",
            kept,
            by=by,
            before={"state": AssessmentState.OPEN.value},
            after={
                "state": AssessmentState.FINAL.value,
                "lần chốt": revision.number,
                "mã kiểm tra": revision.digest[:16],
            },
        )
    return revision


def sheet_digest(sheet: Sheet) -> str:
    """A digest of everything that finalising keeps, the names behind the numbers too."""
    return _digest(sheet, names_behind(sheet))


def _digest(sheet: Sheet, names: Names | None) -> str:
    return hashlib.sha256(canonical(_kept(sheet, names)).encode()).hexdigest()


def _kept(sheet: Sheet, names: Names | None) -> dict[str, Any]:
    return {
        "facts": sheet.mapping,
        "notes": {row.code: row.note for row in sheet.rows if row.note},
        "reasons": {row.code: row.reason for row in sheet.rows if row.reason},
        "basis": kept_basis(sheet.basis),
        "names": names,
        "evidence": {row.code: list(row.codes) for row in sheet.rows if row.codes},
        "member_total": sheet.member_total,
        "pack": [sheet.pack.id, sheet.pack.version, sheet.pack.digest],
        "result": sheet.result.as_json(),
    }


def _revision(sheet: Sheet, names: Names | None, by: User) -> Revision:
    last = sheet.assessment.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    kept = _kept(sheet, names)
    revision: Revision = Revision.objects.create(
        assessment=sheet.assessment,
        number=last + 1,
        pack_id=sheet.pack.id,
        pack_version=sheet.pack.version,
        pack_digest=sheet.pack.digest,
        facts=kept["facts"],
        notes=kept["notes"],
        reasons=kept["reasons"],
        basis=kept["basis"],
        evidence=kept["evidence"],
        member_total=kept["member_total"],
        counted_on=sheet.counted_on,
        result=kept["result"],
        digest=hashlib.sha256(
            canonical({**kept, "number": last + 1, "counted_on": sheet.counted_on, "by": by.pk}).encode()
        ).hexdigest(),
        finalised_by=by,
    )
    if names is not None:
        FrozenRoster.objects.create(revision=revision, names=names)
    return revision


def reopen_assessment(assessment: Assessment, *, reason: str, by: User) -> Assessment:
    """Open a settled self-assessment for another revision; those made before stay."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do mở lại."})
    with transaction.atomic():
        kept = held(assessment)
        if not kept.is_final:
            raise ValidationError("Bản tự đánh giá đang mở.", code="open")
        _move(kept, AssessmentState.OPEN)
        if kept.plan.collection:
            reopen_collection(kept.plan.collection, by=by)
        leave_trace(
            "mở lại tự đánh giá",
            kept,
            by=by,
            before={"state": AssessmentState.FINAL.value},
            after={"state": AssessmentState.OPEN.value, "lý do": reason.strip()},
        )
    return kept


def _move(assessment: Assessment, to: AssessmentState) -> None:
    if to not in MOVES[AssessmentState(assessment.state)]:
        raise ValidationError("Bản tự đánh giá không ở trạng thái làm được việc này.", code="state")
    assessment.state = to.value
    assessment.version += 1
    assessment.save(update_fields=["state", "version"])
