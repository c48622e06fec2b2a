"""Study plans and certificates: what a plan is proposed from, which wait, and who stands where."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dvht.members.models import (
    Audience,
    Certificate,
    Commitment,
    Fact,
    Member,
    Posting,
    Programme,
    StudyItem,
    StudyPlan,
)
from dvht.members.queries.roster import posting_read, roster_of
from dvht.members.queries.visible import standing
from dvht.members.queries.yearly import needs_of_members, pack_of_year
from dvht.members.states import CertificateState, StudyPlanState
from dvht.regulation.personal import personal_fact
from dvht.units.models import Unit

CERTIFIED: Final = ("language", "digital", "title", "quality_skills")
"""Facts for which people hold a certificate, a decision or a diploma; the others have a way of their own."""

NO_PLAN: Final = "none"


@dataclass(frozen=True)
class ProposedItem:
    """A line of a study plan before anybody wrote it, and where it comes from."""

    content: str
    how: str = ""
    due_on: dt.date | None = None
    result: str = ""
    programme_id: int | None = None
    origin: str = ""


def study_plan_of(member: Member, year: int) -> StudyPlan | None:
    plans = StudyPlan.objects.filter(member=member, year=year).select_related("decided_by", "member__unit")
    return plans.prefetch_related("items").first()


def programmes_for(member: Member, year: int, on: dt.date) -> QuerySet[Programme]:
    """The unit's programmes of the year that apply to the member as they stand on that day."""
    there = Posting.objects.filter(standing(on), member=member)
    fits = (
        Q(kind=OuterRef("kind"))
        | Q(department=OuterRef("department"))
        | (~Q(positions__title_key="") & Q(positions__title_key=OuterRef("title_key")))
    )
    named = Audience.objects.filter(Exists(there.filter(fits)), programme=OuterRef("pk"))
    return Programme.objects.filter(Q(for_everybody=True) | Exists(named), unit=member.unit_id, year=year)


def proposed_items(member: Member, year: int, on: dt.date) -> tuple[ProposedItem, ...]:
    """This year's programmes that apply, then last year's own lines a year later."""
    programmes = programmes_for(member, year, on)
    proposed = [
        ProposedItem(
            programme.title,
            f"{programme.hours} tiết" if programme.hours else "",
            programme.due_on,
            programme_id=programme.pk,
            origin="chương trình của đơn vị",
        )
        for programme in programmes
    ]
    known = {item.content.casefold() for item in proposed}
    last = StudyItem.objects.filter(plan__member=member, plan__year=year - 1, programme=None)
    origin = f"năm {year - 1}"
    return (
        *proposed,
        *(
            ProposedItem(item.content, item.how, _a_year_later(item.due_on), item.result, origin=origin)
            for item in last
            if item.content.casefold() not in known
        ),
    )


@dataclass(frozen=True)
class Purpose:
    """What a certificate may be for: a step of a fact, or a programme. `key` is what a form sends."""

    key: str
    label: str
    fact: str = ""
    value: str = ""
    programme_id: int | None = None


def purposes_for(member: Member, year: int, on: dt.date) -> tuple[Purpose, ...]:
    """The member's programmes, and the steps of the facts that the year asks for."""
    pack = pack_of_year(member.unit, year)
    asked = CERTIFIED if pack is None else tuple(code for code in CERTIFIED if code in pack.facts)
    programmes = [
        Purpose(f"programme:{one.pk}", f"Hoàn thành chương trình: {one.title}", programme_id=one.pk)
        for one in programmes_for(member, year, on)
    ]
    facts = [
        Purpose(f"{code}:{step.code}", f"{fact.short}: {step.label}", fact=code, value=step.code)
        for code in asked
        for fact in [personal_fact(code)]
        for step in fact.steps
    ]
    return (*programmes, *facts)


def purpose_of(certificate: Certificate) -> str:
    """What the certificate is for, in words."""
    if certificate.programme is not None:
        return certificate.programme.title
    try:
        fact = personal_fact(certificate.fact)
        return f"{fact.short}: {fact.step(certificate.value).label}"
    except KeyError:
        return f"{certificate.fact}: {certificate.value}"


def rows_fed_by(certificate: Certificate) -> tuple[str, ...]:
    """Rows of the year's pack that count what the certificate proves."""
    pack = pack_of_year(certificate.member.unit, certificate.year)
    code = certificate.fact or "programmes"
    if pack is None:
        return ()
    needed = needs_of_members(pack, certificate.member.unit)
    return tuple(row for row, needs in needed.items() if any(need.fact == code for need in needs))


def certificates_of(member: Member, year: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(member=member, year=year).select_related(
        "programme", "file", "decided_by"
    )


def unit_certificates(unit: Unit, year: int, on: dt.date) -> QuerySet[Certificate]:
    """All certificates of the unit's members for the year, oldest first, with where the member stands."""
    found = Certificate.objects.filter(member__unit=unit, year=year)
    return (
        found.select_related("programme", "file", "decided_by", "member__unit")
        .prefetch_related(posting_read(on, "member__postings"))
        .order_by("sent_at", "pk")
    )


def unit_plans(unit: Unit, year: int) -> QuerySet[StudyPlan]:
    """The study plans of the unit's members for the year, by name."""
    plans = StudyPlan.objects.filter(member__unit=unit, year=year)
    return plans.select_related("member__unit", "decided_by").order_by("member__name_order", "member_id")


@dataclass(frozen=True)
class PlanLine:
    """A member with their study plan, if there is one."""

    member: Member
    plan: StudyPlan | None
    on_paper: bool

    @property
    def state(self) -> str:
        return self.plan.state if self.plan else NO_PLAN


def plan_lines(unit: Unit, year: int, on: dt.date) -> tuple[PlanLine, ...]:
    """Everybody on the roster of that day, and whoever left with a plan. Constant queries."""
    plans = {plan.member_id: plan for plan in unit_plans(unit, year).annotate(item_count=Count("items"))}
    paper = set(
        Fact.objects.filter(member__unit=unit, year=year, code="study_plan", value="met").values_list(
            "member_id", flat=True
        )
    )
    people = roster_of(unit, on)
    return tuple(
        PlanLine(member, plans.get(member.pk), member.pk in paper and _not_approved(plans.get(member.pk)))
        for member in people
    )


def state_counts(states: Sequence[str]) -> dict[str, int]:
    """How many stand in each state, in the order in which pages show them."""
    order = (
        StudyPlanState.SUBMITTED.value,
        StudyPlanState.RETURNED.value,
        StudyPlanState.APPROVED.value,
        StudyPlanState.DRAFT.value,
        NO_PLAN,
    )
    return {state: states.count(state) for state in order}


def waiting_certificates(unit: Unit, year: int) -> int:
    return Certificate.objects.filter(
        member__unit=unit, year=year, state=CertificateState.PENDING.value
    ).count()


def commitments_of(unit: Unit, year: int) -> dict[int, Commitment]:
    """The commitments signed in the system, by member."""
    return {one.member_id: one for one in Commitment.objects.filter(member__unit=unit, year=year)}


def _not_approved(plan: StudyPlan | None) -> bool:
    return plan is None or plan.state != StudyPlanState.APPROVED.value


def _a_year_later(day: dt.date | None) -> dt.date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
