"""Báo cáo thẩm định of a panel, and the tờ trình by which its body proposes recognition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dvht.appraisal.letters.people import (
    SERIES,
    body_words,
    issuer_of,
    signed_by_leader,
    signed_by_second,
)
from dvht.appraisal.letters.tables import failed_table, units_table
from dvht.appraisal.models import Panel, PanelForm
from dvht.appraisal.queries.panels import law_pack
from dvht.appraisal.queries.results import (
    CONCLUDED,
    Examined,
    ResultLine,
    examined_all,
    failing_of,
    lines_of,
)
from dvht.appraisal.states import AppraisalState
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.documents.queries import papers_in_force
from dvht.paper.blocks import Block, Heading, Paragraph
from dvht.plans.models import law_citation, long_date
from dvht.regulation.pack import Pack
from dvht.units.queries import head_in_full, head_of, name_on_papers

REPORT: Final = "appraisal_report"
PROPOSAL: Final = "recognition_proposal"
BLANK: Final = "……"


@dataclass(frozen=True)
class Terms:
    """What a circular calls things: under levels a dossier is examined for a title, under points a result is ranked."""

    work: str
    granted: str
    good: str
    bad: str


def _terms(packs: Sequence[Pack], year: int) -> Terms:
    """In the words of TT 24, Điều 10.2 and 16.2, or of TT 22, Điều 7.2."""
    if packs[0].scheme == "points":
        work = f"kiểm tra, đánh giá, xếp loại Đơn vị học tập năm {year}"
        granted = f"kết quả đánh giá, xếp loại Đơn vị học tập năm {year}"
        return Terms(work, granted, "đề nghị công nhận", "không đề nghị công nhận")
    title = f"{', '.join(dict.fromkeys(pack.recognised_as for pack in packs))} năm {year}"
    return Terms(
        f"thẩm định hồ sơ đề nghị công nhận {title}",
        title,
        "đủ điều kiện công nhận",
        "không đủ điều kiện công nhận",
    )


@dataclass(frozen=True)
class Outcome:
    """What a panel concluded: units proposed, units not, and how many are still open."""

    panel: Panel
    passed: tuple[ResultLine, ...]
    failed: tuple[tuple[ResultLine, str], ...]
    open: int
    deciding: str
    packs: tuple[Pack, ...]

    @property
    def total(self) -> int:
        return len(self.passed) + len(self.failed)

    @property
    def terms(self) -> Terms:
        return _terms(self.packs, self.panel.year)


def outcome_of(panel: Panel) -> Outcome:
    """Every appraisal of the panel; the reasons of a failed unit are its failing rows."""
    appraisals = panel.appraisals.select_related("submission__unit", "submission__deciding", "panel")
    known = list(appraisals.order_by("submission__unit__name"))
    concluded = [one for one in known if one.state in CONCLUDED]
    lines = lines_of(concluded)
    failed = [one for one in concluded if one.state == AppraisalState.FAILED]
    why = {one.pk: _why(found) for one, found in zip(failed, examined_all(failed), strict=True)}
    first = next((one for one in known), None)
    submission = first.submission if first else None
    return Outcome(
        panel=panel,
        passed=tuple(line for line in lines if line.passed),
        failed=tuple((line, why[line.appraisal_id]) for line in lines if not line.passed),
        open=len(known) - len(concluded),
        deciding=head_in_full(submission.deciding_title, submission.deciding_name) if submission else "",
        packs=tuple({one.submission.pack_id: one.submission.pack for one in known}.values())
        or (law_pack(panel.body, panel.year),),
    )


def _why(found: Examined) -> str:
    rows = (f"{row.code}: {row.reason}" for row in failing_of(found))
    return "\n".join([found.laid.appraisal.reasons, *rows]).strip()


def report_letter(panel: Panel) -> Letter:
    """To the head of the body that set the panel up (TT 24, Điều 10 khoản 2 điểm d, đ; Điều 16 khoản 2 điểm d, đ)."""
    found = outcome_of(panel)
    return Letter(
        kind=REPORT,
        title="Báo cáo thẩm định",
        type_name="BÁO CÁO",
        abbreviation="BC",
        subject=f"Kết quả {found.terms.work}",
        addressees=(head_of(panel.body),),
        bases=(f"Căn cứ {law_citation(found.packs[0])}", *_set_up(panel)),
        parts=(
            TextPart("opening", "Mở đầu", f"{panel.name} báo cáo kết quả {found.terms.work} như sau:"),
            TextPart("work", "Quá trình thẩm định", _work(found)),
            FixedPart("Kết quả", _results(found)),
            TextPart("proposal", "Đề nghị", _proposal(found)),
        ),
        issuer=issuer_of(panel),
        series_body=SERIES[panel.form],
        signatory=signed_by_leader(panel),
        second_signature=signed_by_second(panel),
        recipients=(panel.body.name,),
        source=_source(found),
    )


def proposal_letter(panel: Panel) -> Letter:
    """The head of the receiving body to who decides; the papers of the file as the circular lists them."""
    found = outcome_of(panel)
    body, deciding = name_on_papers(panel.body), found.deciding or BLANK
    opening = (
        f"{body} kính trình {deciding} xem xét, quyết định công nhận {found.terms.granted} đối với "
        f"{len(found.passed):02} đơn vị sau:"
    )
    return Letter(
        kind=PROPOSAL,
        title="Tờ trình đề nghị công nhận",
        type_name="TỜ TRÌNH",
        abbreviation="TTr",
        subject=f"Đề nghị công nhận {found.terms.granted}",
        addressees=(deciding,),
        bases=(f"Căn cứ {law_citation(found.packs[0])}", _reported(panel)),
        parts=(
            TextPart("opening", "Mở đầu", opening),
            FixedPart("Danh sách", (units_table(found.passed),)),
            TextPart("file", "Hồ sơ trình", _file(found)),
        ),
        recipients=(panel.name,),
        source=_source(found),
    )


def _set_up(panel: Panel) -> tuple[str, ...]:
    """The decision that set the panel up, where one is known."""
    if not panel.decision_number:
        return ()
    day = f" {long_date(panel.decided_on)}" if panel.decided_on else ""
    by = f" của {panel.decided_by}" if panel.decided_by else ""
    return (f"Căn cứ Quyết định số {panel.decision_number}{day}{by} về việc thành lập {panel.name}",)


def _reported(panel: Panel) -> str:
    """The panel's report with its number once it is issued."""
    report = papers_in_force(panel.body, panel.year, panel.about).get(REPORT)
    if report is None:
        return f"Căn cứ kết quả {'thẩm định' if panel.is_council else 'kiểm tra'} của {panel.name}"
    return f"Căn cứ Báo cáo số {report.full_number} {long_date(report.issued_on)} của {panel.name}"


