"""Whose names a person may see: role × unit, department and self, decided in SQL."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dvht.accounts.models import User
from dvht.accounts.queries import NAMES_SEEN_BY, Person, roles_of
from dvht.members.models import Department, Member, Posting


def visible_members(user: Person, on: dt.date) -> QuerySet[Member]:
    """The unit's members for those who work on them, a department's for its head, oneself for everybody."""
    if not isinstance(user, User) or not user.is_active:
        return Member.objects.none()
    units = {role.unit_id for role in roles_of(user) if role.kind in NAMES_SEEN_BY}
    headed = headed_departments(user).values("pk")
    there = Posting.objects.filter(standing(on), member=OuterRef("pk"), department__in=headed)
    return Member.objects.filter(Q(unit__in=units) | Q(user=user) | Exists(there))


def headed_departments(user: Person) -> QuerySet[Department]:
    """Those that the person heads while they themselves stand on the roster: who left sees nobody any more."""
    if not isinstance(user, User) or not user.is_active:
        return Department.objects.none()
    present = Posting.objects.filter(standing(timezone.localdate()), member=OuterRef("head"))
    return Department.objects.filter(Exists(present), head__user=user)


def standing(on: dt.date) -> Q:
    """Postings that hold on a day; both their days count."""
    begun = Q(started_on__isnull=True) | Q(started_on__lte=on)
    return begun & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))
