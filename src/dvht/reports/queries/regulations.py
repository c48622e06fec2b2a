"""A regulation as people read it: each row at each level, and what its text leaves open."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dvht.assessment.queries.law import Clause, clauses_of
from dvht.regulation.pack import Note, Pack
from dvht.regulation.rows import Row

NOTE_TITLES: Final = {
    "scope": "Phạm vi, hiệu lực",
    "open": "Điều văn bản để ngỏ",
    "difference": "Chỗ văn bản địa phương ghi khác",
    "practice": "Theo cách làm của địa phương",
}


@dataclass(frozen=True)
class RowLaw:
    """A row with what the law says of it at each level."""

    row: Row
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class GroupLaw:
    """A group with its rows in order."""

    code: str
    title: str
    max_points: Decimal | None
    entries: tuple[RowLaw, ...]


@dataclass(frozen=True)
class NoteGroup:
    title: str
    notes: tuple[Note, ...]


def law_of(pack: Pack) -> tuple[GroupLaw, ...]:
    """Every row with its clauses; both levels at once where they have the same words."""
    return tuple(
        GroupLaw(
            group.code,
            group.title,
            group.max_points,
            tuple(RowLaw(row, clauses_of(row, pack)) for row in group.rows),
        )
        for group in pack.groups
    )


def notes_of(pack: Pack) -> tuple[NoteGroup, ...]:
    """The notes of the pack by kind, in the order in which people need them."""
    found = {kind: tuple(note for note in pack.notes if note.kind == kind) for kind in NOTE_TITLES}
    return tuple(NoteGroup(NOTE_TITLES[kind], notes) for kind, notes in found.items() if notes)
