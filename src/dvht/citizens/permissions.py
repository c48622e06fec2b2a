"""Who may act on a year's "Công dân học tập"; who reads names is decided as for the roster."""

from dvht.accounts.models import User
from dvht.accounts.permissions import can_lead_unit, can_stand_in
from dvht.accounts.queries import Person
from dvht.citizens.models import Registrant
from dvht.members.models import Member
from dvht.members.permissions import can_keep_roster, can_read_roster
from dvht.units.models import Unit


def can_read_citizens(user: Person, unit: Unit) -> bool:
    return can_read_roster(user, unit)


def can_keep_citizens(user: Person, unit: Unit) -> bool:
    """Opens the round, registers people, types paper forms, brings results in, drafts the minutes."""
    return can_keep_roster(user, unit)


def can_close_review(user: Person, unit: Unit) -> bool:
    """The head or a deputy: closes the review with its minutes, or opens it again."""
    return can_stand_in(user, unit)


def can_decide_citizens(user: Person, unit: Unit) -> bool:
    """Only the head recognises."""
    return can_lead_unit(user, unit)


def can_score(user: Person, registrant: Registrant) -> bool:
    """One scores oneself."""
    return is_own(user, registrant.member)


def is_own(user: Person, member: Member) -> bool:
    return isinstance(user, User) and user.is_active and member.user_id == user.pk
