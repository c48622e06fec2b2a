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
from dvht.regulation.results import LevelCriterion, PointCriterion, Result

Ours = Callable[[SheetRow], SheetRow | None]


def both_sides(
    laid: Laid, ours: Mapping[str, SheetRow], reasons: Mapping[str, str], result: Result | None = None
) -> Table:
    """Each row: the unit's value, ours, what it comes to at each level or in points, and why.

    With the panel's `result` each criterion has its own outcome too: it passes when all its indicators do (TT 24,
    Điều 9.4, 15.4), under points it has their sum.
    """
    make = _levels if laid.by_levels else _points
    rows: list[TableRow | GroupRow] = []
    for group, listed in laid.groups:
        rows.append(GroupRow(_group_cells(laid, f"{group.code}. {group.title}", group.code, result)))
        rows += [make(laid, row, ours.get(row.code), reasons.get(row.code, "")) for row in listed]
    return Table(columns=_columns(laid), rows=tuple(rows), size=11)


def _group_cells(laid: Laid, title: str, code: str, result: Result | None) -> tuple[Cell | str, ...]:
    title = f"Tiêu chí {title}" if laid.by_levels else title
    found = next((one for one in result.criteria if one.code == code), None) if result else None
    if isinstance(found, LevelCriterion):
        return Cell(title, colspan=4), *(MET[found.met[level]] for level in laid.pack.levels), ""
    if isinstance(found, PointCriterion):
        points = points_words(found.points)
        return Cell(title, colspan=2), points_words(found.max_points), Cell("", colspan=3), points, ""
    return (Cell(title, colspan=len(_columns(laid))),)


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
    """Units that are proposed: what each asked for, what was found, what is proposed."""
    points = all(line.points for line in lines)
    return Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Đơn vị"),
            Column("Đơn vị đề nghị", 28, "center"),
            Column("Tổng điểm" if points else "Số chỉ tiêu đạt", 28, "center"),
            Column("Đề nghị công nhận", 36, "center"),
        ),
        rows=tuple(
            (
                str(number),
                line.unit.name,
                goal_words(line.pack, line.requested),
                line.points.replace(".", ",") if points else f"{line.passed_rows}/{line.applicable_rows}",
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
            Column("Đơn vị đề nghị", 28, "center"),
            Column("Lý do"),
        ),
        rows=tuple(
            (str(number), line.unit.name, goal_words(line.pack, line.requested), reasons)
            for number, (line, reasons) in enumerate(lines, 1)
        ),
        size=12,
    )
