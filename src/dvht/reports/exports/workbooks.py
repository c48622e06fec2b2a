"""The lists and the consolidated report as workbooks."""

from collections.abc import Sequence

from dvht.regulation.kinds import UNIT_KINDS
from dvht.reports.queries.consolidated import Consolidated, GroupLine, GroupTable, UnitRow
from dvht.reports.queries.listing import UnitLine
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

UNIT_COLUMNS = (
    ColumnOut("STT", 6, kind="whole"),
    ColumnOut("Đơn vị", 40),
    ColumnOut("Loại đơn vị", 28),
    ColumnOut("Khối", 20),
    ColumnOut("Địa bàn", 28),
    ColumnOut("Nơi nhận hồ sơ", 32),
    ColumnOut("Trạng thái", 22),
    ColumnOut("Kết quả", 14),
    ColumnOut("Hạn nộp", 13, kind="date"),
    ColumnOut("Gia hạn", 9),
    ColumnOut("Chậm (ngày)", 12, kind="whole"),
    ColumnOut("Nộp lúc", 20, kind="moment"),
    ColumnOut("Đã nhắc (lần)", 13, kind="whole"),
)


def units_workbook(title: str, lines: Sequence[UnitLine]) -> bytes:
    """The list as it was filtered, one row a unit."""
    return write_workbook([units_sheet("Đơn vị", title, lines)])


def units_sheet(name: str, title: str, lines: Sequence[UnitLine]) -> SheetOut:
    rows = [
        (
            number,
            line.unit.name,
            UNIT_KINDS[line.unit.kind].label if line.unit.kind in UNIT_KINDS else line.unit.kind,
            line.sector,
            line.unit.area,
            line.office,
            line.shown.label,
            line.outcome,
            line.due_on,
            "có" if line.extended else "",
            line.days_late or None,
            line.handed_in_at,
            line.reminded or None,
        )
        for number, line in enumerate(lines, 1)
    ]
    return SheetOut(name, UNIT_COLUMNS, rows, title_rows=(title,), frozen_columns=2)


def consolidated_workbook(report: Consolidated) -> bytes:
    """The tables of the report, its rankings and its lists, one sheet each."""
    sheets = [_group_sheet(report, table) for table in report.tables]
    return write_workbook([_summary_sheet(report), *sheets, _failing_sheet(report), *_list_sheets(report)])


def _summary_sheet(report: Consolidated) -> SheetOut:
    total, citizens = report.total, report.citizens
    rows: list[tuple[str, int]] = [
        ("Số đơn vị", total.total),
        ("Đã nộp hồ sơ", total.handed_in),
        ("Chưa nộp hồ sơ", total.missing),
        (f"Được công nhận năm {report.year}", total.recognised),
        *(
            (f"Trong đó {name}", count)
            for name, count in zip(report.outcome_names, total.outcomes, strict=True)
        ),
        ("Không được công nhận", total.refused),
        ("Đã thu hồi danh hiệu", total.withdrawn),
        ("Còn danh hiệu từ năm trước, không đề nghị", total.holding),
        ("Đơn vị có danh hiệu", total.titled),
        (f"Được công nhận năm {report.year - 1}", total.before),
        ("Đơn vị có số liệu “Công dân học tập”", citizens.units),
        ("Thành viên được tính", citizens.counted),
        ("Thành viên đạt “Công dân học tập”", citizens.recognised),
    ]
    columns = (ColumnOut("Nội dung", 52), ColumnOut("Số", 12, kind="whole"))
    title = f"{report.body.name}: kết quả “Đơn vị học tập” năm {report.year}"
    return SheetOut("Tổng hợp", columns, rows, title_rows=(title,))


def _group_sheet(report: Consolidated, table: GroupTable) -> SheetOut:
    names = (
        "Số đơn vị", "Đã nộp", "Chưa nộp", "Được công nhận", *report.outcome_names, "Không được công nhận",
        "Còn danh hiệu từ năm trước", f"Được công nhận năm {report.year - 1}",
    )  # fmt: skip
    columns = (ColumnOut(table.first, 44), *(ColumnOut(name, 14, kind="whole") for name in names))
    rows = [_group_row(line) for line in (*table.lines, report.total)]
    return SheetOut(table.title[:31], columns, rows, title_rows=(f"{table.title}, năm {report.year}",))


def _group_row(line: GroupLine) -> tuple[str | int, ...]:
    return (
        line.label, line.total, line.handed_in, line.missing, line.recognised, *line.outcomes, line.refused,
        line.holding, line.before,
    )  # fmt: skip


def _failing_sheet(report: Consolidated) -> SheetOut:
    columns = (
        ColumnOut("Quy định", 24),
        ColumnOut("Chỉ tiêu", 10),
        ColumnOut("Nội dung", 60),
        ColumnOut("Số đơn vị chưa đạt", 14, kind="whole"),
        ColumnOut("Trên số đơn vị phải đạt", 14, kind="whole"),
        ColumnOut("Vì thiếu minh chứng", 14, kind="whole"),
    )
    rows = [
        (row.pack_title, row.code, row.title, row.failed, row.asked, row.unproved)
        for row in report.failing.rows
    ]
    return SheetOut("Chỉ tiêu chưa đạt", columns, rows)


def _list_sheets(report: Consolidated) -> list[SheetOut]:
    columns = (
        ColumnOut("Đơn vị", 44),
        ColumnOut("Loại đơn vị", 30),
        ColumnOut("Địa bàn", 30),
        ColumnOut("Trạng thái", 24),
        ColumnOut("Kết quả", 14),
    )

    def listed(rows: Sequence[UnitRow]) -> list[tuple[str, ...]]:
        return [
            (
                row.name,
                UNIT_KINDS[row.kind].label if row.kind in UNIT_KINDS else row.kind,
                row.area,
                row.state_words,
                row.outcome,
            )
            for row in rows
        ]

    return [
        SheetOut("Các đơn vị", columns, listed(report.by_name), frozen_columns=1),
        SheetOut("Chưa nộp", columns, listed(report.missing), frozen_columns=1),
    ]
