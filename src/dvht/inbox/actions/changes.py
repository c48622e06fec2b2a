"""Whom a change of the tree or of jurisdiction concerns is told of it, once, in the transaction that makes it.

Those who keep a unit that changed, moved, or whose dossier now goes elsewhere; and those of the bodies that received,
decided or stood above before and after. What takes effect on a day to come is told as it will be on that day.
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
from dvht.inbox.queries.tree import Seat, Tree, rows_now, seats_on
from dvht.ui.vietnamese import named_up_to, written_date, written_number
from dvht.units.models import Change, ChangedUnit, ChangeKind, Jurisdiction, Side

VERBS: Final[Mapping[str, str]] = {
    ChangeKind.MERGE: "hợp nhất thành",
    ChangeKind.SPLIT: "chia, tách thành",
    ChangeKind.RENAME: "đổi tên thành",
    ChangeKind.MOVE: "chuyển về",
    ChangeKind.DISSOLVE: "giải thể; kế thừa:",
}


def tell_of_changes(before: Tree, today: dt.date) -> int:
    """Compare the tree with how it stood before and tell what differs; how many units were told.

    Part of a larger deed. Four queries and one statement, whatever the number of units.
    """
    rows = rows_now()
    touched = {pk: line for pk, row in rows.items() if (line := power_changed(before.rows.get(pk), row))}
    parts = Prefetch("parts", ChangedUnit.objects.order_by("pk"))
    changes = Change.objects.filter(pk__gt=before.last_change).prefetch_related(parts).order_by("pk")
    days = [one.effective_on for one in changes]
    days += [day for pk in touched for day in _days(before.rows.get(pk), rows[pk])]
    day = max(days, default=today)
    told = _Told(before.seats, seats_on(max(day, today), rows), day)
    for change in changes:
        told.of_change(change)
    told.of_places()
    told.of_senders()
    for pk, line in touched.items():
        told.of_row(before.rows.get(pk), rows[pk], line)
    told.of_bodies()
    tell_each(
        News(unit, Topic.UNIT, notice.subject, "\n".join(notice.lines), notice.url)
        for unit, notice in told.notices.items()
    )
    return len(told.notices)


def _days(old: Jurisdiction | None, row: Jurisdiction) -> Iterator[dt.date]:
    """From which days a row that was touched says something else."""
    if old is not None and old.until != row.until and row.until is not None:
        yield row.until + dt.timedelta(days=1)
    else:
        yield row.since


@dataclass
class _Notice:
    """What one unit is told: the first subject stands at its head."""

    subject: str
    url: str
    lines: list[str] = field(default_factory=list)


class _Told:
    """Gathers what each unit is told of the difference between two trees."""

    def __init__(self, old: Mapping[int, Seat], new: Mapping[int, Seat], day: dt.date) -> None:
        self.old, self.new = old, new
        self.notices: dict[int, _Notice] = {}
        self.since = f"Từ {written_date(day)}"
        self.moved = {
            unit: (old[unit].parent, seat.parent)
            for unit, seat in new.items()
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
        for unit in (self._around(own) | set(self.moved)) - own:
            self.add(unit, subject, f"{subject}.", basis, change.note)

    def of_places(self) -> None:
        """Units that stand under another than before, and those two."""
        by_way: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
        for unit, (old, new) in self.moved.items():
            by_way[old, new].append(self.new[unit].name)
            subject = f"{self.new[unit].name} nay thuộc {self._name(new)}"
            line = f"{subject}, trước đó thuộc {self._name(old)}."
            self.add(unit, subject, line, url=reverse("unit_home", args=[unit]))
        for (old, new), names in by_way.items():
            subject = f"{written_number(len(names))} đơn vị chuyển từ {self._name(old)} về {self._name(new)}"
            for body in (body for body in (old, new) if body is not None):
                self.add(body, subject, f"{subject}: {named_up_to(sorted(names), 'đơn vị')}.")

    def of_senders(self) -> None:
        """Units whose dossier goes elsewhere or is decided elsewhere."""
        for unit, (old, new) in self._differing().items():
            now = new.receiving_name or "nơi chưa ghi"
            lines = [f"{self.since}: {now} nhận hồ sơ của {new.name}{_before(old.receiving_name)}."]
            if (old.deciding, old.deciding_name) != (new.deciding, new.deciding_name):
                lines.append(
                    f"Nơi quyết định: {new.deciding_name or 'chưa ghi'}{_before(old.deciding_name)}."
                )
            if new.row is not None:
                lines.append(f"Căn cứ: {new.row.basis.rstrip('.')}." if new.row.basis else "")
                lines.append("" if new.row.confirmed_by else "Chưa có văn bản xác nhận thẩm quyền này.")
            subject = f"{self.since}: {now} nhận hồ sơ của đơn vị"
            self.add(unit, subject, *lines, url=reverse("unit_home", args=[unit]))

    def of_row(self, old: Jurisdiction | None, row: Jurisdiction, line: str) -> None:
        """The area of a row that was touched, and its bodies before and after."""
        rows = [one for one in (old, row) if one is not None]
        bodies = {body for one in rows for body in (one.receiving_id, one.deciding_id)} | {row.area_id}
        basis = f"Căn cứ: {row.basis.rstrip('.')}." if row.basis else ""
        for body in sorted(body for body in bodies if body is not None):
            self.add(body, line.rstrip("."), line, basis)

    def of_bodies(self) -> None:
        """The bodies that lost or won units of which they receive or decide on the dossiers."""
        taken: dict[tuple[int, str], list[str]] = defaultdict(list)
        for old, new in self._differing().values():
            for verb, was, now in (
                ("nhận hồ sơ", old.receiving, new.receiving),
                ("quyết định hồ sơ", old.deciding, new.deciding),
            ):
                if was != now and was is not None:
                    taken[was, f"thôi {verb}"].append(new.name)
                if was != now and now is not None:
                    taken[now, verb].append(new.name)
        for (body, verb), names in taken.items():
            subject = f"{self.since}: {verb} của {written_number(len(names))} đơn vị"
            self.add(body, subject, f"{subject}: {named_up_to(sorted(names), 'đơn vị')}.")

    def _differing(self) -> dict[int, tuple[Seat, Seat]]:
        return {
            unit: (self.old[unit], new)
            for unit, new in self.new.items()
            if unit in self.old and not new.is_gone and self.old[unit].powers != new.powers
        }

    def _around(self, units: Iterable[int]) -> set[int]:
        """The bodies that received from these units or stood right above them, before and after."""
        seats = [tree[unit] for unit in units for tree in (self.old, self.new) if unit in tree]
        return {body for seat in seats for body in (seat.parent, seat.receiving) if body is not None}

    def _name(self, unit: int | None) -> str:
        return "gốc của cây đơn vị" if unit is None else self.new[unit].name


def _before(name: str) -> str:
    return f" (trước đó: {name or 'chưa ghi'})"


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
