"""Departments of a unit: names, order, heads; joined or removed when nobody needs them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dvht.audit.actions import Actor, record
from dvht.members.actions.roster import hold_roster
from dvht.members.actions.wording import LONGEST_NAME, WordsError, key_of, one_line
from dvht.members.models import Audience, Department, Member, Posting
from dvht.units.models import Unit


def add_department(unit: Unit, name: str, *, by: Actor) -> Department:
    """Add one at the end. Raises ValidationError on "name"."""
    with transaction.atomic():
        hold_roster(unit)
        name = _free_name(unit, name, 0)
        last = Department.objects.filter(unit=unit).aggregate(last=Max("position"))["last"] or 0
        made = Department.objects.create(unit=unit, name=name, name_key=key_of(name), position=last + 1)
        _record("thêm tổ, phòng", made, by=by)
    return made


def change_department(
    department: Department, *, name: str, head: Member | None, version: int, by: Actor
) -> Department:
    """Rename it, say who heads it. Raises ValidationError by field, or "conflict"."""
    with transaction.atomic():
        hold_roster(department.unit)
        fresh = _fresh(department, version)
        before = _facts(fresh)
        if head is not None and head.unit_id != fresh.unit_id:
            raise ValidationError({"head": "Người này không có trong danh sách của đơn vị."})
        fresh.name = _free_name(fresh.unit, name, fresh.pk)
        fresh.name_key, fresh.head = key_of(fresh.name), head
        after = _facts(fresh)
        if after != before:
            fresh.version += 1
            fresh.save()
            _record("sửa tổ, phòng", fresh, by=by, before=before, after=after)
    return fresh


def move_department(department: Department, *, up: bool, by: Actor) -> None:
    """Change places with its neighbour."""
    with transaction.atomic():
        hold_roster(department.unit)
        listed = list(Department.objects.filter(unit=department.unit).order_by("position", "name_key"))
        at = next((place for place, one in enumerate(listed) if one.pk == department.pk), None)
        to = None if at is None else at + (-1 if up else 1)
        if at is None or to is None or not 0 <= to < len(listed):
            return
        listed[at], listed[to] = listed[to], listed[at]
        for number, one in enumerate(listed, 1):
            one.position = number
        Department.objects.bulk_update(listed, ["position"])
        _record(
            "đổi thứ tự tổ, phòng", department, by=by, before={"Thứ tự": at + 1}, after={"Thứ tự": to + 1}
        )


def merge_department(department: Department, into: Department, *, by: Actor) -> None:
    """Everybody who is or was here belongs to the other one; this one is no more."""
    if into.unit_id != department.unit_id or into.pk == department.pk:
        raise ValidationError({"into": "Hãy chọn một tổ, phòng khác của đơn vị."})
    with transaction.atomic():
        hold_roster(department.unit)
        people = Posting.objects.filter(department=department).update(department=into)
        there = Audience.objects.filter(department=into).values("programme")
        Audience.objects.filter(department=department).exclude(programme__in=there).update(department=into)
        _record(
            "nhập tổ, phòng", department, by=by, after={"Nhập vào": into.name, "Quá trình công tác": people}
        )
        Department.objects.filter(pk=department.pk).delete()


def remove_department(department: Department, *, by: Actor) -> None:
    """Only while nobody is or was there and no programme is meant for it; else ValidationError."""
    with transaction.atomic():
        hold_roster(department.unit)
        if Posting.objects.filter(department=department).exists():
            raise ValidationError(f"{department} đang có hoặc đã có người. Hãy nhập vào tổ, phòng khác.")
        if Audience.objects.filter(department=department).exists():
            raise ValidationError(
                f"Có chương trình bồi dưỡng dành cho {department}. Hãy sửa chương trình ấy trước."
            )
        _record("xóa tổ, phòng", department, by=by, before=_facts(department))
        Department.objects.filter(pk=department.pk).delete()


def _free_name(unit: Unit, name: str, own: int) -> str:
    try:
        kept = one_line(name, "Tên tổ, phòng", LONGEST_NAME, wanted=True)
    except WordsError as error:
        raise ValidationError({"name": str(error)}) from error
    taken = Department.objects.filter(unit=unit, name_key=key_of(kept)).exclude(pk=own).first()
    if taken:
        raise ValidationError({"name": f"Đơn vị đã có “{taken.name}”."})
    return kept


def _fresh(department: Department, version: int) -> Department:
    fresh = Department.objects.select_related("unit", "head").filter(pk=department.pk).first()
    if fresh is None:
        raise ValidationError("Tổ, phòng này không còn nữa: có người vừa bỏ.", code="gone")
    if fresh.version != version:
        raise ValidationError(
            "Người khác vừa sửa tổ, phòng này. Hãy xem bản mới rồi lưu lại.", code="conflict"
        )
    return fresh


def _facts(department: Department) -> dict[str, Any]:
    return {"Tên": department.name, "Tổ trưởng": department.head.full_name if department.head else ""}


def _record(verb: str, department: Department, *, by: Actor, **sides: dict[str, Any]) -> None:
    record(
        verb,
        by=by,
        thing="members.Department",
        thing_id=department.pk,
        label=department.name,
        unit_id=department.unit_id,
        **sides,
    )
