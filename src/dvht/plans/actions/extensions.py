"""More time for one unit, in writing; revocable, never rewritten."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Topic
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.models import Extension, Milestone, Plan
from dvht.plans.queries import demands_of, is_of_units, latest_extension, units_below
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit


def grant_extension(milestone: Milestone, unit: Unit, until: dt.date, reason: str, *, by: User) -> Extension:
    """Let a unit act until `until` and tell it. An extension in force is revoked before a longer one is granted.

    It is for a day on which units act, and for a year at most. Raises ValidationError keyed by "milestone", "unit",
    "until" or "reason"; "state" while the plan was never issued, "exists".
    """
    try:
        with transaction.atomic():
            plan = locked_plan(milestone.plan, must_be_draft=False)
            _check(plan, milestone, unit, until, reason)
            granted = Extension.objects.create(
                milestone=milestone, unit=unit, until=until, reason=reason.strip(), granted_by=by
            )
            after = {"unit": unit.name, "until": until, "reason": granted.reason}
            trace("gia hạn cho đơn vị", plan, by=by, thing=milestone, after=after)
            tell_unit(
                unit,
                Topic.DEADLINE,
                f"Được gia hạn đến {written_date(until)}: {milestone.title}",
                text=f"{plan.unit.name} cho phép. Lý do: {granted.reason}",
                url=f"/don-vi/{unit.pk}/{plan.year}/ke-hoach/lich/",
            )
    except IntegrityError as error:
        raise _exists(unit) from error
    return granted


def revoke_extension(extension: Extension, reason: str, *, by: User) -> Extension:
    """Take it back, in writing, and tell the unit. ValidationError {"reason"}; "state" when it was revoked already."""
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do thu hồi."})
    with transaction.atomic():
        plan = locked_plan(extension.milestone.plan, must_be_draft=False)
        now = timezone.now()
        changed = Extension.objects.filter(pk=extension.pk, revoked_at__isnull=True).update(
            revoked_at=now, revoked_by=by, revoked_reason=reason.strip()
        )
        if not changed:
            raise ValidationError("Gia hạn này đã bị thu hồi.", code="state")
        extension.refresh_from_db()
        unit = extension.unit
        after = {"unit": unit.name, "until": extension.until, "revoked_reason": reason.strip()}
        trace("thu hồi gia hạn", plan, by=by, thing=extension.milestone, after=after)
        tell_unit(
            unit,
            Topic.DEADLINE,
            f"Thu hồi gia hạn: {extension.milestone.title}",
            text=f"{plan.unit.name} thu hồi gia hạn đến {written_date(extension.until)}. Lý do: {reason.strip()}",
            url=f"/don-vi/{unit.pk}/{plan.year}/ke-hoach/lich/",
        )
    return extension


def _check(plan: Plan, milestone: Milestone, unit: Unit, until: dt.date, reason: str) -> None:
    days = demands_of(plan).days if plan.issued_version else {}
    if milestone.code not in days:
        raise ValidationError("Chỉ gia hạn mốc của kế hoạch đã ban hành.", code="state")
    if not is_of_units(milestone):
        raise ValidationError(
            {"milestone": "Mốc này không do đơn vị thực hiện nên không gia hạn cho đơn vị."}
        )
    if not units_below(plan.unit, plan.year).filter(pk=unit.pk).exists():
        raise ValidationError({"unit": "Đơn vị này không thuộc các đơn vị của kế hoạch."})
    last = days[milestone.code].last_day
    if until <= last:
        raise ValidationError({"until": f"Ngày gia hạn phải sau ngày cuối {written_date(last)}."})
    if until > (latest := latest_extension(last)):
        raise ValidationError(
            {"until": f"Chỉ gia hạn nhiều nhất một năm, đến hết {written_date(latest)}. Xem lại năm đã gõ."}
        )
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do gia hạn."})
    if Extension.objects.filter(milestone=milestone, unit=unit, revoked_at__isnull=True).exists():
        raise _exists(unit)


def _exists(unit: Unit) -> ValidationError:
    return ValidationError(
        f"{unit.name} đang có một gia hạn cho mốc này. Thu hồi rồi gia hạn lại.", code="exists"
    )
