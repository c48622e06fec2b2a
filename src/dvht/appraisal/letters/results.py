"""Phiếu thẩm định of an examiner and of the panel; bản tổng hợp kết quả đánh giá of one unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dvht.appraisal.letters.people import POSTS, issuer_of, signed_by_leader, signed_by_second
from dvht.appraisal.letters.tables import both_sides
from dvht.appraisal.models import Appraisal, Seat, SeatRole
from dvht.appraisal.queries.examination import mine_of
from dvht.appraisal.queries.laid import Laid, laid_of, value_words
from dvht.appraisal.queries.progress import given_rows
from dvht.appraisal.queries.results import Examined, examined, goal_words
from dvht.assessment.queries.sheet import SheetRow
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Paragraph, Table, bold

EXAMINER_SHEET: Final = "examiner_sheet"
EXAMINATION_SHEET: Final = "examination_sheet"
SUMMARY: Final = "appraisal_summary"


def examiner_sheet(appraisal: Appraisal, seat: Seat) -> Letter:
    """What one examiner found; what is still open stays empty."""
    laid = laid_of(appraisal)
    given = given_rows(seat, appraisal.submission_id)
    rows = [row for row in mine_of(laid, seat.pk, given) if row.given]
    ours = {row.code: row.ours for row in rows if row.ours is not None and not row.outdated}
    reasons = {row.code: row.finding.reason for row in rows if row.finding and not row.outdated}
    return Letter(
        kind=EXAMINER_SHEET,
        title="Phiếu thẩm định",
        type_name="PHIẾU THẨM ĐỊNH",
        abbreviation=None,
        subject=f"Hồ sơ “Đơn vị học tập” năm {laid.snapshot['year']} của {laid.snapshot['unit']['name']}",
        parts=(
            TextPart(
                "opening", "Mở đầu", _opening(laid, f"Người thẩm định: {_post(seat)}, {seat.panel.name}.")
            ),
            FixedPart("Bảng thẩm định", (both_sides(laid, ours, reasons),)),
            TextPart("opinion", "Nhận xét chung", "Nhận xét chung: ……"),
        ),
        issuer=issuer_of(seat.panel),
        signatory=("Người thẩm định", seat.full_name),
        recipients=(),
        landscape=True,
        source={**_source(laid, ours, reasons), "Người thẩm định": seat.full_name},
    )


def examination_sheet(appraisal: Appraisal) -> Letter:
    """The panel's own sheet, with who settled what."""
    found = examined(appraisal)
    settled = [one for one in found.conclusions.values() if one.settled_by is not None]
    closing = Paragraph(("Kết quả thẩm định: ", bold(f"{found.label}.")))
    said = "\n".join(
        f"- {found.laid.pack.row_noun.capitalize()} {one.row}: {one.settled_by} thống nhất: {one.reason}"
        for one in settled
    )
    return Letter(
        kind=EXAMINATION_SHEET,
        title="Phiếu thẩm định tổng hợp",
        type_name="PHIẾU THẨM ĐỊNH",
        abbreviation=None,
        subject=f"Hồ sơ “Đơn vị học tập” năm {found.laid.snapshot['year']} của {found.laid.snapshot['unit']['name']}",
        parts=(
            TextPart("opening", "Mở đầu", _opening(found.laid, _examiners(appraisal))),
            FixedPart("Bảng thẩm định", (_table(found),)),
            TextPart("settled", "Ý kiến khác nhau đã thống nhất", said or "Không có ý kiến khác nhau."),
            FixedPart("Kết quả", (closing,)),
        ),
        issuer=issuer_of(appraisal.panel),
        signatory=signed_by_leader(appraisal.panel),
        second_signature=signed_by_second(appraisal.panel),
        landscape=True,
        source=_source_of(found),
    )


def summary_letter(appraisal: Appraisal) -> Letter:
    """Bản tổng hợp kết quả đánh giá các tiêu chí, chỉ tiêu của đơn vị (TT 24, Điều 10 khoản 2 điểm đ; 16.2đ)."""
    found = examined(appraisal)
    laid = found.laid
    passed, binding = found.counts(appraisal.outcome)
    rows = "tiêu chí, chỉ tiêu" if laid.by_levels else "tiêu chí"
    share = f"; đạt {passed}/{binding} {laid.pack.row_noun}" if laid.by_levels else ""
    outcome = (
        f"Đề nghị công nhận {goal_words(laid.pack, appraisal.outcome)}"
        if appraisal.outcome
        else f"Không {'đủ điều kiện' if laid.by_levels else 'đề nghị'} công nhận"
    )
    ending: tuple[Paragraph, ...] = (Paragraph(("Kết quả thẩm định: ", bold(f"{found.label}{share}."))),)
    if appraisal.concluded_at:
        ending = (*ending, Paragraph(("Kết luận: ", bold(f"{outcome}."))))
    return Letter(
        kind=SUMMARY,
        title=f"Bản tổng hợp kết quả đánh giá các {rows}",
        type_name=f"BẢN TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁC {rows.upper()}",
        abbreviation=None,
        subject=f"{laid.snapshot['unit']['name']}, năm đánh giá {laid.snapshot['year']}",
        parts=(
            TextPart("opening", "Mở đầu", _opening(laid, f"{appraisal.panel.name} thẩm định.")),
            FixedPart("Bảng tổng hợp", (_table(found),)),
            FixedPart("Kết quả", ending),
        ),
        issuer=issuer_of(appraisal.panel),
        signatory=signed_by_leader(appraisal.panel),
        second_signature=signed_by_second(appraisal.panel),
        landscape=True,
        source={**_source_of(found), "Kết luận": outcome if appraisal.concluded_at else ""},
    )


def _table(found: Examined) -> Table:
    ours = {code: found.row(code) for code in found.conclusions}
    reasons = {code: one.reason for code, one in found.conclusions.items()}
    return both_sides(found.laid, ours, reasons, found.result)


def _examiners(appraisal: Appraisal) -> str:
    seats = Seat.objects.filter(pk__in=appraisal.findings.values("seat")).order_by("order", "pk")
    names = "; ".join(_post(seat) for seat in seats)
    return f"{appraisal.panel.name}. Người thẩm định: {names or '……'}."


def _post(seat: Seat) -> str:
    post = POSTS[SeatRole(seat.role)]
    return f"{seat.full_name}, {post[:1].lower()}{post[1:]}"


def _opening(laid: Laid, who: str) -> str:
    submission = laid.appraisal.submission
    unit = laid.snapshot["unit"]
    asked = goal_words(laid.pack, submission.requested)
    area = f", {unit['area']}" if unit.get("area") else ""
    return (
        f"Đơn vị: {unit['name']}{area}. Đề nghị công nhận: {asked}. Số tiếp nhận {laid.delivery.receipt}, nộp lần "
        f"{laid.delivery.number}.\n{who}"
    )


def _source_of(found: Examined) -> dict[str, str]:
    ours = {code: found.row(code) for code in found.conclusions}
    reasons = {code: one.reason for code, one in found.conclusions.items()}
    return {**_source(found.laid, ours, reasons), "Kết quả thẩm định": found.label}


def _source(laid: Laid, ours: Mapping[str, SheetRow], reasons: Mapping[str, str]) -> dict[str, str]:
    said = {}
    for row in laid.applying:
        mine = ours.get(row.code)
        value = value_words(mine) if mine is not None else ""
        said[f"{laid.pack.row_noun.capitalize()} {row.code}"] = " | ".join(
            (value_words(row), value, reasons.get(row.code, ""))
        )
    return {"Lần nộp": str(laid.delivery.number), **said}
