"""The list of submissions as a workbook."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dvht.dossiers.queries.listing import Line
from dvht.units.models import Unit
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

_COLUMNS: Final = (
    ColumnOut("STT", 6, kind="whole"),
    ColumnOut("Đơn vị", 44),
    ColumnOut("Loại đơn vị", 30),
    ColumnOut("Cấp học, khối", 22),
    ColumnOut("Địa bàn", 30),
    ColumnOut("Đề nghị", 14),
    ColumnOut("Trạng thái", 18),
    ColumnOut("Lần nộp", 9, kind="whole"),
    ColumnOut("Số tiếp nhận", 14),
    ColumnOut("Ngày đến", 14, kind="date"),
    ColumnOut("Số ngày muộn", 12, kind="whole"),
    ColumnOut("Bổ sung đến", 14, kind="date"),
    ColumnOut("Người phụ trách", 26),
)


def submissions_workbook(body: Unit, year: int, lines: Iterable[Line]) -> bytes:
    """One row a submission, in the order of the page."""
    title = (f"{body.name}: hồ sơ “Đơn vị học tập” năm {year} đã nộp", "")
    return write_workbook(
        [SheetOut("Hồ sơ đã nộp", _COLUMNS, _rows(lines), title_rows=title, frozen_columns=2)]
    )


def _rows(lines: Iterable[Line]) -> Iterator[tuple[str | int | date | None, ...]]:
    for number, line in enumerate(lines, start=1):
        one = line.submission
        yield (
            number,
            one.unit.name,
            one.unit.kind_label,
            line.sector,
            one.unit.area,
            line.asked[:1].upper() + line.asked[1:],
            line.word,
            line.times,
            line.receipt,
            line.arrived_on,
            line.days_late or None,
            line.mend_until,
            one.officer.full_name if one.officer else "",
        )
