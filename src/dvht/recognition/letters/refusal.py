"""Công văn trả lời: why a unit isn't recognised, row by row (TT 24/2023, Điều 10.2d, 16.2d)."""

import re
from collections.abc import Sequence
from typing import Final

from dvht.appraisal.models import Appraisal
from dvht.appraisal.queries import FailingRow, goal_words
from dvht.appraisal.queries.results import examined
from dvht.documents.letters import FixedPart, Letter, TextPart, canonical
from dvht.dossiers.models import Delivery, Submission
from dvht.paper.blocks import Cell, Column, Table
from dvht.plans.models import law_citation
from dvht.recognition.queries.law import conditions_article, reply_article
from dvht.regulation.citations import in_papers
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.units.queries import name_on_papers

REFUSAL: Final = "refusal_letter"
PLACE: Final = re.compile(r"Điều \w+(?: khoản \w+)?(?: điểm \w)?(?=$|[);]| \(|, [^\W\d]\w)")
"""One place in a law among other words; a list such as “khoản 5, 6, 7” is left alone."""


def refusal_letter(
    appraisal: Appraisal, rows: Sequence[FailingRow], delivery: Delivery, body: Unit
) -> Letter:
    """The reply of the body that received the dossier, signed by its head."""
    submission = appraisal.submission
    unit, year = submission.unit, submission.year
    pack = load_pack(submission.pack_id, submission.pack_version)
    return Letter(
        kind=REFUSAL,
        title="Văn bản trả lời không công nhận",
        type_name=None,
        abbreviation="GDĐT",
        subject=f"trả lời kết quả thẩm định “Đơn vị học tập” năm {year}",
        addressees=(unit.name,),
        parts=(
            TextPart("opening", "Hồ sơ đã nhận", _opening(submission, pack, delivery, name_on_papers(body))),
            TextPart("verdict", "Kết luận", _verdict(appraisal, pack, name_on_papers(body))),
            FixedPart(f"Lý do theo từng {pack.row_noun}", (_table(pack, rows),)),
            TextPart("more", "Ý kiến chung của Hội đồng, Đoàn", appraisal.reasons),
            TextPart("closing", "Đề nghị và lời kết", f"{_closing(unit, pack)}\nTrân trọng./."),
        ),
        recipients=("Như trên",),
        source={"Kết quả": appraisal.get_state_display(), "Lý do": canonical({"rows": listed(rows)})},
    )


def _opening(submission: Submission, pack: Pack, delivery: Delivery, office: str) -> str:
    asked = goal_words(pack, submission.requested) if submission.requested else ""
    level = f" {asked[:1].lower()}{asked[1:]}" if asked else ""
    return (
        f"{office} đã tiếp nhận hồ sơ của {submission.unit.name} (số tiếp nhận {delivery.receipt}, ngày "
        f"{written_date(delivery.arrived_on)}) đề nghị công nhận {pack.recognised_as}{level} năm {submission.year}."
    )


def _verdict(appraisal: Appraisal, pack: Pack, office: str) -> str:
    """What is not fulfilled, and by which clause the office says why."""
    submission, panel = appraisal.submission, appraisal.panel.name
    tier, level = submission.unit.tier, submission.requested
    conditions = conditions_article(pack, tier, level)
    if not conditions:
        return (
            f"Theo kết quả kiểm tra của {panel}, đơn vị đạt {examined(appraisal).label} theo {law_citation(pack)}, "
            f"chưa được đề nghị công nhận. Các {pack.row_noun} chưa đạt đủ điểm, lý do:"
        )
    reply = in_papers(reply_article(pack, tier))
    return (
        f"Theo kết quả thẩm định của {panel}, đơn vị chưa đáp ứng đủ điều kiện công nhận quy định tại "
        f"{in_papers(conditions)} {law_citation(pack)}. Thực hiện {reply} {pack.citation}, "
        f"{office} trả lời đơn vị và nêu lý do không đạt theo từng {pack.row_noun}:"
    )


def _closing(unit: Unit, pack: Pack) -> str:
    """A unit asks when its self-assessment fulfils the conditions (TT 24, Điều 21.2); TT 22 is yearly (7.3)."""
    asked = f"Đề nghị {unit.name} khắc phục các nội dung nêu trên, lập kế hoạch cải tiến"
    if pack.scheme == "points":
        return f"{asked} và tự đánh giá, xếp loại của năm sau."
    return f"{asked} và tự đánh giá, đề nghị công nhận khi kết quả tự đánh giá đạt điều kiện."


def clause_of(pack: Pack, tier: str) -> str:
    """Where the text speaks of the reply, as pages have it; TT 22 asks for none, so its citation stands alone."""
    article = reply_article(pack, tier)
    return f"{article} {pack.citation}" if article else pack.citation


def listed(rows: Sequence[FailingRow]) -> list[list[str]]:
    """Code, title and reason, as the paper keeps them for the unit."""
    return [[row.code, row.title, row.reason] for row in rows]


def _named(pack: Pack, row: FailingRow) -> str:
    """The row with its clause; the text itself is named above the table."""
    clause = row.reference.removeprefix(pack.citation).lstrip(", ")
    return f"{row.title} ({PLACE.sub(lambda found: in_papers(found[0]), clause)})"


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
