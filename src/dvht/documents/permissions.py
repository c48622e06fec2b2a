"""Who may write in the register, and who may open a paper of it."""

from typing import Final

from dvht.accounts.permissions import can_keep_unit, can_read_names
from dvht.accounts.queries import Person
from dvht.documents.models import IssuedPaper
from dvht.units.models import Unit

WITH_NAMES: Final = frozenset({"citizen_minutes", "citizen_decision"})
"""Kinds of papers that list the unit's people with what was found of each."""


def can_register_outside_numbers(user: Person, unit: Unit) -> bool:
    return can_keep_unit(user, unit)


def can_open_paper(user: Person, unit: Unit, paper: IssuedPaper) -> bool:
    """Whoever sees the unit; papers that list people only who works with their names, not the administrator."""
    return paper.kind not in WITH_NAMES or can_read_names(user, unit)
