"""Every list about members as a workbook of its own: who lacks what, programmes, exclusions, classes."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dvht.members.exports.roster import roster_workbook
from dvht.members.models import LearnerClass, Programme
from dvht.members.queries.facts import programme_code, value_label
from dvht.members.queries.records import MemberRecord, present_records, programmes_of
from dvht.members.queries.rollup import excluded_members, missing_members
from dvht.members.queries.roster import roster_day
from dvht.members.queries.yearly import needs_of_members, pack_of_year
from dvht.regulation.personal import Need, personal_fact
from dvht.regulation.rows import Row
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.workbook.sheets import Cell
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

_CODE, _NAME = ColumnOut("Mã", 10), ColumnOut("Họ và tên", 28)
_PLACE, _POSITION = ColumnOut("Tổ, phòng", 22), ColumnOut("Chức vụ, vị trí việc làm", 28)


@dataclass(frozen=True)
class Export:
    """A list that can be taken away; `make` takes the unit, the year and the day of today."""

    title: str
    file_name: str
    make: Callable[[Unit, int, dt.date], bytes]


def _missing(unit: Unit, year: int, today: dt.date) -> bytes:
    on = roster_day(year, today)
    columns = (
        ColumnOut("Dòng", 10), ColumnOut("Nội dung", 34), _CODE, _NAME, _PLACE, _POSITION,
        ColumnOut("Còn thiếu", 40), ColumnOut("Đang ghi", 14),
    )  # fmt: skip
    title = f"Người còn thiếu năm {year}, theo danh sách ngày {written_date(on)}"
    return write_workbook([SheetOut("Còn thiếu", columns, _lacks(unit, year, on), (title,))])


def _lacks(unit: Unit, year: int, on: dt.date) -> Iterator[tuple[Cell, ...]]:
    """One row for each member and each row of the pack that they don't meet at its highest level."""
    pack = pack_of_year(unit, year)
    asked = needs_of_members(pack, unit) if pack else {}
    for code, needs in asked.items():
        row = next(one for one in pack.rows if one.code == code) if pack else None
        for lack in missing_members(unit, year, on, needs):
            state = "Chưa ghi" if lack.unrecorded == lack.lacking else "Chưa đạt"
            yield (
                code, _title(row), lack.member.code, lack.member.full_name, lack.department, lack.position,
                "; ".join(map(_needed, lack.lacking)), state,
            )  # fmt: skip


def _title(row: Row | None) -> str:
    return row.title if row else ""


def _needed(need: Need) -> str:
    fact = personal_fact(need.fact)
    return fact.short if fact.yes_or_no else f"{fact.short}: {fact.step(need.at_least).label}"


def _programmes(unit: Unit, year: int, _: dt.date) -> bytes:
    programmes = programmes_of(unit, year)
    people = (
        (one.code, one.full_name, one.department, *_completions(one, programmes))
        for one in present_records(unit, year)
    )
    return write_workbook(
        [
            SheetOut(
                "Kết quả",
                (_CODE, _NAME, _PLACE, *(ColumnOut(f"Chương trình: {one.title}", 20) for one in programmes)),
                people,
                frozen_columns=2,
            ),
            SheetOut(
                "Chương trình",
                (
                    ColumnOut("Tên chương trình", 50), ColumnOut("Căn cứ, nơi quy định", 40),
                    ColumnOut("Số tiết", 10, kind="whole"), ColumnOut("Hoàn thành trước hết ngày", 16, kind="date"),
                    ColumnOut("Áp dụng cho", 30),
                ),
                (
                    (one.title, one.basis, one.hours, one.due_on, _audience(one))
                    for one in Programme.objects.filter(unit=unit, year=year).prefetch_related("audiences__department")
                ),
            ),
        ]
    )  # fmt: skip


def _completions(record: MemberRecord, programmes: tuple[Programme, ...]) -> tuple[str, ...]:
    codes = [programme_code(programme) for programme in programmes]
    return tuple(
        value_label(code, record.marks[code].value) if code in record.marks else "" for code in codes
    )


def _audience(programme: Programme) -> str:
    return "Mọi thành viên" if programme.for_everybody else "; ".join(map(str, programme.audiences.all()))


def _exclusions(unit: Unit, year: int, today: dt.date) -> bytes:
    on = roster_day(year, today)
    columns = (_CODE, _NAME, _PLACE, _POSITION, ColumnOut("Lý do", 28), ColumnOut("Diễn giải, căn cứ", 50))
    rows = (
        (one.member.code, one.member.full_name, one.department, one.position, one.reason, one.words)
        for one in excluded_members(unit, year, on)
    )
    title = f"Người không tính năm {year}, theo danh sách ngày {written_date(on)}"
    return write_workbook([SheetOut("Không tính", columns, rows, (title,))])


def _classes(unit: Unit, year: int, _: dt.date) -> bytes:
    columns = (
        ColumnOut("Lớp", 20), ColumnOut("Số người học", 14, kind="whole"),
        ColumnOut("Số đạt “Công dân học tập”", 20, kind="whole"), ColumnOut("Căn cứ", 50),
    )  # fmt: skip
    rows = (
        (one.name, one.learners, one.citizens, one.basis)
        for one in LearnerClass.objects.filter(unit=unit, year=year).order_by("name_key")
    )
    return write_workbook([SheetOut("Lớp", columns, rows)])


ROSTER: Final = "danh-sach"
EXPORTS: Final[Mapping[str, Export]] = {
    ROSTER: Export("Danh sách và kết quả", "Thành viên", lambda unit, year, _: roster_workbook(unit, year)),
    "con-thieu": Export("Người còn thiếu", "Còn thiếu", _missing),
    "chuong-trinh": Export("Kết quả chương trình", "Chương trình", _programmes),
    "khong-tinh": Export("Người không tính", "Không tính", _exclusions),
    "lop-hoc": Export("Lớp và người học", "Lớp", _classes),
}
"""By the word that stands in the address."""
