"""Who may act on members; reading their names is decided by `queries.visible_members`."""

from dvht.accounts.models import RoleKind, User
from dvht.accounts.queries import Person, roles_of
from dvht.members.models import StudyPlan
from dvht.units.models import Unit

KEEPERS = frozenset({RoleKind.HEAD, RoleKind.DEPUTY, RoleKind.CLERK})
READERS = KEEPERS | {RoleKind.COMMITTEE}


def can_read_roster(user: Person, unit: Unit) -> bool:
    """All names of the unit: its head, deputies, clerk and assessment team. The authority sees counts."""
    return _is(user, unit, READERS)


def can_keep_roster(user: Person, unit: Unit) -> bool:
    """Writes the roster and records the facts of the year: head, deputies, clerk."""
    return _is(user, unit, KEEPERS)


def can_decide_study_plan(user: Person, plan: StudyPlan) -> bool:
    """The head or a deputy; nobody their own. The head's is for a deputy, or for the head of a unit above."""
    if not isinstance(user, User) or plan.member.user_id == user.pk:
        return False
    unit = plan.member.unit
    if _is(user, unit, {RoleKind.DEPUTY}):
        return True
    if plan.member.user_id is not None and _is_head(plan.member.user_id, unit):
        return any(
            role.kind in {RoleKind.HEAD, RoleKind.DEPUTY}
            and role.unit_id != unit.pk
            and unit.path.startswith(role.unit.path)
            for role in roles_of(user)
        )
    return _is(user, unit, {RoleKind.HEAD})


def _is_head(user_id: int, unit: Unit) -> bool:
    head = User.objects.filter(pk=user_id, roles__unit=unit, roles__kind=RoleKind.HEAD)
    return head.exists()


def _is(user: Person, unit: Unit, kinds: frozenset[RoleKind] | set[RoleKind]) -> bool:
    return any(role.unit_id == unit.pk and role.kind in kinds for role in roles_of(user))
