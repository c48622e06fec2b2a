"""What stands behind the number of a row: who is missing, who isn't counted, what was typed before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from dvht.assessment.models import Entry
from dvht.assessment.queries.basis import Ask, row_asks
from dvht.assessment.queries.names import Names, frozen_names
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.members.models import Programme
from dvht.members.queries.programmes import ProgrammeStanding, programme_standings
from dvht.members.queries.rollup import Lack, excluded_members, missing_members
from dvht.regulation.personal import Need, personal_fact
from dvht.ui.vietnamese import written_number

NAMES_SHOWN: Final = 20
PARTS_SHOWN: Final = 3


@dataclass(frozen=True)
class Person:
    """A name with where the person works and what is said of them; `url` leads to their page."""

    name: str
    where: str
    url: str


@dataclass(frozen=True)
class Missing:
    """Who isn't counted yet; the first names only, `more` leads to all."""

    label: str
    count: int
    unrecorded: int
    people: tuple[Person, ...]
    more: str
    mark: str

    @property
    def hidden(self) -> int:
        return self.count - len(self.people)


@dataclass(frozen=True)
class Behind:
    """`typed` is what somebody entered before the records made the counts."""

    missing: tuple[Missing, ...] = ()
    apart: tuple[Person, ...] = ()
    without_programmes: bool = False
    typed: str = ""


def behind(sheet: Sheet, row: SheetRow, entry: Entry, *, names: bool) -> Behind:
    """The missing members and those set apart; without `names` their numbers only."""
    if row.source != "roster":
        return Behind(typed=typed_before(entry, row, sheet))
    frozen = _kept_names(sheet) if names else None
    asks = row_asks(row.row, sheet.pack)
    listed = asks if names else ()
    return Behind(
        missing=tuple(
            _missing(sheet, row, ask, _people(sheet, row, ask, frozen) if ask in listed else ())
            for ask in asks
        ),
        apart=_apart(sheet, frozen) if names else (),
        without_programmes=_without_programmes(sheet, row),
        typed=typed_before(entry, row, sheet),
    )


def _kept_names(sheet: Sheet) -> Names | None:
    """Those of the revision; while single rows are mended, the same people looked up again."""
    if sheet.revision:
        return frozen_names(sheet.revision)
    return dict(sheet.names_again) if sheet.names_again is not None else None


def typed_before(entry: Entry, row: SheetRow, sheet: Sheet) -> str:
    """ "58/60"; empty where nobody typed a count, or where typed counts still stand."""
    if not row.is_counted or entry.count is None:
        return ""
    total = entry.total or (sheet.assessment.member_total if row.row.population == "members" else None)
    of = f"/{written_number(total)}" if total else ""
    return f"{written_number(entry.count)}{of}"


def _missing(sheet: Sheet, row: SheetRow, ask: Ask, people: tuple[Person, ...]) -> Missing:
    count = _lacking(row, ask)
    at = f" ở Mức độ {ask.level}" if row.row.count_by_level else ""
    return Missing(
        label=f"{written_number(count)} người chưa đạt{at}",
        count=count,
        unrecorded=sheet.basis.unrecorded.get(ask.key, 0),
        people=people,
        more=names_url(sheet, ask) if people else "",
        mark=roster_url(sheet, row.code) if people and sheet.revision is None else "",
    )


def roster_url(sheet: Sheet, code: str = "") -> str:
    """The roster; of those who lack a row where its code is given: many can be marked there at once."""
    address = reverse("roster", args=(sheet.plan.unit_id, sheet.plan.year))
    return f"{address}?{urlencode({'lack': code})}" if code else address


def _lacking(row: SheetRow, ask: Ask) -> int:
    return (row.stated.total or 0) - (row.stated.count_at(ask.level) or 0)


def names_url(sheet: Sheet, ask: Ask | None = None) -> str:
    """The page of names, of today or of the revision shown; of those who lack what a row asks where it is given."""
    asked = {"chi-tieu": ask.key, "loc": "chua"} if ask else {}
    if sheet.revision:
        asked["lan"] = str(sheet.revision.number)
    address = reverse("assessment_names", args=(sheet.plan.unit_id, sheet.plan.year))
    return f"{address}?{urlencode(asked)}" if asked else address


