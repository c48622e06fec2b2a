"""What is known of one member: all their postings, and what has been recorded of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db.models import Count, ForeignKey, Model

from dvht.members.models import Completion, Fact, Member, NameWord, Posting, Source
from dvht.members.queries.facts import DONE, NOT_DONE, programme_code, value_label
from dvht.members.queries.lines import Column
from dvht.members.queries.programmes import audience_words, programme_standings, programmes_of_year
from dvht.members.queries.rollup import counted_members
from dvht.regulation.personal import NONE, PersonalFact, personal_fact, personal_facts
from dvht.units.models import Unit

# A confirmed certificate or a decision is its own proof.
PROVED_BY: Final = (Source.CERTIFICATE.value, Source.DECISION.value)


def postings_of(member: Member) -> tuple[Posting, ...]:
    """Every posting, the latest first."""
    held = member.postings.select_related("department").prefetch_related("positions")
    return tuple(sorted(held, key=lambda one: (one.started_on is not None, one.started_on), reverse=True))


def hanging_on(member: Member) -> tuple[str, ...]:
    """What rows of any room say something of the member, in words; their name and postings aside."""
    found = []
    for model, name in _pointing_at_members():
        if model._default_manager.filter(**{name: member.pk}).exists():  # noqa: SLF001 - Django's public name
            found.append(str(model._meta.verbose_name))  # noqa: SLF001 - Django's public name
    return tuple(dict.fromkeys(found))


def _pointing_at_members() -> list[tuple[type[Model], str]]:
    own = (Posting, NameWord)
    return [
        (model, field.name)
        for model in apps.get_models()
        if model not in own
        for field in model._meta.get_fields()  # noqa: SLF001 - Django's public name
        if isinstance(field, ForeignKey) and field.related_model is Member
    ]


@dataclass(frozen=True)
class RecordLine:
    """One thing that the year records of a member, with all that is told of it."""

    code: str
    row: str
    title: str
    note: str
    state: str
    word: str
    row_held: Fact | Completion | None

    @property
    def source(self) -> str:
        return self.row_held.get_source_display() if self.row_held else ""

    @property
    def day(self) -> dt.date | None:
        held = self.row_held
        return held.completed_on if isinstance(held, Completion) else held.stated_on if held else None

    @property
    def lacks_evidence(self) -> bool:
        """Whether the law wants a proof of each such record and this one has none."""
        held = self.row_held
        return (
            isinstance(held, Fact)
            and self.state == "pass"
            and held.evidence_id is None
            and held.source not in PROVED_BY
            and personal_fact(held.code).evidence == "each"
        )


def unproved_counts(unit: Unit, year: int, on: dt.date, codes: Collection[str]) -> Mapping[str, int]:
    """How many members who count were recorded as meeting these facts without the proof the law wants; one query."""
    wanted = [code for code in codes if personal_fact(code).evidence == "each"]
    if not wanted:
        return {}
    facts = Fact.objects.filter(
        member__in=counted_members(unit, year, on), year=year, code__in=wanted, evidence=None
    )
    unproved = facts.exclude(value=NONE).exclude(source__in=PROVED_BY)
    return dict(unproved.values_list("code").annotate(Count("pk")).order_by())


def fact_lines_of(member: Member, year: int, columns: tuple[Column, ...]) -> tuple[RecordLine, ...]:
    """Every fact that the year asks for, then whatever else is recorded of the member; one query."""
    rows = Fact.objects.filter(member=member, year=year).select_related("evidence", "recorded_by")
    held = {one.code: one for one in rows}
    asked = {need.fact: column.code for column in columns for need in column.asked}
    facts = [personal_fact(code) for code in asked if not personal_fact(code).derived]
    facts += [one for one in personal_facts() if one.code in held and one.code not in asked]
    return tuple(_fact_line(fact, asked.get(fact.code, ""), held.get(fact.code)) for fact in facts)


def programme_lines_of(member: Member, unit: Unit, year: int) -> tuple[RecordLine, ...]:
    """The programmes that apply to the member, who was read by `with_posting`, and others that were recorded."""
    standing = programme_standings(unit, year, [member]).get(member.pk)
    if standing is None:
        return ()
    rows = Completion.objects.filter(member=member, programme__year=year).select_related("recorded_by")
    held = {one.programme_id: one for one in rows}
    lines = []
    for programme in programmes_of_year(unit, year):
        completion = held.get(programme.pk)
        if programme not in standing.applying and completion is None:
            continue
        value = None if completion is None else DONE if completion.is_done else NOT_DONE
        code = programme_code(programme)
        state = {None: "todo", DONE: "pass", NOT_DONE: "fail"}[value]
        lines.append(
            RecordLine(
                code,
                "",
                programme.title,
                audience_words(programme),
                state,
                value_label(code, value),
                completion,
            )
        )
    return tuple(lines)


def _fact_line(fact: PersonalFact, row: str, held: Fact | None) -> RecordLine:
    value = held.value if held else None
    state = "todo" if value is None else "fail" if value == NONE else "pass"
    return RecordLine(fact.code, row, fact.title, fact.note or "", state, value_label(fact.code, value), held)
