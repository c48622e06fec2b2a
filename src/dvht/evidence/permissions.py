"""Who may act on evidence. Reading follows the units that a person may see."""

from dvht.accounts.permissions import can_assess_unit
from dvht.accounts.queries import Person
from dvht.units.models import Unit


def can_prove(user: Person, unit: Unit) -> bool:
    """Add, describe, file and remove: the head, the clerk or a member of the assessment team."""
    return can_assess_unit(user, unit)
