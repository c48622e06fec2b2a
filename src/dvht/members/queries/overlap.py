"""The same person on two rosters in one year, known by the keyed hash of their identity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q

from dvht.members.models import Member, Posting
from dvht.members.queries.periods import Period, overlap, written_period
from dvht.units.models import Unit

MOST_PAIRS: Final = 500


@dataclass(frozen=True)
class Side:
    """One roster's line of a person; `name` is empty where the roster belongs to another authority."""

    unit: Unit
    name: str
    periods: tuple[Period, ...]

    @property
    def times(self) -> str:
        return "; ".join(written_period(one) for one in self.periods)


@dataclass(frozen=True)
class Pair:
    """A person on two rosters; `at_once` tells whether a day lies in both."""

    ours: Side
    theirs: Side

    @property
    def at_once(self) -> bool:
        return any(overlap(one, other) for one in self.ours.periods for other in self.theirs.periods)


def double_rosters(authority: Unit, year: int) -> tuple[Pair, ...]:
    """Pairs of which at least one side stands below the authority, by name. Three queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    in_year = (Q(started_on__isnull=True) | Q(started_on__lte=last)) & (
        Q(ended_on__isnull=True) | Q(ended_on__gte=first)
    )
    there = Exists(Posting.objects.filter(in_year, member=OuterRef("pk")))
    known = Member.objects.filter(there).exclude(identity_hash="")
    below = known.filter(unit__path__startswith=authority.path).exclude(unit=authority)
    twins = known.filter(identity_hash=OuterRef("identity_hash")).exclude(pk=OuterRef("pk"))
    wanted = below.filter(Exists(twins)).values("identity_hash")
    postings = Prefetch("postings", Posting.objects.filter(in_year).order_by("started_on"), to_attr="_times")
    people = known.filter(identity_hash__in=wanted).select_related("unit").prefetch_related(postings)
    groups: dict[str, list[Member]] = {}
    for member in people.order_by("name_order", "pk"):
        groups.setdefault(member.identity_hash, []).append(member)
    pairs = [
        _pair(authority, one, other)
        for group in groups.values()
        for one, other in combinations(group, 2)
        if _is_below(authority, one) or _is_below(authority, other)
    ]
    return tuple(pairs[:MOST_PAIRS])


def _pair(authority: Unit, one: Member, other: Member) -> Pair:
    ours, theirs = (one, other) if _is_below(authority, one) else (other, one)
    return Pair(_side(authority, ours), _side(authority, theirs))


def _side(authority: Unit, member: Member) -> Side:
    within = member.unit.path.startswith(authority.path)
    times: list[Posting] = getattr(member, "_times", [])
    periods = tuple((one.started_on, one.ended_on) for one in times)
    return Side(member.unit, member.full_name if within else "", periods)


def _is_below(authority: Unit, member: Member) -> bool:
    return member.unit_id != authority.pk and str(member.unit.path).startswith(authority.path)
