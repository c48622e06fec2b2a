"""The roster as somebody asked for it: searched, filtered, sorted; and what its heading says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from dvht.members.models import Exclusion, Member, MemberKind, Posting
from dvht.members.queries.lines import Column
from dvht.members.queries.roll_call import Lacking, lacking_ids
from dvht.members.queries.roster import roster_of, with_posting
from dvht.members.queries.search import search_words
from dvht.units.models import Unit

PRESENT, GONE, COMING, APART = "", "gone", "coming", "apart"
WHO: Final = (PRESENT, GONE, COMING, APART)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asked of the list; `lack` is a column of which people lack something."""

    words: str = ""
    who: str = PRESENT
    lack: Column | None = None
    department: int | None = None
    by_department: bool = False


def listed(unit: Unit, year: int, on: dt.date, members: QuerySet[Member], asked: Asked) -> QuerySet[Member]:
    """Those of the members whom the question finds, each with the posting of the day."""
    found = search_words(_of_whom(unit, year, on, members, asked.who), asked.words, unit=unit)
    if asked.department is not None:
        found = found.filter(Q(there__department=asked.department or None))
    if asked.lack is not None:
        found = found.filter(pk__in=lacking_ids(unit, year, on, asked.lack.asked))
    if asked.by_department:
        order = F("there__department__position")
        name = F("there__department__name_key")
        return found.order_by(order.asc(nulls_last=True), name, "name_order", "pk")
    return found.order_by("name_order", "pk")


def _of_whom(unit: Unit, year: int, on: dt.date, members: QuerySet[Member], who: str) -> QuerySet[Member]:
    apart = Exists(Exclusion.objects.filter(member=OuterRef("pk"), year=year))
    if who == APART:
        return roster_of(unit, on, members=members).filter(apart)
    if who not in (GONE, COMING):
        return roster_of(unit, on, members=members)
    absent = with_posting(members.filter(unit=unit), on).filter(Q(there__isnull=True))
    later = Exists(Posting.objects.filter(member=OuterRef("pk"), started_on__gt=on))
    return absent.filter(later if who == COMING else ~later)


@dataclass(frozen=True)
class Heading:
    """What the head of the page says: how many stand there, as what, and how many don't count or aren't there."""

    total: int
    kinds: tuple[tuple[str, int], ...]
    apart: int
    gone: int
    coming: int
    lacking: tuple[Lacking, ...]

    @property
    def unfinished(self) -> int:
        return sum(1 for one in self.lacking if one.people)

    @property
    def counted(self) -> int:
        return self.total - self.apart


def heading_of(unit: Unit, year: int, on: dt.date, lacking: Sequence[Lacking]) -> Heading:
    """The counts of the unit's roster on that day; three queries."""
    here = roster_of(unit, on).order_by()
    kinds = dict(here.values_list(F("there__kind")).annotate(Count("pk")))
    everybody = with_posting(Member.objects.filter(unit=unit), on).filter(Q(there__isnull=True))
    later = Exists(Posting.objects.filter(member=OuterRef("pk"), started_on__gt=on))
    absent = everybody.annotate(later=later).aggregate(
        coming=Count("pk", filter=Q(later=True)), gone=Count("pk", filter=Q(later=False))
    )
    apart = here.filter(Exists(Exclusion.objects.filter(member=OuterRef("pk"), year=year))).count()
    return Heading(
        total=sum(kinds.values()),
        kinds=tuple((kind.label, kinds[kind.value]) for kind in MemberKind if kinds.get(kind.value)),
        apart=apart,
        gone=absent["gone"],
        coming=absent["coming"],
        lacking=tuple(lacking),
    )
