"""Builders of calendars to be reminded of."""

from datetime import date
from typing import Any

from django.utils import timezone

from dvht.accounts.models import User
from dvht.plans.models import Extension, Milestone, Plan, PlanVersion
from dvht.plans.queries import content_of
from dvht.plans.states import PlanState
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

PACK = "tt24-2023-huyen"


def a_calendar(
    unit: Unit, year: int = 2026, *codes: str, state: str = PlanState.IN_FORCE.value, **more: Any
) -> Plan:
    """A plan in force with these milestones of the circular (all of them unless named), and nothing else."""
    pack = load_pack(PACK)
    plan = Plan.objects.create(
        unit=unit, year=year, title="Kế hoạch", pack_id=pack.id, pack_version=pack.version, pack_digest=pack.digest,
        state=state, **more,
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(plan=plan, code=law.code, title=law.title, last_day=law.dates_for(year)[1])
        for law in pack.calendar
        if not codes or law.code in codes
    )
    return plan


def a_date(plan: Plan, day: date, title: str = "Họp Tổ đánh giá", code: str = "own_1") -> Milestone:
    """A date that people added to the calendar themselves."""
    return Milestone.objects.create(plan=plan, code=code, title=title, last_day=day)


def being_changed(plan: Plan) -> None:
    """What the plan says was issued, and a further version of it is being written."""
    PlanVersion.objects.create(plan=plan, number=1, content=content_of(plan), digest="")
    plan.state, plan.issued_version = PlanState.DRAFT.value, 1
    plan.save()


def an_extension(milestone: Milestone, unit: Unit, until: date, *, by: User, **more: Any) -> Extension:
    return Extension.objects.create(
        milestone=milestone, unit=unit, until=until, reason="Mưa lũ", granted_by=by, **more
    )


def revoked(extension: Extension, *, by: User) -> None:
    extension.revoked_at, extension.revoked_by, extension.revoked_reason = timezone.now(), by, "Cấp nhầm"
    extension.save()
