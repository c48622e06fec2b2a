"""The names behind the numbers: as the records have them now, or as a revision froze them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dvht.assessment.models import FrozenRoster, Revision
from dvht.assessment.queries.basis import asks_of
from dvht.assessment.queries.sheet import Sheet
from dvht.members.queries.snapshots import snapshot

Names = dict[str, Any]


def names_behind(sheet: Sheet) -> Names | None:
    """Who counts, what each meets, who is set apart, and the classes; None where people type all counts."""
    if not (sheet.basis.has_roster or sheet.basis.sources):
        return None
    if sheet.names_again is not None:
        return dict(sheet.names_again)
    needs = {ask.key: ask.needs for ask in asks_of(sheet.pack)}
    found = snapshot(sheet.plan.unit, sheet.plan.year, sheet.counted_on, needs)
    return found if sheet.basis.has_roster else {**found, "members": [], "excluded": []}


def agree(sheet: Sheet, names: Names | None) -> bool:
    """Whether the numbers of the sheet are those of the names: they were read one after the other."""
    if names is None:
        return True
    members = names["members"]
    reached = {ask.key: sum(ask.key in one["met"] for one in members) for ask in asks_of(sheet.pack)}
    stated = {
        ask.key: sheet.row(ask.row.code).stated.count_at(ask.level or 1)
        for ask in asks_of(sheet.pack)
        if sheet.row(ask.row.code).source == "roster"
    }
    return all(reached[key] == count for key, count in stated.items() if count is not None) and (
        not sheet.basis.has_roster or len(members) == (sheet.member_total or 0)
    )


def frozen_names(revision: Revision) -> Names | None:
    """The names that a revision keeps; None for one whose counts people typed."""
    kept = FrozenRoster.objects.filter(revision=revision).values_list("names", flat=True).first()
    return dict(kept) if kept is not None else None


@dataclass(frozen=True)
class Difference:
    """How the roster of today differs from the one that a revision keeps."""

    came: tuple[str, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...]
    other: bool

    def __bool__(self) -> bool:
        return bool(self.came or self.left or self.changed or self.other)


def difference(kept: Names, now: Names) -> Difference:
    """Members who came, left, or now meet other rows; `other`: those set apart, or the classes, changed."""
    before = {one["id"]: one for one in kept["members"]}
    after = {one["id"]: one for one in now["members"]}
    return Difference(
        came=_names(after, after.keys() - before.keys()),
        left=_names(before, before.keys() - after.keys()),
        changed=_names(
            after, {pk for pk in before.keys() & after.keys() if before[pk]["met"] != after[pk]["met"]}
        ),
        other=kept["excluded"] != now["excluded"] or kept["classes"] != now["classes"],
    )


def _names(people: Mapping[int, Mapping[str, Any]], wanted: Any) -> tuple[str, ...]:
    """In the order of the list, which is that of given names."""
    return tuple(one["name"] for pk, one in people.items() if pk in wanted)
