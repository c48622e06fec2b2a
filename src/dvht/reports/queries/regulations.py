"""A regulation as people read it: each row at each level, and what its text leaves open."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dvht.assessment.queries.law import Clause, clauses_of
from dvht.regulation.pack import Note, Pack
from dvht.regulation.personal import Need, activity_kind, personal_fact
from dvht.regulation.rows import Row

NOTE_TITLES: Final = {
    "scope": "Phạm vi, hiệu lực",
    "open": "Điều văn bản để ngỏ",
    "difference": "Chỗ văn bản địa phương ghi khác",
    "practice": "Theo cách làm của địa phương",
}


@dataclass(frozen=True)
class FormWording:
    """The words of one group of citizens' form, where they are their own."""

    group: str
    wording: str


@dataclass(frozen=True)
class RowLaw:
    """A row with what the law says of it at each level, and from what it is counted or shown."""

    row: Row
    clauses: tuple[Clause, ...]
    counted_from: tuple[str, ...]
    shown_by: tuple[str, ...]
    forms: tuple[FormWording, ...]


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
            tuple(_row_law(row, pack) for row in group.rows),
        )
        for group in pack.groups
    )


def _row_law(row: Row, pack: Pack) -> RowLaw:
    groups = pack.citizens.citizen_groups if pack.citizens else ()
    return RowLaw(
        row,
        clauses_of(row, pack),
        _counted_from(row, pack),
        tuple(activity_kind(code).title for code in row.shown_by),
        tuple(FormWording(one.title, row.wordings[one.code]) for one in groups if one.code in row.wordings),
    )


def _counted_from(row: Row, pack: Pack) -> tuple[str, ...]:
    """What a person must have, once where all levels ask the same, else level by level."""
    told = {level: _needs_text(row.needs(level)) for level in pack.levels or (None,)}
    if len(set(told.values())) == 1:
        return tuple(text for text in told.values() if text)[:1]
    return tuple(f"Mức độ {level}: {text}" for level, text in told.items())


def _needs_text(needs: tuple[Need, ...]) -> str:
    if len(needs) > 1:
        return "; ".join(personal_fact(need.fact).short for need in needs)
    return "".join(_need_text(need) for need in needs)


def _need_text(need: Need) -> str:
    fact = personal_fact(need.fact)
    return fact.title if fact.yes_or_no else f"{fact.title} (từ “{fact.step(need.at_least).label}”)"


def notes_of(pack: Pack) -> tuple[NoteGroup, ...]:
    """The notes of the pack by kind, in the order in which people need them."""
    found = {kind: tuple(note for note in pack.notes if note.kind == kind) for kind in NOTE_TITLES}
    return tuple(NoteGroup(NOTE_TITLES[kind], notes) for kind, notes in found.items() if notes)
