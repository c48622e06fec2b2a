"""The papers by which a unit asks: submission letter, official letter and registration for next year."""

from dataclasses import dataclass

from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Cell, Column, Table
from dvht.plans.letters import base_lines
from dvht.plans.models import Plan
from dvht.regulation.results import Result


@dataclass(frozen=True)
class Ask:
    """What the unit asks for: its plan, its finalised or running result, and the level or rank in words."""

    plan: Plan
    result: Result
    requested: str
    result_label: str
    next_goal: str


def submission_letter(ask: Ask, *, title: str) -> Letter:
    """Tờ trình: the unit asks its authority to assess and recognise it (Điều 10.1c, 16.1c of TT 24; HQ-2)."""
    unit, year = ask.plan.unit, ask.plan.year
    levels = ask.result.scheme == "levels"
    receiver = unit.receiver or "cơ quan có thẩm quyền"
    if levels:
        title_asked = f"{ask.plan.pack.recognised_as} {ask.requested} năm {year}"
        subject = f"Đề nghị đánh giá, công nhận {title_asked}"
        wish = f"xem xét, đánh giá, công nhận đơn vị đạt {title_asked}."
    else:
        subject = f"Đề nghị kiểm tra, đánh giá, xếp loại Đơn vị học tập năm {year}"
        # the receiving office checks and submits; the chair of the people's committee recognises (TT 22, Điều 7.2)
        wish = (
            f"kiểm tra, đánh giá và trình cấp có thẩm quyền công nhận đơn vị xếp {ask.requested} năm {year}."
        )
    opening = (
        f"Năm {year}, {unit.name} đã triển khai kế hoạch xây dựng “Đơn vị học tập”, lưu giữ minh chứng và tổ chức "
        f"tự đánh giá theo {ask.plan.pack.citation}. Kết quả tự đánh giá: {ask.result_label}."
    )
    return Letter(
        kind="submission_letter",
        title=title,
        type_name="TỜ TRÌNH",
        abbreviation="TTr",
        subject=subject,
        addressees=(unit.receiver,) if unit.receiver else (),
        bases=base_lines(ask.plan),
        parts=(
            TextPart("opening", "Tình hình và kết quả", opening),
            TextPart("wish", "Đề nghị", f"{unit.name} kính trình {receiver} {wish}"),
            TextPart("closing", "Lời kết", "(Có hồ sơ kèm theo.)\nTrân trọng kính trình./."),
        ),
        recipients=("Như trên",),
        source=_source(ask),
    )


def official_letter(ask: Ask, *, title: str) -> Letter:
    """Công văn đề nghị công nhận (NBK-4)."""
    unit, year = ask.plan.unit, ask.plan.year
    return Letter(
        kind="official_letter",
        title=title,
        type_name=None,
        abbreviation="VP",
        subject=f"đề nghị công nhận “Đơn vị học tập” năm {year}",
        addressees=(unit.receiver,) if unit.receiver else (),
        parts=(
            TextPart(
                "opening",
                "Tình hình và kết quả",
                f"Thực hiện {ask.plan.carries_out or ask.plan.pack.citation}, {unit.name} đã tổ chức tự đánh giá, xếp "
                f"loại “Đơn vị học tập” năm {year}. Kết quả: {ask.result_label}.",
            ),
            TextPart(
                "wish",
                "Đề nghị",
                f"{unit.name} đề nghị {unit.receiver or 'cơ quan có thẩm quyền'} thẩm định và trình cấp có thẩm quyền "
                f"công nhận “Đơn vị học tập” năm {year}: {ask.requested}.",
            ),
            TextPart("closing", "Lời kết", "Trân trọng./."),
        ),
        recipients=("Như trên",),
        source=_source(ask),
    )


def registration(ask: Ask, *, title: str) -> Letter:
    """Bản đăng ký danh hiệu cho năm sau (NBK-4, phụ lục 02)."""
    unit, year = ask.plan.unit, ask.plan.year
    return Letter(
        kind="registration",
        title=title,
        type_name="BẢN ĐĂNG KÝ",
        abbreviation=None,
        subject=f"Danh hiệu “Đơn vị học tập” năm {year + 1}",
        addressees=(unit.receiver,) if unit.receiver else (),
        parts=(
            FixedPart(
                "Nội dung đăng ký",
                (
                    Table(
                        columns=(Column("Nội dung", 70), Column("Đăng ký")),
                        rows=(
                            ("Đơn vị", Cell(unit.name, bold=True)),
                            ("Loại đơn vị", unit.kind_label),
                            ("Địa bàn", unit.area or unit.place),
                            (f"Kết quả tự đánh giá năm {year}", ask.result_label),
                            (f"Danh hiệu đăng ký năm {year + 1}", Cell(ask.next_goal or "", bold=True)),
                        ),
                    ),
                ),
            ),
            TextPart(
                "promise",
                "Cam kết",
                f"{unit.name} cam kết xây dựng kế hoạch, tổ chức cho thành viên học tập thường xuyên và tự đánh giá "
                f"đúng quy định trong năm {year + 1}.",
            ),
        ),
        recipients=("Như trên",) if unit.receiver else (),
        source={**_source(ask), f"Đăng ký năm {year + 1}": ask.next_goal},
    )


def _source(ask: Ask) -> dict[str, str]:
    return {
        "Kết quả tự đánh giá": ask.result_label,
        "Mức đề nghị": ask.requested,
        "Nơi nhận hồ sơ": ask.plan.unit.receiver,
    }
