"""The audit trail as a workbook."""

from collections.abc import Iterable
from typing import IO, Final

import xlsxwriter
from django.utils import timezone

from dvht.audit.queries import TrailLine

MOST_ROWS: Final = 100_000
"""Events in one workbook; what is older is asked for with a date."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS: Final = (
    ("Lúc", 20), ("Đơn vị", 32), ("Người làm", 26), ("Việc", 22), ("Loại", 20), ("Đối tượng", 40),
    ("Trước", 50), ("Sau", 50), ("Số thứ tự", 10), ("Băm SHA-256", 66),
)  # fmt: skip


def write_trail(file: IO[bytes], lines: Iterable[TrailLine], unit_names: dict[str, str]) -> int:
    """Write the events, one a row, in constant memory; returns how many.

    Nothing that people typed is ever read as a formula: every text is a string cell, and one that looks like
    a formula carries Excel's own quote mark too, so that it stays text when it is edited.
    """
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Nhật ký")
    text = book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss", "valign": "top", "align": "left"})
    head = book.add_format({"bold": True, "bottom": 1})
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 0)
    row = 0
    for row, line in enumerate(lines, start=1):
        sheet.write_datetime(row, 0, timezone.localtime(line.at).replace(tzinfo=None), moment)
        for column, value in enumerate(_cells(line, unit_names), start=1):
            if isinstance(value, int):
                sheet.write_number(row, column, value, text)
            else:
                sheet.write_string(row, column, value, quoted if value.startswith(_FORMULA_STARTS) else text)
    book.close()
    return row


def _cells(line: TrailLine, unit_names: dict[str, str]) -> tuple[str | int, ...]:
    return (
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
    """Excel takes 32.767 signs in a cell; the trail itself keeps everything."""
    return "\n".join(f"{label}: {value}" for label, value in pairs if value)[:32_000]
