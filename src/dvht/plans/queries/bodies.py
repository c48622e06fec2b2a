"""A body and the units below it: whom its plan binds, what they answered, which version they follow."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dvht.accounts.models import Role, User
from dvht.accounts.queries import AUTHORITY_ROLES
from dvht.plans.models import Answer, Extension, Plan, Question, Session, SessionKind
from dvht.plans.queries.cascade import Weakness, held_by, weaker
from dvht.plans.queries.contents import demands_of
from dvht.plans.queries.years import higher_plans, issued
from dvht.ui.vietnamese import dictionary_key, name_key
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries import handing_in_to, receiving_under


def is_body(unit: Unit) -> bool:
    """The unit receives, decides, or has units under it: its plan binds others."""
    rules = Jurisdiction.objects.filter(Q(receiving=unit) | Q(deciding=unit))
    named = Unit.objects.filter(receiving=OuterRef("pk"))
    known = Unit.objects.filter(Q(numchild__gt=0) | Exists(rules) | Exists(named), pk=unit.pk)
    return bool(known.exists())


def office_for(unit: Unit) -> str:
    """Who receives the dossiers that the unit's plan speaks of, today: of a body those of its units, else its own."""
    rows = Jurisdiction.objects.in_force(timezone.localdate()).filter(tier=Tier.DISTRICT.value)
    row = rows.filter(Q(area=unit) | Q(receiving=unit) | Q(deciding=unit)).order_by("area__depth").first()
    return row.receiving_name if row else unit.receiver


def units_below(body: Unit, year: int, on: dt.date | None = None) -> QuerySet[Unit]:
    """Units that a body's plan is for: those that stand under it, carry its plan out, or hand in to it.

    For a body that decides, also those that hand in to the bodies receiving for it.
    """
    day = on or timezone.localdate()
    handing_in = handing_in_to(receiving_under(body, day), day).order_by().values("pk")
    followers = Plan.objects.filter(higher__unit=body, year=year).values("unit")
    found: QuerySet[Unit] = Unit.objects.filter(
        Q(pk__in=handing_in) | Q(path__startswith=body.path) | Q(pk__in=followers)
    )
    works = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
    return found.filter(works).exclude(pk=body.pk)


def by_name(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: (dictionary_key(unit.name), unit.pk))


def people_of_body(body: Unit) -> list[User]:
    """To whom dossiers may be routed: open accounts with a role at the body, or at one that receives for it."""
    bodies = receiving_under(body, timezone.localdate())
    here = Role.objects.filter(unit__in=bodies.order_by().values("pk"), kind__in=AUTHORITY_ROLES).values(
        "user"
    )
    return sorted(User.objects.filter(pk__in=here, is_active=True), key=lambda user: name_key(user.full_name))


def plans_above(unit: Unit, year: int, own: Plan | None) -> list[Plan]:
    """Issued plans that the unit may read: the one it carries out first, then of the receiving body and those above."""
    found = list(higher_plans(unit, year))
    named = own.higher if own else None
    if named is None:
        return found
    return [named, *(one for one in found if one.pk != named.pk)]


@dataclass(frozen=True)
class UnitLine:
    """A unit below a body: its plan of the year, which version of the body's it follows, where it is weaker."""

    unit: Unit
    plan: Plan | None
    follows: int | None
    state: str
    weak: tuple[Weakness, ...]

    @property
    def words(self) -> str:
        return LINE_WORDS[self.state]


LINE_WORDS: Mapping[str, str] = {
    "none": "Chưa có kế hoạch",
    "other": "Không nêu kế hoạch này",
    "behind": "Theo lần cũ",
    "draft": "Đang soạn",
    "follows": "Theo lần mới nhất",
}


