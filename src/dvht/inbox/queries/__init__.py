"""What stands in a person's inbox, and what must be known to tell of a change of the tree."""

from dvht.inbox.queries.messages import messages_of, unread_count
from dvht.inbox.queries.tree import Seat, Tree, rows_now, seats_on, tree_on

__all__ = [
    "Seat", "Tree", "messages_of", "rows_now", "seats_on", "tree_on", "unread_count",
]  # fmt: skip
