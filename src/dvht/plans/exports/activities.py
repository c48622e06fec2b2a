"""The activities of the year as a workbook."""

from collections.abc import Iterator
from typing import Final

from dvht.plans.models import Plan
from dvht.plans.queries import ActivityLine, activities_of, participants_by_activity
from dvht.workbook.sheets import Cell
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

_COLUMNS: Final = (
    ColumnOut("STT", 6, kind="whole"),
    ColumnOut("Loại hoạt động", 36),
    ColumnOut("Tên hoạt động", 60),
    ColumnOut("Ngày tổ chức", 14, kind="date"),
    ColumnOut("Đến ngày", 14, kind="date"),
    ColumnOut("Nơi tổ chức", 30),
    ColumnOut("Đơn vị cùng tham gia", 40),
    ColumnOut("Tổng số người dự", 12, kind="whole"),
    ColumnOut("Thành viên có tên", 12, kind="whole"),
    ColumnOut("Cho thấy", 14),
    ColumnOut("Minh chứng", 24),
    ColumnOut("Kết quả", 60),
)
_NAMES: Final = (
    ColumnOut("Tên hoạt động", 60),
    ColumnOut("Ngày tổ chức", 14, kind="date"),
    ColumnOut("Họ và tên", 30),
    ColumnOut("Mã", 12),
)


def activities_workbook(plan: Plan, *, with_names: bool) -> bytes:
    """The list, and on a second sheet who took part, for those who may read the roster."""
    lines = activities_of(plan)
    cells = [_cells(number, line) for number, line in enumerate(lines, 1)]
    sheets = [SheetOut("Hoạt động", _COLUMNS, cells, frozen_columns=3)]
    if with_names:
        sheets.append(SheetOut("Người tham gia", _NAMES, _names(plan, lines)))
    return write_workbook(sheets)


def _cells(number: int, line: ActivityLine) -> tuple[Cell, ...]:
    activity = line.activity
    return (
        number,
        line.kind.title,
        activity.title,
        activity.held_on,
        activity.ended_on,
        activity.place,
        activity.partners,
        line.total,
        line.named or None,
        ", ".join(line.rows),
        ", ".join(use.code for proof in line.proofs for use in proof.standing),
        activity.result,
    )


def _names(plan: Plan, lines: tuple[ActivityLine, ...]) -> Iterator[tuple[Cell, ...]]:
    people = participants_by_activity(plan)
    for line in lines:
        for member in people.get(line.activity.pk, ()):
            yield line.activity.title, line.activity.held_on, member.full_name, member.code
