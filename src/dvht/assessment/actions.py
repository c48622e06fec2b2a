"""What people do to a self-assessment. Each deed is whole or not at all, and leaves one event."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.assessment.models import Assessment, Entry, Revision, Sheet
from dvht.assessment.models.rules import VALUE_FIELDS, check_entry, fields_of
from dvht.assessment.models.sheet import live_sheet
from dvht.assessment.states import MOVES, AssessmentState
from dvht.audit.actions import record
from dvht.documents.letters import canonical
from dvht.plans.models import Plan
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row


def open_assessment(plan: Plan, *, by: User) -> Assessment:
    """The self-assessment of the plan's year, begun if nobody has begun it."""
    with transaction.atomic():
        assessment, begun = Assessment.objects.get_or_create(plan=plan)
        if begun:
            _trace("bắt đầu tự đánh giá", assessment, by=by)
    assessment.plan = plan
    return assessment


def save_entry(
    assessment: Assessment, row: Row, values: Mapping[str, Any], *, version: int, by: User
) -> Entry:
    """Keep what the unit states for one row; it may be incomplete.

    `version` is that of the entry which the person saw, 0 for none. Raises ValidationError: code "conflict"
    when somebody else saved in between, code "final" after finalising, else a message by field.
    """
    with transaction.atomic():
        kept = _locked(assessment)
        entry = Entry.objects.select_for_update().filter(assessment=kept, row=row.code).first()
        entry = entry or Entry(assessment=kept, row=row.code, version=0)
        before = values_of(entry)
        after = {**before, **_fitting(row, kept, values)}
        if after == before:
            return entry
        if entry.version != version:
            raise ValidationError(f"Người khác vừa sửa chỉ tiêu {row.code}.", code="conflict")
        for field, value in after.items():
            setattr(entry, field, value)
        check_entry(row, entry, kept)
        _remember_total(kept, row, entry)
        entry.version, entry.updated_by = entry.version + 1, by
        entry.save()
        changed = [field for field in VALUE_FIELDS if after[field] != before[field]]
        record(
            "ghi chỉ tiêu",
            by=by,
            thing="assessment.Entry",
            thing_id=entry.pk,
            label=f"{row.code}. {row.title}",
            unit_id=kept.plan.unit_id,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
        )
    return entry


def values_of(entry: Entry) -> dict[str, Any]:
    return {field: getattr(entry, field) for field in VALUE_FIELDS}


