"""Who may act. Reading is decided by `visible_units`; these decide the rest."""

from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import AUTHORITY_ROLES, NAMES_SEEN_BY, Person, roles_of
from dvht.units.models import Unit
from dvht.units.queries import successors_of


def can_administer_unit(user: Person, unit: Unit) -> bool:
    """An administrator of the unit or of any unit above it."""
    return any(
        role.kind == RoleKind.ADMINISTRATOR and unit.path.startswith(role.unit.path)
        for role in roles_of(user)
    )


def can_administer(user: Person) -> bool:
    """An administrator of any unit: sees the pages of administration."""
    return any(role.kind == RoleKind.ADMINISTRATOR for role in roles_of(user))


def can_edit_user(user: Person, other: User) -> bool:
    """All that the other person is lies within the administrator's reach, and so does their account."""
    theirs = Role.objects.filter(user=other).select_related("unit")
    return bool(theirs) and all(can_administer_unit(user, role.unit) for role in theirs)


def can_lead_unit(user: Person, unit: Unit) -> bool:
    """The head: issues papers, finalises, decides."""
    return _acts(user, unit, {RoleKind.HEAD})


def can_stand_in(user: Person, unit: Unit) -> bool:
    """The head or a deputy: approves what members plan."""
    return _acts(user, unit, {RoleKind.HEAD, RoleKind.DEPUTY})


def can_keep_unit(user: Person, unit: Unit) -> bool:
    """The head or the clerk: writes the plan, the papers and the dossier."""
    return _acts(user, unit, {RoleKind.HEAD, RoleKind.CLERK})


def can_assess_unit(user: Person, unit: Unit) -> bool:
    """The head, the clerk or a member of the assessment team: proves and assesses."""
    return _acts(user, unit, {RoleKind.HEAD, RoleKind.CLERK, RoleKind.COMMITTEE})


def can_work_for_body(user: Person, body: Unit) -> bool:
    """The head, a deputy, the clerk or an officer of a body that receives or decides on dossiers."""
    return _has(user, body, AUTHORITY_ROLES)


def can_handle_for_body(user: Person, body: Unit) -> bool:
    """An officer, the clerk or the head: checks, returns, receives, reminds. A body that is no more does nothing."""
    return _acts(user, body, {RoleKind.HEAD, RoleKind.CLERK, RoleKind.OFFICER})


def can_lead_body(user: Person, body: Unit) -> bool:
    """The head of an office, the chair of a people's committee: sets up, signs, decides."""
    return _acts(user, body, {RoleKind.HEAD})


def can_read_names(user: Person, unit: Unit) -> bool:
    """Everybody who works on the unit's assessment sees its people by name; whoever administers it, counts.

    Of a unit that is no more, also those who do the same work at a unit that took over from it.
    """
    if _has(user, unit, NAMES_SEEN_BY):
        return True
    if not unit.is_dissolved(timezone.localdate()):
        return False
    works = {role.unit_id for role in roles_of(user) if role.kind in NAMES_SEEN_BY}
    return bool(works & successors_of([unit.pk]))


def can_change_tree(user: Person, unit: Unit) -> bool:
    """Merges, splits, moves and dissolves a unit: who administers what stands above it; a root, its administrator."""
    parent = Unit.objects.get_parent(unit)
    return can_administer_unit(user, parent or unit)


def _acts(user: Person, unit: Unit, kinds: frozenset[RoleKind] | set[RoleKind]) -> bool:
    """A role at a unit that still works; of one that is no more everything stays as it was left."""
    return _has(user, unit, kinds) and not unit.is_dissolved(timezone.localdate())


def _has(user: Person, unit: Unit, kinds: frozenset[RoleKind] | set[RoleKind]) -> bool:
    return any(role.unit_id == unit.pk and role.kind in kinds for role in roles_of(user))
