"""Deeds on members and on what is recorded of them: each atomic, with one audit event."""

from dvht.members.actions.accounts import (
    Given,
    account_for,
    close_member_account,
    free_accounts,
    give_accounts,
    unlink_account,
)
from dvht.members.actions.departments import (
    add_department,
    change_department,
    merge_department,
    move_department,
    remove_department,
)
from dvht.members.actions.drafting import Draft, PeopleError, PersonWords, Problem
from dvht.members.actions.exclusions import exclude_member, include_member
from dvht.members.actions.facts import Changed, Mark, change_record, record_facts
from dvht.members.actions.learners import ClassError, ClassWords, copy_classes, save_classes
from dvht.members.actions.markings import SeenError, Undone, mark_members, undo_marking
from dvht.members.actions.postings import (
    end_posting,
    last_posting,
    move_member,
    remove_member,
    remove_posting,
    resume_posting,
    words_of,
)
from dvht.members.actions.programmes import (
    ProgrammeWords,
    add_programme,
    change_programme,
    copy_programmes,
    remove_programme,
)
from dvht.members.actions.roster import check_members, save_members

__all__ = [
    "Changed", "ClassError", "ClassWords", "Draft", "Given", "Mark", "PeopleError", "PersonWords", "Problem",
    "ProgrammeWords", "SeenError", "Undone", "account_for", "add_department", "add_programme",
    "change_department", "change_programme", "change_record", "check_members", "close_member_account",
    "copy_classes", "copy_programmes", "end_posting", "exclude_member", "free_accounts", "give_accounts",
    "include_member", "last_posting", "mark_members", "merge_department", "move_department", "move_member",
    "record_facts", "remove_department", "remove_member", "remove_posting", "remove_programme",
    "resume_posting", "save_classes", "save_members", "undo_marking", "unlink_account", "words_of",
]  # fmt: skip
