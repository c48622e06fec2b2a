"""Every name behind the counts of a year, as plain data that can be kept."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dvht.members.models import Exclusion, ExclusionReason, LearnerClass, MemberKind, Position, Posting
from dvht.members.queries.rollup import MET, counted_members, distinct_needs, standing_members, state_of
from dvht.members.queries.visible import standing
from dvht.regulation.personal import Need
from dvht.units.models import Unit

Place = tuple[str, str]


def snapshot(unit: Unit, year: int, on: dt.date, needs: Mapping[str, Sequence[Need]]) -> dict[str, Any]:
    """Who counts and which of the keys they meet, who doesn't count and why, the classes. Five queries."""
    asked = distinct_needs(needs.values())
    places = _places(unit, on)
    people = counted_members(unit, year, on).annotate(
        **{name: state_of(need, unit, year, on) for need, name in asked.items()}
    )
    return {
        "counted_on": on.isoformat(),
        "members": [
            {
                **_who(one, places),
                "met": [key for key, some in needs.items() if all(one[asked[need]] == MET for need in some)],
            }
            for one in people.order_by("name_order", "pk").values("pk", "code", "full_name", *asked.values())
        ],
        "excluded": [
            {
                **_who(
                    {"pk": one["member"], "code": one["member__code"], "full_name": one["member__full_name"]},
                    places,
                ),
                "reason": str(ExclusionReason(one["reason"]).label),
                "words": one["words"],
            }
            for one in _excluded(unit, year, on)
        ],
        "classes": list(
            LearnerClass.objects.filter(unit=unit, year=year)
            .order_by("name_key")
            .values("name", "learners", "citizens")
        ),
    }


def _excluded(unit: Unit, year: int, on: dt.date) -> Iterable[Mapping[str, Any]]:
    return (
        Exclusion.objects.filter(member__in=standing_members(unit, on), year=year)
        .order_by("member__name_order", "member")
        .values("member", "member__code", "member__full_name", "reason", "words")
    )


def _who(one: Mapping[str, Any], places: Mapping[int, Place]) -> dict[str, Any]:
    department, position = places.get(one["pk"], ("", ""))
    return {
        "id": one["pk"],
        "code": one["code"],
        "name": one["full_name"],
        "department": department,
        "position": position,
    }


def _places(unit: Unit, on: dt.date) -> dict[int, Place]:
    """Department and positions of everybody who stands on the roster that day, by member."""
    there = Posting.objects.filter(standing(on), member__unit=unit)
    titles: dict[int, list[str]] = {}
    held = Position.objects.filter(posting__in=there).order_by("pk")
    for posting, title in held.values_list("posting_id", "title"):
        titles.setdefault(posting, []).append(title)
    return {
        member: (department or "", ", ".join(titles.get(pk, ())) or str(MemberKind(kind).label))
        for pk, member, kind, department in there.values_list("pk", "member_id", "kind", "department__name")
    }
