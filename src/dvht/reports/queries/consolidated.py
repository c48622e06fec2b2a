"""The consolidated report of a body over a year: who handed in, who was recognised at which level or rank, who not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Count, OuterRef, Subquery

from dvht.plans.models import goals_of
from dvht.regulation.kinds import SECTORS, UNIT_KINDS, sector_of
from dvht.regulation.pack import Pack
from dvht.reports.queries.bodies import Reach
from dvht.reports.queries.failing import Failing, failing_of
from dvht.reports.queries.listing import outcome_label
from dvht.reports.queries.report_day import ReportDay, law_of, report_day, upward
from dvht.reports.queries.results import Citizens, UnitResult, citizens_of, results_of
from dvht.reports.queries.standing import Days, days_of, law_day, titles_of_year, with_standing
from dvht.reports.states import HANDED_IN, NOT_HANDED_IN, SHOWN, Standing
from dvht.ui.vietnamese import dictionary_key
from dvht.units.models import Tier, Unit

NOWHERE: Final = "Chưa ghi địa bàn"


@dataclass(frozen=True)
class UnitRow:
    """A unit as the report counts it."""

    pk: int
    name: str
    kind: str
    area: str
    tier: str
    office_id: int | None
    standing: Standing
    outcome: str

    @property
    def handed_in(self) -> bool:
        return self.standing in HANDED_IN

    @property
    def state_words(self) -> str:
        return SHOWN[self.standing].label


@dataclass(frozen=True)
class GroupLine:
    """A line of a table of the report; `before` are the units recognised in the year before."""

    key: str
    label: str
    total: int
    handed_in: int
    outcomes: tuple[int, ...]
    recognised: int
    refused: int
    withdrawn: int
    holding: int
    before: int

    @property
    def missing(self) -> int:
        return self.total - self.handed_in - self.holding

    @property
    def titled(self) -> int:
        """Recognised this year, or still holding an earlier title."""
        return self.recognised + self.holding

    @property
    def change(self) -> int:
        return self.recognised - self.before


@dataclass(frozen=True)
class GroupTable:
    """One way to divide the units; `param` is its name in the address of the list behind a line."""

    title: str
    first: str
    param: str
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True)
class OfficeLine:
    """An office of a province with how its units stand."""

    pk: int
    name: str
    total: int
    handed_in: int
    recognised: int


class Consolidated:
    """Everything that the report says, each question asked once."""

    def __init__(self, reach: Reach, today: dt.date, *, provincial: bool) -> None:
        self.reach = reach
        self.today = today
        self.provincial = provincial
        self.body = reach.body
        self.year = reach.year

    @cached_property
    def rows(self) -> tuple[UnitRow, ...]:
        return _rows(self.reach)

    @cached_property
    def rows_before(self) -> tuple[UnitRow, ...]:
        return _rows(self.reach.year_before())

    @cached_property
    def results(self) -> dict[int, UnitResult]:
        return results_of(self.reach)

    @cached_property
    def failing(self) -> Failing:
        return failing_of(self.results)

    @cached_property
    def citizens(self) -> Citizens:
        return citizens_of(self.results)

    @cached_property
    def outcome_names(self) -> tuple[str, ...]:
        """The levels or ranks of the circular of the year, the best first, with whatever else was granted."""
        law = [label for code, label in goals_of(self.law)]
        named = list(reversed(law)) if self.law.scheme == "levels" else law
        others = sorted({row.outcome for row in self.rows if row.outcome} - set(named))
        return (*named, *others)

    @property
    def law(self) -> Pack:
        return law_of(self.year)

    @cached_property
    def total(self) -> GroupLine:
        return self._line("", "Cộng", self.rows, self.rows_before)

    @property
    def before_year(self) -> int:
        return self.year - 1

    @property
    def fewer(self) -> int:
        """How many fewer were recognised than in the year before."""
        return max(-self.total.change, 0)

    @property
    def is_new(self) -> bool:
        """Nothing to compare with: the year before has no title."""
        return not any(row.outcome for row in self.rows_before)

    @cached_property
    def tables(self) -> tuple[GroupTable, ...]:
        found = [
            self._table("Theo cấp học, khối", "Khối", "khoi", lambda row: sector_of(row.kind), SECTORS),
            self._table(
                "Theo loại đơn vị",
                "Loại",
                "loai",
                lambda row: row.kind,
                {k: v.label for k, v in UNIT_KINDS.items()},
            ),
            self._area_table(),
        ]
        if len({row.tier for row in self.rows}) > 1:
            tiers = {tier.value: str(tier.label) for tier in Tier}
            found.append(self._table("Theo cấp đánh giá", "Cấp", "", lambda row: row.tier, tiers))
        return tuple(found)

    def _area_table(self) -> GroupTable:
        if self.provincial:
            offices = self.office_names
            named = {
                str(pk): name for pk, name in sorted(offices.items(), key=lambda one: dictionary_key(one[1]))
            }
            return self._table(
                "Theo địa bàn, nơi nhận hồ sơ",
                "Nơi nhận",
                "co-quan",
                lambda row: str(row.office_id or ""),
                named,
            )
        areas = sorted({row.area for row in (*self.rows, *self.rows_before)}, key=dictionary_key)
        return self._table(
            "Theo địa bàn",
            "Địa bàn",
            "dia-ban",
            lambda row: row.area,
            {area: area or NOWHERE for area in areas},
        )

    @cached_property
    def office_names(self) -> dict[int, str]:
        wanted = {row.office_id for row in (*self.rows, *self.rows_before) if row.office_id}
        return dict(Unit.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"))

    def _table(
        self, title: str, first: str, param: str, of: Callable[[UnitRow], Hashable], names: Mapping[str, str]
    ) -> GroupTable:
        now, before = _grouped(self.rows, of), _grouped(self.rows_before, of)
        lines = [
            self._line(key, label, now.get(key, []), before.get(key, []))
            for key, label in names.items()
            if key in now or key in before
        ]
        return GroupTable(title, first, param, tuple(lines))

    def _line(self, key: str, label: str, rows: Sequence[UnitRow], before: Sequence[UnitRow]) -> GroupLine:
        granted = Counter(row.outcome for row in rows if row.outcome)
        return GroupLine(
            key=key,
            label=label,
            total=len(rows),
            handed_in=sum(row.handed_in for row in rows),
            outcomes=tuple(granted[name] for name in self.outcome_names),
            recognised=sum(granted.values()),
            refused=sum(row.standing in (Standing.REFUSED, Standing.FAILED) for row in rows),
            withdrawn=sum(row.standing == Standing.WITHDRAWN for row in rows),
            holding=sum(row.standing == Standing.HOLDING for row in rows),
            before=sum(bool(row.outcome) for row in before),
        )

    @cached_property
    def by_name(self) -> tuple[UnitRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: dictionary_key(row.name)))

    @property
    def upward(self) -> str:
        """To whom the body reports."""
        return upward(provincial=self.provincial)

    @cached_property
    def missing(self) -> tuple[UnitRow, ...]:
        """Who hasn't handed in, by name."""
        return tuple(row for row in self.by_name if row.standing in NOT_HANDED_IN)

    @cached_property
    def days(self) -> Days:
        return days_of(Reach(self.body, self.year, self.reach.on))

    @cached_property
    def due(self) -> ReportDay | None:
        """By when the body reports."""
        return report_day(self.days, self.year, provincial=self.provincial)


