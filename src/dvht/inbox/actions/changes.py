"""Whom a change of the tree or of jurisdiction concerns is told of it, once, in the transaction that makes it.

Those who keep a unit that changed, moved, or whose dossier now goes elsewhere; and those of the bodies that received,
decided or stood above before and after, also where a unit is new or a document confirms them. What takes effect on a
day to come is told as it will be on that day; what was to come anyway is on both sides and isn't told again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Prefetch
from django.urls import reverse

from dvht.accounts.queries import power_changed
from dvht.inbox.actions.messages import News, tell_each
from dvht.inbox.models import Topic
from dvht.inbox.queries.tree import NOWHERE, Power, Seat, Tree, day_after, tree_on
from dvht.ui.vietnamese import named_up_to, written_date, written_number
from dvht.units.models import Change, ChangedUnit, ChangeKind, Jurisdiction, Side

VERBS: Final[Mapping[str, str]] = {
    ChangeKind.MERGE: "hợp nhất thành",
    ChangeKind.SPLIT: "chia, tách thành",
    ChangeKind.RENAME: "đổi tên thành",
    ChangeKind.MOVE: "chuyển về",
    ChangeKind.DISSOLVE: "giải thể; kế thừa:",
}
HOLDS: Final[Mapping[Power, str]] = {"receiving": "nhận hồ sơ", "deciding": "quyết định hồ sơ"}


def tell_of_changes(before: Tree, today: dt.date) -> int:
    """Compare the tree with how it stood before and tell what differs; how many units were told.

    Part of a larger deed. As many queries as reading the tree takes, two more, and one statement.
    """
    after = tree_on(today)
    touched = {
        pk: line for pk, row in after.rows.items() if (line := power_changed(before.rows.get(pk), row))
    }
    parts = Prefetch("parts", ChangedUnit.objects.order_by("pk"))
    changes = Change.objects.filter(pk__gt=before.last_change).prefetch_related(parts).order_by("pk")
    days = [one.effective_on for one in changes]
    days += [day for pk in touched for day in _days(before.rows.get(pk), after.rows[pk])]
    told = _Told(before, after, today, max((day for day in days if day <= today), default=today))
    for change in changes:
        told.of_change(change)
    told.of_places()
    told.of_senders()
    for pk, line in touched.items():
        told.of_row(before.rows.get(pk), after.rows[pk], line)
    for pk, row in after.rows.items():
        if pk not in touched and row.confirmed_by and row.confirmed_by != before.rows[pk].confirmed_by:
            told.of_confirmation(row)
    told.of_bodies()
    tell_each(
        News(unit, Topic.UNIT, notice.subject, "\n".join(notice.lines), notice.url)
        for unit, notice in told.notices.items()
    )
    return len(told.notices)


def _days(old: Jurisdiction | None, row: Jurisdiction) -> Iterator[dt.date]:
    """From which days a row that was touched says something else."""
    if old is not None and old.until != row.until and row.until is not None:
        yield day_after(row.until) or row.until
    else:
        yield row.since


@dataclass(frozen=True)
class _Shift:
    """From a day on, others than before the deed receive from a unit or decide; `eve` is how it stands until then.

    Nobody did so for a new unit before it came (`old` is empty).
    """

    unit: int
    day: dt.date
    powers: tuple[Power, ...]
    old: Seat
    new: Seat
    eve: Seat | None


def _shifts(before: Tree, after: Tree) -> Iterator[_Shift]:
    """What differs on the same day, told of the first day on which it differs so."""
    said: dict[tuple[int, Power], object] = {}
    eve: Mapping[int, Seat] = {}
    for day in sorted({*before.seats, *after.seats}):
        old, new = before.on(day), after.on(day)
        for unit, seat in new.items():
            if seat.is_gone:
                continue
            was = old.get(unit) or eve.get(unit) or NOWHERE
            pairs = {power: (was.holder(power), seat.holder(power)) for power in HOLDS}
            anew = [
                power
                for power, pair in pairs.items()
                if pair[0] != pair[1] and pair != said.get((unit, power))
            ]
            if powers := tuple(anew):
                yield _Shift(unit, day, powers, was, seat, eve.get(unit))
            said |= {(unit, power): pair for power, pair in pairs.items()}
        eve = new


@dataclass
class _Notice:
    """What one unit is told: the first subject stands at its head."""

    subject: str
    url: str
    lines: list[str] = field(default_factory=list)


class _Told:
    """Gathers what each unit is told of the difference between two trees."""

    def __init__(self, before: Tree, after: Tree, today: dt.date, effective: dt.date) -> None:
        """`effective` is from when on the deed says what is so today."""
        self.before, self.after = before, after
        self.today, self.effective = today, effective
        self.shifts = tuple(_shifts(before, after))
        self.notices: dict[int, _Notice] = {}
        old, self.units = before.on(today), after.on(today)
        self.moved = {
            unit: (old[unit].parent, seat.parent)
            for unit, seat in self.units.items()
            if unit in old and old[unit].parent != seat.parent
        }
        """Units that stand under another than before, with both."""

    def add(self, unit: int, subject: str, *lines: str, url: str = "") -> None:
        notice = self.notices.setdefault(unit, _Notice(subject, url or reverse("home")))
        said = (notice.subject, f"{notice.subject}.", "", *notice.lines)
        notice.lines += [line for line in lines if line not in said]

    def of_change(self, change: Change) -> None:
        """The units before and after, those that moved with it, and the bodies around them."""
        own = {part.unit_id for part in change.parts.all()}
        subject = f"Từ {written_date(change.effective_on)}: {_sentence(change)}"
        day = written_date(change.decided_on)
        basis = f"Theo Quyết định số {change.decision_number} ngày {day} của {change.decided_by}."
        for unit in own:
            page = reverse("unit_history", args=[unit])
            self.add(unit, subject, f"{subject}.", basis, change.note, url=page)
        for unit in (self._around(own, change.effective_on) | set(self.moved)) - own:
            self.add(unit, subject, f"{subject}.", basis, change.note)

    def of_places(self) -> None:
        """Units that stand under another than before, and those two."""
        by_way: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
        for unit, (old, new) in self.moved.items():
            by_way[old, new].append(self.units[unit].name)
            subject = f"{self.units[unit].name} nay thuộc {self._name(new)}"
            line = f"{subject}, trước đó thuộc {self._name(old)}."
            self.add(unit, subject, line, url=reverse("unit_home", args=[unit]))
        for (old, new), names in by_way.items():
            subject = f"{written_number(len(names))} đơn vị chuyển từ {self._name(old)} về {self._name(new)}"
            for body in (body for body in (old, new) if body is not None):
                self.add(body, subject, f"{subject}: {named_up_to(sorted(names), 'đơn vị')}.")

    def of_senders(self) -> None:
        """Units whose dossier goes elsewhere or is decided elsewhere."""
        for shift in self.shifts:
            if shift.unit not in self.before.on(self.today):
                continue  # nobody keeps a new unit yet
            row, since = shift.new.row, self._since(shift.day)
            lines = [
                f"{since}: {_held(shift.new, power, shift.new.name)}{_before(shift, power)}."
                for power in shift.powers
            ]
            if row is not None:
                lines.append(f"Căn cứ: {row.basis.rstrip('.')}." if row.basis else "")
                lines.append("" if row.confirmed_by else "Chưa có văn bản xác nhận thẩm quyền này.")
            subject = f"{since}: {_held(shift.new, shift.powers[0], 'đơn vị')}"
            self.add(shift.unit, subject, *lines, url=reverse("unit_home", args=[shift.unit]))

    def of_row(self, old: Jurisdiction | None, row: Jurisdiction, line: str) -> None:
        """The area of a row that was touched, and its bodies before and after."""
        basis = f"Căn cứ: {row.basis.rstrip('.')}." if row.basis else ""
        for body in sorted(_named_in(row) | (_named_in(old) if old else set())):
            self.add(body, line.rstrip("."), line, basis)

    def of_confirmation(self, row: Jurisdiction) -> None:
        """The area of a row that a document now confirms, its bodies, and the units for which it holds."""
        subject = f"Đã xác nhận thẩm quyền ở {row.area.name}, {row.get_tier_display().lower()}"
        line = (
            f"Từ {written_date(row.since)}: {row.receiving_name} nhận hồ sơ, {row.deciding_name} quyết định. "
            f"Văn bản xác nhận: {row.confirmed_by.rstrip('.')}."
        )
        seats = [one for seats in self.after.seats.values() for one in seats.items() if not one[1].is_gone]
        units = {unit for unit, seat in seats if seat.row is not None and seat.row.pk == row.pk}
        for unit in sorted(_named_in(row) | units):
            self.add(unit, subject, line)

    def of_bodies(self) -> None:
        """The bodies that lost or won units of which they receive or decide on the dossiers."""
        taken: dict[tuple[int, dt.date, str], list[str]] = defaultdict(list)
        for shift in self.shifts:
            for power in shift.powers:
                was, now = shift.old.holder(power)[0], shift.new.holder(power)[0]
                if was != now and was is not None:
                    taken[was, shift.day, f"thôi {HOLDS[power]}"].append(shift.new.name)
                if was != now and now is not None:
                    taken[now, shift.day, HOLDS[power]].append(shift.new.name)
        for (body, day, verb), names in taken.items():
            subject = f"{self._since(day)}: {verb} của {written_number(len(names))} đơn vị"
            self.add(body, subject, f"{subject}: {named_up_to(sorted(names), 'đơn vị')}.")

    def _around(self, units: Iterable[int], effective: dt.date) -> set[int]:
        """The bodies that received from these units or stood right above them, before and after."""
        day = max(effective, self.today)
        trees = (self.before.on(day), self.after.on(day))
        seats = [seats[unit] for unit in units for seats in trees if unit in seats]
        return {body for seat in seats for body in (seat.parent, seat.receiving) if body is not None}

    def _since(self, day: dt.date) -> str:
        return f"Từ {written_date(self.effective if day == self.today else day)}"

    def _name(self, unit: int | None) -> str:
        return "gốc của cây đơn vị" if unit is None else self.units[unit].name


def _named_in(row: Jurisdiction) -> set[int]:
    """Its area and, where they are in the tree, its bodies."""
    return {unit for unit in (row.area_id, row.receiving_id, row.deciding_id) if unit is not None}


def _held(seat: Seat, power: Power, whose: str) -> str:
    """ "Phòng Văn hóa - Xã hội nhận hồ sơ của đơn vị"."""
    name = seat.holder(power)[1]
    return f"{name} {HOLDS[power]} của {whose}" if name else f"chưa ghi nơi {HOLDS[power]} của {whose}"


def _before(shift: _Shift, power: Power) -> str:
    """Who held the power until the day, or else who was to hold it from then on."""
    was = shift.old.holder(power)
    is_corrected = shift.eve is not None and shift.eve.holder(power) != was
    return f" (trước đó{' đã ghi' if is_corrected else ''}: {was[1] or 'chưa ghi'})"


def _sentence(change: Change) -> str:
    """ "UBND xã A, UBND xã B hợp nhất thành UBND xã C"."""
    parts = list(change.parts.all())
    first = ", ".join(part.name for part in parts if part.side == Side.BEFORE)
    after = [part for part in parts if part.side == Side.AFTER]
    is_move = change.kind == ChangeKind.MOVE
    second = ", ".join(str(part.facts.get("under", "")) if is_move else part.name for part in after)
    if not second:
        return f"{first} giải thể" if change.kind == ChangeKind.DISSOLVE else first
    return f"{first} {VERBS[change.kind]} {second}"
