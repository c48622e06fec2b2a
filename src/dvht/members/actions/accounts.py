"""Accounts by which members reach their own pages."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dvht.accounts.actions import add_user, deactivate_user, set_roles
from dvht.accounts.models import Role, RoleKind, User
from dvht.audit.actions import Actor, record
from dvht.members.actions.roster import hold_roster
from dvht.members.models import Member
from dvht.units.models import Unit


@dataclass(frozen=True, slots=True)
class Given:
    """An account that a member now has; `password` is empty where the account was there already."""

    member: Member
    user: User
    password: str = ""


def give_accounts(unit: Unit, members: Sequence[Member], *, by: Actor) -> tuple[Given, ...]:
    """Link each member with the account of the unit that bears their name, or make one.

    The temporary passwords are returned and kept nowhere. Who has an account by now is left out.
    """
    with transaction.atomic():
        hold_roster(unit)
        wanted = Member.objects.filter(unit=unit, pk__in=[one.pk for one in members], user__isnull=True)
        free = free_accounts(unit)
        given = []
        for member in wanted.order_by("name_order", "pk"):
            same = free.get(_name_key(member.full_name), [])
            # two accounts of one name are nobody's in particular
            given.append(_linked(member, same.pop(), by=by) if len(same) == 1 else _made(unit, member, by=by))
    return tuple(given)


def free_accounts(unit: Unit) -> dict[str, list[User]]:
    """Open accounts with a role at the unit that belong to no member of it, by name."""
    taken = Member.objects.filter(unit=unit, user__isnull=False).values("user")
    users = User.objects.filter(roles__unit=unit, is_active=True).exclude(pk__in=taken).distinct()
    found: dict[str, list[User]] = defaultdict(list)
    for user in users.order_by("pk"):
        found[_name_key(user.full_name)].append(user)
    return found


def account_for(member: Member, free: dict[str, list[User]]) -> User | None:
    """The account that giving this member one would link."""
    same = free.get(_name_key(member.full_name), [])
    return same[0] if len(same) == 1 else None


def unlink_account(member: Member, *, by: Actor) -> None:
    """The account and the member know nothing of each other any more; both stay."""
    with transaction.atomic():
        hold_roster(member.unit)
        fresh = Member.objects.select_related("user", "unit").filter(pk=member.pk, user__isnull=False).first()
        if fresh is None or fresh.user is None:
            return
        user, fresh.user = fresh.user, None
        _save_link(fresh)
        _record("gỡ tài khoản khỏi thành viên", fresh, user, by=by)


def close_member_account(member: Member, *, by: Actor) -> None:
    """Take away the role of member at the unit; an account without any other role is closed.

    Raises ValidationError for somebody who hasn't left, and for an account without that role.
    """
    with transaction.atomic():
        hold_roster(member.unit)
        user = User.objects.filter(pk=member.user_id or 0).first()
        if user is None:
            return
        today = timezone.localdate()
        if member.postings.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today)).exists():
            raise ValidationError(
                "Người này chưa rời đơn vị. Hãy ghi ngày cuối ở đơn vị trước.", code="state"
            )
        held = Role.objects.filter(user=user)
        here = set(held.filter(unit=member.unit).values_list("kind", flat=True))
        if RoleKind.MEMBER not in here:
            raise ValidationError("Tài khoản này không có vai trò thành viên ở đơn vị.", code="state")
        if held.count() == 1:
            deactivate_user(user, unit=member.unit, by=by)
        else:
            set_roles(user, member.unit, here - {RoleKind.MEMBER}, by=by)


def _linked(member: Member, user: User, *, by: Actor) -> Given:
    member.user = user
    _save_link(member)
    _record("gắn tài khoản với thành viên", member, user, by=by)
    return Given(member, user)


def _made(unit: Unit, member: Member, *, by: Actor) -> Given:
    user, password = add_user(member.full_name, unit, [RoleKind.MEMBER], by=by)
    member.user = user
    _save_link(member)
    _record("gắn tài khoản với thành viên", member, user, by=by)
    return Given(member, user, password)


def _save_link(member: Member) -> None:
    member.version += 1
    member.save(update_fields=["user", "version"])


def _name_key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _record(verb: str, member: Member, user: User, *, by: Actor) -> None:
    record(
        verb,
        by=by,
        thing="members.Member",
        thing_id=member.pk,
        label=f"{member} ({member.code})",
        unit_id=member.unit_id,
        after={"Tài khoản": user.username},
    )
