"""Write members and their postings: one transaction, one event, the same number of queries for one and for many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from dvht.audit.actions import Actor, record
from dvht.members.actions.drafting import Draft, Ground, PeopleError, PersonWords, Problem, drafts_of
from dvht.members.actions.wording import key_of
from dvht.members.models import Department, Member, MemberKind, NameWord, Position, Posting
from dvht.members.queries.search import search_words_of
from dvht.ui.vietnamese import name_order
from dvht.units.models import Unit

MOST_NAMES: Final = 200
"""Names kept with one event; a larger import says how many more there were."""
LABELS: Final = {
    "full_name": "Họ và tên",
    "code": "Mã",
    "identity": "Số định danh",
    "kind": "Đối tượng",
    "department": "Tổ, phòng",
    "positions": "Chức vụ, vị trí",
    "period": "Thời gian",
}


def save_members(unit: Unit, people: Sequence[PersonWords], *, by: Actor) -> tuple[Member, ...]:
    """Add and change members as written; returns them in the same order. What is equal already is left alone.

    Raises PeopleError, having written nothing, with every problem of every person.
    """
    return write_people(unit, people, by=by)


def write_people(
    unit: Unit, people: Sequence[PersonWords], *, by: Actor, verb: str = ""
) -> tuple[Member, ...]:
    """The same; `verb` says what was done where it is more than a correction."""
    with transaction.atomic():
        hold_roster(unit)
        ground = Ground(unit, people)
        drafts, problems = drafts_of(ground, people)
        if problems:
            raise PeopleError(problems, people)
        changed = [draft for draft in drafts if draft.changes]
        _write_members(changed)
        _write_postings(ground, changed)
        if changed:
            _record(unit, changed, by=by, verb=verb)
    return tuple(draft.member for draft in drafts)


def check_members(unit: Unit, people: Sequence[PersonWords]) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """What save_members would do, without doing it: a draft with its changes for each person, and the problems."""
    with transaction.atomic():
        drafts, problems = drafts_of(Ground(unit, people), people)
    return tuple(drafts), tuple(problems)


def hold_roster(unit: Unit) -> None:
    """Let the roster of a unit have one writer at a time, until the transaction ends."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))


def write_words(members: Sequence[Member]) -> None:
    """Make the members findable by their present names and codes."""
    NameWord.objects.filter(member__in=[member.pk for member in members]).delete()
    NameWord.objects.bulk_create(
        NameWord(member=member, unit_id=member.unit_id, word=word)
        for member in members
        for word in search_words_of(member.full_name, member.code)
    )


def _write_members(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        draft.member.name_order = name_order(draft.member.full_name)[:600]
        draft.member.version += 0 if draft.is_new else 1
    Member.objects.bulk_create(draft.member for draft in drafts if draft.is_new)
    fields = ("code", "full_name", "name_order", "sealed_identity", "identity_hash", "version")
    Member.objects.bulk_update((draft.member for draft in drafts if not draft.is_new), fields)
    write_words([draft.member for draft in drafts if draft.member_changes.keys() & {"full_name", "code"}])


def _write_postings(ground: Ground, drafts: Sequence[Draft]) -> None:
    moved = [draft for draft in drafts if draft.posting_changes]
    _write_departments(ground, moved)
    for draft in moved:
        draft.posting.member = draft.member
        draft.posting.department = ground.departments.get(key_of(draft.department))
    fields = ("kind", "department", "started_on", "ended_on")
    Posting.objects.bulk_update((draft.posting for draft in moved if draft.posting.pk), fields)
    Posting.objects.bulk_create(draft.posting for draft in moved if not draft.posting.pk)
    write_positions({draft.posting: draft.titles for draft in moved if draft.titles is not None})


def write_positions(titles: dict[Posting, tuple[str, ...]]) -> None:
    """Make these the positions of the postings."""
    Position.objects.filter(posting__in=[posting.pk for posting in titles]).delete()
    Position.objects.bulk_create(
        Position(posting=posting, title=title, title_key=key_of(title))
        for posting, wanted in titles.items()
        for title in wanted
    )


def _write_departments(ground: Ground, drafts: Sequence[Draft]) -> None:
    """Make the departments that are named and don't stand yet, in the order in which they are met."""
    names = {key_of(draft.department): draft.department for draft in reversed(drafts) if draft.department}
    missing = [(key, name) for key, name in reversed(names.items()) if key not in ground.departments]
    last = max((one.position for one in ground.departments.values()), default=0)
    made = Department.objects.bulk_create(
        Department(unit=ground.unit, name=name, name_key=key, position=last + number)
        for number, (key, name) in enumerate(missing, 1)
    )
    ground.departments.update({one.name_key: one for one in made})


def _record(unit: Unit, drafts: Sequence[Draft], *, by: Actor, verb: str) -> None:
    if len(drafts) == 1:
        _record_one(unit, drafts[0], by=by, verb=verb)
        return
    new = [draft.member for draft in drafts if draft.is_new]
    changed = [draft for draft in drafts if not draft.is_new]
    after: dict[str, Any] = {"Thêm": named([f"{one} ({one.code})" for one in new])} if new else {}
    if changed:
        after["Sửa"] = named([f"{draft.member}: {', '.join(_labelled(draft))}" for draft in changed])
    record(
        "ghi danh sách thành viên",
        by=by,
        thing="members.Member",
        thing_id="",
        label=f"{len(drafts)} thành viên: {len(new)} người mới, {len(changed)} người sửa",
        unit_id=unit.pk,
        after=after,
    )


def _record_one(unit: Unit, draft: Draft, *, by: Actor, verb: str) -> None:
    changes = {LABELS[name]: tuple(map(_in_words, sides)) for name, sides in draft.changes.items()}
    record(
        verb or ("thêm thành viên" if draft.is_new else "sửa thành viên"),
        by=by,
        thing="members.Member",
        thing_id=draft.member.pk,
        label=f"{draft.member} ({draft.member.code})",
        unit_id=unit.pk,
        before=None if draft.is_new else {label: old for label, (old, _) in changes.items()},
        after={label: new for label, (_, new) in changes.items()},
    )


def _in_words(value: str) -> str:
    return str(MemberKind(value).label) if value in MemberKind.values else value


def _labelled(draft: Draft) -> list[str]:
    return [LABELS[name].lower() for name in draft.changes]


def named(names: Sequence[str]) -> list[str]:
    """The names that one event keeps."""
    more = len(names) - MOST_NAMES
    return [*names[:MOST_NAMES], f"và {more} người nữa"] if more > 0 else list(names)
