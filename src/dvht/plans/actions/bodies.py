"""Deeds on what only a body's plan says of its units: the model unit and the officer of each sector."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.models import ModelUnit, Plan, Routing
from dvht.plans.queries import people_of_body, units_below
from dvht.regulation.kinds import SECTORS
from dvht.units.models import Unit


def save_model_units(plan: Plan, chosen: Mapping[str, Unit | None], *, version: int, by: User) -> Plan:
    """One model unit per sector, among the units below (TX-3); None names none. ValidationError by sector."""
    with transaction.atomic():
        fresh = locked_plan(plan, version=version)
        wanted = {sector: unit for sector, unit in chosen.items() if unit is not None}
        below = set(units_below(fresh.unit, fresh.year).filter(pk__in=[unit.pk for unit in wanted.values()]))
        _check(wanted, {unit.pk for unit in below}, "Đơn vị này không thuộc các đơn vị của kế hoạch.")
        before = {one.sector: one.unit.name for one in fresh.model_units.select_related("unit")}
        after = {sector: unit.name for sector, unit in wanted.items()}
        if before != after:
            fresh.model_units.all().delete()
            ModelUnit.objects.bulk_create(
                ModelUnit(plan=fresh, sector=sector, unit=unit) for sector, unit in wanted.items()
            )
            _saved(fresh, "chọn mô hình điểm", before, after, by=by)
    return fresh


def save_routings(plan: Plan, chosen: Mapping[str, User | None], *, version: int, by: User) -> Plan:
    """Which officer looks after each sector (TX-5), among open accounts with a role at the body."""
    with transaction.atomic():
        fresh = locked_plan(plan, version=version)
        wanted = {sector: user for sector, user in chosen.items() if user is not None}
        here = {user.pk for user in people_of_body(fresh.unit)}
        _check(wanted, here, "Người này không có vai trò ở cơ quan, hoặc tài khoản đã khóa.")
        before = {one.sector: one.officer.full_name for one in fresh.routings.select_related("officer")}
        after = {sector: user.full_name for sector, user in wanted.items()}
        ids = dict(fresh.routings.values_list("sector", "officer_id"))
        if ids != {sector: user.pk for sector, user in wanted.items()}:
            fresh.routings.all().delete()
            Routing.objects.bulk_create(
                Routing(plan=fresh, sector=sector, officer=user) for sector, user in wanted.items()
            )
            _saved(fresh, "phân công nhận hồ sơ", before, after, by=by)
    return fresh


def _check(wanted: Mapping[str, Unit | User], known: set[int], told: str) -> None:
    wrong = {sector: told for sector, thing in wanted.items() if thing.pk not in known}
    wrong |= {sector: "Cấp học, khối này không có." for sector in wanted if sector not in SECTORS}
    if wrong:
        raise ValidationError(wrong)


def _saved(plan: Plan, verb: str, before: Mapping[str, str], after: Mapping[str, str], *, by: User) -> None:
    plan.version += 1
    plan.save(update_fields=["version", "updated_at"])
    labels = {sector: SECTORS.get(sector, sector) for sector in (*before, *after)}
    trace(
        verb,
        plan,
        by=by,
        before={labels[sector]: name for sector, name in before.items()},
        after={labels[sector]: after.get(sector, "") for sector in labels},
    )
