"""How dates, numbers and names are written for Vietnamese readers: pure functions, no Django."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SIZE_UNITS = ("kB", "MB", "GB", "TB")
ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Ngang, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""


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


def named_up_to(names: Sequence[str], thing: str, most: int = 8) -> str:
    """The names in one line; of those beyond `most` only how many: "A, B và 3 đơn vị nữa"."""
    shown, more = ", ".join(names[:most]), len(names) - most
    return f"{shown} và {written_number(more)} {thing} nữa" if more > 0 else shown


def without_marks(text: str) -> str:
    """nguyen binh khiem: lower case, no tones, no marks, for searching and for user names."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def dictionary_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """What to sort by for the order of a Vietnamese dictionary: letters first, then tones, word by word."""
    return tuple(_word_key(word) for word in text.lower().split())


def name_key(full_name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """What to sort people by: the given name first, then family and middle names."""
    words = full_name.split()
    return dictionary_key(" ".join([*words[-1:], *words[:-1]]))


def name_order(full_name: str) -> str:
    """`name_key` as text: small letters and digits that any database sorts as `name_key` sorts people."""
    signs = []
    for letters, tones in name_key(full_name):
        signs += [f"{letter + 2:02}" for letter in letters]
        signs += ["00", *(str(tone) for tone in tones)]
    return "".join(signs)


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES[1:]:
            tones[-1:] = [TONES.index(mark)]
        elif unicodedata.combining(mark) and letters:
            base = unicodedata.normalize("NFC", ALPHABET[letters[-1]] + mark) if letters[-1] >= 0 else ""
            letters[-1] = ALPHABET.find(base) if len(base) == 1 else letters[-1]
        else:
            letters.append(ALPHABET.find(mark))
            tones.append(0)
    return tuple(letters), tuple(tones)
