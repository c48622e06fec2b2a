"""Who signs for a panel, and how it is called in its papers."""

from __future__ import annotations

from collections.abc import Iterable

from dvht.appraisal.models import Panel, PanelForm, Seat, SeatRole
from dvht.units.queries import COMMITTEE, name_in_full, name_on_papers

POSTS = {
    SeatRole.CHAIR: "Chủ tịch Hội đồng",
    SeatRole.SECRETARY: "Thư ký Hội đồng",
    SeatRole.COUNCILLOR: "Ủy viên",
    SeatRole.LEADER: "Trưởng đoàn",
    SeatRole.DEPUTY_LEADER: "Phó Trưởng đoàn",
    SeatRole.INSPECTOR: "Thành viên",
}
SECONDS = (SeatRole.SECRETARY, SeatRole.DEPUTY_LEADER)
SERIES = {PanelForm.COUNCIL.value: "HĐĐG", PanelForm.TEAM.value: "ĐKT"}
"""By which the papers of councils and of teams are numbered apart from those of their body."""


def issuer_of(panel: Panel) -> tuple[str, str]:
    """The body above a panel and its name, as they stand at the head of what it signs.

    Above a team stands the people's committee that decided on it (HQ-3), above a council the receiving body.
    """
    decided = name_in_full(panel.decided_by)
    above = (
        decided
        if not panel.is_council and decided.startswith(f"{COMMITTEE} ")
        else name_on_papers(panel.body)
    )
    return above, panel.name


def signed_by_leader(panel: Panel) -> tuple[str, str]:
    """Title and name of who leads; the name is empty while nobody does."""
    leader = next((seat for seat in panel.seats.all() if seat.leads), None)
    title = "Chủ tịch Hội đồng" if panel.form == PanelForm.COUNCIL else "Trưởng đoàn"
    return title, leader.full_name if leader else ""


def signed_by_second(panel: Panel) -> tuple[str, str] | None:
    """The secretary, of a team its deputy leader; None where there is neither."""
    second = next((seat for seat in panel.seats.all() if seat.role in SECONDS), None)
    return (POSTS[SeatRole(second.role)], second.full_name) if second else None


def seat_words(seat: Seat) -> str:
    """ "Bà Trần Thu Sen, Phó Trưởng phòng, Phòng Văn hóa - Xã hội: Chủ tịch Hội đồng"."""
    about = ", ".join(part for part in (seat.full_name, seat.position, seat.organisation) if part)
    return f"{about}: {POSTS[SeatRole(seat.role)]}"


def listed(seats: Iterable[Seat]) -> list[str]:
    """One line each, with the punctuation of a list."""
    lines = [f"- {seat_words(seat)}" for seat in seats]
    return [*(f"{line};" for line in lines[:-1]), *(f"{line}." for line in lines[-1:])]


def body_words(panel: Panel) -> str:
    return "Hội đồng" if panel.form == PanelForm.COUNCIL else "Đoàn kiểm tra"
