"""How dates, numbers and sizes are written for Vietnamese readers: pure functions, no Django."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SIZE_UNITS = ("kB", "MB", "GB", "TB")


def written_date(day: date) -> str:
    """15/11/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def written_weekday_date(day: date) -> str:
    """thứ Năm, 14/01/2027."""
    return f"{WEEKDAYS[day.weekday()]}, {written_date(day)}"


def written_moment(moment: datetime, now: datetime) -> str:
    """14:02 hôm nay, or 14:02 15/11/2026; both arguments in the reader's time zone."""
    day = "hôm nay" if moment.date() == now.date() else written_date(moment)
    return f"{moment.hour:02}:{moment.minute:02} {day}"


def written_number(value: int | Decimal | Fraction, places: int | None = None) -> str:
    """1.234,5: dots between thousands, a comma before decimals.

    `places` fixes the number of decimals, rounding half away from zero; without it the value is written
    exactly, without trailing zeros (a Fraction that has no finite decimal keeps two decimals).
    """
    number = as_decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def as_decimal(value: int | Decimal | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else exact.quantize(Decimal("0.01"))
    return Decimal(value)


def written_percent(part: int, whole: int) -> str:
    """95,0%: the share floored to one decimal, so that 89,96 never reads 90,0. A dash when `whole` is 0."""
    if whole <= 0:
        return "–"
    tenths = part * 1000 // whole
    return f"{written_number(tenths // 10)},{tenths % 10}%"


def written_size(octets: int) -> str:
    """2,4 MB; 830 byte below one thousand. Thousands, not 1024, as phones and file managers show them."""
    if octets < 1000:
        return f"{octets} byte"
    size = Decimal(octets) / 1000
    units = list(SIZE_UNITS)
    while size >= Decimal("999.95") and len(units) > 1:
        size /= 1000
        units.pop(0)
    return f"{written_number(size, 1).removesuffix(',0')} {units[0]}"
