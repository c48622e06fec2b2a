"""Record what members did in a year: many at once, or one fact with its source, date, basis and evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import Actor, record
from dvht.evidence.models import Evidence
from dvht.members.actions.roster import hold_roster, named
from dvht.members.actions.wording import WordsError, one_line
from dvht.members.models import Completion, Fact, Member, Programme, Source
from dvht.members.queries.facts import (
    DONE,
    NOT_DONE,
    PROGRAMME,
    can_be_recorded,
    fact_titles,
    programme_code,
    value_label,
    values_of,
)
from dvht.units.models import Unit

LONGEST_BASIS: Final = 300
LAST_ID: Final = 2**63
LONGEST_NUMBER: Final = 18
Key = tuple[int, str]
"""A member and a code."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is recorded of a member: a fact's step or "none", a programme's "done" or "not_done"; None takes it away."""

    member_id: int
    code: str
    value: str | None


def record_facts(  # one deed with all that is told of it
    unit: Unit,
    year: int,
    marks: Sequence[Mark],
    *,
    by: Actor,
    source: str,
    basis: str = "",
    stated_on: dt.date | None = None,
    evidence: Evidence | None = None,
) -> int:
    """Record the marks of members of the unit; returns how many changed something. Equal values change nothing.

    Raises ValidationError, having written nothing: for people who aren't on the unit's roster, for codes and
    values that don't exist, for what is computed and never typed. The last of two marks for one thing counts.
    """
    with transaction.atomic():
        hold_roster(unit)
        changed = _written(unit, year, marks, _Note(by, source, _basis(basis), stated_on, evidence))
        if changed:
            _record(unit, year, changed, by=by)
    return len(changed)


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was recorded: what stood there before, and what stands there now."""

    member: Member
    code: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Note:
    by: Actor
    source: str
    basis: str
    stated_on: dt.date | None
    evidence: Evidence | None

    @property
    def user(self) -> User | None:
        return self.by if isinstance(self.by, User) else None


def change_record(  # one record with all that is told of it
    unit: Unit,
    year: int,
    mark: Mark,
    *,
    version: int,
    by: Actor,
    basis: str = "",
    stated_on: dt.date | None = None,
    evidence: Evidence | None = None,
) -> bool:
    """Write one record anew, also where only its date, basis or evidence changes; tells whether it did.

    `version` is that of the record as the writer saw it, 0 for none: else ValidationError "conflict".
    """
    note = _Note(by, Source.UNIT, _basis(basis), stated_on, evidence)
    with transaction.atomic():
        hold_roster(unit)
        held = stored_record(mark.member_id, year, mark.code)
        if (held.version if held else 0) != version:
            raise ValidationError("Người khác vừa ghi mục này. Hãy xem bản mới rồi lưu lại.", code="conflict")
        changed = _written(unit, year, [mark], note)
        if not changed and held and mark.value is not None and _told(held) != _told_by(note):
            _rewrite(held, note)
            changed = [Changed(held.member, mark.code, mark.value, mark.value)]
        if changed:
            _record(unit, year, changed, by=by)
    return bool(changed)


def stored_record(member_id: int, year: int, code: str) -> Fact | Completion | None:
    """What is stored of the member under the code for the year."""
    rows = {"member": member_id}
    if not code.startswith(PROGRAMME):
        return Fact.objects.filter(**rows, year=year, code=code).select_related("member", "evidence").first()
    number = code.removeprefix(PROGRAMME)
    if not number.isascii() or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return (
        Completion.objects.filter(**rows, programme=int(number), programme__year=year)
        .select_related("member")
        .first()
    )


def _told(row: Fact | Completion) -> tuple[object, ...]:
    if isinstance(row, Completion):
        return row.completed_on, row.basis, None
    return row.stated_on, row.basis, row.evidence_id


def _told_by(note: _Note) -> tuple[object, ...]:
    return note.stated_on, note.basis, note.evidence.pk if note.evidence else None


def _rewrite(row: Fact | Completion, note: _Note) -> None:
    """The same value, told anew."""
    if isinstance(row, Completion):
        row.completed_on = note.stated_on
    else:
        row.stated_on, row.evidence = note.stated_on, note.evidence
    row.source, row.basis, row.recorded_by = note.source, note.basis, note.user
    row.version += 1
    row.save()


def _written(unit: Unit, year: int, marks: Sequence[Mark], note: _Note) -> list[Changed]:
    """Write what differs; the roster must be held."""
    if note.source not in Source.values:
        raise ValidationError("Nguồn ghi không có trong danh sách.")
    programmes = {programme_code(one): one for one in Programme.objects.filter(unit=unit, year=year)}
    wanted = {(mark.member_id, mark.code): mark.value for mark in marks}
    _check_values(wanted, programmes)
    members = _members(unit, wanted)
    facts = _facts(year, members, wanted)
    completions = _completions(programmes, members, wanted)
    held = {**{key: one.value for key, one in facts.items()}, **_done_words(completions)}
    changed = {key: value for key, value in wanted.items() if held.get(key) != value}
    _write_facts(
        year, {key: value for key, value in changed.items() if key[1] not in programmes}, facts, note
    )
    _write_completions(
        programmes,
        {key: value for key, value in changed.items() if key[1] in programmes},
        completions,
        note,
    )
    return [Changed(members[key[0]], key[1], held.get(key), value) for key, value in changed.items()]


def _check_values(wanted: Mapping[Key, str | None], programmes: Mapping[str, Programme]) -> None:
    for code, value in dict.fromkeys((code, value) for (_, code), value in wanted.items()):
        if code.startswith(PROGRAMME):
            if code not in programmes:
                raise ValidationError("Chương trình này không có trong danh mục của năm.", code="gone")
        elif not can_be_recorded(code):
            raise ValidationError(f"Mục “{code}” không ghi trực tiếp được.")
        if value is not None and value not in values_of(code):
            raise ValidationError(f"Giá trị “{value}” không có trong danh sách của mục này.")


def _members(unit: Unit, wanted: Iterable[Key]) -> dict[int, Member]:
    ids = {pk for pk, _ in wanted}
    # a guessed number may be longer than any that a database keeps
    members = Member.objects.filter(unit=unit).in_bulk([pk for pk in ids if 0 < pk < LAST_ID])
    if len(members) < len(ids):
        raise ValidationError("Có người không còn trong danh sách của đơn vị. Hãy chọn lại.", code="gone")
    return members


def _facts(year: int, members: Mapping[int, Member], wanted: Iterable[Key]) -> dict[Key, Fact]:
    codes = {code for _, code in wanted if not code.startswith(PROGRAMME)}
    rows = Fact.objects.filter(year=year, member__in=list(members), code__in=codes)
    return {(row.member_id, row.code): row for row in rows}


def _completions(
    programmes: Mapping[str, Programme], members: Mapping[int, Member], wanted: Iterable[Key]
) -> dict[Key, Completion]:
    asked = {programmes[code].pk for _, code in wanted if code in programmes}
    rows = Completion.objects.filter(programme__in=asked, member__in=list(members))
    return {(row.member_id, f"{PROGRAMME}{row.programme_id}"): row for row in rows}


def _done_words(completions: Mapping[Key, Completion]) -> dict[Key, str]:
    return {key: DONE if row.is_done else NOT_DONE for key, row in completions.items()}


def _write_facts(year: int, changed: Mapping[Key, str | None], held: Mapping[Key, Fact], note: _Note) -> None:
    rows = {
        key: held.get(key) or Fact(member_id=key[0], year=year, code=key[1], version=0) for key in changed
    }
    now = timezone.now()
    for key, row in rows.items():
        row.value = changed[key] or ""
        row.source, row.stated_on, row.basis, row.evidence = (
            note.source, note.stated_on, note.basis, note.evidence,
        )  # fmt: skip
        row.recorded_by, row.recorded_at = note.user, now
        row.version += 1
    Fact.objects.filter(pk__in=[row.pk for row in rows.values() if row.pk and not row.value]).delete()
    Fact.objects.bulk_update(
        [row for row in rows.values() if row.pk and row.value],
        ("value", "source", "stated_on", "basis", "evidence", "recorded_by", "recorded_at", "version"),
    )
    Fact.objects.bulk_create(row for row in rows.values() if not row.pk and row.value)


def _write_completions(
    programmes: Mapping[str, Programme],
    changed: Mapping[Key, str | None],
    held: Mapping[Key, Completion],
    note: _Note,
) -> None:
    rows = {
        key: held.get(key) or Completion(member_id=key[0], programme=programmes[key[1]], version=0)
        for key in changed
    }
    now = timezone.now()
    for key, row in rows.items():
        row.is_done = changed[key] == DONE
        row.source, row.completed_on, row.basis = note.source, note.stated_on, note.basis
        row.recorded_by, row.recorded_at = note.user, now
        row.version += 1
    kept = {key for key, value in changed.items() if value is not None}
    gone = [row.pk for key, row in rows.items() if row.pk and key not in kept]
    Completion.objects.filter(pk__in=gone).delete()
    Completion.objects.bulk_update(
        [row for key, row in rows.items() if row.pk and key in kept],
        ("is_done", "source", "completed_on", "basis", "recorded_by", "recorded_at", "version"),
    )
    Completion.objects.bulk_create(row for key, row in rows.items() if not row.pk and key in kept)


def _basis(text: str) -> str:
    try:
        return one_line(text, "Căn cứ", LONGEST_BASIS)
    except WordsError as error:
        raise ValidationError({"basis": str(error)}) from error


def _record(unit: Unit, year: int, changed: Sequence[Changed], *, by: Actor) -> None:
    titles = fact_titles(unit, year, {one.code for one in changed})
    people = {one.member.pk for one in changed}
    told = changed[0].member.full_name if len(people) == 1 else f"{len(people)} người"
    lines = [
        f"{one.member}: {titles[one.code]}: {value_label(one.code, one.before)} → "
        f"{value_label(one.code, one.after)}"
        if one.before != one.after
        else f"{one.member}: {titles[one.code]}: sửa ngày, căn cứ hoặc minh chứng"
        for one in changed
    ]
    record(
        "ghi dữ kiện của thành viên",
        by=by,
        thing="members.Member" if len(people) == 1 else "members.Fact",
        thing_id=people.pop() if len(people) == 1 else "",
        label=f"Năm {year}: {', '.join(titles.values())[:200]} · {told}",
        unit_id=unit.pk,
        after={"Đã ghi": named(lines)},
    )
