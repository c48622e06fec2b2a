"""Whom a row means: by code, else by identity, else by a name that only one person bears."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dvht.members.imports.entries import Entry
from dvht.members.imports.values import name_key
from dvht.members.queries.records import MemberRecord
from dvht.ui.vietnamese import written_date


class MismatchError(Exception):
    """The row can't be told to be one person; `key` names the column to mend."""

    def __init__(self, key: str, message: str, short: str) -> None:
        super().__init__(message)
        self.key = key
        self.short = short


class Known:
    """The members of a unit, to be found by what a row says of them."""

    def __init__(self, records: Sequence[MemberRecord]) -> None:
        self.by_code = {record.code.casefold(): record for record in records}
        self.by_identity = {
            record.member.identity_hash: record for record in records if record.member.identity_hash
        }
        self.by_name: dict[str, list[MemberRecord]] = defaultdict(list)
        self.by_number: dict[str, list[MemberRecord]] = defaultdict(list)
        for record in records:
            self.by_name[name_key(record.full_name)].append(record)
            if record.code.isdigit():
                self.by_number[record.code.lstrip("0")].append(record)

    def find(self, entry: Entry) -> MemberRecord | None:
        """The member; None for somebody new. Raises MismatchError."""
        coded = self._coded(entry.code) if entry.code else None
        if coded is not None:
            self._check_name(entry, coded)
            return coded
        identified = self.by_identity.get(entry.identity_hash) if entry.identity_hash else None
        if identified is not None:
            if entry.code:
                raise MismatchError(
                    "code",
                    f"số định danh của dòng này là của {_called(identified)}, nhưng mã ghi là {entry.code}. "
                    f"Hãy ghi mã {identified.code} hoặc sửa số định danh.",
                    f"Của {identified.code}",
                )
            return identified
        return self._named(entry)

    def _coded(self, code: str) -> MemberRecord | None:
        """The member of the code, or the only one whose code differs in leading zeros, which Excel takes away."""
        found = self.by_code.get(code.casefold())
        if found is None and code.isdigit():
            same = self.by_number.get(code.lstrip("0"), [])
            return same[0] if len(same) == 1 else None
        return found

    def _check_name(self, entry: Entry, coded: MemberRecord) -> None:
        if not entry.name or name_key(entry.name) == name_key(coded.full_name):
            return
        owner = next((one for one in self.by_name.get(name_key(entry.name), ()) if one.present), None)
        if owner is not None:
            raise MismatchError(
                "code",
                f"mã {entry.code} là của {coded.full_name}, còn {entry.name} mang mã {owner.code}. "
                "Hãy sửa mã hoặc họ tên.",
                f"Mã của {coded.full_name}",
            )

    def _named(self, entry: Entry) -> MemberRecord | None:
        alike = [one for one in self.by_name.get(name_key(entry.name), ()) if not _another(entry, one)]
        present = [one for one in alike if one.present]
        if entry.code:
            if present:
                raise MismatchError(
                    "code",
                    f"đã có {_all_called(present)}, không phải mã {entry.code}. Nếu là cùng một người, hãy ghi mã đó "
                    "hoặc để trống; nếu là người khác trùng họ tên, hãy thêm người ấy ở trang danh sách trước.",
                    f"Đang là {present[0].code}",
                )
            return None
        if len(present) > 1:
            raise MismatchError(
                "full_name",
                f"có {len(present)} người cùng tên: {_all_called(present)}. Hãy ghi mã của người cần nhập.",
                "Trùng tên, cần ghi mã",
            )
        if not present and alike:
            raise MismatchError(
                "full_name",
                f"trùng tên với {_all_called(alike)}, {_away(alike[0])}. Nếu là người ấy, hãy ghi mã "
                f"{alike[0].code}; nếu là người khác, hãy ghi một mã mới.",
                "Trùng tên, cần ghi mã",
            )
        return present[0] if present else None


def _another(entry: Entry, record: MemberRecord) -> bool:
    """Whether both have an identity, and not the same."""
    held = record.member.identity_hash
    return bool(held and entry.identity_hash and held != entry.identity_hash)


def _away(record: MemberRecord) -> str:
    if record.ended_on:
        return f"người đã rời đơn vị sau ngày {written_date(record.ended_on)}"
    return "người chưa vào đơn vị trong năm này"


def _called(record: MemberRecord) -> str:
    return f"{record.full_name} (mã {record.code})"


def _all_called(records: Iterable[MemberRecord]) -> str:
    return ", ".join(_called(record) for record in list(records)[:5])


def same_people(entries: Sequence[Entry], found: dict[int, MemberRecord]) -> dict[int, tuple[str, Entry]]:
    """Rows that mean somebody whom an earlier row means: by row number, the column to mend and that earlier row.

    `found` tells by row number who is on the roster already. Two new people of one name are two when both their
    codes or both their numbers differ.
    """
    first: dict[tuple[str, str], Entry] = {}
    doubles: dict[int, tuple[str, Entry]] = {}
    for entry in entries:
        record = found.get(entry.row.number)
        marks = _marks_of_known(record) if record else _marks_of_new(entry)
        for key, mark in marks:
            earlier = first.setdefault((key, mark), entry)
            if earlier is not entry and not (key == "full_name" and _are_two(earlier, entry)):
                doubles.setdefault(entry.row.number, (key, earlier))
    return doubles


def _marks_of_known(record: MemberRecord) -> list[tuple[str, str]]:
    return [("full_name", f"#{record.member.pk}")]


def _marks_of_new(entry: Entry) -> list[tuple[str, str]]:
    marks = (
        ("code", entry.code.casefold()),
        ("identity", entry.identity_hash),
        ("full_name", name_key(entry.name)),
    )
    return [(key, mark) for key, mark in marks if mark]


def _are_two(one: Entry, other: Entry) -> bool:
    codes = {one.code.casefold(), other.code.casefold()}
    numbers = {one.identity_hash, other.identity_hash}
    return any(len(told) == 2 and "" not in told for told in (codes, numbers))