def _grouped(rows: Iterable[UnitRow], of: Callable[[UnitRow], Hashable]) -> dict[Hashable, list[UnitRow]]:
    found: dict[Hashable, list[UnitRow]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found


def _rows(reach: Reach) -> tuple[UnitRow, ...]:
    """One query; the day by which each should hand in isn't asked here."""
    title = titles_of_year(reach.year).filter(unit=OuterRef("pk"))
    units = with_standing(reach, Days({}, law_day(reach.year))).annotate(
        granted=Subquery(title.values("outcome")[:1]), granted_pack=Subquery(title.values("pack_id")[:1])
    )
    asked = ("pk", "name", "kind", "area", "tier", "receiving_now", "standing", "granted", "granted_pack")
    return tuple(
        UnitRow(pk, name, kind, area, tier, office, Standing(standing), outcome_label(pack, granted))
        for pk, name, kind, area, tier, office, standing, granted, pack in units.order_by().values_list(
            *asked
        )
    )


def office_lines(reach: Reach) -> tuple[OfficeLine, ...]:
    """How the units of each office of a province stand; one query."""
    office = Unit.objects.filter(pk=OuterRef("receiving_now")).order_by()
    units = with_standing(reach, Days({}, law_day(reach.year))).annotate(
        office=Subquery(office.values("name")[:1])
    )
    counted = units.order_by().values("receiving_now", "office", "standing").annotate(units=Count("pk"))
    found: dict[tuple[int, str], Counter[Standing]] = {}
    for pk, name, standing, count in counted.values_list("receiving_now", "office", "standing", "units"):
        if pk is not None:
            found.setdefault((pk, name), Counter())[Standing(standing)] += count
    lines = [
        OfficeLine(
            pk,
            name,
            sum(counts.values()),
            sum(count for standing, count in counts.items() if standing in HANDED_IN),
            counts[Standing.RECOGNISED],
        )
        for (pk, name), counts in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: dictionary_key(line.name)))
