"""The process that reads a workbook: `python -m dvht.workbook.child < file`; answers in lines of JSON."""

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO, Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dvht.workbook.archives import look_into
from dvht.workbook.characters import clean
from dvht.workbook.compound import SIGNATURE, look_into_compound
from dvht.workbook.delimited import delimited_rows
from dvht.workbook.errors import WorkbookError
from dvht.workbook.refusals import DAMAGED, MACROS, NO_SUCH_DAY, TOO_BIG, not_a_workbook, save_again

MOST_MEMORY: Final = 300_000_000
MOST_SECONDS: Final = 20
MOST_TEXT: Final = 10_000_000
_MOST_SPANNED: Final = 200_000
_LARGEST_EXACT: Final = 1 << 63

_MACRO_SHEETS: Final = (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
_Sheet = tuple[str, list[tuple[int, int, int]], Iterable[list[Any]]]
"""Name, cells merged downwards, and rows from the first of the file."""

_ZIPS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<[!?a-zA-Z]|MIME-Version:", re.IGNORECASE)
_MARKS: Final = (
    (b"%PDF", not_a_workbook("tệp PDF")),
    (b"\x89PNG", not_a_workbook("hình ảnh")),
    (b"\xff\xd8\xff", not_a_workbook("hình ảnh")),
    (b"GIF8", not_a_workbook("hình ảnh")),
    (b"RIFF", not_a_workbook("hình ảnh hoặc âm thanh")),
    (b"{\\rtf", not_a_workbook("văn bản (RTF)")),
    (b"Rar!", not_a_workbook("tệp nén")),
    (b"7z\xbc\xaf", not_a_workbook("tệp nén")),
    (b"\x1f\x8b", not_a_workbook("tệp nén")),
    (b"\x09\x00", save_again("bảng tính của bản Excel quá cũ")),
    (b"\x09\x02", save_again("bảng tính của bản Excel quá cũ")),
    (b"\x09\x04", save_again("bảng tính của bản Excel quá cũ")),
    (b"\x09\x08", save_again("bảng tính của bản Excel quá cũ")),
)


def main() -> None:
    _limit()
    # the bytes go out as UTF-8 on every system
    out = sys.stdout.buffer
    try:
        for line in _answer(sys.stdin.buffer.read()):
            _say(out, line)
        _say(out, {"done": True})
    except BaseException as error:
        if (refusal := _refusal(error)) is None:
            raise
        _say(out, {"error": refusal})


def _refusal(error: BaseException) -> str | None:
    """What to tell the person; None for an error of our own making."""
    if isinstance(error, WorkbookError):
        return str(error)
    if isinstance(error, MemoryError):
        return TOO_BIG
    if isinstance(error, OverflowError):
        return NO_SUCH_DAY
    # a panic of the library, whose class can't be imported
    if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
        return NO_SUCH_DAY if "out of bounds" in str(error) else DAMAGED
    return None


def _say(out: IO[bytes], line: object) -> None:
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")


def _limit() -> None:
    """Take away memory and time beyond what a list needs, where the system can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        limits = {resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_AS: MOST_MEMORY}
        for what, most in limits.items():
            with suppress(OSError, ValueError):  # macOS doesn't limit memory
                resource.setrlimit(what, (most, most))


def _answer(content: bytes) -> Iterator[object]:
    for name, spans, rows in _sheets(content):
        yield {"sheet": clean(name), "spans": spans}
        yield from rows


def _sheets(content: bytes) -> Iterator[_Sheet]:
    if content.startswith(_ZIPS):
        look_into(content)
    elif content.startswith(SIGNATURE):
        look_into_compound(content)
    else:
        _refuse_others(content)
        yield "CSV", [], _counted(delimited_rows(content))
        return
    yield from _calamine_sheets(content)


def _refuse_others(content: bytes) -> None:
    for mark, reason in _MARKS:
        if content.startswith(mark):
            raise WorkbookError(reason)
    if _MARKUP.match(content):
        raise WorkbookError(save_again("trang web hoặc tệp XML, dù tên tệp có thể ghi .xls"))


def _calamine_sheets(content: bytes) -> Iterator[_Sheet]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    if any(about.typ in _MACRO_SHEETS for about in book.sheets_metadata):
        raise WorkbookError(MACROS)
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(about.name)
            _, indent = sheet.start or (0, 0)
            # rows are given from the first of the file, columns from the first that is filled
            yield (
                about.name,
                _spans(sheet),
                _counted(_plain_row(values, indent) for values in sheet.iter_rows()),
            )


def _spans(sheet: CalamineSheet) -> list[tuple[int, int, int]]:
    """First row, last row and column of the cells merged downwards; OpenDocument doesn't tell."""
    spans, rows = list[tuple[int, int, int]](), 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        rows += bottom - top
        if rows > _MOST_SPANNED:
            break
        if bottom > top:
            spans.append((top + 1, bottom + 1, left))
    return spans


def _counted(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    length = 0
    for row in rows:
        length += sum(len(value) for value in row if isinstance(value, str))
        if length > MOST_TEXT:
            raise WorkbookError(TOO_BIG)
        yield row


def _plain_row(values: list[Any], indent: int) -> list[Any]:
    row = [None] * indent + [_plain(value) for value in values]
    while row and row[-1] is None:
        row.pop()
    return row


def _plain(value: object) -> object:
    """The value as JSON keeps it: text, whole number, true, or a mark with what it is."""
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return {"moment" if isinstance(value, datetime) else "day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _number(value: float) -> object:
    if not math.isfinite(value):
        return "#NUM!"
    if value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return {"number": repr(value)}


if __name__ == "__main__":
    main()
