"""Everything that a roster's workbook says of each member of a unit, in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from dvht.members.models import Completion, Fact, Member, Posting, Programme, Source
from dvht.members.queries.facts import DONE, NOT_DONE, PROGRAMME
from dvht.members.queries.periods import overlap
from dvht.units.models import Unit


@dataclass(frozen=True)
class Recorded:
    """A fact or a completion as it stands: its value, and where it came from."""

    value: str
    source: str

    @property
    def source_words(self) -> str:
        return Source(self.source).label


@dataclass(frozen=True)
class MemberRecord:
    """A member with the posting that the year shows, and what is recorded of them in it.

    `present` is false for whoever left before the year or comes after it; `marks` are keyed by the code of a fact
    or of a programme.
    """

    member: Member
    posting: Posting | None
    is_last: bool
    """Whether no later posting follows."""
    kind: str
    department: str
    positions: tuple[str, ...]
    started_on: dt.date | None
    ended_on: dt.date | None
    present: bool
    marks: Mapping[str, Recorded] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.member.code

    @property
    def full_name(self) -> str:
        return self.member.full_name


def programmes_of(unit: Unit, year: int) -> tuple[Programme, ...]:
    return tuple(Programme.objects.filter(unit=unit, year=year))


def member_records(unit: Unit, year: int) -> tuple[MemberRecord, ...]:
    """Every member that the unit ever had, by given name. Five queries, whatever their number."""
    postings, last = _postings_of_year(unit, year)
    marks = _marks(unit, year)
    window = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    found = []
    for member in Member.objects.filter(unit=unit).order_by("name_order", "id"):
        posting = postings.get(member.pk)
        found.append(
            MemberRecord(
                member=member,
                posting=posting,
                is_last=posting is None or posting.pk == last[member.pk],
                kind=posting.kind if posting else "",
                department=posting.department.name if posting and posting.department else "",
                positions=tuple(title.title for title in posting.positions.all()) if posting else (),
                started_on=posting.started_on if posting else None,
                ended_on=posting.ended_on if posting else None,
                present=bool(posting and overlap((posting.started_on, posting.ended_on), window)),
                marks=marks.get(member.pk, {}),
            )
        )
    return tuple(found)


def present_records(unit: Unit, year: int) -> tuple[MemberRecord, ...]:
    """Those who belong to the unit on some day of the year."""
    return tuple(record for record in member_records(unit, year) if record.present)


def _postings_of_year(unit: Unit, year: int) -> tuple[dict[int, Posting], dict[int, int]]:
    """By member: the last posting that began before the year's end (or their first), and which is their last."""
    last_day = dt.date(year, 12, 31)
    chosen: dict[int, Posting] = {}
    last: dict[int, int] = {}
    postings = (
        Posting.objects.filter(member__unit=unit).select_related("department").prefetch_related("positions")
    )
    for posting in sorted(postings, key=lambda one: one.started_on or dt.date.min):
        last[posting.member_id] = posting.pk
        began = posting.started_on is None or posting.started_on <= last_day
        if began or posting.member_id not in chosen:
            chosen[posting.member_id] = posting
    return chosen, last


def _marks(unit: Unit, year: int) -> dict[int, dict[str, Recorded]]:
    marks: dict[int, dict[str, Recorded]] = defaultdict(dict)
    facts = Fact.objects.filter(member__unit=unit, year=year).values_list(
        "member_id", "code", "value", "source"
    )
    for member_id, code, value, source in facts:
        marks[member_id][code] = Recorded(value, source)
    done = Completion.objects.filter(programme__unit=unit, programme__year=year).values_list(
        "member_id", "programme_id", "is_done", "source"
    )
    for member_id, programme_id, is_done, source in done:
        marks[member_id][f"{PROGRAMME}{programme_id}"] = Recorded(DONE if is_done else NOT_DONE, source)
    return marks
