"""Text as people mean it: composed, without invisible characters; and as headers are compared."""

import re
import unicodedata
from typing import Final

LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_NO_CHARACTERS: Final = frozenset("\ufffe\uffff")
_PADDED_END: Final = re.compile(r" *\n *")
_WORD: Final = re.compile(r"[^\W_]+")
_JOINING_WORDS: Final = frozenset({"va", "and"})


def clean(text: str) -> str:
    """Return the text in NFC, without control and invisible characters, with single spaces and no spaces around.

    Lines stay lines; every other white space, no-break spaces too, is one space.
    """
    if text.isprintable() and "  " not in text:
        return unicodedata.normalize("NFC", text).strip()
    kept = "".join(_plain(character) for character in LINE_ENDS.sub("\n", text))
    lines = _PADDED_END.sub("\n", re.sub(r" {2,}", " ", kept)).strip()
    return unicodedata.normalize("NFC", lines)


def one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def folded(text: str) -> str:
    """hovaten: lower case, letters and digits alone, no tones, no marks, no spaces."""
    return "".join(folded_words(text))


def folded_words(text: str) -> tuple[str, ...]:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return tuple(_WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter))))


def header_key(title: str) -> str:
    """hoten for “Họ và tên”, “Họ tên”, “HỌ TÊN (*)”: what two headers that mean the same have in common.

    Marks, case, punctuation, spaces and the word “và” make no difference.
    """
    return "".join(word for word in folded_words(clean(title)) if word not in _JOINING_WORDS)


def _plain(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    return "" if category in {"Cc", "Cf", "Cs"} or character in _NO_CHARACTERS else character
