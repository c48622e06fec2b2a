"""A plan beside the one that it carries out: which version it follows, and where it is too weak."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from dvht.plans.models import Milestone, Plan, PlanPaper, PlanVersion, Target
from dvht.plans.queries.contents import Demands, demands_of
from dvht.plans.queries.limits import first_level
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.ui.vietnamese import written_date


@dataclass
class Held:
    """What a lower plan asks of itself: targets, last days, papers and which of these are handed in."""

    targets: dict[str, int] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    papers: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Weakness:
    """Where a lower plan asks less than the plan above; `asked` is what following would set."""

    section: str
    name: str
    own: str
    asked: str

    @property
    def words(self) -> str:
        return f"{self.name}: {self.own}, cấp trên: {self.asked}"


def held_by(plans: Collection[int]) -> Mapping[int, Held]:
    """What these plans ask of themselves: one query for any number of them."""
    found = {pk: Held() for pk in plans}
    for pk, what, name, value in _asked_by(plans):
        if what == "target":
            found[pk].targets[name] = int(value)
        elif what == "day":
            found[pk].days[name] = dt.date.fromisoformat(value)
        else:
            found[pk].papers[name] = value == "yes"
    return found


def _asked_by(plans: Collection[int]) -> QuerySet[Any, Any]:
    handed_in = Case(When(submitted=True, then=Value("yes")), default=Value("no"))
    targets = _told(Target.objects.filter(plan__in=plans), "target", "row", "percent")
    days = _told(Milestone.objects.filter(plan__in=plans), "day", "code", "last_day")
    papers = _told(PlanPaper.objects.filter(plan__in=plans), "paper", "kind", handed_in)
    return targets.union(days, papers, all=True)


def _told(lines: QuerySet[Any], what: str, name: str, value: Any) -> QuerySet[Any, Any]:
    """Plan, what it is, its name and its value, all in words, so that unlike lines fit one statement."""
    words = lines.order_by().annotate(
        what=Value(what), name_in_words=Cast(name, TextField()), value_in_words=Cast(value, TextField())
    )
    told: QuerySet[Any, Any] = words.values_list("plan_id", "what", "name_in_words", "value_in_words")
    return told


def weaknesses_of(plan: Plan, higher: Plan | None = None) -> tuple[Weakness, ...]:
    """Where the plan asks less than the issued one that it carries out, or than `higher`."""
    above = higher or plan.higher
    return weaker(plan, held_by([plan.pk])[plan.pk], demands_of(above)) if above else ()


def weaker(plan: Plan, held: Held, asked: Demands) -> tuple[Weakness, ...]:
    """Targets below, dates later, papers missing or kept back."""
    return (*_low_targets(plan, held, asked), *_late_days(held, asked), *_missing_papers(held, asked))


def applicable_targets(plan: Plan, asked: Demands) -> dict[str, int]:
    """The demanded shares of the rows that bind the plan's unit."""
    facts = UnitFacts(plan.unit.kind, Ownership(plan.unit.ownership))
    rows = {row.code: row for row in plan.pack.rows}
    level = first_level(plan.pack)
    return {
        code: percent
        for code, percent in asked.targets.items()
        if code in rows and rows[code].applies(facts, level).applies
    }


def _low_targets(plan: Plan, held: Held, asked: Demands) -> list[Weakness]:
    found = []
    for row, percent in applicable_targets(plan, asked).items():
        own = held.targets.get(row)
        if own is None or own < percent:
            words = "chưa đặt riêng" if own is None else f"{own}%"
            found.append(Weakness("targets", f"Chỉ tiêu {row}", words, f"{percent}%"))
    return found


def _late_days(held: Held, asked: Demands) -> list[Weakness]:
    found = []
    for code, day in asked.days.items():
        own = held.days.get(code)
        if own is None or own > day.last_day:
            words = "chưa có trong lịch" if own is None else f"ngày cuối {written_date(own)}"
            found.append(
                Weakness("calendar", f"“{day.title}”", words, f"ngày cuối {written_date(day.last_day)}")
            )
    return found


def _missing_papers(held: Held, asked: Demands) -> list[Weakness]:
    found = []
    for kind, title in asked.papers.items():
        if kind not in held.papers:
            wanted = "phải nộp" if kind in asked.handed_in else "phải có"
            found.append(Weakness("papers", f"“{title}”", "chưa có trong danh mục", wanted))
        elif kind in asked.handed_in and not held.papers[kind]:
            found.append(Weakness("papers", f"“{title}”", "lưu tại đơn vị", "phải nộp"))
    return found


def versions_of(plan: Plan) -> tuple[PlanVersion, ...]:
    """The times that the plan was put in force, newest first."""
    return tuple(plan.versions.select_related("issued_by"))


def version_of_plan(plan: Plan, number: int) -> PlanVersion | None:
    return plan.versions.select_related("issued_by").filter(number=number).first()


def is_behind(plan: Plan) -> bool:
    """The plan above was issued again since the version that this one follows."""
    return bool(plan.higher and plan.higher.issued_version > (plan.higher_version or 0))
