"""The home page of a unit's year: where it stands, and what would raise the result."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from dvht.accounts.queries import Person
from dvht.assessment.queries import assessment_of, forecast_of, latest_revision, sheet_of
from dvht.assessment.queries.running import deed_words, gain_words
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import result_label, row_state
from dvht.dossiers.queries import Year, dossier_of
from dvht.plans.models import Milestone, Plan
from dvht.plans.queries import submission_deadline_of
from dvht.regulation.forecast import Forecast, Improvement
from dvht.regulation.pack import Pack
from dvht.reports.queries.people import People, Rights, people_of
from dvht.reports.queries.steps import Step, steps_of
from dvht.reports.queries.todo import ToDo
from dvht.reports.queries.todos import todos_of
from dvht.reports.queries.way import Way, way_of

NAMES = "#ten"
"""Where the page of a row lists the names that are missing."""


@dataclass(frozen=True)
class Hint:
    """A line of the shortest list that raises the result."""

    row: str
    text: str
    why: str
    url: str


class Home:
    """The home page of a unit's year, read once."""

    def __init__(self, plan: Plan, today: dt.date, *, reader: Person, rights: Rights) -> None:
        self.plan = plan
        self.today = today
        self.rights = rights
        self.people: People = people_of(plan.unit, plan.year, today, reader=reader, rights=rights)
        self.assessment = assessment_of(plan)
        self.sheet: Sheet = sheet_of(self.assessment)
        self.forecast: Forecast = forecast_of(self.assessment)
        self.revision = latest_revision(self.assessment)
        self.file = Year(dossier_of(plan))
        self.deadline = submission_deadline_of(plan.unit, plan.year)
        self.way: Way = way_of(plan)

    def url(self, name: str, *more: object, query: str = "") -> str:
        """The address of a page of this unit and year."""
        address = reverse(name, args=[self.plan.unit_id, self.plan.year, *more])
        return f"{address}?{query}" if query else address

    @property
    def is_late(self) -> bool:
        """The last day has passed and nothing lies at the authority."""
        late = self.deadline is not None and self.deadline.effective < self.today
        return late and not self.way.is_handed_in

    @property
    def pack(self) -> Pack:
        return self.plan.pack

    @cached_property
    def headline(self) -> str:
        """The state in one sentence: where the dossier is, else what the records support and what is missing."""
        if said := self.way.headline(self.plan):
            return said
        label = result_label(self.pack, self.sheet.result)
        if self.forecast.goal and self.forecast.improvements and self.sheet.by_levels:
            rows = {improvement.row for improvement in self.forecast.improvements}
            return f"Còn {len(rows)} chỉ tiêu nữa là đủ {self.forecast.goal}"
        return f"{label} nếu chốt hôm nay" if self.revision is None else f"Đã chốt: {label}"

    @property
    def result_words(self) -> str:
        return result_label(self.pack, self.sheet.result)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return steps_of(self)

    @cached_property
    def todos(self) -> tuple[ToDo, ...]:
        return todos_of(self)

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        return tuple(self._hint(improvement) for improvement in self.forecast.improvements)

    @cached_property
    def hints_after(self) -> tuple[Hint, ...]:
        return tuple(self._hint(improvement) for improvement in self.forecast.improvements_after)

    def _hint(self, improvement: Improvement) -> Hint:
        """What to do for a row; where its people are known the line opens their names."""
        row = self.sheet.row(improvement.row)
        gain = gain_words(improvement)
        text = f"{improvement.row}: {deed_words(self.sheet, improvement)}" + (f", {gain}" if gain else "")
        opens = NAMES if self.rights.read_roster and row.source == "roster" else ""
        return Hint(improvement.row, text, row.row.title, self.url("assessment_row", improvement.row) + opens)

    @cached_property
    def levels(self) -> tuple[tuple[int, int, int], ...]:
        """Per level: the level, indicators passed, indicators that apply."""
        found = []
        for level in self.pack.levels:
            indicators = self.sheet.indicators(level)
            found.append((level, sum(met for _, met in indicators), len(indicators)))
        return tuple(found)

    @cached_property
    def strip(self) -> list[dict[str, object]]:
        return [
            {
                "name": f"Tiêu chí {group.code}" if self.sheet.by_levels else f"Nhóm {group.code}",
                "cells": [
                    {
                        "code": row.code,
                        "state": state,
                        "word": word,
                        "url": self.url("assessment_row", row.code),
                        "current": False,
                    }
                    for row in rows
                    for state, word in (row_state(row),)
                ],
            }
            for group, rows in self.sheet.groups
        ]

    @cached_property
    def dates(self) -> tuple[Milestone, ...]:
        """The next dates of the calendar, and those that passed within the last month."""
        since = self.today - dt.timedelta(days=30)
        return tuple(milestone for milestone in self.plan.milestones.all() if milestone.last_day >= since)[:6]
