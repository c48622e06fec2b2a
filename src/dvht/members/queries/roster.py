"""The dated roster: who stands on it on a day, and as what."""

import datetime as dt
from typing import Final

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet

from dvht.members.models import Department, Member, Posting
from dvht.members.queries.visible import standing
from dvht.units.models import Unit

THERE: Final = "standing_there"


def roster_day(year: int, today: dt.date) -> dt.date:
    """The day on which the pages of a year show its people: today, or the year's nearest day."""
    return min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))


def roster_of(unit: Unit, on: dt.date, *, members: QuerySet[Member] | None = None) -> QuerySet[Member]:
    """Members of the unit who stand on its roster on that day, by given name; `posting_on` tells as what.

    Further conditions may be asked of `there`, the posting of that day: `there__department=…`, `there__kind=…`.
    Three queries whatever the number of members.
    """
    base = Member.objects.all() if members is None else members
    found = with_posting(base.filter(unit=unit), on).filter(Q(there__isnull=False))
    return found.order_by("name_order", "id")


def with_posting(members: QuerySet[Member], on: dt.date) -> QuerySet[Member]:
    """The same members, each with the posting that holds on that day, if any: `posting_on`, `there`."""
    there = FilteredRelation("postings", condition=standing_as_relation(on))
    return members.annotate(there=there).prefetch_related(posting_read(on))


def posting_read(on: dt.date, postings: str = "postings") -> "Prefetch[str, QuerySet[Posting], str]":
    """For `prefetch_related`: the posting of that day, of members or, by `member__postings`, of rows read with theirs.

    A member is joined to such rows, never prefetched: SQLite refuses what Django asks then of a thousand of them.
    """
    held = Posting.objects.filter(standing(on)).select_related("department").prefetch_related("positions")
    return Prefetch(postings, queryset=held, to_attr=THERE)


def posting_on(member: Member) -> Posting | None:
    """The posting that `roster_of`, `with_posting` or `posting_read` read with the member; no two hold on one day."""
    found: list[Posting] = getattr(member, THERE)
    return found[0] if found else None


def titles_of(posting: Posting | None) -> tuple[str, ...]:
    """What the member is in a posting, in the order in which it was written."""
    return tuple(position.title for position in posting.positions.all()) if posting else ()


def departments_of(unit: Unit) -> QuerySet[Department]:
    """The unit's departments in their own order, with their heads."""
    return Department.objects.filter(unit=unit).select_related("head").order_by("position", "name_key")


def standing_as_relation(on: dt.date) -> Q:
    """`visible.standing`, asked of the `postings` of a member or a department."""
    begun = Q(postings__started_on__isnull=True) | Q(postings__started_on__lte=on)
    return begun & (Q(postings__ended_on__isnull=True) | Q(postings__ended_on__gte=on))
