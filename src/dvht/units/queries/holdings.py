"""How much hangs on units: rows of every room that point at them, counted by following foreign keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, ForeignKey, Value

from dvht.units.models import Unit

_ELSEWHERE: Final = ("dvht.units.", "dvht.accounts.")
"""The tree itself and who has a role are told in other words."""
_ASIDE: Final = frozenset({"NameWord", "KnownHeader", "Upload", "NumberSeries"})
"""What only serves other rows: an index, a memory of workbooks."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of thing and how many of it belong to the units."""

    label: str
    count: int


def holdings_of(units: Iterable[int]) -> tuple[Holding, ...]:
    """What belongs to these units, the most first: numbers only. One query; a room built later is counted too."""
    ids = list(units)
    counts = []
    for relation in Unit._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's public name
        field, model = getattr(relation, "field", None), getattr(relation, "related_model", None)
        if not isinstance(field, ForeignKey) or model is None or model.__module__.startswith(_ELSEWHERE):
            continue
        if model.__name__ in _ASIDE:
            continue
        thing = str(model._meta.verbose_name)  # noqa: SLF001 - Django's public name
        label = thing if field.name == "unit" else f"{thing} ({field.verbose_name})"
        rows = model._default_manager.order_by().filter(**{f"{field.name}__in": ids})  # noqa: SLF001 - as above
        counts.append(rows.annotate(held_as=Value(label)).values_list("held_as").annotate(held=Count("pk")))
    if not counts:
        return ()
    found = {label: number for label, number in counts[0].union(*counts[1:], all=True) if number}
    return tuple(Holding(label, number) for label, number in sorted(found.items(), key=lambda item: -item[1]))
