"""The fixed words and punctuation of Phụ lục I, Nghị định 30/2020/NĐ-CP, around what a paper says."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from dvht.paper.blocks import Annex, Issuer, Number, OfficialPaper, Signature
from dvht.paper.characters import NO_BREAK_SPACE, one_line

_BLANK: Final = NO_BREAK_SPACE * 8
_ROMAN: Final = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
_POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"


def roman(number: int) -> str:
    """Return 1..399 in Roman numerals."""
    numeral = ""
    for value, sign in _ROMAN.items():
        numeral += sign * (number // value)
        number %= value
    return numeral


def point_letter(index: int) -> str:
    """Return the letter of the point at `index` (0 is "a") by the Vietnamese alphabet, doubled after "y"."""
    turn, place = divmod(index, len(_POINT_LETTERS))
    return _POINT_LETTERS[place] * (turn + 1)


def number_and_symbol(number: Number) -> str:
    """Return "05/TTr-THHS", with room for the number when there is none yet."""
    value = _BLANK if number.value is None else f"{number.value:02d}"
    return f"{value}/{one_line(number.symbol)}"


def number_line(number: Number | None) -> str:
    """Return "Số: 05/TTr-THHS", or nothing for a paper without a number."""
    return f"Số: {number_and_symbol(number)}" if number else ""


def day_words(day: date | None, year: int | None = None) -> str:
    """Return "ngày 05 tháng 02 năm 2026"; only days below 10 and months 1, 2 get a 0; None leaves room."""
    if day is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm {year or _BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_day(paper: OfficialPaper) -> str:
    """Return "Đồng Sen, ngày 08 tháng 12 năm 2026"."""
    return f"{one_line(paper.place)}, {day_words(paper.issued_on, paper.year)}"


def listed(items: tuple[str, ...], mark: str = "- ") -> tuple[str, ...]:
    """Return items one to a line: dash first, ";" after each, "." after the last."""
    bare = [item for item in (one_line(item).rstrip(" ;.") for item in items) if item]
    return tuple(f"{mark}{item}{'.' if at == len(bare) else ';'}" for at, item in enumerate(bare, start=1))


def bases(paper: OfficialPaper) -> tuple[str, ...]:
    """Return the căn cứ, each ending ";" and the last "."."""
    return listed(paper.bases, mark="")


def recipients(paper: OfficialPaper) -> tuple[str, ...]:
    """Return the lines under “Nơi nhận:”, “Lưu” last."""
    archive = (f"Lưu: {one_line(paper.archive)}",) if paper.archive else ()
    return listed(paper.recipients + archive)


@dataclass(frozen=True, slots=True)
class Signer:
    """Lines over the room for signing, and under it."""

    right: tuple[str, ...]
    name: tuple[str, ...]


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Return quyền hạn and chức vụ in capitals, one or two lines."""
    title, behalf = one_line(signature.title).upper(), one_line(signature.on_behalf_of).upper()
    if not signature.authority:
        return tuple(filter(None, (behalf, title)))
    if not behalf:
        return (f"{signature.authority} {title}",)
    return tuple(filter(None, (f"{signature.authority} {behalf}", title)))


def signers(paper: OfficialPaper) -> tuple[tuple[Signer | None, Signer | None], ...]:
    """Return those who sign, two to a row, the one of greater right first and on the right.

    The two of a row have equally many lines, so that their names stand level.
    """
    first = (paper.second_signature, paper.signature)
    others = paper.signature.co_signers
    pairs = [first, *zip_longest(others[::2], others[1::2])]
    return tuple(_level(left, right) for left, right in pairs)


def _level(left: Signature | None, right: Signature | None) -> tuple[Signer | None, Signer | None]:
    both = [signature for signature in (left, right) if signature]
    lines = max(len(signature_lines(signature)) for signature in both)
    post = any(one_line(signature.post) for signature in both)
    return _signer(left, lines, post=post), _signer(right, lines, post=post)


def _signer(signature: Signature | None, lines: int, *, post: bool) -> Signer | None:
    if signature is None:
        return None
    right = signature_lines(signature)
    name = (one_line(signature.name),)
    over = (one_line(signature.post).upper(),) if post else ()
    return Signer(right + ("",) * (lines - len(right)), over + name)


def annex_label(annexes: tuple[Annex, ...], index: int) -> str:
    """Return "Phụ lục", numbered in Roman when there are two or more (Mục III.1.a)."""
    return f"Phụ lục {roman(index + 1)}" if len(annexes) > 1 else "Phụ lục"


def annex_reference(paper: OfficialPaper) -> str:
    """Return the line that ties an annex to its paper: kind, number, day, issuer (Mục III.1.c)."""
    kind = one_line(paper.type_name or "Công văn").capitalize()
    number = f" số {number_and_symbol(paper.number)}" if paper.number else ""
    day = day_words(paper.issued_on, paper.year)
    return f"(Kèm theo {kind}{number} {day} của {_plain_name(paper.issuer)})"


def _plain_name(issuer: Issuer) -> str:
    return one_line(issuer.plain_name or issuer.name)


def paper_title(paper: OfficialPaper) -> str:
    """Return the paper's title as a document: kind, number, subject."""
    number = f" {number_and_symbol(paper.number)}" if paper.number and paper.number.value else ""
    return f"{one_line(paper.type_name or 'Công văn').capitalize()}{number}: {one_line(paper.subject)}"
