"""Start a year: the plan is made from its pack, from the plan above it and from the unit's own last one."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.evidence.actions import open_collection
from dvht.plans.actions.locking import trace
from dvht.plans.models import CommitteeMember, Milestone, Plan, PlanPaper, Target, Task
from dvht.plans.queries import (
    actor_words,
    day_words,
    higher_plans,
    in_todays_words,
    is_body,
    issued_content,
    issued_under,
    kind_of,
    last_plan,
    note_in_time,
    office_for,
    packs_offered,
    plan_of,
    proposed_bases,
    proposed_recipients,
    proposed_title,
)
from dvht.regulation.calendar import Milestone as LawMilestone
from dvht.regulation.pack import Pack
from dvht.units.models import Unit

YEAR_IN_WORDS: Final = re.compile(r"((?:tháng \d{1,2} )?năm |tháng \d{1,2}/)(20\d\d)\b", re.IGNORECASE)
YEAR_OF_DATE: Final = re.compile(r"(\d{1,2}/)(20\d\d)\b(?!/)")


def start_plan(
    *,
    unit: Unit,
    year: int,
    pack: Pack,
    by: User,
    higher: Plan | None = None,
    higher_reference: str = "",
) -> Plan:
    """Make the year's plan and open its evidence collection.

    The pack, the calendar, the dossier list, the targets and the bases come from `higher` where it is given,
    else from the pack; purpose, committee, tasks and recipients from the unit's last plan, progress reset.
    Raises ValidationError: "exists", "year", "pack" (it doesn't govern the unit and year, or the higher plan
    has another one), "higher" (no plan in force of a body above, for this year).
    """
    _check(unit, year, pack, higher)
    law = higher.pack if higher else pack
    try:
        with transaction.atomic():
            plan = _created(unit, year, law, higher, higher_reference.strip(), by=by)
            _copy_demands(plan, law, higher)
            earlier = last_plan(unit, year)
            if earlier:
                _copy_last_year(plan, earlier)
            after = {"pack": law.id, "pack_version": law.version, "higher": plan.carries_out}
            trace("lập kế hoạch năm", plan, by=by, after=after)
    except IntegrityError as error:
        if plan_of(unit, year):
            raise _exists(unit, year) from error
        raise
    return plan


def _exists(unit: Unit, year: int) -> ValidationError:
    return ValidationError(f"{unit.name} đã có kế hoạch năm {year}.", code="exists")


def _check(unit: Unit, year: int, pack: Pack, higher: Plan | None) -> None:
    if plan_of(unit, year):
        raise _exists(unit, year)
    latest = timezone.localdate().year + 1
    if year > latest:
        raise ValidationError(f"Chỉ lập được kế hoạch đến năm {latest}.", code="year")
    if pack.id not in {offered.id for offered in packs_offered(unit, year)}:
        raise ValidationError(
            f"{pack.short_title} không áp dụng cho {unit.kind_label} ở năm đánh giá {year}.", code="pack"
        )
    if higher is None:
        return
    if not higher_plans(unit, year).filter(pk=higher.pk).exists():
        raise ValidationError(
            f"“{higher}” không phải kế hoạch năm {year} đang thực hiện của cấp trên.", code="higher"
        )
    if higher.pack_id != pack.id:
        raise ValidationError(
            f"Kế hoạch cấp trên dùng bộ quy định {higher.pack.short_title}: hãy chọn bộ đó.", code="pack"
        )


def _created(
    unit: Unit, year: int, pack: Pack, higher: Plan | None, higher_reference: str, *, by: User
) -> Plan:
    own_title = PlanPaper.objects.filter(plan=higher, kind="plan").values_list("title", flat=True).first()
    earlier = last_plan(unit, year)
    words = higher.cited(*issued_under(higher)) if higher else higher_reference
    body = is_body(unit)
    return Plan.objects.create(
        unit=unit,
        year=year,
        title=proposed_title(
            pack,
            year,
            paper_title=own_title or "",
            last_title=earlier.title if earlier else "",
            of_body=body,
        ),
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        collection=open_collection(unit=unit, year=year, pack=pack, by=by),
        higher=higher,
        higher_reference=words,
        higher_version=higher.issued_version if higher else None,
        bases=proposed_bases(pack, higher, words),
        recipients=proposed_recipients(unit, of_body=body),
    )


def _copy_demands(plan: Plan, pack: Pack, higher: Plan | None) -> None:
    if higher is None:
        office = office_for(plan.unit)
        Milestone.objects.bulk_create(
            _law_milestone(plan, law, place, office) for place, law in enumerate(pack.calendar, 1)
        )
        PlanPaper.objects.bulk_create(_law_papers(plan, pack))
        return
    said = issued_content(higher)
    Milestone.objects.bulk_create(issued_lines(plan, Milestone, said["milestones"], "code"))
    PlanPaper.objects.bulk_create(issued_lines(plan, PlanPaper, said["papers"], "kind"))
    Target.objects.bulk_create(
        Target(plan=plan, row=row, percent=ask) for row, ask in said["targets"].items()
    )


Copied = TypeVar("Copied", Milestone, PlanPaper)


def issued_lines(
    plan: Plan, model: type[Copied], lines: Iterable[Mapping[str, Any]], key: str
) -> Iterator[Copied]:
    """Lines of an issued plan as lines of another, unsaved, in their order."""
    for place, line in enumerate(lines, 1):
        values = {name: value for name, value in line.items() if name not in ("key", "kind")}
        if model is Milestone:
            values["kind"] = line["kind"]
            values["starts_on"], values["last_day"] = _day(line["starts_on"]), _day(line["last_day"])
        yield model(plan=plan, position=place, **{**values, key: line["key"]})


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _law_milestone(plan: Plan, law: LawMilestone, place: int, office: str) -> Milestone:
    first, last = law.dates_for(plan.year)
    return Milestone(
        plan=plan,
        code=law.code,
        title=in_todays_words(law.title, plan.year, office),
        actor=in_todays_words(actor_words(law), plan.year, office),
        kind=kind_of(law.rule),
        wording=day_words(law.rule, plan.year),
        starts_on=first,
        last_day=last,
        reference=law.reference,
        note=note_in_time(law.note or "", plan.year),
        position=place,
    )


def _law_papers(plan: Plan, pack: Pack) -> list[PlanPaper]:
    """The papers handed in, then those that are only kept."""
    handed_in = {item.kind for item in pack.dossier}
    kept = [item for item in pack.papers_kept if item.kind not in handed_in]
    return [
        PlanPaper(
            plan=plan,
            kind=item.kind,
            title=item.title,
            position=place,
            submitted=item.kind in handed_in,
            note=item.note or "",
        )
        for place, item in enumerate([*pack.dossier, *kept], 1)
    ]


def _copy_last_year(plan: Plan, last: Plan) -> None:
    shift = plan.year - last.year
    plan.purpose = _next_years(last.purpose, last.year, shift)
    plan.meeting_place, plan.officer, plan.budget = last.meeting_place, last.officer, last.budget
    plan.recipients = last.recipients or plan.recipients
    plan.save(update_fields=["purpose", "meeting_place", "officer", "budget", "recipients", "updated_at"])
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            plan=plan,
            body=member.body,
            name=member.name,
            position=member.position,
            role=member.role,
            duties=member.duties,
            order=member.order,
        )
        for member in last.committee.all()
    )
    Task.objects.bulk_create(
        Task(
            plan=plan,
            order=task.order,
            content=_next_years(task.content, last.year, shift),
            lead=task.lead,
            coordinating=task.coordinating,
            starts_on=_years_later(task.starts_on, shift),
            due_on=_years_later(task.due_on, shift),
            timing=_timing_later(task.timing, shift),
        )
        for task in last.tasks.all()
    )


def _next_years(text: str, of: int, years: int) -> str:
    """“năm 2025” of last year's plan becomes “năm 2026”; dates of documents stay."""

    def moved(found: re.Match[str]) -> str:
        named_day = found[1].lower().startswith("tháng") and found[1].lower().endswith("năm ")
        return found[0] if named_day or int(found[2]) != of else f"{found[1]}{of + years}"

    return YEAR_IN_WORDS.sub(moved, text)


def _timing_later(text: str, years: int) -> str:
    """A time in words, every year of it so many years later."""
    text = YEAR_OF_DATE.sub(lambda found: f"{found[1]}{int(found[2]) + years}", text)
    return re.sub(r"(năm )(20\d\d)\b", lambda found: f"{found[1]}{int(found[2]) + years}", text)


def _years_later(day: dt.date | None, years: int) -> dt.date | None:
    """The same day so many years later; 29/02 becomes 28/02 where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
