"""What a cell says, as the value its column asks for. Each function takes None for an empty cell."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from dvht.workbook.characters import clean, folded, one_line
from dvht.workbook.errors import CellError
from dvht.workbook.sheets import Cell

T = TypeVar("T")

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100
_LAST_SHORT_YEAR: Final = 29
"""As in Excel: 29 is 2029, 30 is 1930."""
_EXCEL_ZERO: Final = date(1899, 12, 30)
_FIRST_SERIAL: Final = (date(1910, 1, 1) - _EXCEL_ZERO).days
_LAST_SERIAL: Final = (date(LATEST_YEAR, 12, 31) - _EXCEL_ZERO).days
_LONGEST_SHOWN: Final = 60

_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_IN_WORDS: Final = re.compile(r"(?:ngay)?(\d{1,2})thang(\d{1,2})nam(\d{4})")
_TIME: Final = re.compile(r"[T ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|SA|CH|AM|PM)?$", re.IGNORECASE)
_POWER: Final = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_NUMBER: Final = re.compile(r"[+\-]?\d{1,30}([.,]\d{1,30})*")
_THOUSANDS: Final = re.compile(r"[+\-]?\d{1,3}(\.\d{3})+")
_YES: Final = frozenset(
    {"x", "co", "dat", "1", "true", "yes", "y", "v", "dung", "roi", "daco", "hoanthanh", "cohoanthanh"}
)
_NO: Final = frozenset(
    {"khong", "chua", "chuadat", "khongdat", "0", "false", "no", "n", "sai", "chuaco", "chuahoanthanh"}
)
_YES_MARKS: Final = frozenset("✓✔☑🗸✅√")
_NO_MARKS: Final = frozenset("✗✘☐☒❌–—-")


def as_text(cell: Cell) -> str:
    """The cell on one line; a date as dd/mm/yyyy, a number as it is written, empty as ""."""
    return one_line(as_lines(cell))


def as_lines(cell: Cell) -> str:
    """The cell as text whose lines stay lines."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, datetime):
        return (
            f"{cell:%d/%m/}{cell.year:04} {cell:%H:%M}" if cell.time() != datetime.min.time() else _day(cell)
        )
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, Decimal):
        return _number_text(cell)
    return str(cell) if isinstance(cell, int) else clean(cell)


def as_date(cell: Cell) -> date | None:
    """The day, read day first: a date, the number that Excel keeps for one, or text.

    Raises CellError for everything else; a year alone is no day.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return _within_reach(cell.date(), cell)
    if isinstance(cell, date):
        return _within_reach(cell, cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _serial_date(cell)
    if isinstance(cell, str):
        return _written_date(one_line(cell))
    raise _no_date(cell)


def as_choice(cell: Cell, choices: Mapping[T, str | Sequence[str]]) -> T | None:
    """The value one of whose spellings the cell bears; marks, case, spaces and punctuation make no difference.

    `choices` gives each value its title, or its title and other spellings. Raises CellError naming the titles.
    """
    text = as_text(cell)
    if not text:
        return None
    spellings = {
        value: (names,) if isinstance(names, str) else tuple(names) for value, names in choices.items()
    }
    for same in (clean, str.casefold, folded):
        for value, names in spellings.items():
            if same(text) in {same(name) for name in names}:
                return value
    allowed = ", ".join(f"“{names[0]}”" for names in spellings.values() if names)
    raise CellError(f"“{shown(cell)}” không có trong danh sách. Hãy ghi một trong: {allowed}.")


def as_whole(cell: Cell, least: int | None = None, most: int | None = None) -> int | None:
    """The whole number. Raises CellError for decimals, text and numbers out of bounds."""
    number = as_number(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellError(f"“{shown(cell)}” không phải số nguyên. Hãy ghi số không có phần lẻ.")
    if (least is not None and number < least) or (most is not None and number > most):
        raise CellError(f"“{shown(cell)}” nằm ngoài khoảng cho phép{_bounds(least, most)}.")
    return int(number)


def as_number(cell: Cell) -> Decimal | None:
    """The number: 8,5 and 8.5 alike, 1.234 and 1.234,5 with dots between thousands. Raises CellError."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _reasonable(Decimal(cell), cell)
    text = one_line(cell).replace(" ", "") if isinstance(cell, str) else ""
    if not _NUMBER.fullmatch(text):
        raise CellError(f"“{shown(cell)}” không phải là số. Hãy ghi bằng chữ số, ví dụ 12 hoặc 8,5.")
    if _THOUSANDS.fullmatch(text.partition(",")[0]):
        text = text.replace(".", "")
    try:
        return _reasonable(Decimal(text.replace(",", ".")), cell)
    except InvalidOperation:
        raise CellError(
            f"“{shown(cell)}” không phải là số. Hãy ghi bằng chữ số, ví dụ 12 hoặc 8,5."
        ) from None


