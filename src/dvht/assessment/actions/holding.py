"""What every deed here does: take hold of the record, and leave its trace."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from dvht.accounts.models import User
from dvht.assessment.models import Assessment
from dvht.audit.actions import record


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