def _fitting(row: Row, assessment: Assessment, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that this row's measure knows; a total equal to the unit's own is left to follow it."""
    allowed = fields_of(row, assessment.plan.pack)
    fitting = {field: value for field, value in values.items() if field in allowed}
    if row.population == "members" and fitting.get("total") == assessment.member_total:
        fitting["total"] = None
    return fitting


def _remember_total(assessment: Assessment, row: Row, entry: Entry) -> None:
    """The first total of members that anybody types becomes the unit's own: it is never asked twice."""
    if row.population == "members" and entry.total and assessment.member_total is None:
        assessment.member_total, entry.total = entry.total, None
        assessment.version += 1
        assessment.save(update_fields=["member_total", "version"])


def set_member_total(assessment: Assessment, total: int, *, version: int, by: User) -> Assessment:
    """Say how many members the unit has on the counting day; every share row without its own total follows.

    Raises ValidationError: code "conflict", code "final", or naming the rows that don't fit the new total.
    """
    with transaction.atomic():
        kept = _locked(assessment)
        if kept.member_total == total:
            return kept
        if kept.version != version:
            raise ValidationError("Người khác vừa sửa tổng số thành viên.", code="conflict")
        before, kept.member_total, kept.version = kept.member_total, total, kept.version + 1
        _check_total(kept)
        kept.save(update_fields=["member_total", "version"])
        _trace(
            "ghi tổng số thành viên",
            kept,
            by=by,
            before={"member_total": before},
            after={"member_total": total},
        )
    return kept


def _check_total(assessment: Assessment) -> None:
    """Refuse a total that would take values away that are already saved."""
    pack: Pack = assessment.plan.pack
    entries = {entry.row: entry for entry in assessment.entries.all()}
    problems: list[ValidationError] = []
    for row in pack.rows:
        entry = entries.get(row.code)
        if row.population == "members" and entry and entry.total is None and entry.count is not None:
            try:
                check_entry(row, entry, assessment)
            except ValidationError as error:
                problems += [ValidationError(message) for message in error.messages]
    if problems:
        raise ValidationError(problems)


def finalise_assessment(assessment: Assessment, *, seen: str, by: User) -> Revision:
    """Settle the result in a revision that nobody can change.

    `seen` is the digest of the sheet that the head read. Raises ValidationError: code "final" when it is
    settled already, "changed" when something has changed since, "gaps" naming the rows without a value.
    """
    with transaction.atomic():
        kept = _locked(assessment)
        sheet = live_sheet(kept)
        if sheet.gaps:
            codes = ", ".join(row.code for row in sheet.gaps)
            raise ValidationError(f"Chưa chốt được: chưa có kết quả của {codes}.", code="gaps")
        if sheet_digest(sheet) != seen:
            raise ValidationError(
                "Số liệu vừa thay đổi sau khi mở trang kiểm tra. Xem lại rồi chốt.", code="changed"
            )
        revision = _revision(sheet, by)
        _move(kept, AssessmentState.FINAL)
        _trace(
            "chốt tự đánh giá",
            kept,
            by=by,
            before={"state": AssessmentState.OPEN.value},
            after={"state": AssessmentState.FINAL.value, "lần chốt": revision.number, "băm": revision.digest},
        )
    return revision


def sheet_digest(sheet: Sheet) -> str:
    """A digest of everything that finalising keeps."""
    return hashlib.sha256(canonical(_kept(sheet)).encode()).hexdigest()


def _kept(sheet: Sheet) -> dict[str, Any]:
    return {
        "facts": sheet.mapping,
        "notes": {row.code: row.note for row in sheet.rows if row.note},
        "evidence": {row.code: list(row.codes) for row in sheet.rows if row.codes},
        "member_total": sheet.member_total,
        "pack": [sheet.pack.id, sheet.pack.version, sheet.pack.digest],
        "result": sheet.result.as_json(),
    }


def _revision(sheet: Sheet, by: User) -> Revision:
    last = sheet.assessment.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    kept = _kept(sheet)
    revision: Revision = Revision.objects.create(
        assessment=sheet.assessment,
        number=last + 1,
        pack_id=sheet.pack.id,
        pack_version=sheet.pack.version,
        pack_digest=sheet.pack.digest,
        facts=kept["facts"],
        notes=kept["notes"],
        evidence=kept["evidence"],
        member_total=kept["member_total"],
        counted_on=sheet.counted_on,
        result=kept["result"],
        digest=hashlib.sha256(
            canonical({**kept, "number": last + 1, "counted_on": sheet.counted_on, "by": by.pk}).encode()
        ).hexdigest(),
        finalised_by=by,
    )
    return revision


def reopen_assessment(assessment: Assessment, *, reason: str, by: User) -> Assessment:
    """Open a settled self-assessment for another revision; those made before stay."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do mở lại."})
    with transaction.atomic():
        kept = _any_state(assessment)
        if not kept.is_final:
            raise ValidationError("Bản tự đánh giá đang mở.", code="open")
        _move(kept, AssessmentState.OPEN)
        _trace(
            "mở lại tự đánh giá",
            kept,
            by=by,
            before={"state": AssessmentState.FINAL.value},
            after={"state": AssessmentState.OPEN.value, "lý do": reason.strip()},
        )
    return kept


def _any_state(assessment: Assessment) -> Assessment:
    """The record as it is now, held until the deed is done, so that deeds wait for each other."""
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    kept.plan = assessment.plan
    return kept


def _locked(assessment: Assessment) -> Assessment:
    kept = _any_state(assessment)
    if kept.is_final:
        raise ValidationError("Bản tự đánh giá đã chốt, không sửa được nữa.", code="final")
    return kept


def _move(assessment: Assessment, to: AssessmentState) -> None:
    if to not in MOVES[AssessmentState(assessment.state)]:
        raise ValidationError("Bản tự đánh giá không ở trạng thái làm được việc này.", code="state")
    assessment.state = to.value
    assessment.version += 1
    assessment.save(update_fields=["state", "version"])


def _trace(
    verb: str,
    assessment: Assessment,
    *,
    by: User,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="assessment.Assessment",
        thing_id=assessment.pk,
        label=f"Tự đánh giá năm {assessment.plan.year}",
        unit_id=assessment.plan.unit_id,
        before=before,
        after=after,
    )
