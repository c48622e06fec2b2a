"""Công văn trả lời: why a unit isn't recognised, row by row (TT 24/2023, Điều 10.2d, 16.2d)."""

from collections.abc import Sequence
from typing import Final

from dvht.appraisal.models import Appraisal
from dvht.appraisal.queries import FailingRow, goal_words
from dvht.documents.letters import FixedPart, Letter, TextPart, canonical
from dvht.dossiers.models import Delivery
from dvht.paper.blocks import Cell, Column, Table
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date
from dvht.units.models import Tier, Unit

REFUSAL: Final = "refusal_letter"
CLAUSES: Final = {
    Tier.DISTRICT.value: "Điều 10 khoản 2 điểm d",
    Tier.PROVINCE.value: "Điều 16 khoản 2 điểm d",
}


def refusal_letter(
    appraisal: Appraisal, rows: Sequence[FailingRow], delivery: Delivery, body: Unit
) -> Letter:
    """The reply of the body that received the dossier, signed by its head."""
    submission = appraisal.submission
    unit, year = submission.unit, submission.year
    pack = load_pack(submission.pack_id, submission.pack_version)
    asked = f" {goal_words(pack, submission.requested)}" if submission.requested else ""
    name = body.paper_name or body.name
    opening = (
        f"{name} đã tiếp nhận hồ sơ của {unit.name} (số tiếp nhận {delivery.receipt}, ngày "
        f"{written_date(delivery.arrived_on)}) đề nghị công nhận “Đơn vị học tập”{asked} năm {year}."
    )
    verdict = (
        f"Căn cứ kết quả thẩm định của {appraisal.panel.name}, đơn vị chưa đáp ứng đủ điều kiện công nhận theo "
        f"{clause_of(pack, unit.tier)}. Lý do theo từng {pack.row_noun}:"
    )
    closing = (
        f"Đề nghị {unit.name} khắc phục các nội dung nêu trên, lập kế hoạch cải tiến và tự đánh giá, đề nghị công nhận "
        f"khi kết quả tự đánh giá đạt điều kiện.\nTrân trọng./."
    )
    return Letter(
        kind=REFUSAL,
        title="Văn bản trả lời không công nhận",
        type_name=None,
        abbreviation="VP",
        subject=f"trả lời kết quả thẩm định “Đơn vị học tập” năm {year}",
        addressees=(unit.name,),
        parts=(
            TextPart("opening", "Hồ sơ đã nhận", opening),
            TextPart("verdict", "Kết luận", verdict),
            FixedPart(f"Lý do theo từng {pack.row_noun}", (_table(pack, rows),)),
            TextPart("more", "Ý kiến chung của Hội đồng, Đoàn", appraisal.reasons),
            TextPart("closing", "Đề nghị và lời kết", closing),
        ),
        recipients=("Như trên",),
        source={"Kết quả": appraisal.get_state_display(), "Lý do": canonical({"rows": listed(rows)})},
    )


def clause_of(pack: Pack, tier: str) -> str:
    """Where the text speaks of the reply; TT 22 asks for none, so its citation stands alone."""
    return (
        f"{CLAUSES[tier]} {pack.citation}" if pack.scheme == "levels" and tier in CLAUSES else pack.citation
    )


def listed(rows: Sequence[FailingRow]) -> list[list[str]]:
    """Code, title and reason, as the paper keeps them for the unit."""
    return [[row.code, row.title, row.reason] for row in rows]


def _named(pack: Pack, row: FailingRow) -> str:
    """The row with its clause; the text itself is named above the table."""
    return f"{row.title} ({row.reference.removeprefix(pack.citation).lstrip(', ')})"


def _table(pack: Pack, rows: Sequence[FailingRow]) -> Table:
    return Table(
        columns=(
            Column("Mã", 14, "center"),
            Column(pack.row_noun.capitalize(), 44),
            Column("Đơn vị tự đánh giá", 30),
            Column("Kết quả thẩm định", 30),
            Column("Lý do không đạt"),
        ),
        rows=tuple((row.code, _named(pack, row), row.unit_value, row.our_value, row.reason) for row in rows)
        or (("", Cell("Xem ý kiến chung ở dưới", colspan=4, italic=True)),),
        size=12,
    )
