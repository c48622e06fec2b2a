"""What every deed here does: take hold of the record, and leave its trace."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from dvht.accounts.models import User
from dvht.assessment.models import Assessment
from dvht.audit.actions import record
from dvht.evidence.actions import hold_collection


def held(assessment: Assessment) -> Assessment:
    """The record as it is now, held until the deed is done, so that deeds wait for each other."""
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    kept.plan = assessment.plan
    return kept


def held_open(assessment: Assessment) -> Assessment:
    kept = held(assessment)
    if kept.is_final:
        raise ValidationError("Bản tự đánh giá đã chốt, không sửa được nữa.", code="final")
    return kept


def check_row_open(assessment: Assessment, code: str) -> None:
    """Refuse (code "held") a row that the authority didn't give back."""
    rows = assessment.returned_rows
    if rows and code not in rows:
        raise ValidationError(
            f"{code} đang khóa: cơ quan tiếp nhận chỉ trả lại {', '.join(rows)}.", code="held"
        )


def hold_year(assessment: Assessment, *, held: str, given_back: Mapping[str, Any] | None = None) -> None:
    """Keep the year as it is while an authority has its dossier, or let it go; say what was given back.

    Part of a larger deed, which leaves the event. The order of locks is that of finalising.
    """
    kept = Assessment.objects.select_for_update().get(pk=assessment.pk)
    kept.given_back = dict(given_back or {})
    kept.version += 1
    kept.save(update_fields=["given_back", "version"])
    collection = assessment.plan.collection
    if collection:
        hold_collection(collection, held=held, only_rows=kept.returned_rows)


def leave_trace(
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
