"""What can be marked for many members at once, and what such a marking did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from dvht.members.models import Marking, Member
from dvht.members.queries.facts import (
    DONE,
    NOT_DONE,
    PROGRAMME,
    fact_titles,
    held_values,
    programme_code,
    value_label,
    values_of,
)
from dvht.members.queries.lines import Column, Columns
from dvht.members.queries.programmes import programmes_of_year
from dvht.regulation.personal import NONE, personal_fact
from dvht.units.models import Unit

ROW: Final = "row:"
ON_PAPER: Final = ("commitment", "study_plan")
"""Signed or approved on paper for many at once: marked in bulk also where no row of the circular counts it."""
NOTHING: Final = ""
TAKE_AWAY: Final = "Bỏ ghi, như chưa ai xem"


@dataclass(frozen=True)
class Choice:
    """One thing to mark: for each code the value that is written, None to take the record away."""

    key: str
    label: str
    values: Mapping[str, str | None]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the law leaves open, or nobody has checked, of what is marked."""
        facts = (personal_fact(code) for code in self.values if not code.startswith(PROGRAMME))
        return tuple(fact.note for fact in facts if fact.note)


@dataclass(frozen=True)
class Group:
    """The choices for one row, fact or programme; `row` is the column that it belongs to."""

    key: str
    label: str
    row: str
    choices: tuple[Choice, ...]


def mark_groups(unit: Unit, year: int, columns: Columns) -> tuple[Group, ...]:
    """Everything that can be marked in the year, in the order of the columns; one query or two."""
    groups: list[Group] = []
    for column in columns.columns:
        facts = [personal_fact(need.fact) for need in column.asked]
        if len(facts) > 1 and not any(fact.derived for fact in facts):
            groups.append(_whole_row(column))
        for fact in facts:
            if fact.derived:
                groups += _programmes(unit, year, column)
                continue
            label = column.label if len(facts) == 1 else f"{column.code} {fact.short}"
            groups.append(_group(fact.code, label, column.key, values_of(fact.code)))
    there = {group.key for group in groups}
    groups += [
        _group(code, personal_fact(code).title, "", values_of(code)) for code in ON_PAPER if code not in there
    ]
    return tuple(groups)


def choice_of(groups: Sequence[Group], key: str) -> tuple[Group, Choice] | None:
    """The choice of this key with its group."""
    pairs = ((group, choice) for group in groups for choice in group.choices)
    return next((pair for pair in pairs if pair[1].key == key), None)


def _group(code: str, label: str, row: str, values: Sequence[str]) -> Group:
    choices = [Choice(f"{code}={value}", value_label(code, value), {code: value}) for value in values]
    return Group(code, label, row, (*choices, Choice(f"{code}={NOTHING}", TAKE_AWAY, {code: None})))


def _programmes(unit: Unit, year: int, column: Column) -> list[Group]:
    return [
        _group(programme_code(one), f"{column.code} {one.title}", column.key, (DONE, NOT_DONE))
        for one in programmes_of_year(unit, year)
    ]


def _whole_row(column: Column) -> Group:
    """All facts of a row at once: met at the height that it asks, or not met."""
    key = f"{ROW}{column.key}"
    met: dict[str, str | None] = {need.fact: need.at_least for need in column.asked}
    return Group(
        key,
        f"{column.label}: cả {len(met)} mục",
        column.key,
        (
            Choice(f"{key}=met", f"Đạt cả {len(met)} mục", met),
            Choice(f"{key}={NONE}", "Chưa đạt mục nào", dict.fromkeys(met, NONE)),
            Choice(f"{key}={NOTHING}", TAKE_AWAY, dict.fromkeys(met)),
        ),
    )


@dataclass(frozen=True)
class Step:
    """What a marking makes of one member's record."""

    member: Member
    title: str
    before: str
    after: str
    changes: bool


@dataclass(frozen=True)
class Preview:
    """Whom a marking would change, and whose records are like that already."""

    steps: tuple[Step, ...]
    seen: Mapping[tuple[int, str], str | None]

    @property
    def changing(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.changes)

    @property
    def people(self) -> int:
        return len({step.member.pk for step in self.changing})

    @property
    def unchanged(self) -> int:
        return len({step.member.pk for step in self.steps}) - self.people


def preview_of(unit: Unit, year: int, members: Sequence[Member], choice: Choice) -> Preview:
    """What the choice would do to these members; a constant number of queries."""
    held = held_values(unit, year, [one.pk for one in members], list(choice.values))
    titles = fact_titles(unit, year, list(choice.values))
    steps = tuple(
        Step(
            member,
            titles[code],
            value_label(code, held.get((member.pk, code))),
            value_label(code, value),
            held.get((member.pk, code)) != value,
        )
        for member in members
        for code, value in choice.values.items()
    )
    seen = {(one.pk, code): held.get((one.pk, code)) for one in members for code in choice.values}
    return Preview(steps, seen)


def markings_of(unit: Unit, year: int) -> QuerySet[Marking]:
    """The markings of the year, the newest first."""
    found = Marking.objects.filter(unit=unit, year=year).select_related("made_by")
    return found.order_by("-made_at", "-pk")


def steps_of(marking: Marking) -> tuple[Step, ...]:
    """What a marking did, by name; who isn't on the roster any more is left out."""
    members = Member.objects.in_bulk([line["member"] for line in marking.before])
    titles = fact_titles(marking.unit, marking.year, {line["code"] for line in marking.before})
    steps = [
        Step(
            members[line["member"]],
            titles.get(line["code"], "Chương trình đã xóa"),
            value_label(line["code"], line["before"]["value"] if line["before"] else None),
            value_label(line["code"], line["after"]),
            changes=True,
        )
        for line in marking.before
        if line["member"] in members
    ]
    return tuple(sorted(steps, key=lambda step: (step.member.name_order, step.member.pk)))
