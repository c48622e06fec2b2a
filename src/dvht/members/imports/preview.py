"""What a roster's workbook would change: every row beside the roster as it stands. Nothing is written here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dvht.members.actions import PersonWords
from dvht.members.exports.columns import RosterColumn
from dvht.members.imports.entries import Entry
from dvht.members.imports.kept import KeptTable
from dvht.members.imports.values import Wrong
from dvht.members.models.identity import keyed_hash
from dvht.members.queries.facts import OWN_APPROVAL
from dvht.members.queries.records import MemberRecord

State = Literal["wrong", "new", "changed", "same"]


@dataclass(frozen=True)
class Change:
    """A value that differs from what stands. One without a column of its own stands at the name."""

    place: int | None
    title: str
    old: str
    new: str
    has_column: bool = True


@dataclass
class Line:
    """A row of the file, and what confirming would do with it."""

    entry: Entry
    record: MemberRecord | None = None
    words: PersonWords | None = None
    marks: dict[str, str | None] = field(default_factory=dict)
    """Results that differ from those recorded, by their code."""
    changes: list[Change] = field(default_factory=list)
    is_own_approval: bool = False
    """The file says of whoever sends it that their study plan was approved: it stays as it is."""
    writes_person: bool = False
    name_place: int | None = None
    lacks_kind: bool = False
    """Somebody new of whom nobody has said what kind of member they are."""

    @property
    def wrongs(self) -> list[Wrong]:
        return self.entry.wrongs

    @property
    def state(self) -> State:
        if self.wrongs:
            return "wrong"
        if self.record is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass(frozen=True)
class Preview:
    table: KeptTable
    columns: Mapping[str, RosterColumn]
    lines: tuple[Line, ...]
    absent: tuple[MemberRecord, ...]
    """People of the year of whom the file says nothing: they stay as they are."""
    new_departments: tuple[str, ...]

    def in_state(self, *states: State) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state in states)

    @cached_property
    def counts(self) -> dict[State, int]:
        states = [line.state for line in self.lines]
        names: tuple[State, ...] = ("wrong", "new", "changed", "same")
        return {state: states.count(state) for state in names}

    @cached_property
    def wrongs(self) -> tuple[tuple[Line, Wrong], ...]:
        return tuple((line, wrong) for line in self.lines for wrong in line.wrongs)

    @property
    def own_left_out(self) -> str:
        return OWN_APPROVAL if any(line.is_own_approval for line in self.lines) else ""

    @property
    def writes(self) -> tuple[Line, ...]:
        return self.in_state("new", "changed")

    @cached_property
    def digest(self) -> str:
        """The same only for a preview that shows the same and would write the same."""
        said = [
            [
                line.entry.row.number,
                line.record.member.pk if line.record else 0,
                _written(line),
                sorted(line.marks.items()),
            ]
            for line in self.writes
        ]
        shown = [said, self.counts, [[change.old for change in line.changes] for line in self.writes]]
        return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()


def _written(line: Line) -> list[object]:
    words = line.words
    if words is None:
        return []
    return [
        words.full_name, words.kind, words.department, words.positions, words.started_on, words.ended_on,
        words.code, keyed_hash(words.identity) if words.identity else words.identity,
    ]  # fmt: skip
