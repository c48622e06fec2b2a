"""Builders of the things that tests speak of."""

from datetime import date
from itertools import count
from typing import Any

from dvht.accounts.models import Role, RoleKind, User
from dvht.plans import actions as plans
from dvht.plans.models import Plan
from dvht.regulation.library import load_pack
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
    unit: Unit = (
        Unit.objects.add_child(under, instance=node) if under else Unit.objects.add_root(instance=node)
    )
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


def a_plan(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    """A draft as start_plan leaves it."""
    by = more.pop("by", None) or a_head(unit)
    return plans.start_plan(unit=unit, year=year, pack=load_pack(pack), by=by, **more)


def a_full_plan(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    """A draft with everything that putting it in force asks for."""
    by = more.pop("by", None) or a_head(unit)
    plan = a_plan(unit, year, pack, by=by, **more)
    goal = "1" if load_pack(pack).scheme == "levels" else "tot"
    plan = plans.set_goal(plan, goal, by=by)
    plan = plans.change_plan(
        plan, {"purpose": "1. Mục đích\n- Mọi người được học."}, version=plan.version, by=by
    )
    plans.add_member(plan, plans.MemberWords("team", "Trần Thu Sen", "Hiệu trưởng", "Tổ trưởng"), by=by)
    plans.add_task(plan, plans.TaskWords("Phổ biến tiêu chí", "Hiệu trưởng", due_on=date(year, 3, 31)), by=by)
    return Plan.objects.get(pk=plan.pk)


def a_plan_in_force(unit: Unit, year: int = 2026, pack: str = "tt24-2023-huyen", **more: Any) -> Plan:
    by = more.pop("by", None) or a_head(unit)
    return plans.put_in_force(a_full_plan(unit, year, pack, by=by, **more), by=by)
