"""The papers of members of a unit: whose, and made of what."""

import datetime as dt

from django.db.models import Q, QuerySet

from dvht.members.letters.commitment import commitment_paper
from dvht.members.letters.heading import bearer_of
from dvht.members.letters.study_plan import study_plan_paper
from dvht.members.models import Member, StudyPlan
from dvht.members.queries.own import commitment_text
from dvht.members.queries.roster import roster_of, with_posting
from dvht.members.queries.study import commitments_of
from dvht.paper.blocks import OfficialPaper
from dvht.units.models import Unit


def people_for(unit: Unit, day: dt.date, department: int | None = None) -> QuerySet[Member]:
    """Who stands on the roster that day, of one department or of all, by name."""
    people = roster_of(unit, day).select_related("unit")
    return people.filter(Q(there__department=department)) if department is not None else people


def one_person(unit: Unit, day: dt.date, member_id: int) -> QuerySet[Member]:
    """A single member of the unit, whether or not they still stand on the roster."""
    return with_posting(Member.objects.filter(unit=unit, pk=member_id), day).select_related("unit")


def commitment_papers(unit: Unit, year: int, people: QuerySet[Member]) -> tuple[OfficialPaper, ...]:
    """A commitment each, signed or to be signed by hand."""
    words, signed = commitment_text(unit, year).text, commitments_of(unit, year)
    return tuple(commitment_paper(bearer_of(one), year, words, signed.get(one.pk)) for one in people)


def study_plan_papers(unit: Unit, year: int, people: QuerySet[Member]) -> tuple[OfficialPaper, ...]:
    """The study plan of everybody who has one."""
    found = StudyPlan.objects.filter(member__unit=unit, year=year).select_related(
        "decided_by", "member__unit"
    )
    plans = {plan.member_id: plan for plan in found.prefetch_related("items")}
    return tuple(study_plan_paper(bearer_of(one), plans[one.pk]) for one in people if one.pk in plans)
