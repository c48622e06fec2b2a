"""The roster as a workbook that can be filled in and sent back: empty, with the people of the year, or with marks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dvht.members.exports.columns import POSITIONS, RosterColumn, roster_columns
from dvht.members.models import Position
from dvht.members.queries.records import MemberRecord, present_records
from dvht.members.queries.roster import departments_of
from dvht.units.models import Unit
from dvht.workbook.sheets import Cell
from dvht.workbook.writing import ColumnOut, Marked, SheetOut, explanation_sheet, write_workbook

SHEET: Final = "Danh sách"
_MOST_SUGGESTED: Final = 200
_INTRODUCTION: Final = (
    "Cách ghi danh sách thành viên",
    "Mỗi người một dòng ở trang “Danh sách”. Cột có dấu (*) phải ghi với người mới.",
    "Ô để trống giữ nguyên điều đang ghi. Muốn xóa điều đang ghi, ghi dấu – hoặc chữ “xóa”.",
    "Người đã có được nhận ra theo mã, rồi số định danh, rồi họ tên. Người không có trong tệp vẫn ở lại danh sách.",
    "Tải tệp lên rồi phần mềm cho xem trước; chỉ khi bấm ghi mới thay đổi.",
    "Không ghi ngày sinh, dân tộc, tôn giáo, địa chỉ, ảnh: phần mềm không giữ những dữ liệu này.",
)


def roster_template(unit: Unit, year: int) -> bytes:
    """A workbook to fill in: the unit's own departments and positions, the year's results and programmes to choose."""
    return _workbook(unit, year, ())


def roster_workbook(unit: Unit, year: int) -> bytes:
    """The same workbook with everybody who belongs to the unit in the year; reading it back changes nothing."""
    columns = [column for column in roster_columns(unit, year) if column.written]
    return _workbook(unit, year, (_row(record, columns) for record in present_records(unit, year)))


def marked_workbook(
    columns: Sequence[ColumnOut],
    rows: Iterable[Sequence[Cell]],
    marks: Mapping[tuple[int, int], str],
    sheet: str,
) -> bytes:
    """The table that came, with what is wrong said at its cells: `marks` by row and column, from 0."""
    marked = (
        tuple(
            Marked(cell, marks[place, column]) if (place, column) in marks else cell
            for column, cell in enumerate(row)
        )
        for place, row in enumerate(rows)
    )
    return write_workbook([SheetOut(sheet, columns, marked)])


def columns_out(unit: Unit, columns: Sequence[RosterColumn]) -> tuple[ColumnOut, ...]:
    """The columns with their lists; departments and positions only suggest those that stand."""
    suggested = {
        "department": tuple(department.name for department in departments_of(unit)),
        POSITIONS: _positions(unit),
    }
    return tuple(
        ColumnOut(
            title=column.title,
            width=column.width,
            choices=tuple(choice.title for choice in column.choices) or suggested.get(column.key) or None,
            kind=column.kind,
            note=column.note,
            required=column.required,
            others_allowed=column.key in suggested,
        )
        for column in columns
    )


def _workbook(unit: Unit, year: int, rows: Iterable[Sequence[Cell]]) -> bytes:
    columns = [column for column in roster_columns(unit, year) if column.written]
    out = columns_out(unit, columns)
    return write_workbook(
        [
            SheetOut(SHEET, out, rows, frozen_columns=2),
            explanation_sheet(out, (*_INTRODUCTION, f"Đơn vị: {unit.name}. Năm {year}.")),
        ]
    )


def _row(record: MemberRecord, columns: Sequence[RosterColumn]) -> tuple[Cell, ...]:
    return tuple(_cell(record, column) for column in columns)


def _cell(record: MemberRecord, column: RosterColumn) -> Cell:
    if column.is_result:
        held = record.marks.get(column.mark_code)
        return column.title_of(held.value) if held else None
    people: dict[str, Cell] = {
        "code": record.code,
        "full_name": record.full_name,
        "identity": record.member.masked_identity,
        "kind": column.title_of(record.kind),
        POSITIONS: "; ".join(record.positions),
        "department": record.department,
        "started_on": record.started_on,
        "ended_on": record.ended_on,
    }
    return people[column.key]


def _positions(unit: Unit) -> tuple[str, ...]:
    held = (
        Position.objects.filter(posting__member__unit=unit)
        .order_by("title_key")
        .values_list("title", flat=True)
    )
    return tuple(held.distinct()[:_MOST_SUGGESTED])
