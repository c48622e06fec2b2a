"""Which units a person may see and who belongs to them: role × subtree, decided in SQL."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from dvht.accounts.models import DEMO_PASSWORD, Role, RoleKind, User
from dvht.audit.queries import INSTALLATION, scope_of_unit
from dvht.regulation.kinds import SECTORS
from dvht.ui.vietnamese import dictionary_key, name_key, without_marks
from dvht.units.models import Unit
from dvht.units.queries import jurisdictions_on, path_parts, predecessors_of, with_jurisdiction

Person = User | AnonymousUser
ROLE_ORDER: Final = tuple(RoleKind.values)
NAMES_SEEN_BY: Final = frozenset({RoleKind.HEAD, RoleKind.DEPUTY, RoleKind.CLERK, RoleKind.COMMITTEE})
"""Whose work at a unit needs the names of its people."""
AUTHORITY_ROLES: Final = frozenset({RoleKind.HEAD, RoleKind.DEPUTY, RoleKind.CLERK, RoleKind.OFFICER})
"""Who works with the dossiers that come to a body."""
OUTSIDE_THE_UNIT: Final = frozenset({RoleKind.MEMBER, RoleKind.EXAMINER, RoleKind.STUDY_ASSOCIATION})
"""Roles that open nothing of the unit's own year."""


def roles_of(user: Person) -> tuple[Role, ...]:
    """The roles of a signed-in user, read once per request; nobody's for a visitor or a closed account."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    if user.known_roles is None:
        roles = Role.objects.filter(user=user).select_related("unit").order_by("unit__path")
        order = {kind: place for place, kind in enumerate(ROLE_ORDER)}
        user.known_roles = tuple(sorted(roles, key=lambda role: (role.unit.path, order[role.kind])))
    return user.known_roles


def visible_units(user: Person) -> QuerySet[Unit]:
    """The units that the user works in with those that these succeeded, and for an administrator the whole subtree.

    A mere member sees none; nor do an examiner and the study association, who have pages of their own.
    """
    works = {role.unit_id for role in roles_of(user) if role.kind not in OUTSIDE_THE_UNIT}
    own = Q(pk__in=works | predecessors_of_own(user))
    found: QuerySet[Unit] = Unit.objects.filter(own | _subtrees(user))
    return found


def predecessors_of_own(user: Person) -> frozenset[int]:
    """The units whose past the user's own have taken over; read once per request."""
    if not isinstance(user, User):
        return frozenset()
    if user.known_predecessors is None:
        works = {role.unit_id for role in roles_of(user) if role.kind not in OUTSIDE_THE_UNIT}
        user.known_predecessors = predecessors_of(works) if works else frozenset()
    return user.known_predecessors


def bodies_of(user: Person, kinds: Collection[RoleKind] = AUTHORITY_ROLES) -> frozenset[int]:
    """The bodies for which the user works with dossiers of others, in one of these roles."""
    return frozenset(role.unit_id for role in roles_of(user) if role.kind in kinds)


def sectors_of(user: Person, unit_id: int) -> frozenset[str]:
    """The sectors that the user looks after at a body; empty: all, since head and clerk are never limited."""
    here = [role for role in roles_of(user) if role.unit_id == unit_id and role.kind in AUTHORITY_ROLES]
    if not here or any(role.kind != RoleKind.OFFICER or not role.sectors for role in here):
        return frozenset()
    return frozenset(sector for role in here for sector in role.sectors)


def administered_units(user: Person) -> QuerySet[Unit]:
    """The units that the user administers: those of an administrator's role and everything below."""
    found: QuerySet[Unit] = Unit.objects.filter(_subtrees(user))
    return found


def _subtrees(user: Person) -> Q:
    reach = Q(pk__in=[])
    for role in roles_of(user):
        if role.kind == RoleKind.ADMINISTRATOR:
            reach |= Q(path__startswith=role.unit.path)
    return reach


def administers_installation(user: Person) -> bool:
    """An administrator of a root of the tree also sees what belongs to no unit."""
    return any(role.kind == RoleKind.ADMINISTRATOR and role.unit.depth == 1 for role in roles_of(user))


def trail_scopes(user: Person) -> QuerySet[Unit, str]:
    """The chains of the units that the user administers, as a subquery of one column."""
    scope = Concat(Value("unit:"), Cast("pk", TextField()), output_field=TextField())
    scopes: QuerySet[Unit, str] = administered_units(user).order_by().values_list(scope, flat=True)
    return scopes


def trail_scope_names(user: Person) -> tuple[str, ...]:
    """The same chains by name, that of the installation included where the user may see it."""
    own = [scope_of_unit(pk) for pk in administered_units(user).order_by("path").values_list("pk", flat=True)]
    return (*own, INSTALLATION) if administers_installation(user) else tuple(own)


