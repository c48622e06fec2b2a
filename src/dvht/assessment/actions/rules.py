"""What an entry may hold: how its values must fit each other and the pack."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from dvht.assessment.models import Assessment, Entry
from dvht.assessment.queries.basis import Basis
from dvht.assessment.queries.reading import fact_of
from dvht.regulation.errors import FactsError
from dvht.regulation.facts import parse_facts, suggested_points
from dvht.regulation.rows import Row
from dvht.ui.vietnamese import written_number


def check_entry(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> None:
    """Refuse values that contradict each other, the records or the pack: ValidationError by field, naming the row."""
    errors = {**_count_errors(row, entry, assessment, basis), **_points_errors(row, entry, assessment)}
    if not errors:
        errors = _reason_errors(row, entry, assessment, basis) or _activity_errors(
            row, entry, assessment, basis
        )
    if errors:
        raise ValidationError(errors)
    _check_with_engine(row, entry, assessment, basis)


def suggestion(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> Decimal | None:
    """The points that the row's figures suggest; None while incomplete, and under levels."""
    if assessment.plan.pack.scheme != "points":
        return None
    fact = fact_of(row, entry, assessment.member_total, basis)
    fact.pop("points", None)
    fact.pop("reason", None)
    if not fact:
        return None
    facts = parse_facts(_alone(row, fact, assessment), assessment.plan.pack)
    return suggested_points(row, facts.rows[row.code])


def _count_errors(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> dict[str, str]:
    if basis.source(row):
        return {}
    total = entry.total or (assessment.member_total if row.population == "members" else None)
    if entry.total == 0:
        return {"total": f"{_named(row, assessment)}: tổng số phải lớn hơn 0."}
    return {
        field: f"{_named(row, assessment)}: {written_number(count)} nhiều hơn tổng số {written_number(total)}."
        for field, count in (("count", entry.count), ("count_level_2", entry.count_level_2))
        if total is not None and count is not None and count > total
    }


def _points_errors(row: Row, entry: Entry, assessment: Assessment) -> dict[str, str]:
    maximum = row.max_points
    if entry.points is None or maximum is None or entry.points <= maximum:
        return {}
    return {
        "points": f"{_named(row, assessment)}: điểm tối đa là {written_number(maximum)}, "
        f"không chấm được {written_number(entry.points)}."
    }


def _reason_errors(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> dict[str, str]:
    suggested = suggestion(row, entry, assessment, basis)
    if suggested is None or entry.points is None or entry.points == suggested or entry.reason.strip():
        return {}
    return {
        "reason": f"{_named(row, assessment)}: chấm {written_number(entry.points)} khác điểm gợi ý "
        f"{written_number(suggested)}. Ghi lý do, hoặc để trống ô điểm để nhận điểm gợi ý."
    }


def _activity_errors(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> dict[str, str]:
    """Not met although activities show it: somebody must say why."""
    recorded = basis.activities.get(row.code, 0)
    if entry.met is not False or not recorded or entry.reason.strip():
        return {}
    return {
        "reason": f"{_named(row, assessment)}: đơn vị đã ghi {written_number(recorded)} hoạt động trong năm. "
        "Ghi lý do vì sao vẫn chưa đạt yêu cầu."
    }


def _check_with_engine(row: Row, entry: Entry, assessment: Assessment, basis: Basis) -> None:
    """Last, what the engine itself refuses, so that nothing saved is unreadable later."""
    fact = fact_of(row, entry, assessment.member_total, basis)
    if not fact:
        return
    try:
        parse_facts(_alone(row, fact, assessment), assessment.plan.pack)
    except FactsError as error:
        raise ValidationError(f"{_named(row, assessment)}: {error.message}.") from error


def _alone(row: Row, fact: dict[str, object], assessment: Assessment) -> dict[str, object]:
    plan = assessment.plan
    return {
        "pack": plan.pack_id,
        "year": plan.year,
        "unit": {"kind": plan.unit.kind, "ownership": plan.unit.ownership},
        "indicators": {row.code: fact},
    }


def _named(row: Row, assessment: Assessment) -> str:
    """ "Chỉ tiêu 2.1", "Tiêu chí 2d"."""
    return f"{assessment.plan.pack.row_noun.capitalize()} {row.code}"
