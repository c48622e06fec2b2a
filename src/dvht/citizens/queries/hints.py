"""What the unit knows of a person already, shown beside the self-score so that nobody digs it out again."""

from dataclasses import dataclass

from dvht.members.models import Completion, Fact, Member
from dvht.members.queries.facts import value_label
from dvht.regulation.personal import NONE, personal_facts


@dataclass(frozen=True)
class Known:
    """One thing that is on record."""

    title: str
    words: str
    basis: str = ""


SHOWN = ("commitment", "study_plan", "digital", "language", "title")


def known_of(member: Member, year: int) -> tuple[Known, ...]:
    """The facts of the year that speak for the person, then the programmes completed: two queries."""
    facts = {fact.code: fact for fact in Fact.objects.filter(member=member, year=year, code__in=SHOWN)}
    found = [
        Known(kind.title, value_label(kind.code, facts[kind.code].value), facts[kind.code].basis)
        for kind in personal_facts()
        if kind.code in facts and facts[kind.code].value != NONE
    ]
    done = Completion.objects.filter(member=member, programme__year=year, is_done=True)
    found += [
        Known("Chương trình đã hoàn thành", one.programme.title, one.basis)
        for one in done.select_related("programme").order_by("programme__position", "programme_id")
    ]
    return tuple(found)
