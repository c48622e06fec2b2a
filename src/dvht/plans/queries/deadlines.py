"""The day by which a unit must act: its authority's, with what was granted in writing, else its own, else the law's."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import AUTHORITY_ROLES
from dvht.plans.models import Extension, Milestone, Plan, Routing
from dvht.plans.queries.contents import Day, demands_of
from dvht.plans.queries.sheet import Sheet
from dvht.plans.queries.wording import day_words
from dvht.plans.queries.years import SUBMISSION_CODES, issued, packs_offered, plan_of, receiving_now
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date, written_number
from dvht.units.models import Unit
from dvht.units.queries import path_parts

SOON = 30
"""Days before the last one from which a date is counted down."""


@dataclass(frozen=True)
class Deadline:
    """By when a unit must act. Late is what comes after `effective`; `own_day` is the unit's own, stricter day.

    `source` says whose day it is: the authority's plan, the unit's own, or the law's calendar.
    """

    code: str
    title: str
    wording: str
    starts_on: dt.date | None
    last_day: dt.date
    source: Literal["authority", "own", "law"]
    plan: Plan | None = None
    own_day: dt.date | None = None
    extension: Extension | None = None

    @property
    def extended_until(self) -> dt.date | None:
        return self.extension.until if self.extension else None

    @property
    def effective(self) -> dt.date:
        """The last day on which the act is in time, more time that was granted counted in."""
        return max(self.last_day, self.extended_until or self.last_day)

    def days_late(self, on: dt.date) -> int:
        """Days past the effective last day; 0 when in time."""
        return max((on - self.effective).days, 0)

    def state_on(self, today: dt.date) -> "DayState":
        return day_state(self.starts_on, self.last_day, today, extended_until=self.extended_until)


@dataclass(frozen=True)
class DayState:
    """How a date stands today: a state of the look and its words; `granted` says until when it was extended."""

    state: str
    short: str
    granted: str = ""

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f"{self.granted}; {self.short[:1].lower()}{self.short[1:]}" if self.granted else self.short


def day_state(
    starts_on: dt.date | None, last_day: dt.date, today: dt.date, *, extended_until: dt.date | None = None
) -> DayState:
    """Not yet, so many days left, today, so many days past; with the day of an extension where there is one."""
    extended = extended_until is not None and extended_until > last_day
    last = extended_until if extended and extended_until else last_day
    left = (last - today).days
    granted = f"Gia hạn đến {written_date(last)}" if extended else ""

    def told(state: str, words: str) -> DayState:
        return DayState(state, words, granted)

    if left < 0:
        return told("late" if extended else "na", f"Đã qua hạn {written_number(-left)} ngày")
    if left == 0:
        return told("warn", "Hôm nay là ngày cuối")
    days = f"còn {written_number(left)} ngày"
    if left > SOON or (starts_on and starts_on > today):
        return told("wait", f"Chưa đến, {days}")
    return told("warn" if left <= 7 else "doing", days.capitalize())


def plan_of_body(body: Unit, year: int) -> Plan | None:
    """The plan that a body works by: the one that it has issued for the year, else the nearest body above it.

    The people's committee issues the plan by which its office works (TT 24, Điều 19.1). One that is being changed for
    a further version stays the plan. One query.
    """
    found = Plan.objects.select_related("unit").filter(unit__path__in=path_parts(body.path), year=year)
    return issued(found).order_by("-unit__depth").first()


def officer_for(body: Unit, year: int, sector: str) -> User | None:
    """Who looks after the dossiers of a sector at a body (TX-5): as the plan says, else the only officer of it.

    Only an open account with a role at the body counts.
    """
    here = Role.objects.filter(unit=body, user__is_active=True, kind__in=AUTHORITY_ROLES)
    plan = plan_of_body(body, year)
    if plan is not None:
        named = Routing.objects.filter(plan=plan, sector=sector, officer__in=here.values("user"))
        found = named.select_related("officer").first()
        if found is not None:
            return found.officer
    officers = here.filter(kind=RoleKind.OFFICER).select_related("user")
    fitting = [role.user for role in officers if not role.sectors or sector in role.sectors]
    return fitting[0] if len(fitting) == 1 else None


def authority_plans(plan: Plan | None, unit: Unit, year: int) -> list[Plan]:
    """Issued plans of the year that bind the unit: of the receiving body, the one carried out, of bodies above."""
    receiver = receiving_now(unit)
    named = plan.higher_id if plan else None
    above = Q(unit__in=Unit.objects.get_ancestors(unit)) | Q(unit_id=receiver) | Q(pk=named)
    found = issued(Plan.objects.filter(above, year=year).exclude(unit=unit)).select_related("unit")
    if plan is not None:
        found = found.filter(pack_id=plan.pack_id)
    return sorted(found, key=lambda one: (one.unit_id != receiver, one.pk != named, -one.unit.depth))


def deadline_of(plan: Plan | None, unit: Unit, year: int, code: str) -> Deadline | None:
    """By when the unit must do what the calendar calls `code`; None when neither plan nor law names a day."""
    return _deadline(plan, unit, year, (code,))


def submission_deadline_of(unit: Unit, year: int) -> Deadline | None:
    """By when the unit must hand in its dossier or results."""
    return _deadline(plan_of(unit, year), unit, year, SUBMISSION_CODES)


@dataclass(frozen=True)
class CalendarDay:
    """A milestone of the unit's calendar with how it stands today and the time that was granted."""

    milestone: Milestone
    state: DayState
    extension: Extension | None


