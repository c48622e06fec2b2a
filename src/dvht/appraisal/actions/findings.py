"""What one examiner writes down, row by row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dvht.accounts.models import User
from dvht.appraisal.actions.holding import held, hold_seat, leave_trace, must_be
from dvht.appraisal.models import Appraisal, Finding, Judgement, Seat
from dvht.appraisal.models.words import Words
from dvht.appraisal.queries.laid import Laid, differs, laid_of, our_side, points_of
from dvht.appraisal.states import AppraisalState
from dvht.assessment.queries.sheet import SheetRow
from dvht.audit.actions import record
from dvht.dossiers.states import SubmissionState
from dvht.regulation.errors import FactsError
from dvht.ui.vietnamese import written_number

OPEN = (SubmissionState.SUBMITTED, SubmissionState.RECEIVED, SubmissionState.RETURNED)


def save_finding(
    appraisal: Appraisal,
    seat: Seat,
    row: str,
    words: Words,
    *,
    version: int,
    propose_return: bool = False,
    by: User,
) -> Finding:
    """Keep what an examiner finds for a row of the newest delivery; `version` 0 where nothing was found yet.

    Raises ValidationError by field; code "state" outside the examination, "conflict" when the finding changed since.
    """
    with transaction.atomic():
        kept = held(appraisal)
        hold_seat(seat)
        must_be_examined(kept)
        laid = laid_of(kept)
        theirs = bound_row(laid, row)
        check_words(laid, theirs, words, needs_reason=propose_return)
        found = Finding.objects.filter(appraisal=kept, seat=seat, row=row).first()
        if (found.version if found else 0) != version:
            raise ValidationError("Ý kiến này vừa được lưu ở nơi khác.", code="conflict")
        before = _trace_of(found) if found else None
        found = found or Finding(appraisal=kept, seat=seat, row=row, version=0)
        write_words(found, words)
        found.delivery, found.propose_return, found.version = laid.delivery, propose_return, version + 1
        found.save()
        leave_trace("thẩm định chỉ tiêu", kept, by=by, before=before, after=_trace_of(found))
    return found


def agree_with_unit(
    appraisal: Appraisal, seat: Seat, rows: Collection[str], *, delivery_id: int, by: User
) -> tuple[str, ...]:
    """Take over the unit's values for many rows that the examiner has listed and not touched; returns their codes.

    `delivery_id` is the delivery that was listed. Rows touched meanwhile, without a value or without evidence are left.
    """
    with transaction.atomic():
        kept = held(appraisal)
        hold_seat(seat)
        must_be_examined(kept)
        laid = laid_of(kept)
        if laid.delivery.pk != delivery_id:
            raise ValidationError(
                "Đơn vị vừa nộp lại hồ sơ. Hãy xem lại danh sách rồi xác nhận.", code="conflict"
            )
        touched = set(Finding.objects.filter(appraisal=kept, seat=seat).values_list("row", flat=True))
        agreed = [
            _as_the_unit(row, Finding(appraisal=kept, seat=seat, row=row.code, delivery=laid.delivery))
            for row in laid.applying
            if row.code in rows and row.code not in touched and can_be_agreed(row)
        ]
        try:
            with transaction.atomic():
                Finding.objects.bulk_create(agreed)
        except IntegrityError as error:
            raise ValidationError(
                "Danh sách vừa thay đổi. Hãy xem lại rồi xác nhận.", code="conflict"
            ) from error
        codes = tuple(one.row for one in agreed)
        if codes:
            leave_trace("đồng ý với đơn vị", kept, by=by, after={"rows": list(codes)})
    return codes


def open_names(appraisal: Appraisal, row: str, *, by: User) -> None:
    """Leave in the unit's own trail that somebody opened the names behind a row in dispute."""
    record(
        "mở danh sách tên khi thẩm định",
        by=by,
        thing="appraisal.Appraisal",
        thing_id=appraisal.pk,
        label=f"{appraisal.submission.pack.row_noun.capitalize()} {row}, hồ sơ năm {appraisal.submission.year}",
        unit_id=appraisal.submission.unit_id,
        after={"row": row, "panel": appraisal.panel.name},
    )


