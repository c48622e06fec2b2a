"""The audit trail as a workbook."""

from collections.abc import Iterable
from datetime import datetime
from typing import IO, Final

from django.utils import timezone

from dvht.audit.queries import TrailLine
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook_to

MOST_ROWS: Final = 100_000
"""Events in one workbook; what is older is asked for with a date."""

_COLUMNS: Final = (
    ColumnOut("Lúc", 20, kind="moment"), ColumnOut("Đơn vị", 32), ColumnOut("Người làm", 26), ColumnOut("Việc", 22),
    ColumnOut("Loại", 20), ColumnOut("Đối tượng", 40), ColumnOut("Trước", 50), ColumnOut("Sau", 50),
    ColumnOut("Số thứ tự", 10, kind="whole"), ColumnOut("Băm SHA-256", 66),
)  # fmt: skip


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
