"""The schedule of a panel's visits to units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dvht.accounts.models import User
from dvht.appraisal.actions.panel_holding import held_open, leave_panel_trace
from dvht.appraisal.models import Panel, Visit
from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Topic
from dvht.units.models import Unit


@dataclass(frozen=True)
class VisitWords:
    on: dt.date
    starts_at: dt.time | None = None
    place: str = ""
    note: str = ""


def plan_visit(panel: Panel, unit: Unit, words: VisitWords, *, by: User) -> Visit:
    """Put a visit into the schedule; the unit is told once the panel is at work. Raises ValidationError by field."""
    _check(panel, words)
    with transaction.atomic():
        kept = held_open(panel)
        visit = Visit(panel=kept, unit=unit, **vars(words))
        try:
            with transaction.atomic():
                visit.save()
        except IntegrityError as error:
            raise ValidationError({"unit": f"{unit.name} đã có trong lịch."}) from error
        leave_panel_trace("xếp lịch kiểm tra", kept, by=by, label=unit.name, after=vars(words))
        if kept.is_at_work:
            _tell(visit, kept)
    return visit


def change_visit(visit: Visit, words: VisitWords, *, by: User) -> Visit:
    _check(visit.panel, words)
    with transaction.atomic():
        panel, kept = _held(visit)
        before = {name: getattr(kept, name) for name in vars(words)}
        for name, value in vars(words).items():
            setattr(kept, name, value)
        kept.save()
        leave_panel_trace(
            "sửa lịch kiểm tra", panel, by=by, label=kept.unit.name, before=before, after=vars(words)
        )
        if panel.is_at_work and before != vars(words):
            _tell(kept, panel, changed=True)
    return kept


def cancel_visit(visit: Visit, *, by: User) -> None:
    with transaction.atomic():
        panel, kept = _held(visit)
        if panel.is_at_work:
            tell_unit(
                kept.unit,
                Topic.APPRAISAL,
                f"{panel.name} không kiểm tra tại đơn vị ngày {kept.on:%d/%m/%Y} nữa",
            )
        leave_panel_trace("bỏ lịch kiểm tra", panel, by=by, label=kept.unit.name, before={"on": kept.on})
        kept.delete()


def tell_of_visits(panel: Panel) -> None:
    """Tell every unit in the schedule; inside the transaction that sets the panel to work."""
    for visit in panel.visits.select_related("unit"):
        _tell(visit, panel)


def _check(panel: Panel, words: VisitWords) -> None:
    if not panel.year <= words.on.year <= panel.year + 1:
        raise ValidationError(
            {
                "on": f"Ngày {words.on:%d/%m}/{words.on.year} không thuộc đợt của năm {panel.year}. Kiểm tra lại năm."
            }
        )


def _held(visit: Visit) -> tuple[Panel, Visit]:
    panel = held_open(visit.panel)
    kept: Visit | None = Visit.objects.select_related("unit").filter(pk=visit.pk, panel=panel).first()
    if kept is None:
        raise ValidationError("Buổi kiểm tra này vừa được bỏ khỏi lịch.", code="gone")
    return panel, kept


def _tell(visit: Visit, panel: Panel, *, changed: bool = False) -> None:
    hour = f", {visit.starts_at:%H:%M}" if visit.starts_at else ""
    where = f" Địa điểm: {visit.place}." if visit.place else ""
    what = "đổi lịch kiểm tra" if changed else "kiểm tra tại đơn vị"
    tell_unit(
        visit.unit,
        Topic.APPRAISAL,
        f"{panel.name} {what}: {visit.on:%d/%m/%Y}{hour}",
        text=f"{panel.body.name}.{where} {visit.note}".strip(),
    )
