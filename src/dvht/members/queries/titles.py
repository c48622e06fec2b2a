"""The positions that a unit already uses, to be offered while somebody types."""

from __future__ import annotations

from typing import Final

from django.db.models import Count

from dvht.members.models import Position
from dvht.units.models import Unit

MOST_OFFERED: Final = 40


def known_titles(unit: Unit) -> tuple[str, ...]:
    """The most frequent ones first, each once however it was written."""
    rows = Position.objects.filter(posting__member__unit=unit).order_by()
    counted = rows.values_list("title_key", "title").annotate(uses=Count("pk")).order_by("-uses", "title")
    titles: dict[str, str] = {}
    for key, title, _ in counted[: MOST_OFFERED * 2]:
        titles.setdefault(key, title)
    return tuple(titles.values())[:MOST_OFFERED]
