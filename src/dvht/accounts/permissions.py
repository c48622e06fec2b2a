"""Who may act. Reading is decided by `visible_units`; these decide the rest."""

from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import AUTHORITY_ROLES, NAMES_SEEN_BY, Person, roles_of
from dvht.units.models import Unit


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
    return _has(user, unit, {RoleKind.HEAD})


def can_stand_in(user: Person, unit: Unit) -> bool:
    """The head or a deputy: approves what members plan."""
    return _has(user, unit, {RoleKind.HEAD, RoleKind.DEPUTY})


def can_keep_unit(user: Person, unit: Unit) -> bool:
    """The head or the clerk: writes the plan, the papers and the dossier."""
    return _has(user, unit, {RoleKind.HEAD, RoleKind.CLERK})


def can_assess_unit(user: Person, unit: Unit) -> bool:
    """The head, the clerk or a member of the assessment team: proves and assesses."""
    return _has(user, unit, {RoleKind.HEAD, RoleKind.CLERK, RoleKind.COMMITTEE})


def can_work_for_body(user: Person, body: Unit) -> bool:
    """The head, a deputy, the clerk or an officer of a body that receives or decides on dossiers."""
    return _has(user, body, AUTHORITY_ROLES)


def can_handle_for_body(user: Person, body: Unit) -> bool:
    """An officer, the clerk or the head: checks, returns, receives, reminds. A body that is no more does nothing."""
    handles = {RoleKind.HEAD, RoleKind.CLERK, RoleKind.OFFICER}
    return not body.is_dissolved(timezone.localdate()) and _has(user, body, handles)


def can_lead_body(user: Person, body: Unit) -> bool:
    """The head of an office, the chair of a people's committee: sets up, signs, decides."""
    return not body.is_dissolved(timezone.localdate()) and _has(user, body, {RoleKind.HEAD})


def can_read_names(user: Person, unit: Unit) -> bool:
    """Everybody who works on the unit's assessment sees its people by name; whoever administers it, counts."""
    return _has(user, unit, NAMES_SEEN_BY)


def _has(user: Person, unit: Unit, kinds: frozenset[RoleKind] | set[RoleKind]) -> bool:
    return any(role.unit_id == unit.pk and role.kind in kinds for role in roles_of(user))