def scopes_with_names(user: Person) -> frozenset[str]:
    """The chains of the units whose people the user sees by name."""
    return frozenset(scope_of_unit(role.unit_id) for role in roles_of(user) if role.kind in NAMES_SEEN_BY)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list: how deep below the first ones shown, what stands above it, its people, who receives from it."""

    unit: Unit
    depth: int
    above: str
    people: int
    receiver: str
    is_dissolved: bool


def unit_lines(units: QuerySet[Unit], words: str = "") -> tuple[UnitLine, ...]:
    """The units below those they stand under, siblings by name; `words` keeps those that hold them, marks or not.

    Three queries whatever the number of units.
    """
    today = timezone.localdate()
    found = with_jurisdiction(units, today).select_related("receiving").order_by("path")
    known = {unit.path: unit for unit in found}
    areas = dict(jurisdictions_on(today).values_list("pk", "receiving_name"))
    people = dict(Role.objects.order_by().values_list("unit_id").annotate(Count("user", distinct=True)))
    asked = without_marks(words).split()
    lines = []
    for path, unit in sorted(known.items(), key=lambda item: _place(item[0], known)):
        above = [known[part].name for part in path_parts(path)[:-1] if part in known]
        text = without_marks(f"{unit.name} {unit.symbol} {unit.area}")
        if all(word in text for word in asked):
            depth = 0 if asked else len(above)
            lines.append(
                UnitLine(
                    unit,
                    depth,
                    " › ".join(above) if asked else "",
                    people.get(unit.pk, 0),
                    unit.own_receiver(today) or areas.get(unit.jurisdiction_id, ""),
                    unit.is_dissolved(today),
                )
            )
    return tuple(lines)


def _place(path: str, known: dict[str, Unit]) -> list[Any]:
    """What to sort a unit of the tree by: the names from the top down."""
    return [(dictionary_key(known[part].name), part) for part in path_parts(path) if part in known]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person of a unit with the words of their roles there."""

    user: User
    roles: tuple[str, ...]


def member_lines(unit: Unit, words: str = "") -> tuple[MemberLine, ...]:
    """Everybody with a role at the unit, closed accounts too, in Vietnamese order of given names."""
    here = Prefetch("roles", Role.objects.filter(unit=unit), to_attr="roles_here")
    users = User.objects.filter(roles__unit=unit).distinct().prefetch_related(here)
    asked = without_marks(words).split()
    found = [
        MemberLine(user, role_words(getattr(user, "roles_here", ())))
        for user in users
        if _is_named(user, asked)
    ]
    return tuple(sorted(found, key=lambda line: (not line.user.is_active, name_key(line.user.full_name))))


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A person at one unit, with the words of their roles there."""

    unit: Unit
    user: User
    roles: tuple[str, ...]

    @property
    def state(self) -> str:
        if not self.user.is_active:
            return "Ngừng dùng"
        return "Mật khẩu tạm" if self.user.password_is_temporary else "Đang dùng"


def account_lines(units: QuerySet[Unit], words: str = "") -> tuple[AccountLine, ...]:
    """Everybody with a role at any of these units, unit after unit as the tree stands; `words` as in `member_lines`.

    One query.
    """
    held: dict[tuple[int, int], list[Role]] = {}
    found = Role.objects.filter(unit__in=units.order_by().values("pk")).select_related("user", "unit")
    for role in found.order_by("unit__path"):
        held.setdefault((role.unit_id, role.user_id), []).append(role)
    lines = (AccountLine(roles[0].unit, roles[0].user, role_words(roles)) for roles in held.values())
    asked = without_marks(words).split()
    kept = [line for line in lines if _is_named(line.user, asked)]
    return tuple(
        sorted(kept, key=lambda one: (one.unit.path, not one.user.is_active, name_key(one.user.full_name)))
    )


def _is_named(user: User, words: Iterable[str]) -> bool:
    text = without_marks(f"{user.full_name} {user.username} {user.email}")
    return all(word in text for word in words)


def role_labels(kinds: Iterable[str]) -> tuple[str, ...]:
    """The words of these roles, the highest first."""
    return tuple(str(RoleKind(kind).label) for kind in sorted(kinds, key=ROLE_ORDER.index))


def role_words(roles: Iterable[Role]) -> tuple[str, ...]:
    """The same with the sectors that an officer looks after."""
    held = sorted(roles, key=lambda role: ROLE_ORDER.index(role.kind))
    return tuple(
        f"{role.get_kind_display()} ({', '.join(SECTORS[one] for one in SECTORS if one in role.sectors)})"
        if role.kind == RoleKind.OFFICER and role.sectors
        else role.get_kind_display()
        for role in held
    )


def head_name_of(unit: Unit) -> str:
    """The person who signs unless another is named: the unit's head; empty when there is none."""
    heads = Role.objects.filter(unit=unit, kind=RoleKind.HEAD, user__is_active=True)
    role = heads.select_related("user").order_by("pk").first()
    return role.user.full_name if role else ""


def username_for(full_name: str, symbol: str) -> str:
    """A free user name: given name, first letters of the rest, the unit's symbol ("khiemnb.thhs")."""
    words = ["".join(filter(str.isalnum, word)) for word in without_marks(full_name).split()]
    words = [word for word in words if word] or ["nguoi-dung"]
    stem = words[-1] + "".join(word[0] for word in words[:-1])
    wanted = f"{stem}.{without_marks(symbol)}"[:140].strip(".")
    similar = User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    taken = {name.lower() for name in similar}
    number = 1
    while (name := wanted if number == 1 else f"{wanted}{number}") in taken:
        number += 1
    return name


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that a demonstration offers on its sign-in page."""

    role: str
    unit: str
    name: str
    login: str
    password: str
    area: str = ""


def demo_account_lines() -> tuple[DemoAccount, ...]:
    """The demo accounts whose password is still the one that everybody knows; places with most accounts first."""
    found = Role.objects.filter(user__is_demo=True, user__is_active=True).select_related("user", "unit")
    roles = list(found.order_by("unit__path", "user_id", "pk"))
    each = Counter(role.unit.area for role in roles)
    return tuple(
        DemoAccount(
            role.get_kind_display(),
            role.unit.name,
            role.user.full_name,
            role.user.username,
            DEMO_PASSWORD,
            role.unit.area,
        )
        for role in sorted(roles, key=lambda role: (-each[role.unit.area], role.unit.area))
    )
