"""The officer's board: how many units stand where, who is late, what waits, how the dossiers come in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from dvht.accounts.models import Role, RoleKind
from dvht.inbox.models import Message
from dvht.plans.models import Plan
from dvht.plans.queries.contents import Day
from dvht.regulation.kinds import SECTORS, kinds_of, sector_of
from dvht.reports.queries.bodies import Reach
from dvht.reports.queries.failing import Failing, failing_of
from dvht.reports.queries.results import results_of
from dvht.reports.queries.standing import Days, days_of, overdue, with_standing
from dvht.reports.states import FINISHED, HANDED_IN, NOT_HANDED_IN, SHOWN, Shown, Standing
from dvht.ui.vietnamese import written_date, written_number
from dvht.units.models import Unit

SHOWN_ROWS: Final = 10
WEEKS: Final = 6
KEEPERS: Final = (RoleKind.HEAD, RoleKind.DEPUTY, RoleKind.CLERK)
IN_PROGRESS: Final = (Standing.RECEIVED, Standing.EXAMINING)


def reminder_key(body_id: int, year: int) -> str:
    """What the keys of the reminders of a body for a year begin with."""
    return f"board-reminder:{body_id}:{year}:"


@dataclass(frozen=True)
class Tile:
    """A count that opens its list."""

    count: int
    slug: str
    label: str
    state: str
    small: str = ""
    late: bool = False


@dataclass(frozen=True)
class SectorLine:
    """The units of one sector: late, handed in, finished, all; `code` empty for the sum."""

    code: str
    label: str
    late: int
    handed_in: int
    finished: int
    total: int


@dataclass(frozen=True)
class MissingLine:
    """A unit that hasn't handed in."""

    unit: Unit
    shown: Shown
    days_late: int

    @property
    def late_words(self) -> str:
        return f"{written_number(self.days_late)} ngày"