def must_be_examined(kept: Appraisal) -> None:
    must_be(kept, AppraisalState.EXAMINING)
    if kept.submission.state not in OPEN:
        raise ValidationError("Hồ sơ này đã rút hoặc đã kết thúc.", code="state")


def bound_row(laid: Laid, code: str) -> SheetRow:
    """A row that binds the unit; raises ValidationError (code "row") for any other."""
    found = next((row for row in laid.applying if row.code == code), None)
    if found is None:
        raise ValidationError(
            f"{laid.pack.row_noun.capitalize()} {code} không áp dụng cho đơn vị.", code="row"
        )
    return found


def can_be_agreed(row: SheetRow) -> bool:
    """Only a value that stands, with something that proves it, is taken over unseen."""
    return row.stated.given and bool(row.stated.evidence)


def check_words(laid: Laid, theirs: SheetRow, words: Words, *, needs_reason: bool) -> SheetRow:
    """Refuse what can't be, and a difference without a reason. Returns our side as the pack reads it."""
    errors = _value_errors(theirs, words)
    if errors:
        raise ValidationError(errors)
    judged = write_words(Finding(row=theirs.code), words)
    try:
        ours = our_side(laid, judged)
    except FactsError as error:
        raise ValidationError(f"{theirs.code}: {error.message}.") from error
    if needs_reason and not words.reason.strip():
        raise ValidationError({"reason": "Ghi lý do đề nghị trả lại; đơn vị đọc được lý do này."})
    if not words.reason.strip() and (differs(theirs, ours) or not words.evidence_fits):
        raise ValidationError({"reason": _why_reason(words)})
    return ours


def write_words(judged: Any, words: Words) -> Any:
    """Put a value into a finding or a conclusion; saving is the caller's."""
    for name, value in asdict(words).items():
        setattr(judged, name, value.strip() if name == "reason" else value)
    return judged


def _why_reason(words: Words) -> str:
    if not words.evidence_fits:
        return "Minh chứng không phù hợp thì ghi vì sao; đơn vị đọc được lý do này."
    return "Kết quả khác đơn vị thì ghi lý do; đơn vị đọc được lý do này."


def _value_errors(theirs: SheetRow, words: Words) -> dict[str, str]:
    row = theirs.row
    errors: dict[str, str] = {}
    if row.max_points is not None and words.points is not None and words.points > row.max_points:
        errors["points"] = f"Điểm tối đa là {written_number(row.max_points)}."
    if row.measure == "condition" and words.met is None:
        errors["met"] = "Chọn đạt hoặc chưa đạt."
    if row.measure == "grade" and not words.grade:
        errors["grade"] = "Chọn mức của đơn vị."
    return errors | (_count_errors(words) if row.measure == "share" else {})


def _count_errors(words: Words) -> dict[str, str]:
    asked = (("count", "Ghi số người đạt."), ("total", "Ghi tổng số người."))
    errors = {name: message for name, message in asked if getattr(words, name) is None}
    if words.total == 0:
        errors["total"] = "Tổng số phải lớn hơn 0."
    if words.total:
        over = f"Nhiều hơn tổng số {written_number(words.total)}."
        errors |= {
            name: over for name in ("count", "count_level_2") if (getattr(words, name) or 0) > words.total
        }
    return errors


def as_unit_words(row: SheetRow) -> Words:
    """The unit's own value as words, to begin from."""
    stated = row.stated
    return Words(
        met=stated.met,
        count=stated.count_at(1),
        count_level_2=stated.count_at(2) if stated.count_by_level is not None else None,
        total=stated.total,
        grade=stated.grade or "",
        points=points_of(row) if row.points and stated.points is not None else None,
    )


def _as_the_unit(row: SheetRow, found: Finding) -> Finding:
    kept: Finding = write_words(found, as_unit_words(row))
    return kept


def _trace_of(found: Judgement) -> dict[str, Any]:
    names = ("row", "met", "count", "count_level_2", "total", "grade", "points", "evidence_fits", "reason")
    return {name: getattr(found, name) for name in names if getattr(found, name) not in (None, "")}
