"""Words that people typed, as they are kept: composed, on one line, without invisible characters."""

import unicodedata
from typing import Final

from dvht.ui.vietnamese import without_marks

LONGEST_NAME: Final = 120
UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
"""What a browser's broken characters have become on their way."""
_REFUSED: Final = frozenset({"Cc", "Cs", "Co", "Cn"})


class WordsError(ValueError):
    """Text that can't be kept; the message says why and what to do."""


def one_line(text: str, what: str, longest: int, *, wanted: bool = False) -> str:
    """The text composed (NFC) with single spaces; raises WordsError naming `what` it is.

    `wanted`: it must hold a letter or a digit.
    """
    spaced = "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cf")
    if any(sign == UNREADABLE or unicodedata.category(sign) in _REFUSED for sign in spaced):
        raise WordsError(f"{what} có ký tự không đọc được. Hãy gõ lại.")
    kept = " ".join(unicodedata.normalize("NFC", spaced).split())
    if len(kept) > longest:
        raise WordsError(f"{what} dài {len(kept)} ký tự; nhiều nhất là {longest}.")
    if wanted and not any(sign.isalnum() for sign in kept):
        raise WordsError(f"Hãy ghi {what[:1].lower()}{what[1:]}." if not kept else f"{what} phải có chữ.")
    return kept


def key_of(text: str, longest: int = LONGEST_NAME) -> str:
    """What two writings of one title have in common: marks and case make no difference."""
    return without_marks(text)[:longest]
