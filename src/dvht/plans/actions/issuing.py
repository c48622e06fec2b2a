"""Put in force: a version of the plan is kept for good, and everybody below is told."""

import hashlib

from django.core.exceptions import ValidationError
from django.utils import timezone

from dvht.accounts.models import User
from dvht.documents.letters import canonical
from dvht.inbox.actions import tell_units
from dvht.inbox.models import Topic
from dvht.plans.models import Plan, PlanVersion
from dvht.plans.queries import content_of
from dvht.units.models import Unit
from dvht.units.queries import handing_in_to, receiving_under


def issue_version(plan: Plan, *, reason: str, by: User) -> PlanVersion | None:
    """Keep what the plan says as its next version; nothing when it says what the last one said.

    The plan is held by the caller, who saves its `issued_version`. From the second time a reason is needed:
    ValidationError {"reason"}, code "reason".
    """
    content = content_of(plan)
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    last = plan.versions.first()
    if last is not None and last.digest == digest:
        return None
    if last is not None and not reason.strip():
        told = "Kế hoạch khác lần ban hành trước: hãy ghi vì sao đổi."
        raise ValidationError({"reason": ValidationError(told, code="reason")})
    plan.issued_version = last.number + 1 if last else 1
    made = PlanVersion.objects.create(
        plan=plan,
        number=plan.issued_version,
        content=content,
        digest=digest,
        reason=reason.strip() if last else "",
        issued_by=by if by.pk else None,  # the system itself has no account
    )
    _tell_below(plan, made)
    return made


def units_told(plan: Plan) -> list[Unit]:
    """Units whose plan carries this one out, and those that hand in to its body or to one that receives for it."""
    below = {plan.unit_id for plan in Plan.objects.filter(higher=plan)}
    today = timezone.localdate()
    bodies = receiving_under(plan.unit, today)
    handing_in = handing_in_to(bodies, today).values_list("pk", flat=True)
    return list(Unit.objects.filter(pk__in=below | set(handing_in)).exclude(pk=plan.unit_id))


def tell_given_up(plan: Plan) -> None:
    """Everybody who was told of the plan learns that it was given up."""
    subject = f"{plan.unit.name} bỏ kế hoạch năm {plan.year}"
    text = f"“{plan.title}” không còn hiệu lực trong phần mềm. Hãy chờ kế hoạch thay thế."
    tell_units(units_told(plan), Topic.PLAN, subject, text=text, key=f"plan:{plan.pk}:given-up")


def _tell_below(plan: Plan, made: PlanVersion) -> None:
    if made.number == 1:
        subject = f"{plan.unit.name} ban hành kế hoạch năm {plan.year}"
        text = f"{plan.title}. Kế hoạch của đơn vị theo kế hoạch này và chỉ được đặt cao hơn, sớm hơn."
    else:
        subject = f"{plan.unit.name} đổi kế hoạch năm {plan.year} (lần {made.number})"
        text = f"Vì sao đổi: {made.reason} Hãy xem khác gì và cho kế hoạch của đơn vị theo lần mới."
    page = "" if made.number == 1 else "khac/"
    url = f"/don-vi/{{unit}}/{plan.year}/ke-hoach/cap-tren/{page}?ke-hoach={plan.pk}"
    tell_units(units_told(plan), Topic.PLAN, subject, text=text, url=url, key=f"plan:{plan.pk}:{made.number}")