def unit_lines(body_plan: Plan) -> tuple[UnitLine, ...]:
    """Each unit below with its plan beside the body's: four queries, however many units there are."""
    units = by_name(units_below(body_plan.unit, body_plan.year))
    plans = {
        plan.unit_id: plan
        for plan in Plan.objects.filter(
            year=body_plan.year, unit__in=[unit.pk for unit in units]
        ).select_related("unit")
    }
    asked, held = demands_of(body_plan), held_by([plan.pk for plan in plans.values()])
    lines = []
    for unit in units:
        own = plans.get(unit.pk)
        comparable = own is not None and own.pack_id == body_plan.pack_id
        weak = weaker(own, held[own.pk], asked) if own and comparable else ()
        lines.append(UnitLine(unit, own, _follows(own, body_plan), _state(own, body_plan), weak))
    return tuple(lines)


def _follows(own: Plan | None, higher: Plan) -> int | None:
    return own.higher_version if own and own.higher_id == higher.pk else None


def _state(own: Plan | None, higher: Plan) -> str:
    if own is None:
        return "none"
    if own.higher_id != higher.pk:
        return "other"
    if (own.higher_version or 0) < higher.issued_version:
        return "behind"
    return "draft" if own.is_draft else "follows"


@dataclass(frozen=True)
class SurveyRow:
    """What one unit answered, question by question; `answered` when it said anything."""

    unit: Unit
    values: tuple[str, ...]

    @property
    def answered(self) -> bool:
        return any(self.values)


@dataclass(frozen=True)
class SurveyTable:
    questions: tuple[Question, ...]
    rows: tuple[SurveyRow, ...]

    @property
    def silent(self) -> tuple[SurveyRow, ...]:
        return tuple(row for row in self.rows if not row.answered)

    @property
    def sums(self) -> tuple[str, ...]:
        """For each question the sum of numbers, or how many said yes; empty for words."""
        return tuple(self._sum(place, question) for place, question in enumerate(self.questions))

    def _sum(self, place: int, question: Question) -> str:
        said = [row.values[place] for row in self.rows if row.values[place]]
        if question.form == Question.Form.YES_NO:
            return f"{said.count('Có')}/{len(said)} có"
        if question.form == Question.Form.NUMBER:
            return str(sum(int(value) for value in said))
        return ""


def survey_table(session: Session) -> SurveyTable:
    """Every unit below with its answers; a unit that answered and went elsewhere since stays in the table."""
    plan = session.plan
    questions = tuple(session.questions.all())
    given: dict[int, dict[int, str]] = {}
    for unit_id, question_id, value in Answer.objects.filter(question__session=session).values_list(
        "unit_id", "question_id", "value"
    ):
        given.setdefault(unit_id, {})[question_id] = value
    asked = units_below(plan.unit, plan.year).values("pk")
    units = by_name(Unit.objects.filter(Q(pk__in=asked) | Q(pk__in=list(given))))
    rows = (
        SurveyRow(unit, tuple(given.get(unit.pk, {}).get(question.pk, "") for question in questions))
        for unit in units
    )
    return SurveyTable(questions, tuple(rows))


def surveys_for(unit: Unit, year: int, own: Plan | None) -> list[Session]:
    """Surveys with questions, of issued plans above the unit."""
    plans = plans_above(unit, year, own)
    found = Session.objects.filter(
        plan__in=issued(Plan.objects.filter(pk__in=[plan.pk for plan in plans])),
        kind=SessionKind.SURVEY,
        questions__isnull=False,
    )
    return list(found.select_related("plan__unit").distinct())


def is_open(session: Session, today: dt.date) -> bool:
    """Answers are taken from the first day to the last; without a last day until the year after the plan's ends."""
    last = session.ends_on or dt.date(session.plan.year + 1, 12, 31)
    return session.starts_on <= today <= last


def extensions_granted(plan: Plan) -> QuerySet[Extension]:
    """Every extension of a body's plan, revoked ones too, newest first."""
    rows = Extension.objects.filter(milestone__plan=plan)
    return rows.select_related("milestone", "unit", "granted_by", "revoked_by")
