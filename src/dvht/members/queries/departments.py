"""How each department stands in what the year asks of its members, and who still lacks what. Constant queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dvht.accounts.queries import head_name_of
from dvht.members.queries.rollup import Lack, excluded_members, missing_members
from dvht.members.queries.roster import departments_of, posting_on, roster_of
from dvht.members.queries.yearly import needs_of_members, pack_of_year
from dvht.regulation.personal import Need, personal_fact
from dvht.units.models import Unit

NO_DEPARTMENT = "Chưa xếp tổ"
WITHOUT_PACK = (("", Need(fact="commitment")), ("", Need(fact="study_plan")))
"""Before the unit has a plan no row asks for anything; these two every member does."""


@dataclass(frozen=True)
class Lacking:
    """A member of a department with what is still missing, in words."""

    name: str
    position: str
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class DepartmentLine:
    """A department: how many people, how many of them met each need, and who lacks something."""

    name: str
    total: int
    met: tuple[int, ...]
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True)
class DepartmentTable:
    """`needs` are the columns, each with the row that counts it; `whole` is the unit; `apart` doesn't count."""

    unit: Unit
    year: int
    day: dt.date
    today: dt.date
    needs: tuple[tuple[str, Need], ...]
    lines: tuple[DepartmentLine, ...]
    whole: DepartmentLine
    apart: tuple[tuple[str, str, str], ...]
    head_name: str


def department_table(unit: Unit, year: int, day: dt.date, today: dt.date) -> DepartmentTable:
    """What the year's pack asks, counted by department on that day."""
    needs = _needs(unit, year)
    apart = excluded_members(unit, year, day)
    set_apart = {one.member.pk for one in apart}
    lacks = {one.member.pk: one for one in missing_members(unit, year, day, [need for _, need in needs])}
    people: dict[str, list[int]] = defaultdict(list)
    for member in roster_of(unit, day):
        if member.pk not in set_apart:
            posting = posting_on(member)
            people[posting.department.name if posting and posting.department else ""].append(member.pk)
    order = [one.name for one in departments_of(unit)]
    names = [*(name for name in order if name in people), *([""] if "" in people else [])]
    lines = tuple(_line(name, people[name], needs, lacks) for name in names)
    return DepartmentTable(
        unit=unit,
        year=year,
        day=day,
        today=today,
        needs=needs,
        lines=lines,
        whole=_whole(lines, len(needs)),
        apart=tuple((one.member.full_name, one.department, one.reason) for one in apart),
        head_name=head_name_of(unit),
    )


def _needs(unit: Unit, year: int) -> tuple[tuple[str, Need], ...]:
    pack = pack_of_year(unit, year)
    if pack is None:
        return WITHOUT_PACK
    found: dict[Need, str] = {}
    for row, needs in needs_of_members(pack, unit).items():
        for need in needs:
            found.setdefault(need, row)
    return tuple((row, need) for need, row in found.items())


def _line(
    name: str, members: list[int], needs: tuple[tuple[str, Need], ...], lacks: dict[int, Lack]
) -> DepartmentLine:
    here = [lacks[pk] for pk in members if pk in lacks]
    met = tuple(len(members) - sum(need in one.lacking for one in here) for _, need in needs)
    lacking = tuple(
        Lacking(one.member.full_name, one.position, tuple(map(_words, _nearest(one.lacking)))) for one in here
    )
    return DepartmentLine(name or NO_DEPARTMENT, len(members), met, lacking)


def _nearest(lacking: Sequence[Need]) -> list[Need]:
    """Of several steps of one fact only the lowest, which comes first for the person."""
    found: dict[str, Need] = {}
    for need in lacking:
        known = found.get(need.fact)
        rank = personal_fact(need.fact).rank
        if known is None or rank(need.at_least) < rank(known.at_least):
            found[need.fact] = need
    return list(found.values())


def _words(need: Need) -> str:
    fact = personal_fact(need.fact)
    return fact.short if len(fact.steps) == 1 else f"{fact.short}: {fact.step(need.at_least).short}"


def _whole(lines: tuple[DepartmentLine, ...], columns: int) -> DepartmentLine:
    met = tuple(sum(line.met[column] for line in lines) for column in range(columns))
    return DepartmentLine("Cả đơn vị", sum(line.total for line in lines), met)
