"""The roster as a table: one line a member, one cell for each row of the pack that is counted from members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dvht.members.models import (
    Certificate,
    Exclusion,
    Fact,
    Member,
    MemberKind,
    Posting,
    StudyPlan,
)
from dvht.members.queries.facts import NOT_MET, NOT_RECORDED, PROGRAMME
from dvht.members.queries.programmes import ProgrammeStanding, programme_standings
from dvht.members.queries.roster import posting_on, titles_of
from dvht.members.queries.yearly import needs_of_members, pack_of_year
from dvht.members.states import CertificateState, StudyPlanState
from dvht.regulation.library import packs_governing
from dvht.regulation.pack import Pack
from dvht.regulation.personal import NONE, Need, PersonalFact, personal_fact, personal_facts
from dvht.units.models import Unit

STUDY_PLAN: Final = "study_plan"


@dataclass(frozen=True)
class Column:
    """A row of the pack as heads a column, or a fact where no pack governs; `asked` is the most that any level asks."""

    key: str
    code: str
    title: str
    wording: str
    needs: tuple[Need, ...]

    @cached_property
    def asked(self) -> tuple[Need, ...]:
        highest: dict[str, Need] = {}
        for need in self.needs:
            held = highest.get(need.fact)
            if held is None or _rank(need) > _rank(held):
                highest[need.fact] = need
        return tuple(highest.values())

    @property
    def label(self) -> str:
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True)
class Columns:
    """The columns of a unit's year; `planned` tells whether they come from the year's own pack."""

    columns: tuple[Column, ...]
    pack: Pack | None
    planned: bool

    def get(self, key: str) -> Column | None:
        return next((one for one in self.columns if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one member has for one column: a state of the look and its word."""

    column: Column
    state: str
    word: str


@dataclass(frozen=True)
class MemberLine:
    """A member in the table."""

    member: Member
    posting: Posting | None
    cells: tuple[Cell, ...]
    exclusion: Exclusion | None

    @property
    def titles(self) -> str:
        words = ", ".join(titles_of(self.posting))
        return words or (MemberKind(self.posting.kind).label if self.posting else "")


def columns_of(unit: Unit, year: int) -> Columns:
    """From the year's pack; before a plan from the newest pack that governs such a unit, else every fact."""
    pack = pack_of_year(unit, year)
    planned = pack is not None
    if pack is None:
        pack = next(iter(packs_governing(unit.kind, year)), None)
    if pack is None:
        return Columns(tuple(_column_of_fact(fact) for fact in personal_facts()), None, planned=False)
    columns = tuple(
        _column_of_row(pack, code, needs) for code, needs in needs_of_members(pack, unit).items() if needs
    )
    return Columns(columns, pack, planned=planned)


def member_lines(
    unit: Unit, year: int, members: Sequence[Member], columns: Sequence[Column]
) -> tuple[MemberLine, ...]:
    """A line for each member, who was read by `with_posting`; the number of queries doesn't grow with theirs."""
    known = _Known.read(unit, year, members, columns)
    exclusions = {
        one.member_id: one for one in Exclusion.objects.filter(member__in=[m.pk for m in members], year=year)
    }
    return tuple(
        MemberLine(
            member,
            posting_on(member),
            tuple(known.cell(column, member) for column in columns),
            exclusions.get(member.pk),
        )
        for member in members
    )


def _column_of_row(pack: Pack, code: str, needs: tuple[Need, ...]) -> Column:
    row = pack.row(code)
    single = {need.fact for need in needs}
    title = personal_fact(needs[0].fact).short if len(single) == 1 else row.title
    return Column(code, code, title, row.wording, needs)


def _column_of_fact(fact: PersonalFact) -> Column:
    return Column(fact.code, "", fact.short, fact.title, (Need(fact=fact.code),))


def _rank(need: Need) -> int:
    return personal_fact(need.fact).rank(need.at_least)


@dataclass(frozen=True)
class _Known:
    """What the cells of some members are made of."""

    values: Mapping[tuple[int, str], str]
    waiting: frozenset[tuple[int, str]]
    plans: Mapping[int, str]
    programmes: Mapping[int, ProgrammeStanding]

    @classmethod
    def read(cls, unit: Unit, year: int, members: Sequence[Member], columns: Sequence[Column]) -> _Known:
        ids = [member.pk for member in members]
        codes = {need.fact for column in columns for need in column.asked}
        facts = Fact.objects.filter(member__in=ids, year=year, code__in=codes)
        sent = Certificate.objects.filter(member__in=ids, year=year, state=CertificateState.PENDING)
        plans = StudyPlan.objects.filter(member__in=ids, year=year)
        return cls(
            {(pk, code): value for pk, code, value in facts.values_list("member_id", "code", "value")},
            frozenset(
                (pk, fact or PROGRAMME) for pk, fact in sent.values_list("member_id", "fact")
            ),
            dict(plans.values_list("member_id", "state")) if STUDY_PLAN in codes else {},
            programme_standings(unit, year, members)
            if any(personal_fact(code).derived for code in codes)
            else {},
        )  # fmt: skip

    def cell(self, column: Column, member: Member) -> Cell:
        if len(column.asked) == 1:
            state, word = self._one(column.asked[0], column.needs, member)
        else:
            state, word = self._several(column.asked, member)
        return Cell(column, state, word)

    def _several(self, asked: Sequence[Need], member: Member) -> tuple[str, str]:
        met = [self._meets(need, member) for need in asked]
        word = f"{sum(met)}/{len(met)}"
        if all(met):
            return "pass", word
        recorded = all((member.pk, need.fact) in self.values for need in asked)
        return ("fail" if recorded else "todo"), word

    def _meets(self, need: Need, member: Member) -> bool:
        return self._one(need, (need,), member)[0] == "pass"

    def _one(self, asked: Need, needs: Sequence[Need], member: Member) -> tuple[str, str]:
        fact = personal_fact(asked.fact)
        if fact.derived:
            return self._programmes(member)
        value = self.values.get((member.pk, fact.code))
        if asked.met_by(value):
            return "pass", _short(fact, value)
        waiting = self._waiting(fact.code, member)
        if waiting:
            return waiting
        if value is None:
            return "todo", NOT_RECORDED
        weaker = any(need.met_by(value) for need in needs)
        return ("doing" if weaker else "fail"), _short(fact, value)

    def _waiting(self, code: str, member: Member) -> tuple[str, str] | None:
        if (member.pk, code) in self.waiting:
            return "wait", "Chờ xác nhận"
        if code == STUDY_PLAN:
            return {
                StudyPlanState.SUBMITTED.value: ("wait", "Chờ duyệt"),
                StudyPlanState.RETURNED.value: ("back", "Đã trả lại"),
                StudyPlanState.DRAFT.value: ("doing", "Đang soạn"),
            }.get(self.plans.get(member.pk, ""))
        return None

    def _programmes(self, member: Member) -> tuple[str, str]:
        standing = self.programmes.get(member.pk)
        if standing is None:
            return "todo", "Chưa có danh mục"
        if standing.is_met:
            return "pass", "Đủ"
        if (member.pk, PROGRAMME) in self.waiting:
            return "wait", "Chờ xác nhận"
        return ("todo" if standing.unrecorded else "fail"), f"{len(standing.done)}/{len(standing.applying)}"


def _short(fact: PersonalFact, value: str | None) -> str:
    if value is None or value == NONE:
        return NOT_MET
    try:
        return fact.step(value).short
    except KeyError:
        return value