def calendar_days(plan: Plan, sheet: Sheet, today: dt.date) -> tuple[CalendarDay, ...]:
    """Every date of the plan; one query more than the sheet."""
    granted = extensions_of(plan.unit, plan.year)
    return tuple(_calendar_day(day, granted.get(day.code), today) for day in sheet.milestones)


def _calendar_day(day: Milestone, extension: Extension | None, today: dt.date) -> CalendarDay:
    until = extension.until if extension else None
    return CalendarDay(day, day_state(day.starts_on, day.last_day, today, extended_until=until), extension)


def extensions_in_force(plan: Plan, codes: Iterable[str]) -> Mapping[int, Extension]:
    """What a body's plan has granted for these milestones, by unit: one query for a whole board."""
    rows = Extension.objects.filter(
        milestone__plan=plan, milestone__code__in=tuple(codes), revoked_at__isnull=True
    )
    return {row.unit_id: row for row in rows.select_related("milestone").order_by("until")}


def extensions_of(unit: Unit, year: int) -> Mapping[str, Extension]:
    """More time that the unit was granted in the year, by the code of the milestone."""
    rows = Extension.objects.filter(unit=unit, milestone__plan__year=year, revoked_at__isnull=True)
    return {row.milestone.code: row for row in rows.select_related("milestone__plan__unit").order_by("until")}


def _deadline(plan: Plan | None, unit: Unit, year: int, codes: tuple[str, ...]) -> Deadline | None:
    own = _own_day(plan, codes)
    for authority in authority_plans(plan, unit, year):
        days = demands_of(authority).days
        for code in (code for code in codes if code in days):
            return _authority_deadline(authority, days[code], unit, own)
    if own is not None:
        return Deadline(own.code, own.title, own.wording, own.starts_on, own.last_day, "own", plan)
    return next(_by_law(plan, unit, year, codes), None)


def _authority_deadline(authority: Plan, day: Day, unit: Unit, own: Milestone | None) -> Deadline:
    granted = Extension.objects.filter(
        milestone__plan=authority, milestone__code=day.code, unit=unit, revoked_at__isnull=True
    )
    stricter = own is not None and own.code == day.code and own.last_day < day.last_day
    return Deadline(
        code=day.code,
        title=day.title,
        wording=day.wording,
        starts_on=day.starts_on,
        last_day=day.last_day,
        source="authority",
        plan=authority,
        own_day=own.last_day if own and stricter else None,
        extension=granted.select_related("milestone").first(),
    )


def _own_day(plan: Plan | None, codes: tuple[str, ...]) -> Milestone | None:
    if plan is None:
        return None
    named = {day.code: day for day in plan.milestones.filter(code__in=codes)}
    return next((named[code] for code in codes if code in named), None)


def _by_law(plan: Plan | None, unit: Unit, year: int, codes: tuple[str, ...]) -> Iterator[Deadline]:
    packs: tuple[Pack, ...] = (plan.pack,) if plan else packs_offered(unit, year)[:1]
    for pack in packs:
        law = {day.code: day for day in pack.calendar}
        for code in (code for code in codes if code in law):
            first, last = law[code].dates_for(year)
            wording = day_words(law[code].rule, year)
            yield Deadline(code, law[code].title, wording, first, last, "law")
