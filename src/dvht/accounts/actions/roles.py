"""Deeds on roles: what a person is at a unit. None judges authority; each leaves one event, or fails as a whole."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import role_labels
from dvht.audit import actions as audit
from dvht.regulation.kinds import SECTORS
from dvht.units.models import Change, Side, Unit
from dvht.units.queries import path_parts

THING: Final = "accounts.User"


def set_roles(
    user: User, unit: Unit, kinds: Collection[str], *, by: audit.Actor, sectors: Collection[str] | None = None
) -> None:
    """Make these the person's roles at the unit, no more and no fewer; raises ValidationError on "roles", "sectors".

    `sectors` are those that an officer looks after, none: all; None leaves them as they are. A unit that is no more is
    given nobody (code "dissolved"), but may lose people.
    """
    wanted = {RoleKind(kind) for kind in kinds}
    with transaction.atomic():
        kept = again(user)
        held = {RoleKind(role.kind): role for role in Role.objects.filter(user=kept, unit=unit)}
        looked_after = _sectors_of(held) if RoleKind.OFFICER in wanted else []
        new_sectors = looked_after if sectors is None else checked_sectors(sectors, wanted)
        if held.keys() == wanted and new_sectors == _sectors_of(held):
            return
        _check_roles(kept, unit, held.keys(), wanted)
        lost = held.keys() - wanted
        Role.objects.filter(pk__in=[held[kind].pk for kind in lost]).delete()
        Role.objects.bulk_create(new_role(kept, unit, kind, new_sectors) for kind in wanted - held.keys())
        Role.objects.filter(user=kept, unit=unit, kind=RoleKind.OFFICER).update(sectors=new_sectors)
        record(
            "đổi vai trò",
            kept,
            unit,
            by=by,
            before={"Vai trò": role_labels(held), **in_words(_sectors_of(held))},
            after={"Vai trò": role_labels(wanted), **in_words(new_sectors)},
        )


def pass_on_administration(change: Change, *, by: audit.Actor) -> None:
    """Give a new root of the tree the administrators of those that it came from: above it nobody stands."""
    parts = list(change.parts.select_related("unit"))
    before = [part.unit_id for part in parts if part.side == Side.BEFORE]
    new = [part.unit for part in parts if part.side == Side.AFTER and part.unit_id not in before]
    people = User.objects.filter(
        roles__unit__in=before, roles__kind=RoleKind.ADMINISTRATOR, is_active=True
    ).distinct()
    for unit in new:
        if unit.depth == 1:
            for person in people:
                held = Role.objects.filter(user=person, unit=unit).values_list("kind", flat=True)
                set_roles(person, unit, {*held, RoleKind.ADMINISTRATOR}, by=by)


def _check_roles(user: User, unit: Unit, held: Collection[RoleKind], wanted: Collection[RoleKind]) -> None:
    if set(wanted) - set(held):
        refuse_dissolved(unit)
    if not wanted and not Role.objects.filter(user=user).exclude(unit=unit).exists():
        raise ValidationError(
            {"roles": "Mỗi người phải còn ít nhất một vai trò. Nếu người này đã nghỉ, chọn “Ngừng dùng”."}
        )
    if RoleKind.ADMINISTRATOR in held and RoleKind.ADMINISTRATOR not in wanted:
        leave_an_administrator(user, [unit], field="roles")


def refuse_dissolved(unit: Unit) -> None:
    """Held while roles are given, so that nobody joins a unit in the moment in which it ends."""
    kept: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if kept.is_dissolved(timezone.localdate()):
        problem = f"{kept.name} đã thôi hoạt động từ {kept.dissolved_on:%d/%m/%Y}, không giao thêm vai trò."
        raise ValidationError({"roles": ValidationError(problem, code="dissolved")})


def checked_sectors(sectors: Collection[str], kinds: Collection[str]) -> list[str]:
    """The sectors in their order; raises ValidationError on "sectors" when nobody there is an officer."""
    if sectors and RoleKind.OFFICER not in kinds:
        raise ValidationError(
            {
                "sectors": "Chỉ chuyên viên được giao cấp học phụ trách. Chọn vai trò Chuyên viên hoặc bỏ cấp học."
            }
        )
    if not set(sectors) <= SECTORS.keys():
        raise ValidationError({"sectors": "Chọn cấp học, khối trong danh sách."})
    return [sector for sector in SECTORS if sector in sectors]


def _sectors_of(held: Mapping[RoleKind, Role]) -> list[str]:
    role = held.get(RoleKind.OFFICER)
    return [] if role is None else [sector for sector in SECTORS if sector in role.sectors]


def in_words(sectors: Collection[str]) -> dict[str, Any]:
    return {"Cấp học, khối phụ trách": [SECTORS[sector] for sector in sectors]} if sectors else {}


def new_role(user: User, unit: Unit, kind: RoleKind, sectors: list[str]) -> Role:
    return Role(user=user, unit=unit, kind=kind, sectors=sectors if kind == RoleKind.OFFICER else [])


def again(user: User) -> User:
    """The account as it stands now, held until the deed is done."""
    return User.objects.select_for_update().get(pk=user.pk)


def leave_an_administrator(user: User, units: Iterable[Unit], *, field: str | None = None) -> None:
    """Refuse what would leave a unit without anybody who can administer it.

    Holds every administrator's role first, so that two people can't take leave of each other at once.
    """
    if not user.is_active:
        return
    administrators = Role.objects.filter(kind=RoleKind.ADMINISTRATOR)
    list(administrators.select_for_update().order_by("pk").values_list("pk"))
    for unit in units:
        reaching = administrators.filter(user__is_active=True, unit__path__in=path_parts(unit.path))
        if not reaching.exclude(user=user).exists():
            problem = f"{unit.name} phải còn ít nhất một người quản trị. Giao việc cho người khác trước."
            raise ValidationError({field: problem} if field else problem)


def record(verb: str, user: User, unit: Unit | None, *, by: audit.Actor, **sides: dict[str, Any]) -> None:
    label = f"{user.full_name} ({user.username})"
    unit_id = unit.pk if unit else None
    audit.record(verb, by=by, thing=THING, thing_id=user.pk, label=label, unit_id=unit_id, **sides)
