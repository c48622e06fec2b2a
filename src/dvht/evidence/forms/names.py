"""Names of files as people gave them, made safe to keep, to show and to give back."""

import unicodedata
from typing import Final

LONGEST: Final = 180


def clean_name(name: str) -> str:
    """The name without folders and control characters, NFC, at most 180 characters with its ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(
        char if char.isprintable() else " " for char in unicodedata.normalize("NFC", last) if char != "\u200b"
    )
    stem, ending = split_ending(" ".join(printable.split()).rstrip(". "))
    return (stem.strip(". ")[: LONGEST - len(ending)].rstrip() or "tep") + ending


def split_ending(name: str) -> tuple[str, str]:
    """The stem and the ending with its dot, in lower case; an ending is at most five letters or digits."""
    stem, dot, ending = name.rpartition(".")
    if dot and 1 <= len(ending) <= 5 and ending.isascii() and ending.isalnum():
        return stem, "." + ending.lower()
    return name, ""