def _people(sheet: Sheet, row: SheetRow, ask: Ask, frozen: Mapping[str, Any] | None) -> tuple[Person, ...]:
    if not _lacking(row, ask):
        return ()
    kept = sheet.revision is not None or frozen is not None
    return _frozen_people(frozen, ask) if kept else _live_people(sheet, ask)


def _live_people(sheet: Sheet, ask: Ask) -> tuple[Person, ...]:
    plan = sheet.plan
    lacks = missing_members(plan.unit, plan.year, sheet.counted_on, ask.needs, limit=NAMES_SHOWN)
    derived = any(personal_fact(need.fact).derived for need in ask.needs)
    known = programme_standings(plan.unit, plan.year, [lack.member for lack in lacks]) if derived else {}
    return tuple(
        Person(
            lack.member.full_name,
            _joined(
                lack.department or lack.position,
                lack_words(lack, ask.needs, _unfinished(known.get(lack.member.pk))),
            ),
            reverse("member", args=(plan.unit_id, plan.year, lack.member.pk)),
        )
        for lack in lacks
    )


def _unfinished(standing: ProgrammeStanding | None) -> tuple[Programme, ...]:
    return tuple(one for one in standing.applying if one.pk not in standing.done) if standing else ()


def _frozen_people(frozen: Mapping[str, Any] | None, ask: Ask) -> tuple[Person, ...]:
    members: Sequence[Mapping[str, Any]] = frozen["members"] if frozen else ()
    lacking = [one for one in members if ask.key not in one["met"]]
    return tuple(
        Person(one["name"], one["department"] or one["position"], "") for one in lacking[:NAMES_SHOWN]
    )


def lack_words(lack: Lack, asked: Sequence[Need], unfinished: Sequence[Programme]) -> str:
    """ "thiếu Mô-đun 9", "chưa ghi", "chưa ghi Pháp luật, Kỹ năng; chưa đạt Cam kết"."""
    if unfinished:
        return f"thiếu {_listed([one.title for one in unfinished])}"
    if len(asked) == 1:
        return "chưa ghi" if lack.unrecorded else "đã ghi, chưa đủ để tính"
    looked = tuple(need for need in lack.lacking if need not in lack.unrecorded)
    parts = [("chưa ghi", lack.unrecorded), ("chưa đạt", looked)]
    return "; ".join(f"{word} {_listed([short(need) for need in needs])}" for word, needs in parts if needs)


def short(need: Need) -> str:
    return personal_fact(need.fact).short


def _listed(words: Sequence[str]) -> str:
    shown, more = list(words[:PARTS_SHOWN]), len(words) - PARTS_SHOWN
    return ", ".join(shown) + (f" và {more} mục nữa" if more > 0 else "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _apart(sheet: Sheet, frozen: Mapping[str, Any] | None) -> tuple[Person, ...]:
    if sheet.revision or frozen is not None:
        listed = frozen["excluded"] if frozen else ()
        return tuple(
            Person(one["name"], _joined(one["department"], one["reason"], one["words"]), "") for one in listed
        )
    if not sheet.basis.excluded:
        return ()
    found = excluded_members(sheet.plan.unit, sheet.plan.year, sheet.counted_on)
    place = (sheet.plan.unit_id, sheet.plan.year)
    return tuple(
        Person(
            one.member.full_name,
            _joined(one.department, one.reason, one.words),
            reverse("member", args=(*place, one.member.pk)),
        )
        for one in found
    )


def _without_programmes(sheet: Sheet, row: SheetRow) -> bool:
    derived = any(personal_fact(need.fact).derived for need in row.row.needs())
    listed = Programme.objects.filter(unit=sheet.plan.unit, year=sheet.plan.year)
    return derived and sheet.revision is None and not listed.exists()
