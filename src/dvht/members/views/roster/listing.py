"""The roster page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST, require_safe

from dvht.members.forms.markings import MarkingForm
from dvht.members.models import Department, Member
from dvht.members.permissions import can_compare_rosters
from dvht.members.queries.lines import Column, Columns, columns_of, member_lines
from dvht.members.queries.listing import APART, WHO, Asked, heading_of, listed
from dvht.members.queries.markings import mark_groups
from dvht.members.queries.roll_call import LevelCount, lacking_of, level_counts
from dvht.members.queries.roster import departments_of
from dvht.members.queries.visible import headed_departments
from dvht.members.views.roster.doors import LAST_ID, Place, reads_roster

PER_PAGE = 50
MOST_PICKED = 500
NO_DEPARTMENT = "0"


@dataclass(frozen=True)
class Filters:
    """What the address asks for, and the address again."""

    asked: Asked
    query: str

    @classmethod
    def read(cls, data: QueryDict, columns: Columns, departments: Sequence[Department]) -> Filters:
        """Anything unknown is left out, so that an old address still shows a list."""
        words = data.get("q", "").replace("\x00", "").encode("utf-8", "ignore").decode()[:100].strip()
        who = data.get("who", "")
        lack = columns.get(data.get("lack", ""))
        department = _number(data.get("department", ""))
        known = {one.pk for one in departments} | {0}
        asked = Asked(
            words=words,
            who=who if who in WHO and lack is None else "",
            lack=lack,
            department=department if department in known else None,
            by_department=data.get("sort") == "department",
        )
        return cls(asked, _query(asked))

    def with_lack(self, key: str) -> str:
        """The same question, of those who lack something of a column."""
        return self._address(lack=key, who="")

    @property
    def again(self) -> str:
        """The same list, nobody chosen."""
        return self._address()

    @property
    def by_name(self) -> str:
        return self._address(sort="")

    @property
    def by_department(self) -> str:
        return self._address(sort="department")

    def _address(self, **changes: str) -> str:
        parts = {**QueryDict(self.query).dict(), **changes}
        return "?" + urlencode({key: value for key, value in parts.items() if value})


def picked_ids(values: Sequence[str]) -> tuple[int, ...]:
    """The numbers of members in a form or an address, each once; what is no number is left out."""
    found = (_number(value) for value in values)
    return tuple(dict.fromkeys(pk for pk in found if pk and pk < LAST_ID))[:MOST_PICKED]


@require_safe
@reads_roster
def roster(place: Place) -> HttpResponse:
    columns = columns_of(place.unit, place.year)
    departments = tuple(departments_of(place.unit))
    filters = Filters.read(place.request.GET, columns, departments)
    if not place.reads_all:
        return _of_department(place, columns, filters)
    lacking = lacking_of(place.unit, place.year, place.on, columns.columns)
    members = listed(place.unit, place.year, place.on, place.members, filters.asked)
    page = Paginator(members, PER_PAGE).get_page(place.request.GET.get("page"))
    shown = list(page.object_list)
    picked = picked_ids(place.request.GET.getlist("member"))
    elsewhere = place.members.filter(pk__in=set(picked) - {one.pk for one in shown}).order_by(
        "name_order", "pk"
    )
    return place.page(
        "roster",
        columns=columns,
        heading=heading_of(place.unit, place.year, place.on, lacking),
        filters=filters,
        asked=filters.asked,
        chips=_chips(filters, lacking),
        chosen=filters.asked.lack,
        levels=_levels(place, columns, filters.asked.lack),
        departments=departments,
        page=page,
        lines=member_lines(place.unit, place.year, shown, columns.columns),
        picked=frozenset(picked),
        elsewhere=list(elsewhere) if picked else [],
        form=_marking_form(place, columns, filters) if place.keeps else None,
        compares=can_compare_rosters(place.request.user, place.unit),
        is_apart=filters.asked.who == APART,
    )


@require_POST
@reads_roster
def roster_pick(place: Place) -> HttpResponse:
    """Carry the chosen people on to another page of the list, in its address."""
    parts = QueryDict(mutable=True)
    asked = QueryDict(place.request.POST.get("query", "")[:2000].encode("utf-8", "ignore").decode())
    for name in ("q", "who", "lack", "department", "sort"):
        if asked.get(name):
            parts[name] = asked[name]
    page = _number(place.request.POST.get("page", ""))
    if page:
        parts["page"] = str(page)
    parts.setlist("member", [str(pk) for pk in picked_ids(place.request.POST.getlist("member"))])
    return place.to("roster", query=parts.urlencode())


def _of_department(place: Place, columns: Columns, filters: Filters) -> HttpResponse:
    """What the head of a department sees: their people, and nothing to change."""
    asked = Asked(words=filters.asked.words)
    members = listed(place.unit, place.year, place.on, place.members, asked)
    page = Paginator(members, PER_PAGE).get_page(place.request.GET.get("page"))
    shown = list(page.object_list)
    headed = headed_departments(place.request.user).filter(unit=place.unit)
    return place.page(
        "roster_department",
        columns=columns,
        asked=asked,
        page=page,
        lines=member_lines(place.unit, place.year, shown, columns.columns),
        headed=list(headed),
    )


def _marking_form(place: Place, columns: Columns, filters: Filters) -> MarkingForm:
    groups = mark_groups(place.unit, place.year, columns)
    wanted = f"row:{filters.asked.lack.key}" if filters.asked.lack else ""
    return MarkingForm(groups=groups, prefer=wanted)


def _levels(place: Place, columns: Columns, column: Column | None) -> tuple[LevelCount, ...]:
    return level_counts(place.unit, place.year, place.on, columns, column) if column else ()


def _chips(filters: Filters, lacking: Sequence[Any]) -> list[dict[str, Any]]:
    """Everybody, and each column of which somebody lacks something."""
    chosen = filters.asked.lack
    return [
        {
            "label": f"Chưa đạt {one.column.code or one.column.title}",
            "title": one.column.label,
            "count": one.people,
            "url": filters.with_lack(one.column.key),
            "current": chosen == one.column,
        }
        for one in lacking
        if one.people or chosen == one.column
    ]


def _query(asked: Asked) -> str:
    parts = {
        "q": asked.words,
        "who": asked.who,
        "lack": asked.lack.key if asked.lack else "",
        "department": "" if asked.department is None else str(asked.department),
        "sort": "department" if asked.by_department else "",
    }
    return urlencode({key: value for key, value in parts.items() if value})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def found_members(place: Place, data: QueryDict) -> list[Member]:
    """Whom a form of the list means: the chosen ones, or everybody whom its filter finds."""
    if data.get("everybody") != "1":
        chosen = picked_ids(data.getlist("member"))
        return list(place.members.filter(pk__in=chosen).select_related("unit").order_by("name_order", "pk"))
    columns = columns_of(place.unit, place.year)
    asked = QueryDict(data.get("query", "")[:2000].encode("utf-8", "ignore").decode())
    filters = Filters.read(asked, columns, tuple(departments_of(place.unit)))
    members = place.members.select_related("unit")
    return list(listed(place.unit, place.year, place.on, members, filters.asked))
