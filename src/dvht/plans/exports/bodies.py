"""What a body reads of its units, as workbooks."""

from typing import Final

from dvht.plans.models import Plan, Question, Session
from dvht.plans.queries import survey_table, unit_lines
from dvht.workbook.sheets import Cell
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

_FOLLOWERS: Final = (
    ColumnOut("STT", 6, kind="whole"),
    ColumnOut("Đơn vị", 44),
    ColumnOut("Loại đơn vị", 26),
    ColumnOut("Kế hoạch", 60),
    ColumnOut("Tình trạng", 24),
    ColumnOut("Theo lần ban hành", 12, kind="whole"),
    ColumnOut("Chỗ yếu hơn kế hoạch này", 80),
)


def followers_workbook(plan: Plan) -> bytes:
    """Every unit below with the version that it follows and where it is weaker."""
    rows = [
        (
            number,
            line.unit.name,
            line.unit.kind_label,
            line.plan.title if line.plan else "",
            line.words,
            line.follows,
            "; ".join(weak.words for weak in line.weak),
        )
        for number, line in enumerate(unit_lines(plan), 1)
    ]
    return write_workbook([SheetOut("Đơn vị", _FOLLOWERS, rows, frozen_columns=2)])


def survey_workbook(session: Session) -> bytes:
    """One row a unit, one column a question; units that haven't answered stand with empty cells."""
    table = survey_table(session)
    columns = [ColumnOut("STT", 6, kind="whole"), ColumnOut("Đơn vị", 44), ColumnOut("Đã trả lời", 12)]
    columns += [
        ColumnOut(
            f"{number}. {question.text}",
            30,
            kind="whole" if question.form == Question.Form.NUMBER else "text",
        )
        for number, question in enumerate(table.questions, 1)
    ]
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(table.rows, 1):
        said = (_cell(question, value) for question, value in zip(table.questions, row.values, strict=True))
        rows.append((number, row.unit.name, "Có" if row.answered else "Chưa", *said))
    return write_workbook([SheetOut("Trả lời", columns, rows, frozen_columns=2)])


def _cell(question: Question, value: str) -> Cell:
    return int(value) if value and question.form == Question.Form.NUMBER else value
