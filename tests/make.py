"""Builders of the things that tests speak of."""

from itertools import count
from typing import Any

from dvht.accounts.models import Role, RoleKind, User
from dvht.units.models import Unit

_serial = count(1)
PASSWORD = "mat-khau-thu-nghiem-1"


def a_unit(name: str = "Trường Tiểu học Hoa Sen", *, under: Unit | None = None, **more: Any) -> Unit:
    facts: dict[str, Any] = {
        "kind": "primary_school",
        "ownership": "public",
        "area": "xã Đồng Sen, tỉnh Minh Hà",
        "place": "Đồng Sen",
        "symbol": "THHS",
        "paper_parent": "UBND xã Đồng Sen",
        "receiving_name": "Phòng Văn hóa - Xã hội xã Đồng Sen",
        **more,
    }
    node = Unit(name=name, **facts)
    unit: Unit = under.add_child(instance=node) if under else Unit.add_root(instance=node)
    return unit


def a_user(full_name: str = "Trần Thu Sen", **more: Any) -> User:
    return User.objects.create_user(f"nguoi{next(_serial)}", full_name, PASSWORD, **more)


def a_head(unit: Unit, full_name: str = "Trần Thu Sen") -> User:
    return _with_role(unit, RoleKind.HEAD, full_name)


def a_clerk(unit: Unit, full_name: str = "Ngô Bích Thảo") -> User:
    return _with_role(unit, RoleKind.CLERK, full_name)


def a_committee_member(unit: Unit, full_name: str = "Đỗ Quang Huy") -> User:
    return _with_role(unit, RoleKind.COMMITTEE, full_name)


def an_administrator(unit: Unit, full_name: str = "Lý Quản Trị") -> User:
    return _with_role(unit, RoleKind.ADMINISTRATOR, full_name)


def _with_role(unit: Unit, kind: RoleKind, full_name: str) -> User:
    user = a_user(full_name)
    Role.objects.create(user=user, unit=unit, kind=kind)
    return user
