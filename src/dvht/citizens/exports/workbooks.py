"""The lists as workbooks."""

from collections.abc import Sequence

from dvht.citizens.letters import law_words
from dvht.citizens.models import CitizenDecision, CitizenRound
from dvht.citizens.queries import Line
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook


def registration_workbook(citizen_round: CitizenRound, lines: Sequence[Line]) -> bytes:
    rows = [
        (
            number,
            line.member.code,
            line.member.full_name,
            line.titles,
            line.department,
            line.group_title,
            line.registrant.registered_on,
            "Sau hạn" if line.is_late else "",
        )
        for number, line in enumerate(lines, 1)
    ]
    columns = (
        ColumnOut("TT", 6, kind="whole"),
        ColumnOut("Mã", 10),
        ColumnOut("Họ và tên", 28),
        ColumnOut("Chức vụ, vị trí việc làm", 28),
        ColumnOut("Tổ, phòng", 20),
        ColumnOut("Nhóm công dân", 28),
        ColumnOut("Ngày đăng ký", 14, kind="date"),
        ColumnOut("Ghi chú", 14),
    )
    title = f"{citizen_round.unit.name}: danh sách đăng ký Công dân học tập năm {citizen_round.year}"
    return write_workbook([SheetOut("Đăng ký", columns, rows, title_rows=_titles(citizen_round, title))])


def results_workbook(citizen_round: CitizenRound, decision: CitizenDecision) -> bytes:
    """What the study association's branch collects: everybody of the decision in force."""
    rows = [
        (
            number,
            line.full_name,
            line.total,
            "Công nhận" if line.recognised else "Không công nhận",
            line.reason,
        )
        for number, line in enumerate(decision.lines.all(), 1)
    ]
    columns = (
        ColumnOut("TT", 6, kind="whole"),
        ColumnOut("Họ và tên", 28),
        ColumnOut("Tổng điểm", 12, kind="number"),
        ColumnOut("Kết quả", 18),
        ColumnOut("Lý do", 50),
    )
    title = (
        f"{citizen_round.unit.name}: kết quả Công dân học tập năm {citizen_round.year}, theo Quyết định số "
        f"{decision.number} ngày {decision.decided_on:%d/%m/%Y}"
    )
    return write_workbook([SheetOut("Kết quả", columns, rows, title_rows=_titles(citizen_round, title))])


def _titles(citizen_round: CitizenRound, title: str) -> tuple[str, ...]:
    words = law_words(citizen_round.pack, citizen_round.year)
    return (title, words) if words else (title,)
