"""Deeds on members and on what is recorded of them: each atomic, with one audit event."""

from dvht.members.actions.drafting import Draft, PeopleError, PersonWords, Problem
from dvht.members.actions.facts import Changed, Mark, record_facts
from dvht.members.actions.roster import check_members, save_members

__all__ = [
    "Changed",
    "Draft",
    "Mark",
    "PeopleError",
    "PersonWords",
    "Problem",
    "check_members",
    "record_facts",
    "save_members",
]