def _work(found: Outcome) -> str:
    seats = len(found.panel.seats.all())
    lines = [
        "I. Quá trình thẩm định",
        f"{body_words(found.panel)} gồm {seats:02} người, thẩm định {found.total + found.open:02} hồ sơ.",
    ]
    if found.open:
        lines.append(f"Còn {found.open:02} hồ sơ chưa kết luận, chưa có trong báo cáo này.")
    return "\n".join(lines)


def _results(found: Outcome) -> tuple[Block, ...]:
    good, bad = found.terms.good, found.terms.bad
    counts = ((len(found.passed), good), (len(found.failed), bad))
    said = ", ".join(f"{count:02} đơn vị {words}" for count, words in counts if count)
    blocks: list[Block] = [Heading("Kết quả", "II")]
    blocks.append(Paragraph(f"Đã kết luận {found.total:02} hồ sơ{f': {said}' if said else ''}."))
    tables = (
        (good, units_table(found.passed) if found.passed else None),
        (bad, failed_table(found.failed) if found.failed else None),
    )
    shown = [(words, table) for words, table in tables if table is not None]
    for number, (words, table) in enumerate(shown, 1):
        blocks += [Heading(f"Đơn vị {words}", str(number), "clause"), table]
    return tuple(blocks)


def _proposal(found: Outcome) -> str:
    head = head_of(found.panel.body)
    lines = ["III. Đề nghị"]
    if found.passed:
        lines.append(
            f"Đề nghị {head} trình {found.deciding or BLANK} quyết định công nhận {found.terms.granted} đối với "
            f"{len(found.passed):02} đơn vị nêu ở mục II."
        )
    if found.failed:
        lines.append(
            f"Đề nghị {head} có văn bản trả lời {len(found.failed):02} đơn vị {found.terms.bad}, nêu rõ lý do."
        )
    if len(lines) == 1:
        lines.append("Chưa có hồ sơ nào được kết luận.")
    return "\n".join(lines).removesuffix(".") + "./."


def _file(found: Outcome) -> str:
    council = found.panel.form == PanelForm.COUNCIL
    who = "Hội đồng đánh giá" if council else "Đoàn kiểm tra"
    points = found.packs[0].scheme == "points"
    rows = "tiêu chí" if points else "tiêu chí, chỉ tiêu"
    granted = found.terms.granted if points else f"đơn vị đạt {found.terms.granted}"
    return "\n".join(
        (
            "Hồ sơ trình gồm:",
            f"- Báo cáo thẩm định của {who};",
            f"- Bản tổng hợp kết quả đánh giá các {rows} của từng đơn vị do {who} thẩm định;",
            f"- Dự thảo Quyết định công nhận {granted}.",
            f"Kính trình {found.deciding or BLANK} xem xét, quyết định./.",
        )
    )


def _source(found: Outcome) -> dict[str, str]:
    passed = {
        line.unit.name: f"đủ điều kiện, {line.outcome_words}, {line.passed_rows}/{line.applicable_rows}"
        for line in found.passed
    }
    failed = {line.unit.name: f"không đủ điều kiện: {why}" for line, why in found.failed}
    return {**passed, **failed, "Chưa kết luận": str(found.open)}
