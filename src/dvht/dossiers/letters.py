"""The papers by which a unit asks, and the receipt that it gets for what it handed in."""

from dataclasses import dataclass

from django.utils import timezone

from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.dossiers.models import Delivery
from dvht.paper.blocks import Cell, Column, Table
from dvht.plans.letters import base_lines
from dvht.plans.models import Plan
from dvht.regulation.results import Result
from dvht.ui.vietnamese import written_date, written_number


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


def receipt_letter(delivery: Delivery) -> Letter:
    """Giấy biên nhận: number, moment and digest of one delivery. The system writes it, nobody signs."""
    said, submission = delivery.snapshot, delivery.submission
    moment = timezone.localtime(delivery.submitted_at)
    rows = [
        ("Số tiếp nhận", Cell(delivery.receipt, bold=True)),
        ("Đơn vị nộp", said["unit"]["name"]),
        ("Nơi nhận", delivery.body.name),
        ("Năm đánh giá", str(submission.year)),
        ("Lần nộp", f"{delivery.number}, {delivery.get_channel_display().lower()}"),
        ("Thời điểm ghi vào sổ", f"{moment:%H:%M:%S} ngày {moment:%d/%m/%Y}"),
        ("Ngày đến", written_date(delivery.arrived_on)),
        ("Người nộp" if delivery.channel == "online" else "Người ghi nhận", delivery.submitted_by.full_name),
        ("Hạn nộp", written_date(delivery.due_on) if delivery.due_on else "Chưa có văn bản nêu ngày"),
        ("Nộp muộn", _lateness(delivery)),
        ("Thành phần", _contents(delivery)),
        ("SHA-256 của nội dung đã nộp", _in_groups(delivery.digest)),
    ]
    table = Table(columns=(Column("Nội dung", 55), Column("Ghi nhận")), rows=tuple(rows))
    return Letter(
        kind="receipt",
        title="Giấy biên nhận hồ sơ",
        type_name="GIẤY BIÊN NHẬN HỒ SƠ",
        abbreviation=None,
        subject=f"Hồ sơ “Đơn vị học tập” năm {submission.year} của {said['unit']['name']}",
        parts=(
            FixedPart("Biên nhận", (table,)),
            TextPart(
                "note",
                "Ghi chú",
                "Phần mềm lập giấy này khi hồ sơ vào sổ tiếp nhận. Đối chiếu số tiếp nhận và mã SHA-256 để biết hồ sơ "
                "đang xem đúng là hồ sơ đã nộp.",
            ),
        ),
        recipients=(said["unit"]["name"],),
        signatory=("Sổ tiếp nhận hồ sơ", f"Số {delivery.receipt}"),
    )


def _lateness(delivery: Delivery) -> str:
    if not delivery.days_late:
        return "Không"
    return f"{written_number(delivery.days_late)} ngày. Lý do: {delivery.late_reason}"


def _contents(delivery: Delivery) -> str:
    kinds = list(delivery.files.values_list("kind", flat=True))
    proofs = sum(kind.startswith("evidence_") for kind in kinds)
    volumes = sum(kind.startswith("volume_") for kind in kinds)
    scans = kinds.count("scan")
    counts = (
        (len(kinds) - proofs - volumes - scans, "văn bản"),
        (proofs, "minh chứng"),
        (volumes, "quyển đã ghép"),
        (scans, "bản quét"),
    )
    return (
        ", ".join(f"{written_number(count)} {word}" for count, word in counts if count) or "Không có tệp kèm"
    )


def _in_groups(digest: str) -> str:
    """A digest that breaks over lines and can be read aloud."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
