"""Deeds on accounts and roles."""

from dvht.accounts.actions.people import (
    add_demo_user,
    add_user,
    change_own_password,
    change_user,
    deactivate_user,
    hashed_temporary,
    note_look_at_rights,
    reactivate_user,
    set_temporary_password,
    set_up_installation,
    temporary_password,
)
from dvht.accounts.actions.roles import THING, pass_on_administration, set_roles

__all__ = [
    "THING",
    "add_demo_user",
    "add_user",
    "change_own_password",
    "change_user",
    "deactivate_user",
    "hashed_temporary",
    "note_look_at_rights",
    "pass_on_administration",
    "reactivate_user",
    "set_roles",
    "set_temporary_password",
    "set_up_installation",
    "temporary_password",
]
