"""Entering values: what a row says, and how many members the unit has."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.assessment.actions.holding import check_row_open, held_open, leave_trace
from dvht.assessment.actions.rules import check_entry, suggestion
from dvht.assessment.models import Assessment, Entry
from dvht.assessment.queries.basis import Basis
from dvht.assessment.queries.reading import basis_of
from dvht.assessment.queries.sheet import VALUE_FIELDS, fields_of
from dvht.audit.actions import record
from dvht.plans.models import Plan
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row


def open_assessment(plan: Plan, *, by: User) -> Assessment:
    """The self-assessment of the plan's year, begun if nobody has begun it."""
    with transaction.atomic():
        assessment, begun = Assessment.objects.get_or_create(plan=plan)
        if begun:
            leave_trace("bắt đầu tự đánh giá", assessment, by=by)
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
        kept = held_open(assessment)
        check_row_open(kept, row.code)
        entry = Entry.objects.select_for_update().filter(assessment=kept, row=row.code).first()
        entry = entry or Entry(assessment=kept, row=row.code, version=0)
        before = values_of(entry)
        basis = basis_of(kept)
        after = {**before, **_fitting(row, kept, values, basis)}
        if after == before:
            return entry
        if entry.version != version:
            raise ValidationError(f"Người khác vừa sửa {row.code}.", code="conflict")
        for field, value in after.items():
            setattr(entry, field, value)
        check_entry(row, entry, kept, basis)
        _follow_records(row, entry, kept, basis)
        after = values_of(entry)
        _remember_total(kept, row, entry)
        entry.version, entry.updated_by = entry.version + 1, by
        entry.save()
        changed = [field for field in VALUE_FIELDS if after[field] != before[field]]
        record(
            "ghi kết quả",
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


def _fitting(row: Row, assessment: Assessment, values: Mapping[str, Any], basis: Basis) -> dict[str, Any]:
    """The values that this row asks for; a total equal to the unit's own is left to follow it."""
    allowed = fields_of(row, assessment.plan.pack, counted=bool(basis.source(row)))
    fitting = {field: value for field, value in values.items() if field in allowed}
    if row.population == "members" and fitting.get("total") == assessment.member_total:
        fitting["total"] = None
    return fitting


def _follow_records(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> None:
    """Points equal to what the records suggest today are no judgement of their own: they go on following them."""
    agrees = entry.points is not None and entry.points == suggestion(row, entry, assessment, basis)
    if basis.source(row) and agrees and not entry.reason.strip():
        entry.points = None


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
        kept = held_open(assessment)
        if kept.member_total == total:
            return kept
        if kept.returned_rows:
            raise ValidationError(
                "Tổng số thành viên giữ như lần nộp trước: cơ quan tiếp nhận chỉ trả lại từng chỉ tiêu.",
                code="held",
            )
        basis = basis_of(kept)
        if basis.has_roster:
            raise ValidationError(
                "Tổng số thành viên nay tính từ danh sách thành viên, không gõ tay được nữa.", code="counted"
            )
        if kept.version != version:
            raise ValidationError("Người khác vừa sửa tổng số thành viên.", code="conflict")
        before, kept.member_total, kept.version = kept.member_total, total, kept.version + 1
        _check_total(kept, basis)
        kept.save(update_fields=["member_total", "version"])
        leave_trace(
            "ghi tổng số thành viên",
            kept,
            by=by,
            before={"member_total": before},
            after={"member_total": total},
        )
    return kept


def _check_total(assessment: Assessment, basis: Basis) -> None:
    """Refuse a total that would take values away that are already saved."""
    pack: Pack = assessment.plan.pack
    entries = {entry.row: entry for entry in assessment.entries.all()}
    problems: list[ValidationError] = []
    for row in pack.rows:
        entry = entries.get(row.code)
        if row.population == "members" and entry and entry.total is None and entry.count is not None:
            try:
                check_entry(row, entry, assessment, basis)
            except ValidationError as error:
                problems += [ValidationError(message) for message in error.messages]
    if problems:
        raise ValidationError(problems)
