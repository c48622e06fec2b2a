"""The tables of results: points by criterion, passes by level."""

from decimal import Decimal

from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import figures, points_words
from dvht.paper.blocks import Cell, Column, GroupRow, Table
from dvht.paper.blocks import Row as TableRow
from dvht.regulation.rows import GRADE_WORDS, Row
from dvht.ui.vietnamese import written_number

MET = {True: "Đạt", False: "Không đạt", None: "–"}


def points_table(sheet: Sheet) -> Table:
    """Each criterion with its maximum, figures, points, evidence; totals of the groups and of all."""
    rows: list[TableRow | GroupRow] = []
    for group, listed in sheet.groups:
        points, most = (written_number(Decimal(text)) for text in sheet.group_points(group.code))
        title = f"{group.code}. {group.title}"
        rows.append(GroupRow((Cell(title, colspan=2), most, "", points, Cell("", colspan=2))))
        rows += [_points_row(row) for row in listed]
    total = Cell("Tổng cộng", colspan=2, bold=True)
    rows.append(
        (
            total,
            Cell(points_words(sheet.pack.total_points), bold=True),
            "",
            Cell(points_words(sheet.result.points), bold=True),
            Cell("", colspan=2),
        )
    )
    return Table(
        columns=(
            Column("TT", 10, "center"),
            Column("Tiêu chí"),
            Column("Điểm tối đa", 15, "center"),
            Column("Kết quả", 31, "center"),
            Column("Tự chấm", 14, "center"),
            Column("Minh chứng", 22),
            Column("Ghi chú", 27),
        ),
        rows=tuple(rows),
        size=12,
    )


def _points_row(row: SheetRow) -> TableRow:
    points = row.points
    return (
        row.code,
        row.row.title,
        points_words(points.max_points if points else None),
        figures(row) or "Chưa chấm",
        points_words(points.points if points else None),
        ", ".join(row.codes) or "Không có",
        remark(row),
    )


def remark(row: SheetRow) -> str:
    """Why the points differ from the suggestion, and the unit's own target."""
    parts = []
    if row.points and "no_evidence" in row.points.reasons:
        parts.append("Không có minh chứng nên 0 điểm")
    if row.stated.points is not None and row.points and row.stated.points != row.points.suggested:
        parts.append(f"Gợi ý {points_words(row.points.suggested)}: {row.stated.reason}")
    if row.result.target:
        outcome = "đã đạt" if row.result.target_met else "chưa đạt"
        parts.append(f"Chỉ tiêu đơn vị đặt {row.result.target}: {outcome}")
    return "\n".join(parts)


def levels_table(sheet: Sheet) -> Table:
    """Each indicator with what both levels ask, the figures, the outcome at each level, the evidence."""
    rows: list[TableRow | GroupRow] = []
    for group, listed in sheet.groups:
        title = Cell(f"Tiêu chí {group.code}. {group.title}", colspan=5)
        met = [MET[sheet.group_met(group.code, level)] for level in sheet.pack.levels]
        rows.append(GroupRow((title, *met, "")))
        rows += [_levels_row(sheet, row) for row in listed]
    rows.append((Cell("Kết quả chung", colspan=5, bold=True), *_overall(sheet), ""))
    return Table(
        columns=(
            Column("TT", 13, "center"),
            Column("Chỉ tiêu"),
            Column("Yêu cầu\nMức độ 1", 30),
            Column("Yêu cầu\nMức độ 2", 30),
            Column("Kết quả", 33, "center"),
            Column("Mức độ 1", 23, "center"),
            Column("Mức độ 2", 23, "center"),
            Column("Minh chứng", 30),
        ),
        rows=tuple(rows),
        size=12,
    )


def brief_levels_table(sheet: Sheet) -> Table:
    """The outcomes alone, for an upright page."""
    rows: list[TableRow | GroupRow] = []
    for group, listed in sheet.groups:
        met = [MET[sheet.group_met(group.code, level)] for level in sheet.pack.levels]
        rows.append(GroupRow((Cell(f"Tiêu chí {group.code}. {group.title}", colspan=3), *met, "")))
        rows += [_outcome_row(sheet, row) if row.applies else _inapplicable(row, 4) for row in listed]
    rows.append((Cell("Kết quả chung", colspan=3, bold=True), *_overall(sheet), ""))
    return Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Chỉ tiêu"),
            Column("Kết quả", 30, "center"),
            Column("Mức độ 1", 23, "center"),
            Column("Mức độ 2", 23, "center"),
            Column("Minh chứng", 24),
        ),
        rows=tuple(rows),
        size=12,
    )


def _outcome_row(sheet: Sheet, row: SheetRow) -> TableRow:
    met = [MET[row.levels.met_at(level)] if row.levels else "" for level in sheet.pack.levels]
    return (row.code, row.row.title, figures(row) or "Chưa có", *met, ", ".join(row.codes) or "Không có")


def _inapplicable(row: SheetRow, columns: int) -> TableRow:
    why = row.levels.why_not if row.levels else ""
    return (row.code, row.row.title, Cell(f"Không áp dụng: {why}", colspan=columns, italic=True))


def _levels_row(sheet: Sheet, row: SheetRow) -> TableRow:
    if not row.applies or row.levels is None:
        return _inapplicable(row, 6)
    asked = [
        _asked(row.row, level) if row.levels.verdicts[level].applies else "Không áp dụng"
        for level in sheet.pack.levels
    ]
    met = [MET[row.levels.met_at(level)] for level in sheet.pack.levels]
    evidence = ", ".join(row.codes) or "Không có"
    return (row.code, row.row.title, *asked, figures(row) or "Chưa có", *met, evidence)


def _asked(row: Row, level: int) -> str:
    if threshold := row.threshold(level):
        return f"Tối thiểu {threshold}%"
    grade = row.clause_at(level).grade
    return f"“{GRADE_WORDS[grade].capitalize()}”" if grade else "Đạt yêu cầu"


def _overall(sheet: Sheet) -> tuple[Cell, ...]:
    cells = []
    for level in sheet.pack.levels:
        indicators = sheet.indicators(level)
        passed = sum(met for _, met in indicators)
        word = "Đạt" if passed == len(indicators) else "Không đạt"
        cells.append(Cell(f"{word}\n{passed}/{len(indicators)} chỉ tiêu", bold=True))
    return tuple(cells)
