"""Which units a person may see: role × subtree, decided in SQL."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from dvht.accounts.models import Role, RoleKind, User
from dvht.units.models import Unit


def roles_of(user: User | AnonymousUser) -> tuple[Role, ...]:
    """The roles of a signed-in user, read once per request; nobody's for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    known: tuple[Role, ...] | None = getattr(user, "_known_roles", None)
    if known is None:
        known = tuple(Role.objects.filter(user=user).select_related("unit").order_by("unit__path", "kind"))
        user._known_roles = known  # type: ignore[attr-defined]  # kept on the request's own user object
    return known


def visible_units(user: User | AnonymousUser) -> QuerySet[Unit]:
    """The units that the user may see: their own, and for an administrator the whole subtree."""
    reach = Q(pk__in=[])
    for role in roles_of(user):
        if role.kind == RoleKind.ADMINISTRATOR:
            reach |= Q(path__startswith=role.unit.path)
        else:
            reach |= Q(pk=role.unit_id)
    return Unit.objects.filter(reach)
