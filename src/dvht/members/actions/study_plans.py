"""A member's study plan: written, handed in, taken back, decided, followed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.members.actions.proving import Proof, prove, unprove
from dvht.members.models import Member, Source, StudyItem, StudyPlan
from dvht.members.models.words import MOST_ITEMS, ItemWords
from dvht.members.states import STUDY_PLAN_MOVES, StudyPlanState
from dvht.ui.vietnamese import written_date

CHANGED: Final = "Kế hoạch vừa được sửa hoặc chuyển trạng thái ở nơi khác. Hãy xem bản mới rồi làm tiếp."


@dataclass(frozen=True)
class Decided:
    """What became of plans decided together; `stale` changed since they were shown and stay as they are."""

    done: tuple[StudyPlan, ...] = ()
    stale: tuple[StudyPlan, ...] = field(default=())


def save_study_plan(
    member: Member, year: int, *, aim: str, items: Sequence[ItemWords], version: int, by: User
) -> StudyPlan:
    """Write the whole plan: lines that aren't given any more are gone. `version` 0 makes the plan.

    ValidationError: code "conflict" when it was saved elsewhere in between, "state" when it is out of the member's
    hands, by field otherwise.
    """
    if len(items) > MOST_ITEMS:
        raise ValidationError(f"Kế hoạch có {len(items)} nội dung; nhiều nhất là {MOST_ITEMS}.")
    try:
        with transaction.atomic():
            plan = _held(member, year, version)
            before = _said(plan)
            plan.aim = aim
            plan.version += 1
            plan.save()
            _write_items(plan, items)
            after = _said(plan)
            if before != after:
                _record("ghi kế hoạch tự học", plan, by=by, before=before, after=after)
    except IntegrityError as error:
        raise ValidationError(CHANGED, code="conflict") from error
    return plan


def submit_study_plan(plan: StudyPlan, *, version: int, by: User) -> StudyPlan:
    """Hand the plan in for approval; from then on it is read-only until it is decided or taken back."""
    with transaction.atomic():
        held = _moving(plan, version, StudyPlanState.SUBMITTED)
        if not held.items.exists():
            raise ValidationError(
                "Kế hoạch chưa có nội dung nào. Hãy ghi ít nhất một việc sẽ học.", code="empty"
            )
        held.submitted_at = timezone.now()
        held.save()
        _record("nộp kế hoạch tự học", held, by=by)
    return held


def take_back_study_plan(plan: StudyPlan, *, version: int, by: User) -> StudyPlan:
    """The member takes the plan back to mend it, as long as nobody has decided."""
    with transaction.atomic():
        held = _moving(plan, version, StudyPlanState.DRAFT)
        held.submitted_at = None
        held.save()
        _record("lấy lại kế hoạch tự học", held, by=by)
    return held


def decide_study_plans(seen: Mapping[int, int], *, approve: bool, remark: str = "", by: User) -> Decided:
    """Approve or return plans, each in the version that was shown (`seen`: id to version).

    What changed meanwhile is left as it is and named in the answer. Approving proves the fact; returning an approved
    plan takes it away. Returning asks for a remark. One event, whatever the number of plans.
    """
    target = StudyPlanState.APPROVED if approve else StudyPlanState.RETURNED
    if not approve and not remark.strip():
        raise ValidationError({"remark": "Hãy ghi điều cần sửa để người nộp biết."})
    with transaction.atomic():
        held = _locked_plans(seen)
        moving = [plan for plan in held if _may_move(plan, target) and plan.version == seen[plan.pk]]
        for plan in moving:
            plan.state, plan.remark, plan.version = target.value, remark.strip(), plan.version + 1
            plan.decided_at, plan.decided_by = timezone.now(), by
        fields = ["state", "remark", "version", "decided_at", "decided_by"]
        StudyPlan.objects.bulk_update(moving, fields)
        _settle_facts(moving, approve=approve, by=by)
        _record_decision(moving, approve=approve, remark=remark.strip(), by=by)
    left = {plan.pk for plan in moving}
    return Decided(tuple(moving), tuple(plan for plan in held if plan.pk not in left))


def mark_item_done(item: StudyItem, *, done_on: dt.date | None, words: str, by: User) -> StudyItem:
    """Write what was learned from a line of an approved plan; without a day the line is open again."""
    if done_on and done_on > timezone.localdate():
        raise ValidationError({"done_on": "Ngày này chưa đến. Hãy ghi ngày đã học xong."})
    with transaction.atomic():
        plan = StudyPlan.objects.select_for_update().get(pk=item.plan_id)
        if plan.state != StudyPlanState.APPROVED.value:
            raise ValidationError("Kế hoạch được duyệt rồi mới ghi việc đã học.", code="state")
        current = StudyItem.objects.filter(pk=item.pk, plan=plan).first()
        if current is None:
            raise ValidationError(CHANGED, code="conflict")
        before = {"done_on": current.done_on, "done_words": current.done_words}
        current.done_on, current.done_words = done_on, words if done_on else ""
        current.save(update_fields=["done_on", "done_words"])
        after = {"done_on": current.done_on, "done_words": current.done_words}
        if before != after:
            record(
                "ghi việc đã học",
                by=by,
                thing="members.StudyItem",
                thing_id=current.pk,
                label=f"{plan.member.full_name}: {current.content}",
                unit_id=plan.member.unit_id,
                before=before,
                after=after,
            )
    return current


def _held(member: Member, year: int, version: int) -> StudyPlan:
    plan = StudyPlan.objects.select_for_update().filter(member=member, year=year).first()
    if plan is None and version == 0:
        return StudyPlan(member=member, year=year, version=0)
    if plan is None or plan.version != version:
        raise ValidationError(CHANGED, code="conflict")
    if plan.state not in {StudyPlanState.DRAFT.value, StudyPlanState.RETURNED.value}:
        raise ValidationError("Kế hoạch đã nộp nên không sửa được. Lấy lại rồi mới sửa.", code="state")
    return plan


def _write_items(plan: StudyPlan, items: Sequence[ItemWords]) -> None:
    known = {item.pk: item for item in plan.items.all()}
    kept: set[int] = set()
    for position, said in enumerate(items):
        item = known.get(said.item_id or 0) or StudyItem(plan=plan)
        if item.pk in kept:
            item = StudyItem(plan=plan)
        item.position, item.content, item.how = position, said.content, said.how
        item.due_on, item.result, item.programme_id = said.due_on, said.result, said.programme_id
        item.save()
        kept.add(item.pk)
    plan.items.exclude(pk__in=kept).delete()


def _moving(plan: StudyPlan, version: int, target: StudyPlanState) -> StudyPlan:
    held = StudyPlan.objects.select_for_update().filter(pk=plan.pk).first()
    if held is None or held.version != version or not _may_move(held, target):
        raise ValidationError(CHANGED, code="conflict")
    held.state, held.version = target.value, held.version + 1
    return held


def _may_move(plan: StudyPlan, target: StudyPlanState) -> bool:
    return target in STUDY_PLAN_MOVES[StudyPlanState(plan.state)]


def _locked_plans(ids: Iterable[int]) -> list[StudyPlan]:
    plans = StudyPlan.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    return list(plans.select_related("member__unit").order_by("pk"))


def _settle_facts(plans: Sequence[StudyPlan], *, approve: bool, by: User) -> None:
    proof = Proof(
        "study_plan",
        "met",
        Source.STUDY_PLAN,
        timezone.localdate(),
        "Kế hoạch tự học được duyệt trên hệ thống",
    )
    for year in sorted({plan.year for plan in plans}):
        ids = [plan.member_id for plan in plans if plan.year == year]
        if approve:
            prove(ids, year, proof, by=by)
        else:
            unprove(ids, year, "study_plan", Source.STUDY_PLAN)


def _record_decision(plans: Sequence[StudyPlan], *, approve: bool, remark: str, by: User) -> None:
    """One event a unit: a school's head decides for one, an authority perhaps for heads of several."""
    verb = "duyệt kế hoạch tự học" if approve else "trả lại kế hoạch tự học"
    units = {plan.member.unit_id for plan in plans}
    for unit_id in sorted(units):
        here = [plan for plan in plans if plan.member.unit_id == unit_id]
        names = [plan.member.full_name for plan in here]
        label = names[0] if len(names) == 1 else f"{len(names)} người"
        record(
            verb,
            by=by,
            thing="members.StudyPlan",
            thing_id=here[0].pk if len(here) == 1 else "",
            label=f"{label} · năm {here[0].year}",
            unit_id=unit_id,
            after={
                "members": names,
                "plans": [plan.pk for plan in here],
                **({"remark": remark} if remark else {}),
            },
        )


def _said(plan: StudyPlan) -> dict[str, object]:
    if plan.version == 0:  # not kept yet
        return {}
    items = plan.items.order_by("position", "pk")
    return {
        "aim": plan.aim,
        "items": [
            item.content + (f" ({written_date(item.due_on)})" if item.due_on else "") for item in items
        ],
    }


def _record(
    verb: str,
    plan: StudyPlan,
    *,
    by: User,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="members.StudyPlan",
        thing_id=plan.pk,
        label=f"{plan.member.full_name} · năm {plan.year}",
        unit_id=plan.member.unit_id,
        before=before,
        after=after,
    )
