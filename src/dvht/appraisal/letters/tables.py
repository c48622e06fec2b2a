"""The tables of an examination: both sides of each row, units with their outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dvht.appraisal.queries.laid import Laid, value_words
from dvht.appraisal.queries.results import ResultLine, goal_words
from dvht.assessment.letters.tables import MET
from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import figures, points_words
from dvht.paper.blocks import Cell, Column, GroupRow, Table
from dvht.paper.blocks import Row as TableRow

Ours = Callable[[SheetRow], SheetRow | None]


def both_sides(laid: Laid, ours: Mapping[str, SheetRow], reasons: Mapping[str, str]) -> Table:
    """Each row: the unit's value, ours, what it comes to at each level or in points, and why."""
    make = _levels if laid.by_levels else _points
    rows: list[TableRow | GroupRow] = []
    for group, listed in laid.groups:
        rows.append(GroupRow((Cell(f"{group.code}. {group.title}", colspan=len(_columns(laid))),)))
        rows += [make(laid, row, ours.get(row.code), reasons.get(row.code, "")) for row in listed]
    return Table(columns=_columns(laid), rows=tuple(rows), size=11)


def _columns(laid: Laid) -> tuple[Column, ...]:
    if laid.by_levels:
        return (
            Column("TT", 13, "center"),
            Column("Chỉ tiêu", 62),
            Column("Đơn vị tự đánh giá", 34, "center"),
            Column("Thẩm định", 34, "center"),
            Column("Mức độ 1", 20, "center"),
            Column("Mức độ 2", 20, "center"),
            Column("Lý do, ghi chú"),
        )
    return (
        Column("TT", 13, "center"),
        Column("Tiêu chí", 62),
        Column("Điểm tối đa", 16, "center"),
        Column("Đơn vị tự đánh giá", 34, "center"),
        Column("Tự chấm", 16, "center"),
        Column("Thẩm định", 34, "center"),
        Column("Điểm", 16, "center"),
        Column("Lý do, ghi chú"),
    )


def _levels(laid: Laid, row: SheetRow, ours: SheetRow | None, reason: str) -> TableRow:
    if not row.applies:
        why = row.levels.why_not if row.levels else ""
        return row.code, row.row.title, Cell(f"Không áp dụng: {why}", colspan=5, italic=True)
    met = [
        MET[ours.levels.met_at(level)] if ours and ours.levels and ours.stated.given else ""
        for level in laid.pack.levels
    ]
    return row.code, row.row.title, value_words(row), value_words(ours) if ours else "", *met, reason


def _points(_laid: Laid, row: SheetRow, ours: SheetRow | None, reason: str) -> TableRow:
    theirs, mine = row.points, ours.points if ours else None
    return (
        row.code,
        row.row.title,
        points_words(theirs.max_points if theirs else None),
        figures(row) or "Chưa có",
        points_words(theirs.points if theirs else None),
        (figures(ours) or "Chưa có") if ours else "",
        points_words(mine.points) if mine else "",
        reason,
    )


def units_table(lines: Sequence[ResultLine]) -> Table:
    """Units that are proposed, with what is proposed."""
    return Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Đơn vị"),
            Column("Đề nghị", 28, "center"),
            Column("Số chỉ tiêu, tiêu chí đạt", 32, "center"),
            Column("Đề nghị công nhận", 36, "center"),
        ),
        rows=tuple(
            (
                str(number),
                line.unit.name,
                goal_words(line.pack, line.requested),
                f"{line.passed_rows}/{line.applicable_rows}"
                + (f"\n{_points_of(line)}" if line.points else ""),
                line.outcome_words,
            )
            for number, line in enumerate(lines, 1)
        ),
        size=12,
    )


def failed_table(lines: Sequence[tuple[ResultLine, str]]) -> Table:
    """Units that aren't, with the reasons."""
    return Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Đơn vị", 50),
            Column("Đề nghị", 26, "center"),
            Column("Lý do không đủ điều kiện"),
        ),
        rows=tuple(
            (str(number), line.unit.name, goal_words(line.pack, line.requested), reasons)
            for number, (line, reasons) in enumerate(lines, 1)
        ),
        size=12,
    )


def _points_of(line: ResultLine) -> str:
    return f"{line.points.replace('.', ',')} điểm"
