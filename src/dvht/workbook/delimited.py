"""Text files with separators (.csv), as Excel, Google Sheets and older programs save them."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from dvht.workbook.characters import clean
from dvht.workbook.errors import WorkbookError
from dvht.workbook.refusals import TOO_BIG, too_many_columns, too_many_rows
from dvht.workbook.sheets import MOST_COLUMNS, MOST_ROWS

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS: Final = ("utf-8", "windows-1258")
_SEPARATORS: Final = ("\t", ";", ",")
_TRIED_LINES: Final = 50
_LONGEST_LINE: Final = 1_000_000
_LONGEST_FIELD: Final = 100_000
_MOST_EMPTY_ROWS: Final = 100_000


def decoded(content: bytes) -> str:
    """Return the text. Raises WorkbookError when it is none, or in a code that can't be told."""
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    for tried in (encoding,) if encoding else _ENCODINGS:
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise WorkbookError(
        "Tệp này không phải bảng tính, hoặc đã hỏng. Hãy mở bằng Excel rồi lưu lại dạng .xlsx "
        "(Sổ làm việc Excel), sau đó tải lên tệp mới."
    )


def delimited_rows(content: bytes) -> Iterator[list[str | None]]:
    """Yield the rows, every value as text. Raises WorkbookError."""
    text = decoded(content)
    if any(len(line) > _LONGEST_LINE for line in text.splitlines()):
        raise WorkbookError(TOO_BIG)
    separator, text = _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield from _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise WorkbookError(
            'Tệp CSV có một ô quá dài; thường là do dấu ngoặc kép (") mở ra mà không đóng lại. '
            "Hãy sửa ô đó, hoặc lưu tệp lại dạng .xlsx."
        ) from error


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str | None]]:
    filled = 0
    for number, values in enumerate(reader, start=1):
        row = [clean(value) or None for value in values]
        while row and row[-1] is None:
            row.pop()
        filled += bool(row)
        if filled > MOST_ROWS or number > _MOST_EMPTY_ROWS:
            raise too_many_rows()
        if len(row) > MOST_COLUMNS:
            raise too_many_columns()
        yield row


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line “sep=;” by which Excel is told of one."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and told[4:] in _SEPARATORS:
        return told[4:], rest
    if first.lower().startswith("sep=\t"):
        return "\t", rest
    return max(_SEPARATORS[::-1], key=lambda separator: _breadth(text, separator)), text


def _breadth(text: str, separator: str) -> tuple[int, int]:
    """How many of the first lines the separator parts, and into how many values."""
    head = io.StringIO(text[:200_000], newline="")
    try:
        widths = [len(row) for row in islice(csv.reader(head, delimiter=separator), _TRIED_LINES)]
    except csv.Error:
        return 1, head.getvalue().count(separator)
    return sum(width > 1 for width in widths), sum(widths)
