"""Who may write in the register."""

from dvht.accounts.permissions import can_keep_unit
from dvht.accounts.queries import Person
from dvht.units.models import Unit


def can_register_outside_numbers(user: Person, unit: Unit) -> bool:
    return can_keep_unit(user, unit)
