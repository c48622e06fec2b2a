"""What stands in a person's inbox, and what must be known to tell of a change of the tree."""

from dvht.inbox.queries.messages import messages_of, unread_count
from dvht.inbox.queries.tree import Power, Seat, Tree, day_after, tree_on

__all__ = [
    "Power", "Seat", "Tree", "day_after", "messages_of", "tree_on", "unread_count",
]  # fmt: skip
