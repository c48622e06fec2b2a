"""Who may work on the year's papers and dossier."""

from dvht.accounts.permissions import can_keep_unit, can_lead_unit
from dvht.accounts.queries import Person
from dvht.units.models import Unit


def can_write_paper(user: Person, unit: Unit) -> bool:
    """The head and the clerk word the papers and bind the dossier."""
    return can_keep_unit(user, unit)


def can_issue_paper(user: Person, unit: Unit) -> bool:
    """Only the head issues: the number, the date and the signature are the unit's own."""
    return can_lead_unit(user, unit)
