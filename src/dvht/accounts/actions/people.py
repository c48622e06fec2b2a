"""Deeds on accounts and roles. None judges authority; each leaves one event, or fails as a whole."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dvht.accounts.actions.roles import (
    again,
    checked_sectors,
    in_words,
    leave_an_administrator,
    new_role,
    record,
    refuse_dissolved,
)
from dvht.accounts.models import DEMO_PASSWORD, Role, RoleKind, User
from dvht.accounts.queries import role_labels, username_for
from dvht.audit.actions import SYSTEM, Actor
from dvht.units.actions import add_unit
from dvht.units.models import Unit

_TEMPORARY_ROUNDS: Final = 20_000
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""What can be read aloud and copied from paper: no 0 and o, no 1, i and l."""


def temporary_password() -> str:
    """Three groups of four signs, about 59 bits: to be told once and changed at the next sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def hashed_temporary(password: str) -> str:
    """A temporary password as it is stored: sixty are made at once, and chance alone makes each hard to guess.

    A hash of fewer rounds is enough for 59 random bits; at the first sign-in it is made anew with all of them.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=_TEMPORARY_ROUNDS)
    return make_password(password)


def add_user(  # a new person is known by all of these
    full_name: str,
    unit: Unit,
    kinds: Collection[str],
    *,
    by: Actor,
    username: str = "",
    email: str = "",
    sectors: Collection[str] = (),
) -> tuple[User, str]:
    """Make an account with roles at the unit; returns it with its temporary password, kept nowhere.

    An empty user name is made from the full name; `sectors` are those of an officer. Raises ValidationError by field.
    """
    if not kinds:
        raise ValidationError({"roles": "Chọn ít nhất một vai trò."})
    looked_after = checked_sectors(sectors, kinds)
    password = temporary_password()
    user = User(
        username=User.normalize_username(username.strip()) or username_for(full_name, unit.symbol),
        full_name=full_name,
        email=email,
        password=hashed_temporary(password),
        password_is_temporary=True,
    )
    with transaction.atomic():
        refuse_dissolved(unit)
        _save_new(user, [(unit, RoleKind(kind)) for kind in kinds], sectors=looked_after)
        after = {**_facts(user), "Vai trò": role_labels(kinds), **in_words(looked_after)}
        record("thêm người dùng", user, unit, by=by, after=after)
    return user, password


def add_demo_user(username: str, full_name: str, roles: Iterable[tuple[Unit, RoleKind]]) -> User:
    """Make an account that a demonstration shows, with its password, on the sign-in page."""
    held = list(roles)
    user = User(username=username, full_name=full_name, password=_demo_hash(), is_demo=True)
    with transaction.atomic():
        _save_new(user, held)
        labels = role_labels(kind for _, kind in held)
        record("thêm người dùng", user, held[0][0], by=SYSTEM, after={**_facts(user), "Vai trò": labels})
    return user


@cache
def _demo_hash() -> str:
    """One hash for all: the password is on the sign-in page, and a hash for each would double the loading."""
    return make_password(DEMO_PASSWORD)


def change_user(user: User, *, full_name: str, email: str, unit: Unit, by: Actor) -> User:
    """Change the name or the address; `unit` is where that is remembered. Raises ValidationError by field."""
    with transaction.atomic():
        kept = again(user)
        before = _facts(kept)
        kept.full_name, kept.email = full_name, email
        _check(kept)
        after = _facts(kept)
        changed = [key for key in after if before[key] != after[key]]
        if not changed:
            return kept
        _save(kept, changed)
        if "email" in changed:
            # sign-in and forgotten passwords must not go on following the address of before
            EmailAddress.objects.filter(user=kept).delete()
        record(
            "sửa người dùng",
            kept,
            unit,
            by=by,
            before={key: before[key] for key in changed},
            after={key: after[key] for key in changed},
        )
    return kept


