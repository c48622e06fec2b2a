"""Marking many members at once, after they were shown, and taking such a marking back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Manager
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from dvht.accounts.models import User
from dvht.audit.actions import Actor, record
from dvht.evidence.models import Evidence
from dvht.members.actions.facts import Key, Mark, record_facts
from dvht.members.actions.roster import hold_roster, named
from dvht.members.models import Completion, Fact, Marking, Member, Programme, Source
from dvht.members.queries.facts import DONE, NOT_DONE, PROGRAMME, held_values, programme_code
from dvht.units.models import Unit

LONGEST_LABEL: Final = 300
Row = Fact | Completion


class SeenError(ValidationError):
    """Somebody recorded something between the list and the deed; `names` says of whom."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Dữ kiện của {len(names)} người vừa được người khác ghi: {', '.join(names[:10])}"
            f"{' …' if len(names) > 10 else ''}. Hãy xem lại danh sách rồi ghi.",
            code="conflict",
        )
        self.names = tuple(names)


def mark_members(  # one deed with all that is told of it
    unit: Unit,
    year: int,
    marks: Sequence[Mark],
    *,
    seen: Mapping[Key, str | None],
    label: str,
    by: Actor,
    basis: str = "",
    stated_on: dt.date | None = None,
) -> Marking:
    """Record the marks and remember what stood there before. `seen` are the values that the person was shown.

    Raises SeenError, having written nothing, when one of them is another by now.
    """
    with transaction.atomic():
        hold_roster(unit)
        keys = [(mark.member_id, mark.code) for mark in marks]
        _check_seen(unit, year, keys, seen)
        before = rows_of(year, keys)
        kept = {key: _kept(row) for key, row in before.items()}
        record_facts(
            unit, year, marks, by=by, source=Source.UNIT, basis=basis, stated_on=stated_on
        )  # fmt: skip
        after = rows_of(year, keys)
        return Marking.objects.create(
            unit=unit,
            year=year,
            label=label[:LONGEST_LABEL],
            made_by=by if isinstance(by, User) else None,
            before=[
                {
                    "member": key[0],
                    "code": key[1],
                    "before": kept.get(key),
                    "after": _value(after.get(key)),
                    "version": after[key].version if key in after else 0,
                }
                for key in dict.fromkeys(keys)
                if _value(after.get(key)) != (kept[key]["value"] if key in kept else None)
            ],
        )


@dataclass(frozen=True, slots=True)
class Undone:
    """How many records stand again as before, and whose were changed since and so were left."""

    restored: int
    left: tuple[str, ...]


def undo_marking(marking: Marking, *, by: Actor) -> Undone:
    """Put back what stood before the marking, except what somebody changed since. Once only."""
    with transaction.atomic():
        hold_roster(marking.unit)
        fresh = Marking.objects.filter(pk=marking.pk, undone_at__isnull=True).first()
        if fresh is None:
            raise ValidationError("Lần ghi này đã được hoàn tác rồi.", code="state")
        lines = {(line["member"], line["code"]): line for line in fresh.before}
        rows = rows_of(fresh.year, lines)
        known = _known(fresh, lines)
        same = {
            key: line for key, line in lines.items() if key in known and _is_untouched(line, rows.get(key))
        }
        _put_back(fresh.year, {key: line["before"] for key, line in same.items()}, rows)
        fresh.undone_at = timezone.now()
        fresh.save(update_fields=["undone_at"])
        left = _names(key[0] for key in lines if key not in same)
        _record(fresh, len(same), left, by=by)
    return Undone(len(same), left)


def rows_of(year: int, keys: Iterable[Key]) -> dict[Key, Row]:
    """The stored rows of these members and codes; two queries."""
    members = {pk for pk, _ in keys}
    codes = {code for _, code in keys}
    programmes = [int(code.removeprefix(PROGRAMME)) for code in codes if code.startswith(PROGRAMME)]
    facts = Fact.objects.filter(year=year, member__in=members, code__in=codes)
    done = Completion.objects.filter(programme__in=programmes, member__in=members)
    found: dict[Key, Row] = {(row.member_id, row.code): row for row in facts}
    return found | {(row.member_id, f"{PROGRAMME}{row.programme_id}"): row for row in done}


def _check_seen(unit: Unit, year: int, keys: Sequence[Key], seen: Mapping[Key, str | None]) -> None:
    held = held_values(unit, year, {pk for pk, _ in keys}, {code for _, code in keys})
    changed = _names(key[0] for key in keys if held.get(key) != seen.get(key))
    if changed:
        raise SeenError(changed)


