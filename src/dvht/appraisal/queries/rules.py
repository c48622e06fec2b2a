"""The rules of a panel: who may not examine what, and whether a council is made up as the circular asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dvht.appraisal.models import Seat
from dvht.appraisal.models.ties import HOME, Tie, ties_of_people, with_kin

_FALLBACK: Final[tuple[Tie, ...]] = ()


@dataclass(frozen=True)
class Conflicts:
    """What keeps each seat from examining its own unit; asked once for all seats of a panel."""

    ties: Mapping[int, tuple[Tie, ...]]

    def reason(self, seat: Seat, unit_id: int, year: int) -> str:
        """Why the seat can't examine this unit's dossier of the year; empty when nothing stands against it."""
        for tie in self.ties.get(seat.pk, _FALLBACK):
            if tie.unit_id == unit_id and tie.binds(year):
                return tie.how
        return ""


def conflicts_of(seats: Iterable[Seat]) -> Conflicts:
    """The ties of these seats: by home, and by what the person's account is elsewhere."""
    asked = list(seats)
    people = ties_of_people(seat.user_id for seat in asked if seat.user_id is not None)
    homes = with_kin({seat.pk: [Tie(seat.home_id, HOME)] for seat in asked if seat.home_id is not None})
    return Conflicts(
        {seat.pk: (*homes.get(seat.pk, ()), *people.get(seat.user_id or 0, ())) for seat in asked}
    )


def conflict_of(seat: Seat, unit_id: int, year: int) -> str:
    """The same question about one seat."""
    return conflicts_of([seat]).reason(seat, unit_id, year)
