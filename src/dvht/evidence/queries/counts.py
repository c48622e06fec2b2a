"""How much evidence each row has, and which rows have none."""

from dataclasses import dataclass

from django.db.models import Count

from dvht.evidence.models import Collection, Use
from dvht.regulation.kinds import Ownership
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row, UnitFacts


@dataclass(frozen=True)
class RowState:
    """A row of the pack for one unit: how much evidence, and why it doesn't bind the unit, if so."""

    row: Row
    group_title: str
    count: int
    why_not: str

    @property
    def is_missing(self) -> bool:
        return not self.count and not self.why_not


def evidence_counts(collection: Collection) -> dict[str, int]:
    """Pieces of evidence by row, for the rows that have any; one query."""
    counted = Use.objects.filter(collection=collection, removed_at=None).values("row").annotate(n=Count("pk"))
    return {entry["row"]: entry["n"] for entry in counted.order_by("row")}


def row_states(collection: Collection) -> tuple[RowState, ...]:
    """Every row of the pack in order, with its count."""
    counts = evidence_counts(collection)
    pack, unit = collection.pack, collection.unit
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    return tuple(
        RowState(row, group.title, counts.get(row.code, 0), _why_not(pack, row, facts))
        for group in pack.groups
        for row in group.rows
    )


def _why_not(pack: Pack, row: Row, facts: UnitFacts) -> str:
    """Why the row binds the unit at no level; empty when it binds at any."""
    answers = [row.applies(facts, level) for level in (pack.levels or (None,))]
    if any(answer.applies for answer in answers):
        return ""
    return answers[0].why_not or "Không áp dụng cho đơn vị này"
