"""What a unit's yearly records amount to: how many members meet each row, and who doesn't yet.

A member counts when a posting of theirs holds on the counting day and nobody has set them apart for the year. All
counts come from one statement, however many the members and the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce
from django.utils import timezone

from dvht.members.models import (
    Audience,
    Completion,
    Exclusion,
    ExclusionReason,
    Fact,
    LearnerClass,
    Member,
    Posting,
    Programme,
)
from dvht.members.queries.roster import posting_on, titles_of, with_posting
from dvht.members.queries.visible import standing
from dvht.regulation.personal import Need, personal_fact
from dvht.units.models import Unit

Key = TypeVar("Key", bound=Hashable)

MET: Final = 2
NOT_MET: Final = 1
UNRECORDED: Final = 0
COUNTED: Final = Q(apart="")
# A limit keeps SQLite from looking each state up again in every count.
EVERYBODY: Final = 100_000_000


@dataclass(frozen=True)
class RollUp(Generic[Key]):
    """The counts of a unit's year. `unrecorded`: for how many members nobody has recorded some of what a row needs.

    `total` are the members who count; those `apart` stand on the roster and don't, by their reason.
    """

    total: int
    apart: Mapping[str, int]
    counts: Mapping[Key, int]
    unrecorded: Mapping[Key, int]
    as_of: dt.datetime

    @property
    def excluded(self) -> int:
        return sum(self.apart.values())

    @property
    def has_roster(self) -> bool:
        return self.total + self.excluded > 0


@dataclass(frozen=True)
class Lack:
    """A member who isn't counted yet; `unrecorded` is the part of `lacking` that nobody has looked at."""

    member: Member
    department: str
    position: str
    lacking: tuple[Need, ...]
    unrecorded: tuple[Need, ...]


@dataclass(frozen=True)
class Apart:
    """A member who stands on the roster and doesn't count this year, and why."""

    member: Member
    department: str
    position: str
    reason: str
    words: str


@dataclass(frozen=True)
class Learners:
    """Learners counted by class; `citizens` is None while no class has been counted."""

    learners: int
    citizens: int | None
    classes: int
    uncounted: int


def has_roster(unit: Unit, on: dt.date) -> bool:
    """Whether anybody stands on the unit's roster on that day."""
    return standing_members(unit, on).exists()


def roll_up(unit: Unit, year: int, on: dt.date, needs: Mapping[Key, Sequence[Need]]) -> RollUp[Key]:
    """How many members reach all that each key needs. A key without needs counts everybody who counts.

    Whether there is a roster is asked first: most of the work is writing the statement that counts.
    """
    if not has_roster(unit, on):
        return RollUp(0, {}, dict.fromkeys(needs, 0), dict.fromkeys(needs, 0), timezone.now())
    asked = distinct_needs(needs.values())
    people = standing_members(unit, on).annotate(
        apart=_reason_apart(year), **{name: state_of(need, unit, year, on) for need, name in asked.items()}
    )
    groups = list(dict.fromkeys(tuple(some) for some in needs.values()))
    wanted = {f"apart_{reason}": Count("pk", filter=Q(apart=reason)) for reason in ExclusionReason.values}
    wanted["total"] = Count("pk", filter=COUNTED)
    for place, some in enumerate(groups):
        names = [asked[need] for need in some]
        wanted[f"met_{place}"] = Count("pk", filter=COUNTED & _all_are(names, MET))
        wanted[f"blank_{place}"] = Count("pk", filter=COUNTED & _some_are_not_recorded(names))
    found = people[:EVERYBODY].aggregate(**wanted)
    places = {key: groups.index(tuple(some)) for key, some in needs.items()}
    return RollUp(
        total=found["total"],
        apart={
            str(reason.label): found[f"apart_{reason}"]
            for reason in ExclusionReason
            if found[f"apart_{reason}"]
        },
        counts={key: found[f"met_{place}"] for key, place in places.items()},
        unrecorded={key: found[f"blank_{place}"] for key, place in places.items()},
        as_of=timezone.now(),
    )


def missing_members(
    unit: Unit, year: int, on: dt.date, needs: Sequence[Need], *, limit: int | None = None
) -> tuple[Lack, ...]:
    """Who counts and lacks something of the needs, by name; at most `limit` of them."""
    if not needs:
        return ()
    asked = distinct_needs([needs])
    people = counted_members(unit, year, on).annotate(
        **{name: state_of(need, unit, year, on) for need, name in asked.items()}
    )
    lacking = people.filter(~_all_are(list(asked.values()), MET)).order_by("name_order", "pk")
    found = with_posting(lacking if limit is None else lacking[:limit], on)
    return tuple(
        Lack(
            member,
            *place_of(member),
            lacking=tuple(need for need, name in asked.items() if getattr(member, name) != MET),
            unrecorded=tuple(need for need, name in asked.items() if getattr(member, name) == UNRECORDED),
        )
        for member in found
    )


