"""Deeds on the tree of units and on who receives and decides for them."""

from dvht.units.actions.changes import RENAMED, Part, dissolve_unit, merge_units, rename_unit, split_unit
from dvht.units.actions.holding import Decision, hold_changes
from dvht.units.actions.jurisdiction import (
    Powers,
    apply_two_tier,
    change_jurisdiction,
    confirm_jurisdiction,
    end_jurisdiction,
    powers_of,
    set_jurisdiction,
)
from dvht.units.actions.powers import touched
from dvht.units.actions.tree import add_unit, change_unit, move_unit

__all__ = [
    "RENAMED",
    "Decision",
    "Part",
    "Powers",
    "add_unit",
    "apply_two_tier",
    "change_jurisdiction",
    "change_unit",
    "confirm_jurisdiction",
    "dissolve_unit",
    "end_jurisdiction",
    "hold_changes",
    "merge_units",
    "move_unit",
    "powers_of",
    "rename_unit",
    "set_jurisdiction",
    "split_unit",
    "touched",
]