def deactivate_user(user: User, *, unit: Unit, by: Actor) -> None:
    """Close an account: nobody signs in with it any more, everything done with it stays."""
    with transaction.atomic():
        kept = again(user)
        if not kept.is_active:
            return
        if kept.pk == by.pk:
            raise ValidationError("Không thể tự ngừng tài khoản của mình. Nhờ người quản trị khác.")
        roles = Role.objects.filter(user=kept, kind=RoleKind.ADMINISTRATOR).select_related("unit")
        leave_an_administrator(kept, [role.unit for role in roles])
        kept.is_active = False
        _save(kept, ["is_active"])
        record("ngừng tài khoản", kept, unit, by=by, before={"is_active": True}, after={"is_active": False})


def reactivate_user(user: User, *, unit: Unit, by: Actor) -> None:
    """Open a closed account again, with the roles and the password that it had."""
    with transaction.atomic():
        kept = again(user)
        if kept.is_active:
            return
        kept.is_active = True
        _save(kept, ["is_active"])
        record("mở lại tài khoản", kept, unit, by=by, before={"is_active": False}, after={"is_active": True})


def set_temporary_password(user: User, *, unit: Unit, by: Actor) -> str:
    """Give a new password to be changed at the next sign-in; ends the person's sessions. Returns it, once."""
    password = temporary_password()
    with transaction.atomic():
        kept = again(user)
        kept.set_password(password)
        kept.password_is_temporary, kept.is_demo = True, False
        _save(kept, ["password", "password_is_temporary", "is_demo"])
        record("đặt mật khẩu tạm", kept, unit, by=by)
    return password


def change_own_password(user: User, password: str) -> None:
    """Keep the password that the person chose; the password itself is never remembered anywhere."""
    with transaction.atomic():
        user.set_password(password)
        user.password_is_temporary, user.is_demo = False, False
        _save(user, ["password", "password_is_temporary", "is_demo"])
        first = Role.objects.filter(user=user).select_related("unit").order_by("unit__path").first()
        record("đổi mật khẩu", user, first.unit if first else None, by=user)


def note_look_at_rights(user: User, *, unit: Unit, by: Actor) -> None:
    """Remember that somebody looked at what the account can see and do."""
    record("xem quyền của người dùng", user, unit, by=by)


def set_up_installation(unit: Unit, user: User) -> User:
    """Make the first unit and its first administrator, who is its head too. Raises ValidationError.

    `user` carries its password as a hash. Of two people at once, one is refused (code "conflict").
    """
    try:
        with transaction.atomic():
            if User.objects.exists():
                raise ValidationError("Phần mềm đã được cài đặt.", code="conflict")
            _check(user)
            # the first root has one path in the tree: a second installation at the same moment fails on it,
            # or finds the unit of the first, when that was kept between the question above and the path
            unit.full_clean(exclude=("path", "depth", "numchild"))
            user.save(force_insert=True)
            add_unit(unit, under=None, by=user)
            if Unit.objects.exclude(pk=unit.pk).exists():
                raise ValidationError("Người khác vừa cài đặt xong phần mềm này.", code="conflict")
            kinds = (RoleKind.ADMINISTRATOR, RoleKind.HEAD)
            Role.objects.bulk_create(Role(user=user, unit=unit, kind=kind) for kind in kinds)
            record(
                "cài đặt phần mềm", user, unit, by=user, after={**_facts(user), "Vai trò": role_labels(kinds)}
            )
    except IntegrityError as error:
        raise ValidationError("Người khác vừa cài đặt xong phần mềm này.", code="conflict") from error
    return user


def _check(user: User) -> None:
    user.full_clean(exclude=("password",))


def _save(user: User, fields: Iterable[str]) -> None:
    try:
        with transaction.atomic():
            user.save(update_fields=list(fields))
    except IntegrityError as error:
        raise ValidationError({"email": "Thư điện tử này vừa được dùng cho tài khoản khác."}) from error


def _save_new(user: User, roles: Iterable[tuple[Unit, RoleKind]], *, sectors: Sequence[str] = ()) -> None:
    _check(user)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"username": "Tên đăng nhập hoặc thư điện tử vừa có người dùng."}) from error
    Role.objects.bulk_create(new_role(user, unit, kind, list(sectors)) for unit, kind in roles)


def _facts(user: User) -> dict[str, Any]:
    return {"username": user.username, "full_name": user.full_name, "email": user.email}
