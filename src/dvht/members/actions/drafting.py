"""What people wrote about members, tidied and compared with the roster: drafts, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.functions import Lower

from dvht.members.actions.wording import LONGEST_NAME, WordsError, key_of, one_line
from dvht.members.models import Department, Member, MemberKind, Posting
from dvht.members.models.identity import keyed_hash, tidied
from dvht.members.queries.periods import Period, overlap, written_period
from dvht.members.queries.roster import titles_of
from dvht.units.models import Unit

Row = TypeVar("Row", bound=Model)
LONGEST_CODE: Final = 20
LONGEST_IDENTITY: Final = 40
SHORTEST_IDENTITY: Final = 4
MOST_POSITIONS: Final = 8
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
AUTO_PREFIX: Final = "TV"
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_AUTO: Final = re.compile(r"TV([0-9]{1,12})", re.IGNORECASE)
_MANY: Final = 5000
"""More values than this are not listed in a query: the whole unit is read instead."""


@dataclass(frozen=True, kw_only=True)
class PersonWords:
    """One member as somebody wrote them down.

    `member` None: a new one. Otherwise the words speak of `posting`, or of the member's last one; a time that
    begins after the last one ended is a new posting. An empty `code` keeps or makes one; `identity` None leaves it
    as it is, "" takes it away. The `version` of `member` is what the writer began from.
    """

    member: Member | None
    full_name: str
    kind: str
    department: str = ""
    positions: tuple[str, ...] = ()
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    code: str = ""
    identity: str | None = None
    posting: Posting | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the words of one person; `field` is that of PersonWords, or empty."""

    index: int
    field: str
    message: str
    code: str = "invalid"


class PeopleError(ValidationError):
    """Nothing was written, because of these problems; each message names its person."""

    def __init__(self, problems: Sequence[Problem], people: Sequence[PersonWords]) -> None:
        super().__init__([f"{_called(people[one.index], one.index)}: {one.message}" for one in problems])
        self.problems = tuple(problems)
        self.code = next((one.code for one in problems if one.code != "invalid"), "invalid")


@dataclass
class Draft:
    """One member and one posting, as they will be written; `titles` None leaves the positions as they are."""

    member: Member
    posting: Posting
    department: str = ""
    titles: tuple[str, ...] | None = None
    is_new: bool = False
    member_changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    posting_changes: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        return {**self.member_changes, **self.posting_changes}


class Ground:
    """What the roster already holds around some words, read in a constant number of queries."""

    def __init__(self, unit: Unit, people: Sequence[PersonWords]) -> None:
        self.unit = unit
        ids = {words.member.pk for words in people if words.member}
        known = _within(Member.objects.filter(unit=unit), "pk", ids)
        postings = (
            Posting.objects.filter(member__unit=unit)
            .select_related("department")
            .prefetch_related("positions")
        )
        self.members: dict[int, Member] = {}
        if ids:
            self.members = {member.pk: member for member in known.select_for_update(no_key=True)}
        self.postings: dict[int, list[Posting]] = {pk: [] for pk in self.members}
        for posting in _within(postings, "member_id", ids).order_by("pk") if ids else ():
            self.postings.get(posting.member_id, []).append(posting)
        for held in self.postings.values():
            held.sort(key=_start)
        self.departments = {one.name_key: one for one in Department.objects.filter(unit=unit)}
        self.codes = self._codes_taken({words.code.strip().lower() for words in people if words.code})
        self.identities = self._identities_taken({keyed_hash(one.identity) for one in people if one.identity})
        self._next_number = self._first_free_number(people)

    def new_code(self) -> str:
        """TV001, and so on; never one that stands or is asked for."""
        while True:
            code = f"{AUTO_PREFIX}{self._next_number:03}"
            self._next_number += 1
            if code.lower() not in self.codes:
                return code

    def _codes_taken(self, codes: set[str]) -> dict[str, tuple[int, str]]:
        if not codes:
            return {}
        lowered = Member.objects.filter(unit=self.unit).annotate(lowered=Lower("code"))
        rows = _within(lowered, "lowered", codes).values_list("lowered", "pk", "full_name")
        return {code: (pk, name) for code, pk, name in rows}

    def _identities_taken(self, hashes: set[str]) -> dict[str, tuple[int, str]]:
        if not hashes:
            return {}
        rows = _within(Member.objects.filter(unit=self.unit), "identity_hash", hashes)
        return {
            sealed: (pk, name) for sealed, pk, name in rows.values_list("identity_hash", "pk", "full_name")
        }

    def _first_free_number(self, people: Sequence[PersonWords]) -> int:
        if all(words.member or words.code for words in people):
            return 1
        codes = Member.objects.filter(unit=self.unit, code__istartswith=AUTO_PREFIX)
        asked = (words.code.strip() for words in people)
        numbers = (_AUTO.fullmatch(code) for code in (*codes.values_list("code", flat=True), *asked))
        return max((int(match[1]) for match in numbers if match), default=0) + 1


