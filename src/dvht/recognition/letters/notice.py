"""Thông báo to hang up at the unit: its result, made public there (TT 24/2023, Điều 21.3)."""

from typing import Final

from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Cell, Column, Row, Table
from dvht.recognition.letters.decision import decider
from dvht.recognition.models import Title
from dvht.recognition.queries.words import outcome_label
from dvht.regulation.kinds import sector_of
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit

NOTICE: Final = "result_notice"


def notice_letter(title: Title, points: str = "") -> Letter:
    """A plain paper without a number, printed and hung up; day and month are left open."""
    pack, decision = title.pack, title.decision
    words = outcome_label(pack, title.outcome)
    rows: list[Row] = [
        ("Đơn vị", Cell(title.unit_name, bold=True)),
        ("Kết quả", Cell(f"{pack.recognised_as}, {words}", bold=True)),
        ("Năm đánh giá", str(title.year)),
        (
            "Quyết định",
            f"Số {decision.number} ngày {written_date(title.decided_on)} của {decider(decision)}",
        ),
    ]
    if points:
        rows.append(("Tổng điểm", points))
    if title.valid_until:
        rows.append(("Bảo lưu đến hết ngày", written_date(title.valid_until)))
    if decision.paper:
        rows.append(("Mã tra cứu quyết định", decision.paper.verification_code))
    readers = (
        "thành viên, người học, cha mẹ người học" if _is_school(title.unit) else "thành viên trong đơn vị"
    )
    closing = (
        f"{title.unit.name} thông báo để toàn thể {readers} và nhân dân biết. Đơn vị tiếp tục duy trì, phát huy kết "
        "quả đã được công nhận./."
    )
    return Letter(
        kind=NOTICE,
        title="Thông báo công khai kết quả",
        type_name="THÔNG BÁO",
        abbreviation=None,
        subject=f"Công khai kết quả xây dựng “Đơn vị học tập” năm {title.year}",
        parts=(
            FixedPart("Kết quả", (Table((Column("Nội dung", 55), Column("Kết quả")), tuple(rows)),)),
            TextPart("closing", "Lời kết", closing),
        ),
        archive="",
    )


def _is_school(unit: Unit) -> bool:
    return sector_of(unit.kind) not in {"state", "economic", "social"}
