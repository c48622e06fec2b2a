"""Who belongs to which unit: nobody examines a unit of which they are a member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import DateField, Q, Value

from dvht.accounts.models import Role, RoleKind, User
from dvht.appraisal.models.panels import Seat
from dvht.members.models import Posting
from dvht.units.models import ChangedUnit, Side
from dvht.units.queries import SUCCEEDING

ROLE: Final = "có vai trò ở đơn vị"
HOME: Final = "là người của đơn vị"
ROSTER: Final = "có tên trong danh sách thành viên của đơn vị"


@dataclass(frozen=True, slots=True)
class Tie:
    """That somebody belongs to a unit; `last_year` is the year in which they left, None while they are there."""

    unit_id: int
    how: str
    last_year: int | None = None

    def binds(self, year: int) -> bool:
        """Who left before the assessment year is free to examine it."""
        return self.last_year is None or self.last_year >= year


def ties_of_people(users: Iterable[int]) -> dict[int, tuple[Tie, ...]]:
    """What binds each person by account: roles other than an administrator's, the roster, homes told with a seat.

    A tie to a unit is one to those that it succeeded and to those that succeeded it. Two queries or a few more,
    whatever the number of people.
    """
    asked = set(users)
    no_day = Value(None, output_field=DateField())
    postings = Posting.objects.filter(member__user__in=asked).order_by().annotate(how=Value(ROSTER))
    roles = Role.objects.filter(user__in=asked).exclude(kind=RoleKind.ADMINISTRATOR)
    homes = Seat.objects.filter(user__in=asked, home__isnull=False).order_by()
    known = postings.values_list("member__user", "member__unit", "ended_on", "how").union(
        roles.annotate(left=no_day, how=Value(ROLE)).values_list("user", "unit", "left", "how"),
        homes.annotate(left=no_day, how=Value(HOME)).values_list("user", "home", "left", "how"),
    )
    found: dict[int, set[Tie]] = defaultdict(set)
    for user, unit, left, how in known:
        found[user].add(Tie(unit, how, left.year if left else None))
    return with_kin(found)


def with_kin(found: Mapping[int, Iterable[Tie]]) -> dict[int, tuple[Tie, ...]]:
    """The same ties, and those to predecessors and successors of each unit."""
    kin = _kin({tie.unit_id for ties in found.values() for tie in ties})
    return {
        key: tuple(
            Tie(unit, tie.how, tie.last_year)
            for tie in ties
            for unit in (tie.unit_id, *sorted(kin.get(tie.unit_id, ())))
        )
        for key, ties in found.items()
    }


def bound_by(user: User) -> Q:
    """Submissions of units to which the person belongs, for a filter on appraisals."""
    found = Q(pk__in=[])
    for tie in ties_of_people([user.pk]).get(user.pk, ()):
        here = Q(submission__unit=tie.unit_id)
        found |= here if tie.last_year is None else here & Q(submission__year__lte=tie.last_year)
    return found


def _kin(units: set[int]) -> dict[int, set[int]]:
    """Each unit with those before and those after it, step by step in either direction."""
    before: dict[int, set[int]] = defaultdict(set)
    after: dict[int, set[int]] = defaultdict(set)
    known, edge = set(units), set(units)
    while edge:
        changes = ChangedUnit.objects.filter(unit__in=edge, change__kind__in=SUCCEEDING).values("change")
        sides: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        parts = ChangedUnit.objects.filter(change__in=changes)
        for change, unit, side in parts.values_list("change_id", "unit_id", "side"):
            sides[change][side].add(unit)
        for pair in sides.values():
            for old in pair[Side.BEFORE]:
                after[old] |= pair[Side.AFTER]
            for new in pair[Side.AFTER]:
                before[new] |= pair[Side.BEFORE]
        edge = {unit for pair in sides.values() for side in pair.values() for unit in side} - known
        known |= edge
    return {unit: (_reached(unit, before) | _reached(unit, after)) - {unit} for unit in units}


def _reached(unit: int, steps: Mapping[int, set[int]]) -> set[int]:
    found, edge = set[int](), {unit}
    while edge:
        edge = {further for one in edge for further in steps.get(one, ())} - found
        found |= edge
    return found
