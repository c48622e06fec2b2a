"""Rows of a table that aren't people: totals, signatures, headings of groups, numbers of columns. None is empty."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from dvht.workbook.cells import as_text
from dvht.workbook.characters import one_line
from dvht.workbook.sheets import Cell

MOST_ROWS_BELOW: Final = 15
"""Filled rows that may stand below the place and date of a list: its signatures."""

_TOTAL: Final = re.compile(
    r"(tổng\s*cộng|tổng\s*số|cộng|tổng)(\s*[:.(\d].*|\s+(toàn|chung|cả|là|có|theo|số|lớp|tổ|khối)\b.*)?"
    r"|(danh sách|ấn định|bảng)\b.*\b(có|gồm|là)\b.*\d.*",
    re.DOTALL,
)
_SIGNED: Final = re.compile(
    r"(người|cán bộ|nhân viên) (lập|lập biểu|lập bảng|lập danh sách|tổng hợp|duyệt|kiểm tra)\b.*"
    r"|(kt|tl|tm|q|tuq)\.\s*\w.*"
    r"|(phó )?(hiệu trưởng|giám đốc|chủ tịch|trưởng phòng)|thủ trưởng( đơn vị| cơ quan)?|kế toán|thủ quỹ"
    r"|(xác nhận|duyệt) (của|đơn vị|bgh|ban giám hiệu)\b.*|nơi nhận\b.*"
    r"|\(?ký(,| tên| và| ghi|\)).*|\(đã ký\)",
    re.DOTALL,
)
_PLACE_AND_DATE: Final = re.compile(
    r"([^\d]{0,60}[,.]\s*)?ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm\s*[\d.…_]*\.?", re.DOTALL
)
_GROUP: Final = re.compile(
    r"(tổ|khối|phòng|nhóm|lớp|khoa|bộ phận|ban giám hiệu|văn phòng|bộ môn)(\s.*)?|[ivx]+\s*[.)\-:]\s*\S.*",
    re.DOTALL,
)
_COLUMN_NUMBER: Final = re.compile(r"\(?\[?([A-Z]|\d{1,2})\]?\)?")


def texts_of(row: Sequence[Cell]) -> list[str]:
    return [as_text(cell) for cell in row if cell is not None]


def is_total(row: Sequence[Cell]) -> bool:
    """“Tổng cộng: 60 người”: the first words say so, and beside them stand only numbers."""
    first, *others = (cell for cell in row if cell is not None)
    return (
        isinstance(first, str)
        and bool(_TOTAL.fullmatch(_lower(first)))
        and all(any(letter.isdigit() for letter in as_text(cell)) for cell in others)
    )


def is_signature(row: Sequence[Cell]) -> bool:
    """“Hà Nội, ngày 5 tháng 9 năm 2026”, or “Người lập” beside “Hiệu trưởng”, and nothing else."""
    return all(cell is None or (isinstance(cell, str) and _is_signed(_lower(cell))) for cell in row)


def _is_signed(text: str) -> bool:
    return bool(_SIGNED.fullmatch(text) or _PLACE_AND_DATE.fullmatch(text))


def group_title(row: Sequence[Cell]) -> str:
    """“Tổ Toán – Tin” when the row is the heading of a group, perhaps behind “II” and before a number, else ""."""
    filled = [cell for cell in row if cell is not None]
    if len(filled) > 1 and re.fullmatch(r"[IVX]+\.?|[A-H]\.?", as_text(filled[0])):
        del filled[0]
    if not filled or any(not isinstance(cell, int | Decimal) for cell in filled[1:]):
        return ""
    title = as_text(filled[0])
    return title if _GROUP.fullmatch(_lower(title)) else ""


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """“(1) (2) (3)” or “A B 1 2”, as stands under the header of official lists."""
    texts = texts_of(row)
    marks = [found[1] for text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    if len(texts) < 3 or len(marks) < len(texts):
        return False
    letters = [mark for mark in marks if mark.isalpha()]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return (
        marks[: len(letters)] == letters and _rises(numbers) and _rises([ord(letter) for letter in letters])
    )


def _rises(numbers: Sequence[int]) -> bool:
    return all(later == earlier + 1 for earlier, later in pairwise(numbers))


def _lower(text: str) -> str:
    return one_line(text).lower()
