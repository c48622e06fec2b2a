"""Which characters may stand on paper."""

import re
import unicodedata
from functools import cache
from typing import Final

from dvht.paper.metrics import FONTS

NO_BREAK_SPACE: Final = "\u00a0"
MISSING: Final = "\u25a1"
"""Stands in the PDF for a character that no bundled font has (an emoji)."""

# The typst wheel always carries DejaVu Sans Mono; these marks are taken from it.
_BORROWED: Final = frozenset("✓✔✗✘☐☑☒")
_LONG_WORD: Final = 24
_BREAKS: Final = re.compile(r"([/\\_\-.,;:?&=@])(?=\S)")


def clean(text: str) -> str:
    """Return the text composed (NFC), on clean lines, without control and formatting characters."""
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text.replace("\t", " "))
    kept = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFC", kept))


def one_line(text: str) -> str:
    """Return the clean text on a single line, without spaces around it."""
    return " ".join(filter(None, clean(text).replace("\n", " ").split(" ")))


def printable(text: str) -> str:
    """Return clean text with characters the bundled fonts lack replaced by their plain form or by a box."""
    return "".join(c if c == "\n" or _has(c) else _plain(c) for c in clean(text))


def breakable(text: str) -> str:
    """Return the text with places to break (zero-width spaces) inside addresses, digests and file names."""
    return " ".join(_break(word) if len(word) > _LONG_WORD else word for word in text.split(" "))


def _break(word: str) -> str:
    marked = _BREAKS.sub("\\1\u200b", word)
    return "\u200b".join(
        "\u200b".join(piece[i : i + 8] for i in range(0, len(piece), 8)) if len(piece) > _LONG_WORD else piece
        for piece in marked.split("\u200b")
    )


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(map(_has, plain)) else MISSING


def _has(character: str) -> bool:
    return character in _BORROWED or ord(character) in _covered()


@cache
def _covered() -> frozenset[int]:
    spans = (line.split("-") for line in (FONTS / "coverage.txt").read_text("ascii").split())
    return frozenset(code for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1))
