"""Lists of evidence: of a year, by words, and of the years before."""

import re
from collections import defaultdict
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from dvht.evidence.models import Collection, Evidence, Use, folded
from dvht.units.models import Unit

_CODE: Final = re.compile(r"^(\S+)-(\d{1,6})$")
ACTIVE: Final = Q(removed_at__isnull=True)


def collection_of(unit: Unit, year: int) -> Collection | None:
    return Collection.objects.filter(unit=unit, year=year).select_related("unit").first()


def visible_evidence(unit: Unit, year: int) -> QuerySet[Evidence]:
    """Evidence of the unit's year, with its file and where it stands; what was removed is reachable too."""
    return (
        Evidence.objects.filter(collection__unit=unit, collection__year=year)
        .select_related("file", "collection__unit", "added_by", "reused_from__collection")
        .prefetch_related(active_uses())
    )


def listed_uses(collection: Collection, *, row: str = "", words: str = "") -> QuerySet[Use]:
    """What stands in the year, by row and code; `words` are sought without diacritics, a code by itself."""
    uses = (
        Use.objects.filter(ACTIVE, collection=collection)
        .select_related("evidence__file")
        .prefetch_related(active_uses("evidence__uses"))
    )
    if row:
        uses = uses.filter(row=row)
    code = _CODE.match(words.strip())
    sought = Q(row=code[1], position=int(code[2])) if code else _matching(words, "evidence__")
    return uses.filter(sought).order_by("row", "position")


def evidence_by_row(collection: Collection) -> dict[str, tuple[Use, ...]]:
    """What stands in the year, by row; two queries."""
    found: dict[str, list[Use]] = defaultdict(list)
    for use in listed_uses(collection):
        found[use.row].append(use)
    return {row: tuple(uses) for row, uses in found.items()}


def earlier_collections(collection: Collection) -> QuerySet[Collection]:
    """The same unit's years before, the latest first."""
    return Collection.objects.filter(unit_id=collection.unit_id, year__lt=collection.year).order_by("-year")


def reusable_evidence(
    collection: Collection, source: Collection, *, row: str = "", words: str = ""
) -> QuerySet[Evidence]:
    """Evidence of `source` (this year or an earlier one of the unit) that isn't under `row` yet."""
    here = Use.objects.filter(ACTIVE, collection=collection, **({"row": row} if row else {}))
    taken = (
        Q(evidence=OuterRef("pk"))
        | Q(evidence__reused_from=OuterRef("pk"))
        | Q(evidence__file=OuterRef("file"), evidence__file__isnull=False)
    )
    return (
        Evidence.objects.filter(
            Exists(Use.objects.filter(ACTIVE, evidence=OuterRef("pk"))), collection=source
        )
        .filter(collection__unit_id=collection.unit_id)
        .filter(~Exists(here.filter(taken)))
        .filter(_matching(words, ""))
        .select_related("file")
        .prefetch_related(active_uses())
        .order_by("-pk")
    )


def active_uses(path: str = "uses") -> Prefetch[str, QuerySet[Use], str]:
    """Fills `standing` of each evidence."""
    return Prefetch(path, queryset=Use.objects.filter(ACTIVE).order_by("row", "position"), to_attr="standing")


def _matching(words: str, evidence: str) -> Q:
    found = Q()
    for word in folded(words).split():
        found &= Q(**{f"{evidence}search_text__contains": word})
    return found
