"""For each column of the roster, how many of those who count lack something of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dvht.members.queries.lines import Column, Columns
from dvht.members.queries.rollup import missing_members, roll_up
from dvht.regulation.arithmetic import needed_more
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.personal import Need
from dvht.units.models import Unit


@dataclass(frozen=True, slots=True)
class Lacking:
    """A column with how many of all reach the most that it asks, and how many don't."""

    column: Column
    met: int
    total: int

    @property
    def people(self) -> int:
        return self.total - self.met


def lacking_of(unit: Unit, year: int, on: dt.date, columns: Sequence[Column]) -> tuple[Lacking, ...]:
    """One query, however many the columns and the members."""
    if not columns:
        return ()
    counted = roll_up(unit, year, on, {column.key: column.asked for column in columns})
    return tuple(Lacking(column, counted.counts[column.key], counted.total) for column in columns)


def lacking_ids(unit: Unit, year: int, on: dt.date, needs: Sequence[Need]) -> list[int]:
    """Who counts and lacks something of the needs."""
    return [lack.member.pk for lack in missing_members(unit, year, on, tuple(needs))]


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How far the roster is from what one level asks of a row; `label` is “Mức độ 1”, or “điểm tối đa”."""

    label: str
    threshold: int
    reference: str
    met: int
    total: int

    @property
    def more(self) -> int:
        return needed_more(self.met, self.total, self.threshold)


def level_counts(
    unit: Unit, year: int, on: dt.date, columns: Columns, column: Column
) -> tuple[LevelCount, ...]:
    """For each level that binds the unit by the column's row; one query."""
    if columns.pack is None:
        return ()
    row = columns.pack.row(column.key)
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    asked = {
        level: threshold
        for level in columns.pack.levels or (None,)
        if row.applies(facts, level).applies and (threshold := row.threshold(level))
    }
    counted = roll_up(unit, year, on, {level: row.needs(level) for level in asked})
    return tuple(
        LevelCount(
            f"Mức độ {level}" if level else "điểm tối đa",
            threshold,
            row.reference_at(level),
            counted.counts[level],
            counted.total,
        )
        for level, threshold in asked.items()
    )
