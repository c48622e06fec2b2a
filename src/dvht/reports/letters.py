"""Báo cáo tổng hợp: what a body reports upward over a year, in the layout of official papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.documents.queries import papers_in_force
from dvht.paper.blocks import Annex, Block, Cell, Column, Heading, Paragraph, Row, Table
from dvht.plans.models import Session, law_citation
from dvht.regulation.citations import in_papers
from dvht.reports.queries.consolidated import Consolidated, GroupLine, GroupTable
from dvht.ui.vietnamese import written_date, written_number, written_percent
from dvht.units.queries import name_on_papers

KIND: Final = "consolidated_report"
MOST_FAILING: Final = 10
BLANK: Final = "……………………"

PLAN: Final = "plan"
"""The kind of the paper by which a body issues its plan."""


@dataclass(frozen=True)
class Terms:
    """What the circular of the year calls the work, its rows, and what fails."""

    work: str
    heading: str
    row: str
    failing: str


LEVELS: Final = Terms(
    "đánh giá, công nhận “Đơn vị học tập”",
    "KẾT QUẢ ĐÁNH GIÁ, CÔNG NHẬN",
    "chỉ tiêu",
    "CHỈ TIÊU CÓ NHIỀU ĐƠN VỊ CHƯA ĐẠT",
)
POINTS: Final = Terms(
    "đánh giá, xếp loại Đơn vị học tập",
    "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI",
    "tiêu chí",
    "TIÊU CHÍ CÓ NHIỀU ĐƠN VỊ CHƯA ĐẠT ĐIỂM TỐI ĐA",
)


def _terms(report: Consolidated) -> Terms:
    return POINTS if report.law.scheme == "points" else LEVELS


def consolidated_letter(report: Consolidated) -> Letter:
    """Figures are computed; what people judge of them is a passage of their own."""
    terms = _terms(report)
    return Letter(
        kind=KIND,
        title=f"Báo cáo tổng hợp kết quả {terms.work} năm {report.year}",
        type_name="BÁO CÁO",
        abbreviation="BC",
        subject=f"Kết quả {terms.work} năm {report.year}",
        addressees=(report.upward,),
        parts=(
            TextPart("opening", "Mở đầu", _opening(report)),
            TextPart(
                "work",
                "Tổ chức thực hiện",
                _work(report),
                "Ghi việc chỉ đạo, tập huấn, kiểm tra đã làm trong năm.",
            ),
            FixedPart("Kết quả", tuple(_results(report))),
            FixedPart(terms.failing.capitalize(), tuple(_failing(report))),
            TextPart("judgement", "Đánh giá chung", JUDGEMENT, "Ghi thuận lợi, khó khăn, nguyên nhân."),
            TextPart("proposal", "Kiến nghị", PROPOSAL),
        ),
        recipients=(report.upward,),
        annexes=tuple(_annexes(report)),
        source=_source(report),
    )


JUDGEMENT: Final = f"IV. Đánh giá chung\n1. Ưu điểm\n{BLANK}\n2. Hạn chế, nguyên nhân\n{BLANK}"
PROPOSAL: Final = f"V. Kiến nghị\n{BLANK}./."


def _work(report: Consolidated) -> str:
    """The plan by which the body works, and what it held and noted the result of; nothing that no record tells."""
    issued = report.days.issued
    if issued is None:
        return f"I. Tổ chức thực hiện\n{BLANK}"
    title, whose = issued.content["words"]["title"], issued.plan.unit
    if paper := papers_in_force(whose, report.year).get(PLAN):
        title = f"{title} (số {paper.full_number}, ngày {written_date(paper.issued_on)})"
    own = whose.pk == report.body.pk
    plan = f"- Ban hành {title}." if own else f"- Thực hiện {title} của {name_on_papers(whose)}."
    held = (f"- {_held(session)}." for session in issued.plan.sessions.all() if session.result)
    return "\n".join(("I. Tổ chức thực hiện", plan, *held))


def _held(session: Session) -> str:
    lead = f"; chủ trì: {session.lead}" if session.lead else ""
    return f"{session.title} ({written_date(session.starts_on)}{lead})"


def _opening(report: Consolidated) -> str:
    due = report.due
    ground = f"{in_papers(due.reference)} " if due and due.reference else ""
    return (
        f"Thực hiện {ground}{law_citation(report.law)}, {name_on_papers(report.body)} báo cáo kết quả "
        f"{_terms(report).work} năm {report.year} như sau:"
    )


def _results(report: Consolidated) -> Iterable[Block]:
    total = report.total
    yield Heading(_terms(report).heading, "II")
    granted = ", ".join(
        f"{name}: {written_number(count)}"
        for name, count in zip(report.outcome_names, total.outcomes, strict=True)
        if count
    )
    yield Paragraph(
        f"Tổng số đơn vị: {written_number(total.total)}. Đã nộp hồ sơ: {_share(total.handed_in, total.total)}; "
        f"chưa nộp: {written_number(total.missing)}. Được công nhận năm {report.year}: "
        f"{_share(total.recognised, total.total)}{f' ({granted})' if granted else ''}; "
        f"không được công nhận: {written_number(total.refused)}"
        f"{f'; đã thu hồi danh hiệu: {written_number(total.withdrawn)}' if total.withdrawn else ''}."
    )
    if total.holding:
        yield Paragraph(
            f"{written_number(total.holding)} đơn vị không đề nghị, còn danh hiệu được công nhận từ năm trước."
        )
    before = (
        "chưa có số liệu để so sánh"
        if report.is_new
        else f"{written_number(total.before)} đơn vị được công nhận"
    )
    yield Paragraph(f"Năm {report.year - 1}: {before}.")
    for table in report.tables:
        yield Heading(table.title, kind="caption")
        yield _table(report, table)
    if report.law.scheme == "levels":
        yield from _citizens(report)


def _share(part: int, whole: int) -> str:
    return f"{written_number(part)}/{written_number(whole)} ({written_percent(part, whole)})"


def _table(report: Consolidated, table: GroupTable) -> Table:
    names = (*report.outcome_names, f"Năm {report.year - 1}")
    columns = (
        Column(table.first, 46),
        *(Column(name, None, "center") for name in ("Số đơn vị", "Đã nộp", "Công nhận", *names)),
    )
    rows: list[Row] = [_row(line) for line in table.lines]
    total = report.total
    rows.append(tuple(Cell(str(text), bold=True) for text in ("Cộng", *_numbers(total))))
    return Table(columns, tuple(rows), size=11)


def _row(line: GroupLine) -> Row:
    return (line.label, *_numbers(line))


def _numbers(line: GroupLine) -> tuple[str, ...]:
    counts = (line.total, line.handed_in, line.recognised, *line.outcomes, line.before)
    return tuple(written_number(count) for count in counts)


def _citizens(report: Consolidated) -> Iterable[Block]:
    found, total = report.citizens, report.total
    yield Heading("Số liệu cho “Cộng đồng học tập”", kind="caption")
    yield Paragraph(
        f"Đơn vị có danh hiệu “Đơn vị học tập”: {_share(total.titled, total.total)}. "
        + (
            f"Thành viên đạt “Công dân học tập”: {_share(found.recognised, found.counted)}, theo kết quả của "
            f"{written_number(found.units)} đơn vị."
            if found.units
            else "Chưa có số liệu về thành viên đạt “Công dân học tập”."
        )
    )


def _failing(report: Consolidated) -> Iterable[Block]:
    failing = report.failing
    terms = _terms(report)
    yield Heading(terms.failing, "III")
    if not failing.rows:
        yield Paragraph(f"Không có {terms.row} nào chưa đạt trong các kết quả đã có.")
        return
    yield Paragraph(
        f"Theo {written_number(failing.concluded)} kết quả thẩm định và {written_number(failing.settled)} kết quả tự "
        "đánh giá đã chốt của đơn vị chưa thẩm định xong."
    )
    rows: tuple[Row, ...] = tuple(
        (
            str(number),
            f"{row.code}. {row.title}",
            row.pack_title,
            f"{row.failed}/{row.asked}",
            str(row.unproved),
        )
        for number, row in enumerate(failing.rows[:MOST_FAILING], 1)
    )
    columns = (
        Column("STT", 11, "center"), Column(terms.row.capitalize()), Column("Quy định", 34),
        Column("Chưa đạt", 20, "center"), Column("Thiếu minh chứng", 22, "center"),
    )  # fmt: skip
    yield Table(columns, rows, size=11)


def _annexes(report: Consolidated) -> Iterable[Annex]:
    granted = [row for row in report.by_name if row.outcome]
    if granted:
        rows = tuple((str(number), row.name, row.area, row.outcome) for number, row in enumerate(granted, 1))
        what = "kết quả xếp loại Đơn vị học tập" if report.law.scheme == "points" else "“Đơn vị học tập”"
        yield _list_annex(f"Đơn vị được công nhận {what} năm {report.year}", "Kết quả", rows)
    if report.missing:
        missing = tuple(
            (str(number), row.name, row.area, row.state_words) for number, row in enumerate(report.missing, 1)
        )
        yield _list_annex(f"Đơn vị chưa nộp hồ sơ năm {report.year}", "Tình trạng", missing)


def _list_annex(title: str, last: str, rows: tuple[Row, ...]) -> Annex:
    columns = (Column("STT", 12, "center"), Column("Đơn vị"), Column("Địa bàn", 45), Column(last, 35))
    return Annex(title=title, body=(Table(columns, rows, size=12),))


def _source(report: Consolidated) -> dict[str, object]:
    """What the paper rests on, by words for people: when it differs, the issued report is out of date."""
    total = report.total
    return {
        "Số đơn vị": total.total,
        "Đã nộp": total.handed_in,
        "Chưa nộp": [row.name for row in report.missing],
        "Được công nhận": sorted(f"{row.name}: {row.outcome}" for row in report.rows if row.outcome),
        "Không được công nhận": total.refused,
        "Đã thu hồi danh hiệu": total.withdrawn,
        "Công nhận năm trước": total.before,
        "Công dân học tập": [report.citizens.recognised, report.citizens.counted],
        "Chỉ tiêu chưa đạt": [[row.pack_id, row.code, row.failed, row.asked] for row in report.failing.rows],
    }
