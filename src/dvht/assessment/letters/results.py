"""Biểu điểm tự đánh giá (points) and Bản tổng hợp kết quả (levels)."""

from dvht.assessment.letters.heading import heading
from dvht.assessment.letters.people import team_of
from dvht.assessment.letters.source import source_of
from dvht.assessment.letters.tables import levels_table, points_table
from dvht.assessment.models import Assessment
from dvht.assessment.queries import sheet_of
from dvht.assessment.queries.words import (
    apart_words,
    counted_words,
    points_words,
    rank_words,
    result_label,
    source_words,
)
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Paragraph, bold


def score_sheet(assessment: Assessment, *, title: str = "Biểu điểm tự đánh giá") -> Letter:
    """The unit's points for each criterion (TT 22, Điều 5; HQ phụ lục 1)."""
    sheet, plan = sheet_of(assessment), assessment.plan
    type_name, subject = heading(title, plan.year)
    rank = rank_words(sheet.pack, sheet.result)
    total = f"Tổng điểm: {points_words(sheet.result.points)}/{points_words(sheet.pack.total_points)}. "
    return Letter(
        kind="score_sheet",
        title=title,
        type_name=type_name,
        abbreviation=None,
        subject=subject,
        parts=(
            TextPart("opening", "Mở đầu", _opening(assessment)),
            FixedPart("Bảng điểm", (points_table(sheet),)),
            FixedPart("Xếp loại", (Paragraph((total, bold(f"Tự xếp loại: {rank.removeprefix('loại ')}."))),)),
        ),
        second_signature=_secretary(assessment),
        source=source_of(sheet),
    )


def results_summary(
    assessment: Assessment, *, title: str = "Bản tổng hợp kết quả tự đánh giá các tiêu chí, chỉ tiêu"
) -> Letter:
    """The outcome of each indicator at each level (TT 24, Điều 10 khoản 1, Điều 16 khoản 1)."""
    sheet, plan = sheet_of(assessment), assessment.plan
    type_name, subject = heading(title, plan.year)
    label = result_label(sheet.pack, sheet.result)
    return Letter(
        kind="results_summary",
        title=title,
        type_name=type_name,
        abbreviation=None,
        subject=subject,
        parts=(
            TextPart("opening", "Mở đầu", _opening(assessment)),
            FixedPart("Bảng kết quả", (levels_table(sheet),)),
            FixedPart("Kết quả", (Paragraph(("Kết quả tự đánh giá: ", bold(f"{label}."))),)),
        ),
        second_signature=_secretary(assessment),
        landscape=True,
        source=source_of(sheet),
    )


def _opening(assessment: Assessment) -> str:
    sheet, plan = sheet_of(assessment), assessment.plan
    unit = plan.unit
    lines = [f"Đơn vị: {unit.name}" + (f", {unit.area}." if unit.area else ".")]
    if sheet.member_total:
        counted = counted_words(sheet)
        lines.append(f"Tổng số thành viên{counted}: {sheet.member_total} người{source_words(sheet)}.")
    if apart := apart_words(sheet.basis):
        lines.append(apart)
    return "\n".join(lines)


def _secretary(assessment: Assessment) -> tuple[str, str] | None:
    secretary = team_of(assessment.plan).secretary
    return ("Người lập biểu", secretary.name) if secretary else None
