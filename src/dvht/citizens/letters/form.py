"""Phiếu tự đánh giá of one person."""

from typing import Final

from dvht.citizens.letters.sources import points_words
from dvht.citizens.queries.lines import Line
from dvht.citizens.queries.rounds import instrument_words
from dvht.documents.letters import FixedPart, Letter
from dvht.paper.blocks import Block, Cell, Column, GroupRow, Paragraph, Table, italic
from dvht.paper.blocks import Row as TableRow
from dvht.regulation.citizens import reason_text
from dvht.ui.vietnamese import written_date, written_number

BLANK: Final = "……………………"


def form_letter(line: Line) -> Letter:
    """The person's own scores; empty cells where nothing was scored, so that it can be filled by hand."""
    year = line.round.year
    return Letter(
        kind="citizen_form",
        title=f"Phiếu tự đánh giá Công dân học tập: {line.member.full_name}",
        type_name="PHIẾU TỰ ĐÁNH GIÁ",
        abbreviation=None,
        subject=f"“Công dân học tập” năm {year}",
        parts=(FixedPart("Phiếu", (*_law(line), *_person(line), _table(line), *_outcome(line))),),
        signatory=("Người tự đánh giá", line.member.full_name),
        archive="",
    )


def _law(line: Line) -> tuple[Block, ...]:
    """By which text, in a line: the form is meant to stay on one sheet."""
    text = instrument_words(line.pack, line.round.year)
    doubt = (
        ""
        if line.pack.status == "verified"
        else "; nội dung, điểm từng chỉ báo chưa đối chiếu với văn bản gốc"
    )
    return (Paragraph(italic(f"Theo {text}{doubt}."), indent=False),)


def _person(line: Line) -> tuple[Block, ...]:
    titles, department = line.titles or BLANK, line.department or BLANK
    day = written_date(line.registrant.registered_on)
    facts = (
        f"Họ và tên: {line.member.full_name}. Nhóm công dân: {line.group_title or BLANK}.",
        f"Chức vụ, vị trí việc làm: {titles}. Tổ, phòng: {department}. Ngày đăng ký: {day}.",
    )
    return tuple(Paragraph(words, indent=False) for words in facts)


def _table(line: Line) -> Table:
    rows: list[TableRow | GroupRow] = []
    results = {group.code: group for group in line.running.groups}
    for group in line.pack.groups:
        result = results[group.code]
        given = written_number(result.points) if not result.missing else ""
        most = written_number(result.max_points)
        rows.append(GroupRow((Cell(f"{group.code}. {group.wording}", colspan=2), most, given, "")))
        for row in group.rows:
            points = line.points.get(row.code)
            rows.append(
                (
                    row.code,
                    row.wording,
                    written_number(row.max_points or 0),
                    written_number(points) if points is not None else "",
                    line.words.get(row.code, ""),
                )
            )
    total = written_number(line.running.total) if not line.running.missing else ""
    most = written_number(line.pack.total_points or 0)
    rows.append((Cell("Tổng cộng", colspan=2, bold=True), Cell(most, bold=True), Cell(total, bold=True), ""))
    return Table(
        columns=(
            Column("TT", 10, "center"),
            Column("Chỉ báo"),
            Column("Tối đa", 13, "center"),
            Column("Tự chấm", 14, "center"),
            Column("Diễn giải, minh chứng", 44),
        ),
        rows=tuple(rows),
        size=11.5,
    )


def _outcome(line: Line) -> tuple[Block, ...]:
    rules = line.pack.citizens
    if rules is None or line.running.missing:
        return (Paragraph("Tôi cam đoan các điểm tự chấm ở trên là đúng."),)
    against = "; ".join(reason_text(line.pack, reason) for reason in line.running.reasons)
    floor = written_number(rules.floor_points)
    words = (
        against or f"từ {written_number(rules.pass_points)} điểm trở lên, không chỉ báo nào dưới {floor} điểm"
    )
    told = f"Tổng điểm: {points_words(line.running.total)} ({words})."
    return (Paragraph(f"{told} Tôi cam đoan các điểm tự chấm ở trên là đúng."),)
