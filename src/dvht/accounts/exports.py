"""What administrators take away as workbooks: the audit trail, the people of units, who receives and decides."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Final

from django.utils import timezone

from dvht.accounts.queries import AccountLine
from dvht.audit.queries import TrailLine
from dvht.units.models import Jurisdiction
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook, write_workbook_to

MOST_ROWS: Final = 100_000
"""Events in one workbook; what is older is asked for with a date."""

_COLUMNS: Final = (
    ColumnOut("Lúc", 20, kind="moment"), ColumnOut("Đơn vị", 32), ColumnOut("Người làm", 26), ColumnOut("Việc", 22),
    ColumnOut("Loại", 20), ColumnOut("Đối tượng", 40), ColumnOut("Trước", 50), ColumnOut("Sau", 50),
    ColumnOut("Số thứ tự", 10, kind="whole"), ColumnOut("Băm SHA-256", 66),
)  # fmt: skip
_PEOPLE: Final = (
    ColumnOut("Đơn vị", 40), ColumnOut("Họ và tên", 28), ColumnOut("Tên đăng nhập", 24), ColumnOut("Vai trò", 40),
    ColumnOut("Thư điện tử", 30), ColumnOut("Tài khoản", 16), ColumnOut("Ngày tạo", 12, kind="date"),
    ColumnOut("Đăng nhập gần nhất", 20, kind="moment"),
)  # fmt: skip
_POWERS: Final = (
    ColumnOut("Địa bàn", 36), ColumnOut("Cấp đánh giá", 12), ColumnOut("Nhận hồ sơ", 40),
    ColumnOut("Chức vụ người đứng đầu nơi nhận", 26), ColumnOut("Quyết định", 36),
    ColumnOut("Chức vụ người quyết định", 26), ColumnOut("Từ ngày", 12, kind="date"),
    ColumnOut("Đến hết ngày", 12, kind="date"), ColumnOut("Tình trạng", 14), ColumnOut("Căn cứ", 50),
    ColumnOut("Văn bản xác nhận", 40),
)  # fmt: skip


def people_workbook(lines: Iterable[AccountLine], title: str) -> bytes:
    """Accounts with a role, one row for each unit where they have one."""
    rows = (
        (
            line.unit.name, line.user.full_name, line.user.username, "; ".join(line.roles), line.user.email,
            line.state, timezone.localtime(line.user.date_joined).date(),
            timezone.localtime(line.user.last_login) if line.user.last_login else None,
        )
        for line in lines
    )  # fmt: skip
    return write_workbook([SheetOut("Người dùng", _PEOPLE, rows, title_rows=(title,))])


def powers_workbook(rows: Iterable[Jurisdiction], title: str, today: date) -> bytes:
    """Who receives and who decides, a row for each area, tier and span of days."""
    cells = (
        (
            row.area.name, row.get_tier_display(), row.receiving_name, row.receiving_title, row.deciding_name,
            row.deciding_title, row.since, row.until, _state_of(row, today), row.basis, row.confirmed_by,
        )
        for row in rows
    )  # fmt: skip
    return write_workbook([SheetOut("Thẩm quyền", _POWERS, cells, title_rows=(title,))])


def _state_of(row: Jurisdiction, today: date) -> str:
    if row.since > today:
        return "Chưa đến ngày"
    return "Đã hết" if row.until is not None and row.until < today else "Đang dùng"


def write_trail(file: IO[bytes], lines: Iterable[TrailLine], unit_names: dict[str, str]) -> int:
    """Write the events, one a row, in constant memory; returns how many."""
    rows = (_cells(line, unit_names) for line in lines)
    return write_workbook_to(file, [SheetOut("Nhật ký", _COLUMNS, rows)])


def _cells(line: TrailLine, unit_names: dict[str, str]) -> tuple[str | int | datetime, ...]:
    return (
        timezone.localtime(line.at),
        unit_names.get(line.scope, line.scope),
        line.actor,
        line.verb,
        line.thing,
        line.label,
        _text((change.label, change.before) for change in line.changes),
        _text((change.label, change.after) for change in line.changes),
        line.position,
        line.digest,
    )


def _text(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in pairs if value)
