"""Báo cáo thẩm định of a panel, and the tờ trình by which its body proposes recognition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dvht.appraisal.letters.people import body_words, signed_by_leader, signed_by_second
from dvht.appraisal.letters.tables import failed_table, units_table
from dvht.appraisal.models import Appraisal, Panel, PanelForm
from dvht.appraisal.queries.results import CONCLUDED, FailingRow, ResultLine, failing_rows, lines_of
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Block, Heading, Paragraph
from dvht.regulation.pack import Pack

REPORT: Final = "appraisal_report"
PROPOSAL: Final = "recognition_proposal"


@dataclass(frozen=True)
class Outcome:
    """What a panel concluded: units proposed, units not, and how many are still open."""

    panel: Panel
    passed: tuple[ResultLine, ...]
    failed: tuple[tuple[ResultLine, str], ...]
    open: int
    deciding: str
    pack: Pack | None

    @property
    def total(self) -> int:
        return len(self.passed) + len(self.failed)


def outcome_of(panel: Panel) -> Outcome:
    """Every appraisal of the panel; the reasons of a failed unit are its failing rows."""
    appraisals = panel.appraisals.select_related("submission__unit", "submission__deciding", "panel")
    known = list(appraisals.order_by("submission__unit__name"))
    concluded = [one for one in known if one.state in CONCLUDED]
    lines = lines_of(concluded)
    by_id = {one.pk: one for one in concluded}
    first = next((one for one in known), None)
    submission = first.submission if first else None
    return Outcome(
        panel=panel,
        passed=tuple(line for line in lines if line.passed),
        failed=tuple((line, _why(by_id[line.appraisal_id], line)) for line in lines if not line.passed),
        open=len(known) - len(concluded),
        deciding=f"{submission.deciding_title} {submission.deciding_name}".strip() if submission else "",
        pack=submission.pack if submission else None,
    )


def _why(appraisal: Appraisal, line: ResultLine) -> str:
    rows: Sequence[FailingRow] = failing_rows(appraisal)
    return "\n".join([line.reasons, *(f"{row.code}: {row.reason}" for row in rows)]).strip()


def report_letter(panel: Panel) -> Letter:
    """To the head of the body that set the panel up (TT 24, Điều 10 khoản 2 điểm d, đ)."""
    found = outcome_of(panel)
    return Letter(
        kind=REPORT,
        title="Báo cáo thẩm định",
        type_name="BÁO CÁO",
        abbreviation="BC",
        subject=f"Kết quả thẩm định hồ sơ đề nghị công nhận “Đơn vị học tập” năm {panel.year}",
        addressees=(f"{panel.body.head_title} {panel.body.name}".strip(),),
        parts=(
            TextPart("opening", "Mở đầu", _opening(found)),
            TextPart("work", "Quá trình thẩm định", _work(found)),
            FixedPart("Kết quả", _results(found)),
            TextPart("proposal", "Đề nghị", _proposal(found)),
        ),
        signatory=signed_by_leader(panel),
        second_signature=signed_by_second(panel),
        recipients=(panel.body.name,),
        source=_source(found),
    )


def proposal_letter(panel: Panel) -> Letter:
    """The head of the receiving body to who decides; the papers of the file as the circular lists them."""
    found = outcome_of(panel)
    year = panel.year
    units = f"{len(found.passed)} đơn vị đủ điều kiện"
    return Letter(
        kind=PROPOSAL,
        title="Tờ trình đề nghị công nhận",
        type_name="TỜ TRÌNH",
        abbreviation="TTr",
        subject=f"Đề nghị công nhận “Đơn vị học tập” năm {year}",
        addressees=(found.deciding or "……",),
        parts=(
            TextPart(
                "opening",
                "Mở đầu",
                f"Căn cứ {_law(found)};\n"
                f"Căn cứ báo cáo thẩm định của {panel.name}, {panel.body.name} kính trình "
                f"{found.deciding or '……'} xem xét, quyết định công nhận “Đơn vị học tập” năm {year} đối với {units}:",
            ),
            FixedPart("Danh sách", (units_table(found.passed),)),
            TextPart("file", "Hồ sơ trình", _file(found)),
        ),
        recipients=(panel.name,),
        source=_source(found),
    )


def _law(found: Outcome) -> str:
    return found.pack.references[0] if found.pack and found.pack.references else "……"


def _opening(found: Outcome) -> str:
    panel = found.panel
    set_up = f" theo Quyết định số {panel.decision_number}" if panel.decision_number else ""
    return (
        f"Căn cứ {_law(found)};\n{panel.name} được thành lập{set_up} đã thẩm định hồ sơ “Đơn vị học tập” năm "
        f"{panel.year} và báo cáo kết quả như sau:"
    )


def _work(found: Outcome) -> str:
    seats = found.panel.seats.count()
    lines = [
        "I. Quá trình thẩm định",
        f"{body_words(found.panel)} gồm {seats} người, thẩm định {found.total + found.open} hồ sơ.",
    ]
    if found.open:
        lines.append(f"Còn {found.open} hồ sơ chưa kết luận, chưa có trong báo cáo này.")
    return "\n".join(lines)


def _results(found: Outcome) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("Kết quả", "II")]
    blocks.append(Paragraph(f"Đã kết luận {found.total} hồ sơ: {len(found.passed)} đơn vị đủ điều kiện, "
                            f"{len(found.failed)} đơn vị không đủ điều kiện."))  # fmt: skip
    if found.passed:
        blocks += [Heading("Đơn vị đủ điều kiện", "1", "clause"), units_table(found.passed)]
    if found.failed:
        blocks += [Heading("Đơn vị không đủ điều kiện", "2", "clause"), failed_table(found.failed)]
    return tuple(blocks)


def _proposal(found: Outcome) -> str:
    head = f"{found.panel.body.head_title} {found.panel.body.name}".strip()
    lines = ["III. Đề nghị"]
    if found.passed:
        lines.append(
            f"Đề nghị {head} trình {found.deciding or '……'} quyết định công nhận {len(found.passed)} đơn vị "
            "nêu ở mục II."
        )
    if found.failed:
        lines.append(
            f"Đề nghị {head} có văn bản trả lời {len(found.failed)} đơn vị không đủ điều kiện, nêu rõ lý do không đạt."
        )
    return "\n".join(lines if len(lines) > 1 else [*lines, "Chưa có hồ sơ nào được kết luận."])


def _file(found: Outcome) -> str:
    council = "Hội đồng đánh giá" if found.panel.form == PanelForm.COUNCIL else "Đoàn kiểm tra"
    return "\n".join(
        (
            "Hồ sơ trình gồm:",
            f"- Báo cáo thẩm định của {council};",
            f"- Bản tổng hợp kết quả đánh giá các tiêu chí, chỉ tiêu của từng đơn vị do {council} thẩm định;",
            "- Dự thảo Quyết định công nhận “Đơn vị học tập”.",
            f"{found.panel.body.name} kính trình {found.deciding or '……'} xem xét, quyết định.",
        )
    )


def _source(found: Outcome) -> dict[str, str]:
    passed = {
        line.unit.name: f"đủ điều kiện, {line.outcome_words}, {line.passed_rows}/{line.applicable_rows}"
        for line in found.passed
    }
    failed = {line.unit.name: f"không đủ điều kiện: {why}" for line, why in found.failed}
    return {**passed, **failed, "Chưa kết luận": str(found.open)}
