"""Who may act on members; reading their names is decided by `queries.visible_members`."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.permissions import can_read_names
from dvht.accounts.queries import Person, roles_of
from dvht.members.models import Certificate, Member, StudyPlan
from dvht.members.queries.facts import BY_ANOTHER
from dvht.members.queries.visible import headed_departments
from dvht.units.models import Unit

KEEPERS = frozenset({RoleKind.HEAD, RoleKind.DEPUTY, RoleKind.CLERK})


def can_read_roster(user: Person, unit: Unit) -> bool:
    """All names of the unit: its head, deputies, clerk and assessment team. The authority sees counts."""
    return can_read_names(user, unit)


def can_keep_roster(user: Person, unit: Unit) -> bool:
    """Writes the roster and records the facts of the year: head, deputies, clerk. Of a unit that is no more nothing."""
    return _is(user, unit, KEEPERS) and not unit.is_dissolved(timezone.localdate())


def heads_department(user: Person, unit: Unit) -> bool:
    """Heads one of the unit's departments, and so sees its people on the roster, without changing anything."""
    return headed_departments(user).filter(unit=unit).exists()


def can_compare_rosters(user: Person, unit: Unit) -> bool:
    """Sees who stands on two rosters below the unit: its administrators (also those above it) and its head."""
    if unit.numchild == 0:
        return False
    return any(
        (role.kind == RoleKind.ADMINISTRATOR and unit.path.startswith(role.unit.path))
        or (role.kind == RoleKind.HEAD and role.unit_id == unit.pk)
        for role in roles_of(user)
    )


def can_decide_study_plan(user: Person, plan: StudyPlan) -> bool:
    """The head or a deputy; nobody their own. The head's is for a deputy, or for the head of a unit above."""
    if not isinstance(user, User) or plan.member.user_id == user.pk:
        return False
    unit = plan.member.unit
    if unit.is_dissolved(timezone.localdate()):
        return False
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


def decidable_plans(user: Person, plans: QuerySet[StudyPlan]) -> QuerySet[StudyPlan]:
    """Those of the plans that `can_decide_study_plan` lets the person decide, in SQL."""
    if not isinstance(user, User):
        return plans.none()
    deputy = _units(user, {RoleKind.DEPUTY})
    head = _units(user, {RoleKind.HEAD})
    of_heads = Exists(
        Role.objects.filter(user=OuterRef("member__user"), unit=OuterRef("member__unit"), kind=RoleKind.HEAD)
    )
    below = Q(pk__in=[])
    for role in roles_of(user):
        if role.kind in {RoleKind.HEAD, RoleKind.DEPUTY}:
            below |= Q(member__unit__path__startswith=role.unit.path) & ~Q(member__unit=role.unit_id)
    mine = Q(member__unit__in=deputy) | (Q(member__unit__in=head) & ~of_heads) | (below & of_heads)
    gone = Q(member__unit__dissolved_on__lte=timezone.localdate())
    return plans.filter(mine).exclude(member__user=user).exclude(gone)


def can_record(user: Person, member: Member, code: str) -> bool:
    """Whoever keeps the roster; but nobody records of themselves that their study plan was approved."""
    own = isinstance(user, User) and member.user_id == user.pk
    return can_keep_roster(user, member.unit) and not (own and code in BY_ANOTHER)


def can_unlink(user: Person, member: Member) -> bool:
    """Whoever keeps the roster, but nobody themself: what is one's own would pass for another's, to be decided."""
    own = isinstance(user, User) and member.user_id == user.pk
    return can_keep_roster(user, member.unit) and not own


def can_decide_certificate(user: Person, certificate: Certificate) -> bool:
    """Whoever keeps the roster, but nobody their own."""
    own = isinstance(user, User) and certificate.member.user_id == user.pk
    return can_keep_roster(user, certificate.member.unit) and not own


def can_word_commitment(user: Person, unit: Unit) -> bool:
    """What the unit adds to the words of commitments: its head or a deputy."""
    return _is(user, unit, {RoleKind.HEAD, RoleKind.DEPUTY}) and not unit.is_dissolved(timezone.localdate())


def can_answer_requests(user: Person, unit: Unit) -> bool:
    """Requests about personal data: whoever keeps the roster answers them, also when the unit is no more."""
    return _is(user, unit, KEEPERS)


def can_erase(user: Person, unit: Unit) -> bool:
    """Erasing what is kept of a person is the head's decision."""
    return _is(user, unit, {RoleKind.HEAD})


def _units(user: User, kinds: set[RoleKind]) -> set[int]:
    return {role.unit_id for role in roles_of(user) if role.kind in kinds}


def _is_head(user_id: int, unit: Unit) -> bool:
    head = User.objects.filter(pk=user_id, roles__unit=unit, roles__kind=RoleKind.HEAD)
    return head.exists()


def _is(user: Person, unit: Unit, kinds: frozenset[RoleKind] | set[RoleKind]) -> bool:
    return any(role.unit_id == unit.pk and role.kind in kinds for role in roles_of(user))
