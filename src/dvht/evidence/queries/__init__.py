"""What a collection holds, by row, by words, and in the order in which it is bound."""

from dvht.evidence.queries.binding import BindingItem, binding_items
from dvht.evidence.queries.counts import RowState, evidence_counts, row_states
from dvht.evidence.queries.listing import (
    collection_of,
    earlier_collections,
    evidence_by_row,
    listed_uses,
    reusable_evidence,
    visible_evidence,
)
from dvht.evidence.queries.row import RowEvidence, is_row_open, row_evidence

__all__ = [
    "BindingItem",
    "RowEvidence",
    "RowState",
    "binding_items",
    "collection_of",
    "earlier_collections",
    "evidence_by_row",
    "evidence_counts",
    "is_row_open",
    "listed_uses",
    "reusable_evidence",
    "row_evidence",
    "row_states",
    "visible_evidence",
]