def as_yes_no(cell: Cell) -> bool | None:
    """x, có, đạt, 1, ✓ are yes; không, chưa đạt, 0, ✗ are no; an empty cell says neither. Raises CellError."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = as_text(cell)
    if not text:
        return None
    key = folded(text)
    if key in _YES or (not key and set(text) <= _YES_MARKS):
        return True
    if key in _NO or (not key and set(text) <= _NO_MARKS):
        return False
    raise CellError(
        f"“{shown(cell)}” chưa rõ là có hay không. Hãy ghi “x” hoặc “có”, “không”, hoặc để trống."
    )


def as_code(cell: Cell, digits: int | None = None) -> str:
    """A code such as a citizen number, with the leading zeros that Excel took away.

    `digits` is how many the code has; at most three lost zeros are put back. Raises CellError when digits are
    missing for good, as in the text 1.23E+11.
    """
    if isinstance(cell, bool | date | Decimal) or (isinstance(cell, int) and cell < 0):
        raise CellError(f"“{shown(cell)}” không phải là mã số. Hãy định dạng cột là Văn bản rồi ghi lại.")
    text = str(cell) if isinstance(cell, int) else _unfolded_power(as_text(cell).lstrip("'’"))
    if digits is None or not text:
        return text
    code = re.sub(r"[\s.\-]", "", text)
    if not (code.isascii() and code.isdigit() and digits - 3 <= len(code) <= digits):
        raise CellError(f"“{shown(text)}” không đúng: cần đủ {digits} chữ số.")
    return code.zfill(digits)


def shown(cell: Cell) -> str:
    """The cell for a message: on one line, shortened."""
    text = as_text(cell)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _number_text(number: Decimal) -> str:
    if abs(number.adjusted()) > _LONGEST_SHOWN:
        return str(number).replace(".", ",")
    return f"{number:f}".replace(".", ",")


def _reasonable(number: Decimal, cell: Cell) -> Decimal:
    if not number.is_finite() or number.adjusted() >= 18:
        raise CellError(f"“{shown(cell)}” là số quá lớn.")
    return number


def _bounds(least: int | None, most: int | None) -> str:
    low = f" từ {least}" if least is not None else ""
    high = f" đến {most}" if most is not None else ""
    return f":{low}{high}" if low else f": không quá {most}"


def _serial_date(number: int) -> date:
    if EARLIEST_YEAR <= number <= LATEST_YEAR:
        raise _only_year(str(number))
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise _no_date(number)
    return _EXCEL_ZERO + timedelta(days=number)


def _written_date(text: str) -> date:
    plain = _TIME.sub("", text).strip()
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _IN_WORDS.fullmatch(folded(plain)):
        day, month, year = found.groups()
    elif plain.isascii() and plain.isdigit() and len(plain) <= 5:
        return _serial_date(int(plain))
    else:
        raise _no_date(text)
    return _calendar_day(int(day), int(month), _long_year(year), text)


def _long_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) <= _LAST_SHORT_YEAR else 1900)


def _calendar_day(day: int, month: int, year: int, text: str) -> date:
    try:
        return _within_reach(date(year, month, day), text)
    except ValueError:
        raise CellError(
            f"“{shown(text)}” không có trong lịch. Ngày được ghi theo thứ tự ngày/tháng/năm, ví dụ 25/03/1985."
        ) from None


def _within_reach(day: date, cell: Cell) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise CellError(f"“{shown(cell)}”: năm phải từ {EARLIEST_YEAR} đến {LATEST_YEAR}.")
    return day


def _only_year(text: str) -> CellError:
    return CellError(f"“{text}” mới chỉ có năm. Hãy ghi đủ ngày/tháng/năm, ví dụ 25/03/{text}.")


def _no_date(cell: Cell) -> CellError:
    return CellError(f"“{shown(cell)}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 25/03/1985.")


def _unfolded_power(text: str) -> str:
    """123456789012 for 1.23456789012E+11. Raises CellError when digits are gone."""
    found = _POWER.fullmatch(text)
    if not found:
        return text
    whole, decimals, power = found[1], found[2] or "", int(found[3])
    if len(decimals) < power:
        raise CellError(
            f"“{shown(text)}” đã bị Excel rút gọn nên mất chữ số. Hãy định dạng cột là Văn bản rồi ghi lại đủ số."
        )
    return whole + decimals[:power] if not decimals[power:].strip("0") else text
