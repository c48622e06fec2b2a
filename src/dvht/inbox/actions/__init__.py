"""Deeds of the inbox: tell a unit or a person, tell of changes of the tree and of jurisdiction, mark as read."""

from dvht.inbox.actions.changes import tell_of_changes
from dvht.inbox.actions.messages import (
    LONGEST_SUBJECT,
    News,
    read_all,
    read_message,
    tell_each,
    tell_person,
    tell_unit,
    tell_units,
)

__all__ = [
    "LONGEST_SUBJECT",
    "News",
    "read_all",
    "read_message",
    "tell_each",
    "tell_of_changes",
    "tell_person",
    "tell_unit",
    "tell_units",
]
