"""Take over a known local calendar or dossier list whole; what the higher plan demands stays."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.models import Milestone, Plan, PlanPaper
from dvht.plans.queries import actor_words, day_words, demands_of, is_body, kind_of, proposed_title
from dvht.regulation.calendar import Milestone as LawMilestone
from dvht.regulation.practice import DossierList, LocalCalendar

OWN = "own_"


def follow_dossier_list(plan: Plan, known: DossierList, *, by: User) -> Plan:
    """Replace the dossier list; papers that the higher plan demands stay, after those of the list.

    A list that names the plan gives a unit's its title (PL-4): it lists the papers of units, not of a body.
    """
    with transaction.atomic():
        fresh = locked_plan(plan)
        _check_pack(fresh, known)
        demanded = _demanded(fresh)
        before = {"papers": [paper.title for paper in fresh.papers.all()], "title": fresh.title}
        have = {paper.kind: paper for paper in fresh.papers.all()}
        handed_in = {item.kind for item in known.items}
        place = 0
        for item in (*known.items, *(kept for kept in known.kept if kept.kind not in handed_in)):
            place += 1
            paper = have.pop(item.kind, None) or PlanPaper(plan=fresh, kind=item.kind, version=0)
            paper.title, paper.note, paper.position = item.title, item.note or "", place
            paper.submitted = item.kind in handed_in or demanded.get(item.kind, False)
            paper.version += 1
            paper.save()
        for paper in have.values():
            place += 1
            if paper.kind in demanded:
                PlanPaper.objects.filter(pk=paper.pk).update(position=place)
            else:
                paper.delete()
        _retitle(fresh, known)
        _keep_notes(fresh, known)
        papers = list(fresh.papers.values_list("title", flat=True))
        after = {"papers": papers, "title": fresh.title, "list": known.code}
        trace("lấy danh mục hồ sơ", fresh, by=by, before=before, after=after)
    return fresh


def _retitle(plan: Plan, known: DossierList) -> None:
    named = next((item.title for item in known.items if item.kind == "plan"), "")
    if is_body(plan.unit):
        return
    title = proposed_title(plan.pack, plan.year, paper_title=named) if named else plan.title
    if title != plan.title:
        plan.title, plan.version = title, plan.version + 1
        plan.save(update_fields=["title", "version", "updated_at"])


def follow_calendar(plan: Plan, known: LocalCalendar, *, by: User) -> Plan:
    """Replace the calendar; the unit's own dates stay, and those of the higher plan unless the new ones are earlier."""
    with transaction.atomic():
        fresh = locked_plan(plan)
        _check_pack(fresh, known)
        limits = _limits(fresh)
        before = {milestone.code: milestone.last_day for milestone in fresh.milestones.all()}
        named = {law.code for law in known.milestones}
        for milestone in fresh.milestones.all():
            if (
                milestone.code not in limits
                and milestone.code not in named
                and not milestone.code.startswith(OWN)
                and not milestone.extensions.exists()
            ):
                milestone.delete()
        for place, law in enumerate(known.milestones, 1):
            limit = limits.get(law.code)
            if limit is None or law.dates_for(fresh.year)[1] <= limit:
                _take(fresh, law, place)
        _keep_notes(fresh, known)
        after = dict(fresh.milestones.values_list("code", "last_day"))
        trace(
            "lấy lịch", fresh, by=by, before={"days": before}, after={"days": after, "calendar": known.code}
        )
    return fresh


def _keep_notes(plan: Plan, known: DossierList | LocalCalendar) -> None:
    """What the printed plan contradicts itself in stays beside the plan (HQ-2, NBK-1)."""
    new = [note for note in known.notes if note not in plan.note]
    if new:
        plan.note, plan.version = "\n".join([plan.note, *new]).strip(), plan.version + 1
        plan.save(update_fields=["note", "version", "updated_at"])


def _check_pack(plan: Plan, known: DossierList | LocalCalendar) -> None:
    if plan.pack_id not in known.packs:
        raise ValidationError(f"“{known.title}” không dùng cho {plan.pack.short_title}.", code="pack")


def _demanded(plan: Plan) -> dict[str, bool]:
    """Kinds of paper of the higher plan, and whether each is handed in."""
    demanded = demands_of(plan.higher)
    return {kind: kind in demanded.handed_in for kind in demanded.papers}


def _limits(plan: Plan) -> dict[str, dt.date]:
    return {code: day.last_day for code, day in demands_of(plan.higher).days.items()}


def _take(plan: Plan, law: LawMilestone, place: int) -> None:
    first, last = law.dates_for(plan.year)
    milestone = plan.milestones.filter(code=law.code).first() or Milestone(
        plan=plan, code=law.code, version=0
    )
    milestone.title, milestone.actor = law.title, actor_words(law)
    milestone.kind, milestone.wording = kind_of(law.rule), day_words(law.rule, plan.year)
    milestone.starts_on, milestone.last_day = first, last
    milestone.reference, milestone.note, milestone.position = law.reference, law.note or "", place
    milestone.version += 1
    milestone.save()