class Board:
    """The board of a body for a year, each question asked once."""

    def __init__(self, reach: Reach, today: dt.date, sectors: Collection[str] = ()) -> None:
        self.reach = reach
        self.today = today
        self.sectors = frozenset(sectors)
        self.days: Days = days_of(reach)

    @property
    def plan(self) -> Plan | None:
        """The plan by which the body works this year."""
        return self.days.issued.plan if self.days.issued else None

    @property
    def next_day(self) -> Day | None:
        """The next date of the calendar by which the body works."""
        coming = (day for day in self.days.calendar if day.last_day >= self.today)
        return min(coming, key=lambda day: day.last_day, default=None)

    @property
    def due_on(self) -> dt.date:
        return self.days.of(self.reach.body.pk)

    def units(self) -> QuerySet[Unit]:
        found = with_standing(self.reach, self.days)
        return found.filter(kind__in=kinds_of(self.sectors)) if self.sectors else found

    @cached_property
    def grouped(self) -> tuple[tuple[str, Standing, bool, int], ...]:
        """Kind, standing, late and how many: one statement, whatever the number of units."""
        late = Case(When(overdue(self.today), then=Value(1)), default=Value(0), output_field=IntegerField())
        rows = self.units().annotate(late=late).order_by().values("kind", "standing", "late")
        counted = rows.annotate(units=Count("pk")).values_list("kind", "standing", "late", "units")
        return tuple((kind, Standing(standing), bool(late), units) for kind, standing, late, units in counted)

    @cached_property
    def by_standing(self) -> Counter[Standing]:
        found: Counter[Standing] = Counter()
        for _, standing, _, units in self.grouped:
            found[standing] += units
        return found

    @cached_property
    def late(self) -> int:
        return sum(units for _, _, late, units in self.grouped if late)

    @property
    def total(self) -> int:
        return sum(self.by_standing.values())

    @property
    def missing(self) -> int:
        return sum(self.by_standing[one] for one in NOT_HANDED_IN)

    @property
    def handed_in(self) -> int:
        return sum(self.by_standing[one] for one in HANDED_IN)

    @cached_property
    def headline(self) -> str:
        said = []
        if self.late:
            said.append(f"{written_number(self.late)} đơn vị quá hạn nộp")
        elif self.missing:
            said.append(f"{written_number(self.missing)} đơn vị chưa nộp")
        for standing, words in (
            (Standing.SUBMITTED, "hồ sơ chờ kiểm tra"),
            (Standing.EXAMINING, "hồ sơ đang thẩm định"),
            (Standing.PASSED, "đơn vị đủ điều kiện, chờ quyết định"),
            (Standing.RECOGNISED, "đơn vị đã được công nhận"),
        ):
            if self.by_standing[standing]:
                said.append(f"{written_number(self.by_standing[standing])} {words}")
        return ", ".join(said[:2]) if said else "Chưa có đơn vị nào nộp hồ sơ về đây"

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        counts = self.by_standing
        first = (
            Tile(
                self.late, "qua-han", "Quá hạn nộp", "late", f"hạn hết {written_date(self.due_on)}", late=True
            )
            if self.late
            else Tile(self.missing, "chua-nop", "Chưa nộp", "todo", f"hạn hết {written_date(self.due_on)}")
        )
        progress = sum(counts[one] for one in IN_PROGRESS)
        waiting = counts[Standing.RECEIVED]
        small = f"{written_number(waiting)} chưa phân công" if waiting else ""
        decided = counts[Standing.RECOGNISED] and not counts[Standing.PASSED]
        finished = (Standing.RECOGNISED, "") if decided else (Standing.PASSED, "chờ quyết định")
        answered = counts[Standing.REFUSED] and not counts[Standing.FAILED]
        failed = (Standing.REFUSED, "đã trả lời") if answered else (Standing.FAILED, "cần văn bản trả lời")
        return (
            first,
            _tile(counts, Standing.SUBMITTED),
            _tile(counts, Standing.RETURNED, "chờ đơn vị bổ sung"),
            Tile(progress, "dang-xet", "Đang thẩm định", "doing", small),
            _tile(counts, *finished),
            _tile(counts, *failed),
        )

    @cached_property
    def chips(self) -> tuple[Tile, ...]:
        """Every state that somebody is in."""
        return tuple(_tile(self.by_standing, one) for one in Standing if self.by_standing[one])

    @cached_property
    def sector_lines(self) -> tuple[SectorLine, ...]:
        found = [self._sector_line(code, label) for code, label in SECTORS.items()]
        return tuple(line for line in found if line.total)

    @cached_property
    def sum_line(self) -> SectorLine:
        lines = self.sector_lines
        return SectorLine(
            "", "Cộng", sum(x.late for x in lines), sum(x.handed_in for x in lines),
            sum(x.finished for x in lines), sum(x.total for x in lines),
        )  # fmt: skip

    def _sector_line(self, code: str, label: str) -> SectorLine:
        here = [
            (standing, late, units) for kind, standing, late, units in self.grouped if sector_of(kind) == code
        ]
        return SectorLine(
            code=code,
            label=label,
            late=sum(units for _, late, units in here if late),
            handed_in=sum(units for standing, _, units in here if standing in HANDED_IN),
            finished=sum(units for standing, _, units in here if standing in FINISHED),
            total=sum(units for _, _, units in here),
        )

    @cached_property
    def missing_lines(self) -> tuple[MissingLine, ...]:
        return tuple(
            MissingLine(
                unit,
                SHOWN[Standing(vars(unit)["standing"])],
                max((self.today - vars(unit)["due_on"]).days, 0),
            )
            for unit in self.missing_units
        )

    @cached_property
    def missing_units(self) -> Sequence[Unit]:
        """Who hasn't handed in, the latest first; with the reminders and when somebody of the unit last came in."""
        found = with_reminders(
            self.units().filter(standing__in=[one.value for one in NOT_HANDED_IN]), self.reach
        )
        found = found.filter(due_on__lt=self.today) if self.late else found
        return list(found.order_by("due_on", "name", "pk")[:SHOWN_ROWS])

    @cached_property
    def failing(self) -> Failing:
        return failing_of(results_of(self.reach, kinds_of(self.sectors)))

    @cached_property
    def weeks(self) -> tuple[tuple[str, str, tuple[int, int]], ...]:
        """Handed in by the end of each of the last weeks: short label, day in words, in the week and in all."""
        came = self.reach.submissions().exclude(state="withdrawn")
        if self.sectors:
            came = came.filter(unit__kind__in=kinds_of(self.sectors))
        rows = came.annotate(day=TruncDate("first_submitted_at")).values("day").annotate(dossiers=Count("pk"))
        return _weeks(dict(rows.values_list("day", "dossiers")))


def _tile(counts: Counter[Standing], standing: Standing, small: str = "") -> Tile:
    shown = SHOWN[standing]
    return Tile(counts[standing], shown.slug, shown.label, shown.state, small if counts[standing] else "")


def _weeks(days: dict[dt.date, int]) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    if not days:
        return ()
    last = max(days)
    end = last + dt.timedelta(days=6 - last.weekday())
    found = []
    for back in reversed(range(WEEKS)):
        sunday = end - dt.timedelta(weeks=back)
        monday = sunday - dt.timedelta(days=6)
        so_far = sum(count for day, count in days.items() if day <= sunday)
        within = sum(count for day, count in days.items() if monday <= day <= sunday)
        if so_far:
            found.append((f"{sunday:%d/%m}", written_date(sunday), (within, so_far)))
    return tuple(found)


def with_reminders(units: QuerySet[Unit], reach: Reach) -> QuerySet[Unit]:
    """With how often the body reminded each, when last, and when somebody who keeps the unit last signed in."""
    sent = Message.objects.filter(
        unit=OuterRef("pk"), key__startswith=reminder_key(reach.body.pk, reach.year)
    )
    counted = sent.order_by().values("unit").annotate(times=Count("pk")).values("times")
    keepers = Role.objects.filter(unit=OuterRef("pk"), kind__in=KEEPERS, user__is_active=True)
    seen = keepers.order_by(F("user__last_login").desc(nulls_last=True)).values("user__last_login")
    found: QuerySet[Unit] = units.annotate(
        reminded=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)),
        last_seen=Subquery(seen[:1]),
    )
    return found
