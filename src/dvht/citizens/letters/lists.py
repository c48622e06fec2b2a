"""The list of who registered, and the list of results that the study association's branch collects."""

from collections.abc import Sequence

from dvht.citizens.letters.sources import law_note, points_words
from dvht.citizens.models import CitizenDecision, CitizenRound
from dvht.citizens.queries.lines import Line
from dvht.documents.letters import FixedPart, Letter
from dvht.paper.blocks import Block, Column, Paragraph, Table
from dvht.ui.vietnamese import written_date


def registration_letter(citizen_round: CitizenRound, lines: Sequence[Line]) -> Letter:
    """Danh sách đăng ký. The plan that names “mẫu số 1” doesn't print it: the columns are ours."""
    table = Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Họ và tên", 52),
            Column("Chức vụ, vị trí việc làm"),
            Column("Tổ, phòng", 38),
            Column("Nhóm công dân", 46),
            Column("Ngày đăng ký", 28, "center"),
            Column("Ký tên", 28),
        ),
        rows=tuple(
            (
                str(number),
                line.member.full_name,
                line.titles,
                line.department,
                line.group_title,
                written_date(line.registrant.registered_on) + ("\n(sau hạn)" if line.is_late else ""),
                "",
            )
            for number, line in enumerate(lines, 1)
        ),
        size=12,
    )
    late = sum(line.is_late for line in lines)
    behind = (
        f", trong đó {late} người đăng ký sau hạn {written_date(citizen_round.registration_until)}"
        if late
        else ""
    )
    blocks: tuple[Block, ...] = (
        table,
        *law_note(citizen_round.pack, citizen_round.year),
        Paragraph(f"Danh sách có {len(lines):02} người{behind}./."),
    )
    return Letter(
        kind="citizen_registration",
        title="Danh sách đăng ký Công dân học tập",
        type_name="DANH SÁCH",
        abbreviation=None,
        subject=f"Đăng ký xây dựng mô hình “Công dân học tập” năm {citizen_round.year}",
        parts=(FixedPart("Danh sách", blocks),),
        recipients=("Chi hội Khuyến học",),
        landscape=True,
    )


def results_letter(citizen_round: CitizenRound, decision: CitizenDecision) -> Letter:
    """Tổng hợp kết quả for the study association's branch, as the decision in force has it."""
    lines = list(decision.lines.all())
    table = Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Họ và tên", 52),
            Column("Tổng điểm", 24, "center"),
            Column("Kết quả", 34, "center"),
            Column("Ghi chú"),
        ),
        rows=tuple(
            (
                str(number),
                line.full_name,
                points_words(line.total),
                "Công nhận" if line.recognised else "Không công nhận",
                line.reason,
            )
            for number, line in enumerate(lines, 1)
        ),
        size=12,
    )
    met = sum(line.recognised for line in lines)
    day = written_date(decision.decided_on)
    base = f"Theo Quyết định số {decision.number} ngày {day} của {citizen_round.unit.name}."
    blocks: tuple[Block, ...] = (
        Paragraph(base),
        table,
        *law_note(citizen_round.pack, citizen_round.year),
        Paragraph(f"Tổng số {len(lines):02} người đăng ký, {met:02} người được công nhận./."),
    )
    return Letter(
        kind="citizen_results",
        title="Tổng hợp kết quả Công dân học tập",
        type_name="BẢN TỔNG HỢP",
        abbreviation=None,
        subject=f"Kết quả xây dựng mô hình “Công dân học tập” năm {citizen_round.year}",
        parts=(FixedPart("Kết quả", blocks),),
        recipients=("Chi hội Khuyến học",),
    )