def excluded_members(unit: Unit, year: int, on: dt.date) -> tuple[Apart, ...]:
    """Who stands on the roster on that day and doesn't count this year, by name, with the reason."""
    apart = Exclusion.objects.filter(member__in=standing_members(unit, on), year=year)
    reasons = {one.member_id: one for one in apart}
    people = Member.objects.filter(pk__in=reasons).order_by("name_order", "pk")
    return tuple(
        Apart(member, *place_of(member), reasons[member.pk].get_reason_display(), reasons[member.pk].words)
        for member in with_posting(people, on)
    )


def learner_total(unit: Unit, year: int) -> Learners:
    """The learners of the year, all classes together."""
    found = LearnerClass.objects.filter(unit=unit, year=year).aggregate(
        all=Coalesce(Sum("learners"), 0),
        reached=Sum("citizens"),
        classes=Count("pk"),
        uncounted=Count("pk", filter=Q(citizens__isnull=True)),
    )
    return Learners(found["all"], found["reached"], found["classes"], found["uncounted"])


def place_of(member: Member) -> tuple[str, str]:
    """Department and positions on the counting day, of a member read by `with_posting`."""
    posting = posting_on(member)
    if posting is None:
        return "", ""
    department = posting.department.name if posting.department else ""
    return department, ", ".join(titles_of(posting)) or posting.get_kind_display()


def standing_members(unit: Unit, on: dt.date) -> QuerySet[Member]:
    return Member.objects.filter(
        Exists(Posting.objects.filter(standing(on), member=OuterRef("pk"))), unit=unit
    )


def counted_members(unit: Unit, year: int, on: dt.date) -> QuerySet[Member]:
    return standing_members(unit, on).filter(~_is_apart(year))


def _reason_apart(year: int) -> BaseExpression:
    exclusion = Exclusion.objects.filter(member=OuterRef("pk"), year=year)
    return Coalesce(Subquery(exclusion.values("reason")[:1]), Value(""), output_field=CharField())


def _is_apart(year: int) -> Exists:
    return Exists(Exclusion.objects.filter(member=OuterRef("pk"), year=year))


def distinct_needs(groups: Iterable[Sequence[Need]]) -> dict[Need, str]:
    """Every need once, with the name of the column that holds its state."""
    found: dict[Need, str] = {}
    for some in groups:
        for need in some:
            found.setdefault(need, f"need_{len(found)}")
    return found


def _all_are(names: Sequence[str], state: int) -> Q:
    return Q(**dict.fromkeys(names, state))


def _some_are_not_recorded(names: Sequence[str]) -> Q:
    return ~Q(**{f"{name}__gt": UNRECORDED for name in names}) if names else ~COUNTED


def state_of(need: Need, unit: Unit, year: int, on: dt.date) -> BaseExpression:
    """MET, NOT_MET or UNRECORDED, for the member of the query around it."""
    if personal_fact(need.fact).derived:
        return _programmes_state(unit, year, on)
    reached = Case(When(value__in=need.steps, then=Value(MET)), default=Value(NOT_MET))
    fact = Fact.objects.filter(member=OuterRef("pk"), year=year, code=need.fact)
    return Coalesce(Subquery(fact.values(state=reached)[:1]), Value(UNRECORDED), output_field=IntegerField())


def _programmes_state(unit: Unit, year: int, on: dt.date) -> BaseExpression:
    """Met when the unit has a list of programmes and every one that applies to the member is completed."""
    programmes = Programme.objects.filter(unit=unit, year=year)
    known = Completion.objects.filter(programme=OuterRef("pk"), member=OuterRef(OuterRef("pk")))
    applying = programmes.filter(Q(for_everybody=True) | Exists(_audience_around(on)))
    return Case(
        When(~Exists(programmes), then=Value(UNRECORDED)),
        When(~Exists(applying.filter(~Exists(known.filter(is_done=True)))), then=Value(MET)),
        When(Exists(applying.filter(~Exists(known))), then=Value(UNRECORDED)),
        default=Value(NOT_MET),
        output_field=IntegerField(),
    )


def _audience_around(on: dt.date) -> QuerySet[Audience]:
    """Audiences of the programme around it that the member around that belongs to on the day."""
    member = OuterRef(OuterRef(OuterRef("pk")))
    there = Posting.objects.filter(standing(on), member=member)
    fits = (
        Q(kind=OuterRef("kind"))
        | Q(department=OuterRef("department"))
        | (~Q(positions__title_key="") & Q(positions__title_key=OuterRef("title_key")))
    )
    return Audience.objects.filter(Exists(there.filter(fits)), programme=OuterRef("pk"))
