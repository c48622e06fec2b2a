"""For each column of the roster, how many of those who count lack something of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dvht.members.queries.lines import Column
from dvht.members.queries.rollup import missing_members, roll_up
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
