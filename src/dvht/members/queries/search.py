"""Finding members by parts of their names, whatever the marks, case and order of the words."""

import re
import string
from typing import Final

from django.db.models import QuerySet

from dvht.members.models import Member, NameWord
from dvht.ui.vietnamese import without_marks
from dvht.units.models import Unit

MOST_WORDS: Final = 8
"""A name has fewer; what comes after is left out of the search."""
_LONGEST: Final = 120
_WORD: Final = re.compile(r"[^\W_]+")
_KEPT: Final = frozenset(string.ascii_lowercase + string.digits)
_LAST: Final = "z" * 8
"""Sorts after whatever follows a prefix: stored words hold nothing but a-z and 0-9."""


def search_words_of(*texts: str) -> tuple[str, ...]:
    """The words by which a name or code is found, each once."""
    found = (_plain(word) for text in texts for word in _WORD.findall(without_marks(text)))
    return tuple(dict.fromkeys(found))


def search_words(members: QuerySet[Member], text: str, *, unit: Unit) -> QuerySet[Member]:
    """Those of the unit for whom every word of the text begins a word of the name or the code.

    Text without a letter or digit finds everybody when it is blank, and nobody otherwise.
    """
    words = search_words_of(text)
    if not words:
        return members.none() if text.strip() else members
    for word in words[:MOST_WORDS]:
        here = NameWord.objects.filter(unit=unit, word__gte=word, word__lt=word + _LAST)
        members = members.filter(pk__in=here.values("member"))
    return members


def _plain(word: str) -> str:
    """The word in a-z and 0-9 alone, so that every database sorts it alike: other letters as their numbers."""
    return "".join(sign if sign in _KEPT else f"x{ord(sign):x}" for sign in word)[:_LONGEST]
