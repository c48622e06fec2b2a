"""Which programmes apply to whom, and who completed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from dvht.members.models import Audience, Completion, Member, Posting, Programme
from dvht.members.queries.roster import posting_on, roster_of
from dvht.units.models import Unit


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """The programmes that apply to a member, and those of them that were completed or looked at."""

    applying: tuple[Programme, ...]
    done: frozenset[int]
    not_done: frozenset[int]

    @property
    def is_met(self) -> bool:
        return all(one.pk in self.done for one in self.applying)

    @property
    def unrecorded(self) -> tuple[Programme, ...]:
        return tuple(one for one in self.applying if one.pk not in self.done | self.not_done)


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme of the year, for how many of those who count it applies, and who hasn't completed it."""

    programme: Programme
    audience: str
    total: int
    done: int
    lacking: tuple[Member, ...]

    @property
    def missing(self) -> int:
        return self.total - self.done


def programmes_of_year(unit: Unit, year: int) -> QuerySet[Programme]:
    """The year's list in its order, each with whom it is for."""
    audiences = Prefetch("audiences", Audience.objects.select_related("department").order_by("pk"))
    return Programme.objects.filter(unit=unit, year=year).prefetch_related(audiences)


def programme_standings(unit: Unit, year: int, members: Sequence[Member]) -> dict[int, ProgrammeStanding]:
    """By member, who was read by `with_posting`; empty when the unit has no list for the year. Three queries."""
    programmes = list(programmes_of_year(unit, year))
    if not programmes:
        return {}
    held = Completion.objects.filter(programme__in=programmes, member__in=[one.pk for one in members])
    found: dict[tuple[int, bool], set[int]] = {}
    for pk, programme, is_done in held.values_list("member_id", "programme_id", "is_done"):
        found.setdefault((pk, is_done), set()).add(programme)
    return {
        member.pk: ProgrammeStanding(
            tuple(one for one in programmes if applies_to(one, posting_on(member))),
            frozenset(found.get((member.pk, True), ())),
            frozenset(found.get((member.pk, False), ())),
        )
        for member in members
    }


def applies_to(programme: Programme, posting: Posting | None) -> bool:
    """Whether somebody in this posting is asked for the programme; its audiences must be prefetched."""
    if posting is None:
        return False
    titles = {position.title_key for position in posting.positions.all()}
    return programme.for_everybody or any(
        (audience.kind and audience.kind == posting.kind)
        or (audience.department_id and audience.department_id == posting.department_id)
        or (audience.title_key and audience.title_key in titles)
        for audience in programme.audiences.all()
    )


def programme_lines(unit: Unit, year: int, on: dt.date) -> tuple[ProgrammeLine, ...]:
    """Every programme of the year with its people of that day. The number of queries doesn't grow."""
    people = list(roster_of(unit, on).exclude(exclusions__year=year))
    standings = programme_standings(unit, year, people)
    lines = []
    for programme in programmes_of_year(unit, year):
        asked = [one for one in people if programme in standings[one.pk].applying]
        lacking = tuple(one for one in asked if programme.pk not in standings[one.pk].done)
        lines.append(
            ProgrammeLine(
                programme, audience_words(programme), len(asked), len(asked) - len(lacking), lacking
            )
        )
    return tuple(lines)


def audience_words(programme: Programme) -> str:
    """mọi thành viên; Viên chức, Tổ 4-5, Giáo viên thể dục."""
    return "mọi thành viên" if programme.for_everybody else ", ".join(map(str, programme.audiences.all()))
