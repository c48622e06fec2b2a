"""The rules of a panel: who may not examine what, and whether a council is made up as the circular asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dvht.appraisal.models import OrganisationKind, Panel, Seat, SeatRole
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


LEAST_COUNCILLORS: Final = 5
COMPOSITION: Final = (
    OrganisationKind.OFFICE,
    OrganisationKind.STUDY_ASSOCIATION,
    OrganisationKind.SOCIO_POLITICAL,
)
"""Whom a council brings together (TT 24/2023, Điều 10.2b, 16.2b)."""
COUNCIL_TEXT: Final = (
    "“Hội đồng đánh giá … gồm có chủ tịch, thư ký và các ủy viên, số lượng ủy viên của hội đồng là số lẻ, tối thiểu là "
    "05 người” (Thông tư 24/2023/TT-BGDĐT, Điều 10 khoản 2 điểm b; Điều 16 khoản 2 điểm b)."
)


@dataclass(frozen=True)
class Representation:
    """Whether one of the kinds of organisation that the circular names has somebody in the council."""

    label: str
    people: int


@dataclass(frozen=True)
class Composition:
    """How a panel is made up, counted both ways where the circular can be read both ways."""

    is_council: bool
    counts_leaders: bool
    roles: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def total(self) -> int:
        """Everybody: chair and secretary counted among the councillors."""
        return len(self.roles)

    @property
    def councillors(self) -> int:
        """Those besides chair and secretary."""
        return sum(role == SeatRole.COUNCILLOR for role in self.roles)

    @property
    def counted(self) -> int:
        return self.total if self.counts_leaders else self.councillors

    @property
    def total_fits(self) -> bool:
        return _fits(self.total)

    @property
    def councillors_fit(self) -> bool:
        return _fits(self.councillors)

    @property
    def represented(self) -> tuple[Representation, ...]:
        return tuple(
            Representation(str(kind.label), sum(one == kind for one in self.kinds)) for kind in COMPOSITION
        )

    @property
    def gaps(self) -> tuple[str, ...]:
        """What keeps the panel from being set to work; TT 22 asks nothing of the number in a team."""
        if not self.is_council:
            return () if SeatRole.LEADER in self.roles else ("Chưa có Trưởng đoàn.",)
        gaps = []
        if SeatRole.CHAIR not in self.roles:
            gaps.append("Chưa có chủ tịch.")
        if SeatRole.SECRETARY not in self.roles:
            gaps.append("Chưa có thư ký.")
        if not _fits(self.counted):
            gaps.append(self._number_words())
        missing = [one.label for one in self.represented if not one.people]
        gaps.extend(f"Chưa có đại diện: {label}." for label in missing)
        return tuple(gaps)

    def _number_words(self) -> str:
        how = "tính cả chủ tịch, thư ký" if self.counts_leaders else "không tính chủ tịch, thư ký"
        why = (
            f"phải có ít nhất {LEAST_COUNCILLORS:02} người"
            if self.counted < LEAST_COUNCILLORS
            else "phải là số lẻ"
        )
        return f"Có {self.counted:02} ủy viên ({how}); {why}."


def composition_of(panel: Panel, seats: Iterable[Seat]) -> Composition:
    here = list(seats)
    return Composition(
        panel.is_council,
        panel.counts_leaders,
        tuple(seat.role for seat in here),
        tuple(seat.organisation_kind for seat in here),
    )


def _fits(number: int) -> bool:
    return number >= LEAST_COUNCILLORS and number % 2 == 1
