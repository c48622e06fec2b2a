"""Levels, ranks and readings in words."""

from dvht.recognition.models import Expiry
from dvht.regulation.pack import Pack


def outcome_label(pack: Pack, outcome: str) -> str:
    """ "Mức độ 1", "Loại Tốt"; a code that the pack doesn't know stands as it is."""
    if pack.scheme == "levels":
        return f"Mức độ {outcome}"
    return next((f"Loại {rank.label}" for rank in pack.ranks if rank.code == outcome), outcome)


def outcomes_of(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What can be granted under the pack, highest first. “Chưa đạt” (TT 22, Điều 6.3d) is never granted."""
    if pack.scheme == "levels":
        return tuple((str(level), f"Mức độ {level}") for level in sorted(pack.levels, reverse=True))
    return tuple((rank.code, f"Loại {rank.label}") for rank in pack.ranks if rank.minimum > 0)


def height(pack: Pack, outcome: str) -> int:
    """What to compare two levels or ranks of one scheme by: higher is better."""
    order = [code for code, _ in reversed(outcomes_of(pack))]
    return order.index(outcome) if outcome in order else -1


def outcomes_within(pack: Pack, concluded: str) -> tuple[tuple[str, str], ...]:
    """What a decision may grant on this conclusion: that level or rank, or a lower one."""
    most = height(pack, concluded)
    return tuple((code, label) for code, label in outcomes_of(pack) if height(pack, code) <= most)


def readings_of(pack: Pack) -> tuple[Expiry, ...]:
    """The readings among which the deciding body chooses; without a validity in the text there is nothing to choose."""
    return (Expiry.YEAR_END, Expiry.FROM_DECISION) if pack.validity else (Expiry.NONE,)


def until_reference(pack: Pack) -> str:
    """The clause on which the validity rests: "Điều 5 khoản 4 Thông tư 24/2023/TT-BGDĐT"."""
    return f"{pack.validity.reference} {pack.citation}" if pack.validity else ""
