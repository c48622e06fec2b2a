"""What a change of the tree touches, in words for whoever is about to record it. Numbers and names of units only."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from dvht.accounts.models import Role
from dvht.ui.vietnamese import named_up_to, written_date
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import holdings_of


def living_below(units: Sequence[Unit], on: dt.date) -> list[Unit]:
    """The units right below these that still work on the day."""
    below = Q(pk__in=[])
    for unit in units:
        below |= Q(depth=unit.depth + 1, path__startswith=unit.path)
    alive = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on)
    return list(Unit.objects.filter(below).filter(alive).order_by("path"))


def ending(units: Sequence[Unit], on: dt.date, *, heirs: str = "") -> tuple[str, ...]:
    """What becomes of units that are no more from a day: what stays, who keeps what, who may read it."""
    if not units:
        return ()
    ids = [unit.pk for unit in units]
    lines = [f"{_names(units)} thôi hoạt động từ {written_date(on)}; từ ngày đó không ai ghi thêm gì ở đây."]
    if people := Role.objects.filter(unit__in=ids, user__is_active=True).values("user").distinct().count():
        lines.append(
            f"{people} người dùng giữ vai trò ở đây, chỉ còn xem. Vai trò mới do người quản trị giao."
        )
    if held := holdings_of(ids):
        told = ", ".join(f"{one.count} {one.label}" for one in held)
        lines.append(f"Ở lại nguyên vẹn, không sửa, không xóa: {told}.")
    if heirs:
        lines.append(f"Người làm việc ở {heirs} xem được những gì ở lại, không sửa được.")
    return tuple(lines)


def moving(units: Sequence[Unit], target: str) -> tuple[str, ...]:
    """Which units come to stand under another."""
    if not units:
        return ()
    return (f"{len(units)} đơn vị bên dưới chuyển về {target}: {_names(units)}. Số liệu và hồ sơ đi theo.",)


def powers_changed(before: Sequence[Jurisdiction], after: QuerySet[Jurisdiction]) -> tuple[str, ...]:
    """How the rows of jurisdiction differ, one line each."""
    old = {row.pk: row for row in before}
    return tuple(line for row in after if (line := power_changed(old.get(row.pk), row)))


def power_changed(known: Jurisdiction | None, row: Jurisdiction) -> str:
    """What a row of jurisdiction now says otherwise than before; empty where bodies and days are the same."""
    place = f"{row.area.name}, {row.get_tier_display().lower()}"
    if known is None or _powers(known) != _powers(row):
        confirmed = "" if row.confirmed_by else " Chưa được xác nhận."
        return (
            f"Thẩm quyền ở {place}, từ {written_date(row.since)}: {row.receiving_name} nhận hồ sơ, "
            f"{row.deciding_name} quyết định.{confirmed}"
        )
    if known.until != row.until and row.until is not None:
        return f"Thẩm quyền ở {place}: {row.receiving_name} nhận hồ sơ đến hết {written_date(row.until)}."
    return ""


def _powers(row: Jurisdiction) -> tuple[object, ...]:
    return row.receiving_name, row.deciding_name, row.since


def _names(units: Sequence[Unit]) -> str:
    return named_up_to([unit.name for unit in units], "đơn vị")
