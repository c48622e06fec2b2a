"""The schedule of visits as a workbook."""

from collections.abc import Sequence

from dvht.appraisal.models import Panel
from dvht.appraisal.queries.assigning import VisitLine
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

COLUMNS = (
    ColumnOut("TT", 6, kind="whole"),
    ColumnOut("Ngày", 14, kind="date"),
    ColumnOut("Giờ", 8),
    ColumnOut("Đơn vị", 36),
    ColumnOut("Địa điểm", 28),
    ColumnOut("Người đi", 50),
    ColumnOut("Ghi chú", 28),
)


def visits_workbook(panel: Panel, lines: Sequence[VisitLine]) -> bytes:
    rows = [
        (
            number,
            line.visit.on,
            f"{line.visit.starts_at:%H:%M}" if line.visit.starts_at else "",
            line.visit.unit.name,
            line.visit.place or "Tại đơn vị",
            ", ".join(seat.full_name for seat in line.people),
            line.visit.note,
        )
        for number, line in enumerate(lines, 1)
    ]
    title = f"{panel.body.name}: lịch kiểm tra của {panel.name} năm {panel.year}"
    return write_workbook([SheetOut("Lịch kiểm tra", COLUMNS, rows, title_rows=(title,))])
