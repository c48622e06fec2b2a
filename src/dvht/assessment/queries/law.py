"""The words of the law beside a row, and what they leave open."""

import re
from dataclasses import dataclass

from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.regulation.pack import Note, Pack
from dvht.regulation.rows import Row

PERCENT = re.compile(r"\d+%")


@dataclass(frozen=True)
class Clause:
    """The words of the law for one level; `label` is empty when they hold for both."""

    label: str
    wording: str
    sources: tuple[str, ...]


def clauses_of(row: Row, pack: Pack) -> tuple[Clause, ...]:
    """The wording of the row, once where the levels differ by their number only."""
    if not pack.levels:
        return (Clause("", row.wording, (row.reference,)),)
    sources = [_source(row, level) for level in pack.levels]
    plain = {PERCENT.sub("", row.wording_at(level)).replace(" ", "") for level in pack.levels}
    if len(plain) == 1:
        return (Clause("", row.wording, tuple(sources)),)
    return tuple(
        Clause(f"Mức độ {level}", row.wording_at(level), (source,))
        for level, source in zip(pack.levels, sources, strict=True)
    )


def _source(row: Row, level: int) -> str:
    threshold = row.threshold(level)
    asked = f"tối thiểu {threshold}%, " if threshold else ""
    return f"Mức độ {level}: {asked}{row.clause_at(level).reference}."


def law_notes(sheet: Sheet, row: SheetRow) -> tuple[Note, ...]:
    """What the texts leave open about this row."""
    named = [note for note in sheet.pack.notes_for(row.code) if note.kind != "difference"]
    if row.points and row.row.measure == "share":
        named += [note for note in sheet.pack.notes if note.code == "award"]
    extra = [row.row.note] if row.row.note else []
    if row.levels and row.levels.unsettled:
        extra.append(row.levels.unsettled)
    return (*named, *(Note(code="row", text=text, source="") for text in extra))


def differences(sheet: Sheet, row: SheetRow) -> tuple[Note, ...]:
    """Where a local text says something else about this row than the circular."""
    return tuple(note for note in sheet.pack.notes_for(row.code) if note.kind == "difference")


def year_note(sheet: Sheet) -> str:
    """Why an old pack still governs: the assessment year decides, not today."""
    return next((note.text for note in sheet.pack.notes if note.code == "year"), "")


def open_notes(sheet: Sheet) -> tuple[Note, ...]:
    """What the pack leaves open or takes from practice, beyond single rows."""
    return tuple(note for note in sheet.pack.notes if not note.rows and note.code not in {"year", "award"})