def _value(row: Row | None) -> str | None:
    if isinstance(row, Completion):
        return DONE if row.is_done else NOT_DONE
    return row.value if row else None


def _kept(row: Row) -> dict[str, Any]:
    """All that putting the row back needs, as plain data."""
    day = row.completed_on if isinstance(row, Completion) else row.stated_on
    return {
        "value": _value(row),
        "source": row.source,
        "day": day.isoformat() if day else None,
        "basis": row.basis,
        "evidence": row.evidence_id if isinstance(row, Fact) else None,
        "recorded_by": row.recorded_by_id,
        "recorded_at": row.recorded_at.isoformat(),
    }


def _is_untouched(line: Mapping[str, Any], row: Row | None) -> bool:
    return (_value(row), row.version if row else 0) == (line["after"], line["version"])


def _known(marking: Marking, keys: Iterable[Key]) -> set[Key]:
    """Those whose member and programme still exist."""
    asked = list(keys)
    members = set(Member.objects.filter(pk__in={pk for pk, _ in asked}).values_list("pk", flat=True))
    programmes = Programme.objects.filter(unit=marking.unit, year=marking.year)
    codes = {programme_code(one) for one in programmes}
    return {
        (pk, code)
        for pk, code in asked
        if pk in members and (code in codes or not code.startswith(PROGRAMME))
    }


def _put_back(year: int, lines: Mapping[Key, Mapping[str, Any] | None], rows: Mapping[Key, Row]) -> None:
    """Make these records what they were; a constant number of queries."""
    proofs = {line["evidence"] for line in lines.values() if line and line["evidence"]}
    proofs &= set(Evidence.objects.filter(pk__in=proofs).values_list("pk", flat=True))
    gone = [rows[key] for key, line in lines.items() if line is None and key in rows]
    back = [
        _restored(rows.get(key) or _new_row(year, key), line, proofs)
        for key, line in lines.items()
        if line is not None
    ]
    shared = ("source", "basis", "recorded_by", "recorded_at", "version")
    for model, own in ((Fact, ("value", "stated_on", "evidence")), (Completion, ("is_done", "completed_on"))):
        manager: Manager[Any] = model.objects
        manager.filter(pk__in=[row.pk for row in gone if isinstance(row, model)]).delete()
        _write(manager, [pair for pair in back if isinstance(pair[0], model)], (*own, *shared))


def _restored(row: Row, line: Mapping[str, Any], proofs: set[int]) -> tuple[Row, dt.datetime | None]:
    """The row as it was, and when it had been recorded."""
    day = parse_date(line["day"]) if line["day"] else None
    if isinstance(row, Completion):
        row.is_done, row.completed_on = line["value"] == DONE, day
    else:
        row.value, row.stated_on = line["value"], day
        row.evidence_id = line["evidence"] if line["evidence"] in proofs else None
    row.source, row.basis, row.recorded_by_id = line["source"], line["basis"], line["recorded_by"]
    row.version += 1
    return row, parse_datetime(line["recorded_at"])


def _write(manager: Manager[Any], back: Sequence[tuple[Any, Any]], fields: Sequence[str]) -> None:
    manager.bulk_create(row for row, _ in back if row.pk is None)
    for row, moment in back:
        # creating stamps the present moment; the record is the one of before
        row.recorded_at = moment
    manager.bulk_update([row for row, _ in back], fields)


def _new_row(year: int, key: Key) -> Row:
    member_id, code = key
    if code.startswith(PROGRAMME):
        return Completion(programme_id=int(code.removeprefix(PROGRAMME)), member_id=member_id)
    return Fact(member_id=member_id, year=year, code=code)


def _names(ids: Iterable[int]) -> tuple[str, ...]:
    found = Member.objects.filter(pk__in=set(ids)).order_by("name_order", "pk")
    return tuple(found.values_list("full_name", flat=True))


def _record(marking: Marking, restored: int, left: Sequence[str], *, by: Actor) -> None:
    record(
        "hoàn tác lần ghi hàng loạt",
        by=by,
        thing="members.Marking",
        thing_id=marking.pk,
        label=marking.label,
        unit_id=marking.unit_id,
        after={"Đã trả lại": restored, "Để nguyên vì đã sửa sau đó": named(left)},
    )