def drafts_of(ground: Ground, people: Sequence[PersonWords]) -> tuple[list[Draft], list[Problem]]:
    """A draft for each person, and everything that is wrong; drafts with problems are not to be written."""
    drafting = _Drafting(ground)
    drafts = [drafting.draft(index, words) for index, words in enumerate(people)]
    return drafts, drafting.problems


class _Drafting:
    """Goes through the words once; what it met so far tells who appears twice."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.problems: list[Problem] = []
        self._met: set[int] = set()
        self._codes: dict[str, str] = {}
        self._identities: dict[str, str] = {}
        self._index = 0

    def draft(self, index: int, words: PersonWords) -> Draft:
        self._index = index
        member = self._member(words)
        draft = Draft(member, self._posting(member, words), is_new=member.pk is None)
        if self._is_met_again(member):
            return draft
        self._name(draft, words)
        self._code(draft, words)
        self._identity(draft, words)
        self._place(draft, words)
        self._time(draft, words)
        return draft

    def _wrong(self, field: str, message: str, code: str = "invalid") -> None:
        self.problems.append(Problem(self._index, field, message, code))

    def _line(self, field: str, text: str, what: str, longest: int, *, wanted: bool = False) -> str:
        try:
            return one_line(text, what, longest, wanted=wanted)
        except WordsError as error:
            self._wrong(field, str(error))
            return ""

    def _member(self, words: PersonWords) -> Member:
        if words.member is None:
            return Member(unit=self.ground.unit)
        known = self.ground.members.get(words.member.pk)
        if known is None:
            self._wrong("", "Người này không còn trong danh sách của đơn vị.", "gone")
            return Member(unit=self.ground.unit)
        if known.version != words.member.version:
            self._wrong("", "Người khác vừa sửa người này. Hãy xem bản mới rồi ghi lại.", "conflict")
        return known

    def _is_met_again(self, member: Member) -> bool:
        met = member.pk in self._met
        if member.pk:
            self._met.add(member.pk)
        if met:
            self._wrong("", "Người này được ghi hai lần.")
        return met

    def _posting(self, member: Member, words: PersonWords) -> Posting:
        held = self.ground.postings.get(member.pk, []) if member.pk else []
        if words.posting is not None:
            found = next((one for one in held if one.pk == words.posting.pk), None)
            if found is None:
                self._wrong("", "Quá trình công tác này không còn nữa. Hãy xem bản mới rồi ghi lại.", "gone")
            return found or Posting(member=member)
        last = held[-1] if held else None
        comes_back = last and last.ended_on and words.started_on and words.started_on > last.ended_on
        return last if last and not comes_back else Posting(member=member)

    def _name(self, draft: Draft, words: PersonWords) -> None:
        name = self._line("full_name", words.full_name, "Họ và tên", LONGEST_NAME, wanted=True)
        _change(draft.member_changes, draft.member, "full_name", name)

    def _code(self, draft: Draft, words: PersonWords) -> None:
        code = self._line("code", words.code, "Mã", LONGEST_CODE)
        if not code:
            code = draft.member.code or self.ground.new_code()
        elif not _CODE.fullmatch(code):
            self._wrong(
                "code",
                f"Mã “{code}” chỉ được có chữ không dấu, số và các dấu . - _ / (bắt đầu bằng chữ hoặc số).",
            )
        owner = self.ground.codes.get(code.lower())
        if owner and owner[0] != draft.member.pk:
            self._wrong("code", f"Mã {code} đang là của {owner[1]}.")
        elif code.lower() in self._codes:
            self._wrong("code", f"Mã {code} được ghi cho cả {self._codes[code.lower()]}.")
        self._codes[code.lower()] = draft.member.full_name
        _change(draft.member_changes, draft.member, "code", code)

    def _identity(self, draft: Draft, words: PersonWords) -> None:
        if words.identity is None:
            return
        kept = tidied(self._line("identity", words.identity, "Số định danh", LONGEST_IDENTITY))
        if kept and (len(kept) < SHORTEST_IDENTITY or not kept.isascii()):
            self._wrong(
                "identity",
                f"Số định danh hoặc mã cán bộ chỉ gồm chữ không dấu và số, ít nhất {SHORTEST_IDENTITY} ký tự.",
            )
        sealed = keyed_hash(kept)
        owner = self.ground.identities.get(sealed) if sealed else None
        if owner and owner[0] != draft.member.pk:
            self._wrong(
                "identity", f"Số này đang là của {owner[1]}. Một người chỉ ghi một lần trong danh sách."
            )
        elif sealed and sealed in self._identities:
            self._wrong("identity", f"Số này được ghi cho cả {self._identities[sealed]}.")
        if sealed:
            self._identities[sealed] = draft.member.full_name
        if sealed != draft.member.identity_hash:
            # what the number was and is must not stand in the trail
            draft.member_changes["identity"] = ("", "đã đổi" if sealed else "đã bỏ")
            draft.member.identity = kept

    def _place(self, draft: Draft, words: PersonWords) -> None:
        if words.kind not in MemberKind.values:
            self._wrong("kind", "Hãy chọn đối tượng trong danh sách.")
        else:
            _change(draft.posting_changes, draft.posting, "kind", words.kind)
        name = self._line("department", words.department, "Tên tổ, phòng", LONGEST_NAME)
        known = self.ground.departments.get(key_of(name)) if name else None
        held = draft.posting.department
        draft.department = name
        if (known.pk if known else name) != (held.pk if held else ""):
            draft.posting_changes["department"] = (held.name if held else "", known.name if known else name)
        self._positions(draft, words)

    def _positions(self, draft: Draft, words: PersonWords) -> None:
        titles: dict[str, str] = {}
        for text in words.positions:
            title = self._line("positions", text, "Chức vụ, vị trí việc làm", LONGEST_NAME)
            if title:
                titles.setdefault(key_of(title), title)
        if len(titles) > MOST_POSITIONS:
            self._wrong("positions", f"Một người ghi nhiều nhất {MOST_POSITIONS} chức vụ, vị trí.")
        held = titles_of(draft.posting) if draft.posting.pk else ()
        if held != tuple(titles.values()):
            draft.titles = tuple(titles.values())
            draft.posting_changes["positions"] = ("; ".join(held), "; ".join(draft.titles))

    def _time(self, draft: Draft, words: PersonWords) -> None:
        period = (words.started_on, words.ended_on)
        for name, day in zip(("started_on", "ended_on"), period, strict=True):
            if day and not FIRST_DAY <= day <= LAST_DAY:
                self._wrong(name, f"Năm {day.year} không hợp lý. Hãy xem lại ngày.")
                return
        if words.started_on and words.ended_on and words.ended_on < words.started_on:
            self._wrong("ended_on", "Ngày cuối ở đơn vị phải từ ngày vào trở đi.")
            return
        held = self.ground.postings.get(draft.member.pk, []) if draft.member.pk else []
        clash = first_clash(period, held, except_for=draft.posting)
        if clash:
            self._wrong("started_on", clash_words(period, clash))
        before = "" if draft.posting.pk is None else written_period(period_of(draft.posting))
        if before != written_period(period):
            draft.posting_changes["period"] = (before, written_period(period))
        draft.posting.started_on, draft.posting.ended_on = period


def period_of(posting: Posting) -> Period:
    return posting.started_on, posting.ended_on


def first_clash(period: Period, held: Iterable[Posting], *, except_for: Posting) -> Posting | None:
    """The first of the postings that shares a day with the period, other than this one."""
    others = (one for one in held if one.pk != except_for.pk)
    return next((one for one in others if overlap(period, period_of(one))), None)


def clash_words(period: Period, other: Posting) -> str:
    return (
        f"Thời gian {written_period(period)} trùng với thời gian đã ghi "
        f"{written_period(period_of(other))}. Một ngày chỉ tính ở một nơi."
    )


def _change(changes: dict[str, tuple[str, str]], row: Member | Posting, name: str, value: str) -> None:
    """Set the value, and remember what stood there when it differs."""
    before = getattr(row, name)
    if before != value:
        changes[name] = (before, value)
        setattr(row, name, value)


def _start(posting: Posting) -> dt.date:
    return posting.started_on or dt.date.min


def _within(rows: QuerySet[Row], name: str, values: AbstractSet[object]) -> QuerySet[Row]:
    return rows if len(values) > _MANY else rows.filter(**{f"{name}__in": values})


def _called(words: PersonWords, index: int) -> str:
    """How a message names its person: by name, or by place when the name can't be read."""
    name = " ".join(sign for sign in words.full_name.split() if sign.isprintable())[:LONGEST_NAME]
    return name or f"Người thứ {index + 1}"
