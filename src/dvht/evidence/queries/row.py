"""The evidence block of one row, as the assessment page and the evidence page show it."""

from dataclasses import dataclass

from dvht.evidence.models import Collection, Use
from dvht.evidence.queries.listing import active_uses
from dvht.regulation.rows import Row


@dataclass(frozen=True)
class RowEvidence:
    """What stands under a row; `removed` is what can be brought back."""

    row: Row
    uses: tuple[Use, ...]
    removed: tuple[Use, ...]


def is_row_open(collection: Collection, row: str) -> bool:
    """Whether the row isn't locked by a return of others alone."""
    return not collection.only_rows or row in collection.only_rows


def row_evidence(collection: Collection, row: str) -> RowEvidence:
    """Two queries; each evidence knows in `standing` where else it is used. KeyError for an unknown row."""
    found = collection.pack.row(row)
    uses = (
        Use.objects.filter(collection=collection, row=row)
        .select_related("evidence__file")
        .prefetch_related(active_uses("evidence__uses"))
        .order_by("position")
    )
    listed = list(uses)
    return RowEvidence(
        found,
        tuple(use for use in listed if use.removed_at is None),
        tuple(use for use in listed if use.removed_at is not None),
    )
