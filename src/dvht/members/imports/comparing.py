"""Compares a table with the roster as it stands: whom each row means, what it changes, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dvht.members.actions import Draft, PersonWords, check_members
from dvht.members.exports.columns import POSITIONS, RosterColumn
from dvht.members.imports.entries import Entry, EntryReader
from dvht.members.imports.kept import KeptTable
from dvht.members.imports.matching import Known, MismatchError, same_people
from dvht.members.imports.preview import Change, Line, Preview
from dvht.members.imports.values import MASK, DepartmentNames, Value, ValueReader, Wrong, full_name, name_key
from dvht.members.models import Source
from dvht.members.models.identity import masked
from dvht.members.queries.facts import BY_ANOTHER, NOT_RECORDED
from dvht.members.queries.records import MemberRecord
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit

NOTHING: Final = "(trống)"
NO_KIND: Final = "Thiếu đối tượng"


@dataclass(frozen=True)
class Ground:
    """What a table is compared with. `known` are values that people settled, `kind` that of new people without one."""

    unit: Unit
    columns: Sequence[RosterColumn]
    records: Sequence[MemberRecord]
    departments: Sequence[str]
    known: Mapping[str, str]
    kind: str
    reader_id: int | None = None
    """The account of whoever would write it."""


def preview_of_table(table: KeptTable, ground: Ground) -> Preview:
    reader = EntryReader(table, ValueReader(ground.columns, ground.known))
    lines = _matched(reader, ground)
    departments = DepartmentNames(ground.departments)
    for line in lines:
        _word(line, reader, ground, departments)
    _check(lines, reader, ground.unit)
    named = {line.record.member.pk for line in lines if line.record}
    return Preview(
        table=table,
        columns={column.key: column for column in ground.columns},
        lines=tuple(lines),
        absent=tuple(one for one in ground.records if one.present and one.member.pk not in named),
        new_departments=_new_departments(lines, ground.departments),
    )


def _matched(reader: EntryReader, ground: Ground) -> list[Line]:
    """A line for each row, with the member whom it means; rows that can't be told apart are wrong."""
    known = Known(ground.records)
    lines = [Line(entry, name_place=reader.name_place) for entry in reader.entries()]
    for line in lines:
        try:
            line.record = known.find(line.entry)
        except MismatchError as error:
            _refuse(line, reader, error.key, str(error), error.short)
    found = {line.entry.row.number: line.record for line in lines if line.record}
    doubles = same_people([line.entry for line in lines if line.entry.name], found)
    for line in lines:
        if line.entry.row.number in doubles:
            key, first = doubles[line.entry.row.number]
            _refuse(line, reader, key, _double_words(key, first), f"Trùng dòng {first.row.number}")
    return lines


def _double_words(key: str, first: Entry) -> str:
    what = {"code": "trùng mã với", "identity": "trùng số định danh với"}.get(key, "trùng người với")
    mend = " Nếu là hai người khác nhau, hãy ghi mã khác nhau ở cả hai dòng." if key == "full_name" else ""
    return f"{what} dòng {first.row.number} ({first.name}).{mend}"


def _refuse(line: Line, reader: EntryReader, key: str, message: str, short: str) -> None:
    line.wrongs.append(Wrong(reader.place_of(key), message, short))


def _kind_is_known(line: Line, reader: EntryReader, ground: Ground) -> bool:
    """Whether the kind needs no asking, be it that the file says one that no list has: that is asked as a value."""
    place = reader.place_of("kind")
    is_strange = place is not None and any(one.place == place for one in line.wrongs)
    return bool(is_strange or line.entry.values.get("kind") or line.record or ground.kind)


def _word(line: Line, reader: EntryReader, ground: Ground, departments: DepartmentNames) -> None:
    """Put the row in the words of the deed: what the file says, and what stands where it says nothing."""
    if line.wrongs:
        line.lacks_kind = not _kind_is_known(line, reader, ground)
        return
    entry, record = line.entry, line.record
    values = dict(entry.values)
    _unmask(line, reader)
    if values.get("department"):
        values["department"] = departments.find(str(values["department"]))
    kind = values.get("kind") or (record.kind if record else "") or ground.kind
    if not kind:
        line.lacks_kind = True
        _refuse(line, reader, "kind", "Người mới chưa có đối tượng (cán bộ, công chức, viên chức…).", NO_KIND)
        return
    started, ended = _times(values, record)
    comes_back = _comes_back(record, started)
    line.words = PersonWords(
        member=record.member if record else None,
        posting=record.posting if record and not comes_back else None,
        full_name=_name(entry.name, record),
        kind=str(kind),
        department=str(_kept(values, "department", record.department if record else "") or ""),
        positions=_titles(_kept(values, POSITIONS, record.positions if record else ())),
        started_on=started,
        ended_on=ended,
        code=record.code if record else entry.code,
        identity=_identity(values),
    )
    for key, value in values.items():
        _mark(line, reader, key, value, ground.reader_id)


