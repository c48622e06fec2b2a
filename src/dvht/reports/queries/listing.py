"""The units behind a count, as somebody asked for them: filtered, searched without marks, in the order of names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from dvht.dossiers.models import Submission
from dvht.plans.models import goals_of
from dvht.regulation.errors import UnknownPackError
from dvht.regulation.kinds import SECTORS, UNIT_KINDS, kinds_of, sector_of
from dvht.regulation.library import load_pack
from dvht.reports.queries.board import with_reminders
from dvht.reports.queries.bodies import Reach
from dvht.reports.queries.standing import Days, overdue, titles_of_year, with_standing
from dvht.reports.states import FINISHED, HANDED_IN, NOT_HANDED_IN, SHOWN, Shown, Standing
from dvht.ui.vietnamese import dictionary_key, without_marks, written_number
from dvht.units.models import Unit

LATE: Final = "qua-han"
GROUPS: Final[Mapping[str, tuple[str, Collection[Standing]]]] = {
    LATE: ("Quá hạn nộp", NOT_HANDED_IN),
    "chua-nop": ("Chưa nộp", NOT_HANDED_IN),
    "da-nop": ("Đã nộp", HANDED_IN),
    "dang-xet": ("Chờ và đang thẩm định", (Standing.RECEIVED, Standing.EXAMINING)),
    "xong": ("Đã có kết quả", FINISHED),
}
"""Counts that hold several states, by their word in an address."""
BY_SLUG: Final = {shown.slug: standing for standing, shown in SHOWN.items()}
DUE: Final = {"chua-qua": "Còn trong hạn", "da-qua": "Hạn đã qua", "gia-han": "Được gia hạn"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asked of the list; empty words ask for everything."""

    state: str = ""
    sector: str = ""
    kind: str = ""
    area: str = ""
    due: str = ""
    office: int | None = None
    words: str = ""

    @property
    def title(self) -> str:
        if self.state in GROUPS:
            return GROUPS[self.state][0]
        return SHOWN[BY_SLUG[self.state]].label if self.state in BY_SLUG else "Tất cả đơn vị"


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address asks; words that nobody offers ask for nothing."""

    def known(name: str, offered: Collection[str]) -> str:
        said = query.get(name, "")
        return said if said in offered else ""

    office = query.get("co-quan", "")
    return Asked(
        state=known("trang-thai", {*GROUPS, *BY_SLUG}),
        sector=known("khoi", SECTORS),
        kind=known("loai", UNIT_KINDS),
        area=query.get("dia-ban", "")[:200],
        due=known("han", DUE),
        office=int(office) if office.isascii() and office.isdigit() and len(office) < 10 else None,
        words=query.get("q", "")[:200],
    )


@dataclass(frozen=True)
class UnitLine:
    """A unit of the list, with what the board says of it."""

    unit: Unit
    standing: Standing
    due_on: dt.date
    extended: bool
    days_late: int
    reminded: int
    last_seen: dt.datetime | None
    submission_id: int | None
    received_by: int | None
    handed_in_at: dt.datetime | None
    outcome: str
    office: str

    @property
    def shown(self) -> Shown:
        return SHOWN[self.standing]

    @property
    def late_words(self) -> str:
        return f"chậm {written_number(self.days_late)} ngày"

    @property
    def sector(self) -> str:
        return SECTORS[sector_of(self.unit.kind)]


def found_units(reach: Reach, days: Days, asked: Asked, today: dt.date) -> QuerySet[Unit]:
    """The filters that the database knows; the words are sought in what it finds."""
    units = with_standing(reach, days)
    if asked.state in GROUPS:
        units = units.filter(standing__in=[one.value for one in GROUPS[asked.state][1]])
    elif asked.state:
        units = units.filter(standing=BY_SLUG[asked.state].value)
    if asked.state == LATE:
        units = units.filter(overdue(today))
    for wanted, where in (
        (asked.sector, Q(kind__in=kinds_of([asked.sector]))),
        (asked.kind, Q(kind=asked.kind)),
        (asked.area, Q(area=asked.area)),
        (asked.office, Q(receiving_now=asked.office)),
        (asked.due == "chua-qua", Q(due_on__gte=today)),
        (asked.due == "da-qua", Q(due_on__lt=today)),
        (asked.due == "gia-han", Q(extended_until__isnull=False)),
    ):
        if wanted:
            units = units.filter(where)
    return units


def ordered_ids(units: QuerySet[Unit], words: str) -> tuple[list[int], tuple[str, ...]]:
    """Those that hold every word, in the order of a dictionary, and the areas that occur; one query."""
    wanted = without_marks(words).split()
    kept, areas = [], set()
    for pk, name, symbol, area in units.order_by().values_list("pk", "name", "symbol", "area"):
        areas.add(area)
        text = without_marks(f"{name} {symbol} {area}")
        if all(word in text for word in wanted):
            kept.append((dictionary_key(name), pk))
    return [pk for _, pk in sorted(kept)], tuple(sorted(filter(None, areas), key=dictionary_key))


def lines_of(reach: Reach, days: Days, ids: Sequence[int], today: dt.date) -> list[UnitLine]:
    """These units with everything that the list says, in this order; one query."""
    place = {pk: number for number, pk in enumerate(ids)}
    title = titles_of_year(reach.year).filter(unit=OuterRef("pk"))
    came = Submission.objects.filter(unit=OuterRef("pk"), year=reach.year)
    units = with_reminders(with_standing(reach, days).filter(pk__in=ids), reach).annotate(
        granted=Subquery(title.values("outcome")[:1]),
        granted_pack=Subquery(title.values("pack_id")[:1]),
        handed_in_at=Subquery(came.values("last_submitted_at")[:1]),
        office=Subquery(Unit.objects.filter(pk=OuterRef("receiving_now")).order_by().values("name")[:1]),
        received_by=Subquery(came.values("receiving")[:1]),
        came_to=Subquery(came.values("receiving_name")[:1]),
    )
    found = [_line(unit, today) for unit in units.annotate(extended=F("extended_until")).order_by()]
    return sorted(found, key=lambda line: place[line.unit.pk])


def _line(unit: Unit, today: dt.date) -> UnitLine:
    said = vars(unit)
    standing = Standing(said["standing"])
    late = max((today - said["due_on"]).days, 0) if standing in NOT_HANDED_IN else 0
    return UnitLine(
        unit=unit,
        standing=standing,
        due_on=said["due_on"],
        extended=said["extended"] is not None,
        days_late=late,
        reminded=said["reminded"],
        last_seen=said["last_seen"],
        submission_id=said["submission_id"],
        received_by=said["received_by"],
        handed_in_at=said["handed_in_at"] if standing in HANDED_IN else None,
        outcome=outcome_label(said["granted_pack"], said["granted"]),
        office=said["came_to"] or said["office"] or "",
    )


def outcome_label(pack_id: str | None, outcome: str | None) -> str:
    """Mức độ 1, Loại Tốt; empty without a title."""
    if not pack_id or not outcome:
        return ""
    try:
        return dict(goals_of(load_pack(pack_id))).get(outcome, outcome)
    except UnknownPackError:
        return outcome
