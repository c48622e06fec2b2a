"""What may stand in a cell and on the tab of a sheet."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from dvht.workbook.characters import LINE_ENDS

LONGEST_TEXT: Final = 32_000
"""Excel takes 32.767 characters; some take two places."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_ON_TABS: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TAB: Final = 31
_EXACT_DIGITS: Final = 15
_WIDEST_EXPONENT: Final = 300


def writable(text: str) -> str:
    """The text without characters that no workbook can hold; an over-long one ends in “…”."""
    kept = _NOT_IN_XML.sub("", LINE_ENDS.sub("\n", text))
    if kept.startswith("<r>") and kept.endswith("</r>"):
        kept += " "  # the library would take it for markup of its own
    return kept if len(kept) <= LONGEST_TEXT else f"{kept[:LONGEST_TEXT]}…"


def is_formula_like(text: str) -> bool:
    """Whether a program might take it for a formula, perhaps behind spaces that it throws away."""
    return text.lstrip().startswith(_FORMULA_STARTS)


def number_fits(number: int | Decimal) -> bool:
    """Whether a cell keeps the number exactly; a longer one is written as text."""
    if isinstance(number, int):
        return abs(number) < 10**_EXACT_DIGITS
    return (
        number.is_finite()
        and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS
        and abs(number.adjusted()) <= _WIDEST_EXPONENT
    )


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel accepts, no two alike."""
    names: list[str] = []
    for wish in wanted:
        plain = (
            _NOT_ON_TABS.sub("-", writable(wish).replace("\n", " ")).strip("' ")[:_LONGEST_TAB].strip("' ")
        )
        name, number = plain or "Trang", 2
        while name.casefold() in {taken.casefold() for taken in names} | {"history"}:
            tail = f" ({number})"
            name, number = f"{(plain or 'Trang')[: _LONGEST_TAB - len(tail)]}{tail}", number + 1
        names.append(name)
    return names