def _times(values: Mapping[str, Value], record: MemberRecord | None) -> tuple[date | None, date | None]:
    """First and last day. Somebody who comes back has no last day unless the file says so."""
    started = _day(_kept(values, "started_on", record.started_on if record else None))
    comes_back = _comes_back(record, started)
    ended = _day(_kept(values, "ended_on", record.ended_on if record and not comes_back else None))
    return started, ended


def _comes_back(record: MemberRecord | None, started: date | None) -> bool:
    return bool(record and record.is_last and record.ended_on and started and started > record.ended_on)


def _mark(line: Line, reader: EntryReader, key: str, value: Value, reader_id: int | None) -> None:
    """Note a result that differs from what is recorded; an approval of the reader's own is left to others."""
    column = reader.reader.columns[key]
    if not column.is_result:
        return
    held = line.record.marks.get(column.mark_code) if line.record else None
    if (held.value if held else None) == value:
        return
    if column.mark_code in BY_ANOTHER and line.record and line.record.member.user_id == reader_id:
        line.is_own_approval = True
        return
    line.marks[column.mark_code] = str(value) if value is not None else None
    old = column.title_of(held.value) if held else NOT_RECORDED
    if held and held.source not in {Source.UNIT, Source.WORKBOOK}:
        old = f"{old} ({held.source_words[:1].lower()}{held.source_words[1:]})"
    new = column.title_of(str(value)) if value is not None else NOT_RECORDED
    line.changes.append(Change(reader.place_of(key), column.title, old, new))


def _unmask(line: Line, reader: EntryReader) -> None:
    """A masked number says “as it is”: it must be the mask of the number that stands."""
    number = str(line.entry.values.get("identity") or "")
    if MASK in number and line.record and number != line.record.member.masked_identity:
        message = (
            f"“{number}” là số đã che, khác với số đang ghi. Hãy ghi đủ số, hoặc để trống để giữ nguyên."
        )
        _refuse(line, reader, "identity", message, "Số bị che")


def _check(lines: Sequence[Line], reader: EntryReader, unit: Unit) -> None:
    """Ask the deed what it would do and what it would refuse."""
    asked = [line for line in lines if line.words and not line.wrongs]
    drafts, problems = check_members(unit, [line.words for line in asked if line.words])
    for problem in problems:
        _refuse(asked[problem.index], reader, problem.field or "full_name", problem.message, "Không ghi được")
    for line, draft in zip(asked, drafts, strict=True):
        line.writes_person = bool(draft.changes)
        if line.record:
            line.changes[:0] = _people_changes(line, line.record, draft, reader)
            if (
                line.changes
                and not line.record.present
                and not _comes_back(line.record, draft.posting.started_on)
            ):
                _refuse(line, reader, "full_name", _AWAY, "Không ở đơn vị năm này")


_AWAY: Final = (
    "người này không ở đơn vị trong năm đang xem. Nếu trở lại, hãy ghi ngày vào sau ngày đã rời; "
    "nếu không, hãy bỏ dòng này."
)


def _people_changes(line: Line, record: MemberRecord, draft: Draft, reader: EntryReader) -> list[Change]:
    """What changes in the roster itself, each side in words."""
    words = line.words
    if words is None or not draft.changes:
        return []
    sides: list[tuple[str, str, str]] = [
        ("full_name", record.full_name, draft.member.full_name),
        ("kind", record.kind, words.kind),
        (POSITIONS, "; ".join(record.positions), "; ".join(draft.titles or words.positions)),
        ("department", record.department, words.department),
        ("started_on", _written_day(record.started_on), _written_day(words.started_on)),
        ("ended_on", _written_day(record.ended_on), _written_day(words.ended_on)),
    ]
    if "identity" in draft.changes:
        sides.append(("identity", record.member.masked_identity, masked(words.identity or "")))
    columns = reader.reader.columns
    return [
        Change(
            reader.place_of(key), columns[key].title,
            columns[key].title_of(old) or NOTHING, columns[key].title_of(new) or NOTHING,
            reader.table.has(key) or key == "full_name",
        )
        for key, old, new in sides
        if old != new
    ]  # fmt: skip


def _new_departments(lines: Sequence[Line], standing: Sequence[str]) -> tuple[str, ...]:
    wanted = (line.words.department for line in lines if line.words and not line.wrongs)
    return tuple(dict.fromkeys(name for name in wanted if name and name not in standing))


def _name(name: str, record: MemberRecord | None) -> str:
    """The name of the file, unless it only sets the tone on another letter than the roster does."""
    if record and name_key(name, keep_case=True) == name_key(record.full_name, keep_case=True):
        return record.full_name
    if record and name == full_name(record.full_name):
        return record.full_name
    return name


def _identity(values: Mapping[str, Value]) -> str | None:
    if "identity" not in values:
        return None
    number = str(values["identity"] or "")
    return None if MASK in number else number


def _kept(values: Mapping[str, Value], key: str, held: Value) -> Value:
    return values.get(key, held)


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _titles(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _written_day(day: date | None) -> str:
    return written_date(day) if day else ""
