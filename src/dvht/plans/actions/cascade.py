"""A lower plan follows a further version of the one above: what is weaker is tightened, what is stricter stays."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dvht.accounts.models import User
from dvht.plans.actions.issuing import issue_version
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.actions.starting import issued_lines
from dvht.plans.models import Milestone, Plan, PlanPaper, Target
from dvht.plans.queries import (
    applicable_targets,
    demands_in,
    higher_plans,
    issued_content,
    issued_under,
    weaker,
)
from dvht.plans.queries.cascade import held_by


def follow_higher(plan: Plan, higher: Plan, *, number: int, by: User) -> Plan:
    """Carry out version `number` of an issued plan above, in a draft or in a plan in force.

    Targets below it are raised, later dates made earlier, missing papers added. A plan in force is issued again in
    the same act, with the reason. Raises ValidationError: "higher" (no issued plan above), "pack", "conflict" (issued
    again since the person looked), "held" (a dossier of the year is on its way).
    """
    with transaction.atomic():
        above = Plan.objects.select_for_update().get(pk=higher.pk)
        fresh = locked_plan(plan, must_be_draft=False)
        _check(fresh, above, number)
        said = issued_content(above)
        asked = demands_in(said)
        weak = weaker(fresh, held_by([fresh.pk])[fresh.pk], asked)
        _raise_targets(fresh, applicable_targets(fresh, asked))
        _bring_days_forward(fresh, said)
        _add_papers(fresh, said)
        before = {"higher": fresh.carries_out, "higher_version": fresh.higher_version}
        if fresh.higher_id != above.pk:
            fresh.higher, fresh.higher_reference = above, above.cited(*issued_under(above))
        fresh.higher_version = number
        if not fresh.is_draft:
            reason = f"Theo lần ban hành {number} của kế hoạch cấp trên ({above.unit.name})."
            issue_version(fresh, reason=reason, by=by)
        fresh.version += 1
        fresh.save()
        after = {
            "higher": fresh.carries_out,
            "higher_version": number,
            "tightened": [one.words for one in weak],
        }
        trace("theo kế hoạch cấp trên", fresh, by=by, before=before, after=after)
    return fresh


def _check(plan: Plan, higher: Plan, number: int) -> None:
    if plan.higher_id != higher.pk and not higher_plans(plan.unit, plan.year).filter(pk=higher.pk).exists():
        raise ValidationError("Đây không phải kế hoạch của cấp trên đơn vị.", code="higher")
    if plan.pack_id != higher.pack_id:
        raise ValidationError(
            f"Kế hoạch cấp trên dùng {higher.pack.short_title}, kế hoạch này dùng {plan.pack.short_title}: "
            "không theo được.",
            code="pack",
        )
    if higher.issued_version != number:
        raise ValidationError(
            "Kế hoạch cấp trên vừa được ban hành thêm một lần nữa. Hãy xem lại khác gì rồi bấm lần nữa.",
            code="conflict",
        )
    held = plan.collection
    if not plan.is_draft and held and (held.held or held.only_rows):
        raise ValidationError(
            held.held or "Hồ sơ đang bổ sung từng chỉ tiêu được trả lại nên kế hoạch giữ nguyên.", code="held"
        )


def _raise_targets(plan: Plan, asked: Mapping[str, int]) -> None:
    own = dict(plan.targets.values_list("row", "percent"))
    for row, percent in asked.items():
        if percent > own.get(row, 0):
            Target.objects.update_or_create(plan=plan, row=row, defaults={"percent": percent})


def _bring_days_forward(plan: Plan, said: Mapping[str, Any]) -> None:
    own = {day.code: day for day in plan.milestones.all()}
    last = plan.milestones.aggregate(last=Max("position"))["last"] or 0
    for place, day in enumerate(issued_lines(plan, Milestone, said["milestones"], "code"), last + 1):
        mine = own.get(day.code)
        if mine is None:
            day.position = place
            day.save()
        elif mine.last_day > day.last_day:
            mine.kind, mine.wording = day.kind, day.wording
            mine.starts_on, mine.last_day = day.starts_on, day.last_day
            mine.version += 1
            mine.save()


def _add_papers(plan: Plan, said: Mapping[str, Any]) -> None:
    own = {paper.kind: paper for paper in plan.papers.all()}
    last = plan.papers.aggregate(last=Max("position"))["last"] or 0
    for place, paper in enumerate(issued_lines(plan, PlanPaper, said["papers"], "kind"), last + 1):
        mine = own.get(paper.kind)
        if mine is None:
            paper.position = place
            paper.save()
        elif paper.submitted and not mine.submitted:
            mine.submitted, mine.version = True, mine.version + 1
            mine.save()
