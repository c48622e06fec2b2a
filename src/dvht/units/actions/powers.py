"""What a change of the tree does to who receives and who decides: rows end the day before, others begin."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db.models import Q, QuerySet

from dvht.audit.actions import Actor
from dvht.units.actions.holding import Decision
from dvht.units.actions.jurisdiction import (
    Powers,
    change_jurisdiction,
    confirm_jurisdiction,
    end_jurisdiction,
    powers_of,
    set_jurisdiction,
)
from dvht.units.models import Jurisdiction, Tier, Unit


def hand_over(gone: Sequence[Unit], into: Unit | None, decision: Decision, *, by: Actor) -> None:
    """Where bodies that are no more received or decided for others' areas, `into` does from that day.

    Without a successor the row just ends, and what stands above it holds.
    """
    ids = {unit.pk for unit in gone}
    for row in _still(Q(receiving__in=ids) | Q(deciding__in=ids), decision).exclude(area__in=ids):
        if into is None:
            _end(row, decision, by=by)
        else:
            _follow(row, _mapped(powers_of(row), ids, into, decision), decision, by=by)


def hand_over_area(
    gone: Sequence[Unit], into: Unit, decision: Decision, *, receiving: Unit | None = None, by: Actor
) -> None:
    """The rows of areas that are no more end; where `into` has none for a tier, the first of them goes on for it.

    `receiving` is the body chosen for the new area, when several received before.
    """
    ids = {unit.pk for unit in gone}
    order = {unit.pk: place for place, unit in enumerate(gone)}
    rows = sorted(_still(Q(area__in=ids), decision), key=lambda row: (order[row.area_id], row.since))
    for row in rows:
        _end(row, decision, by=by)
        if not _covered(into, row.tier, decision.effective_on):
            powers = _mapped(powers_of(row), ids, into, decision)
            chosen = receiving if receiving is not None and row.receiving_id is not None else None
            if chosen is not None and chosen.pk not in ids:
                powers = replace(
                    powers, receiving=chosen, receiving_name=chosen.name, receiving_title=chosen.head_title
                )
            if not _is_gone(powers.receiving, powers.since) and not _is_gone(powers.deciding, powers.since):
                set_jurisdiction(into, Tier(row.tier), powers, by=by)


def receive_for(area: Unit, bodies: Collection[int], decision: Decision) -> bool:
    """Whether one of these bodies receives within the area on or after the day of the decision."""
    return _still(Q(area=area.pk, receiving__in=bodies), decision).exists()


def end_area(area: Unit, decision: Decision, *, by: Actor) -> None:
    """The rows of an area that is no more end with it."""
    for row in _still(Q(area=area.pk), decision):
        _end(row, decision, by=by)


def carry_name(unit: Unit, before: str, decision: Decision, *, by: Actor) -> None:
    """From the day of its new name a body receives and decides under it; earlier rows keep the old one."""
    for row in _still(Q(receiving=unit.pk) | Q(deciding=unit.pk), decision):
        powers, said = powers_of(row), powers_of(row)
        if row.receiving_id == unit.pk and row.receiving_name == before:
            powers = replace(powers, receiving_name=unit.name)
        if row.deciding_id == unit.pk and row.deciding_name == before:
            powers = replace(powers, deciding_name=unit.name)
        if powers != said:
            _follow(row, powers, decision, by=by, confirmed_by=row.confirmed_by)


def touched(units: Iterable[Unit], on: dt.date) -> QuerySet[Jurisdiction]:
    """Rows that hold on or after a day and in which these units are area, receive or decide."""
    ids = [unit.pk for unit in units]
    rows = Jurisdiction.objects.filter(Q(area__in=ids) | Q(receiving__in=ids) | Q(deciding__in=ids))
    return rows.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("area")


def _still(wanted: Q, decision: Decision) -> QuerySet[Jurisdiction]:
    rows = Jurisdiction.objects.filter(wanted).select_related("area", "receiving", "deciding")
    return rows.filter(Q(until__isnull=True) | Q(until__gte=decision.effective_on))


def _end(row: Jurisdiction, decision: Decision, *, by: Actor) -> None:
    """End a row on the day before; one that begins later never holds, since its area or body is no more."""
    if row.since < decision.effective_on:
        until = decision.effective_on - dt.timedelta(days=1)
        end_jurisdiction(row, until=until, version=row.version, by=by)


def _follow(
    row: Jurisdiction, powers: Powers, decision: Decision, *, by: Actor, confirmed_by: str = ""
) -> None:
    """Other powers from the day on: a row that began earlier ends, one that begins later is corrected."""
    if row.since >= decision.effective_on:
        new = change_jurisdiction(row, powers, version=row.version, by=by)
    else:
        _end(row, decision, by=by)
        new = set_jurisdiction(row.area, Tier(row.tier), replace(powers, since=decision.effective_on), by=by)
    if confirmed_by:
        confirm_jurisdiction(new, document=confirmed_by, version=new.version, by=by)


def _is_gone(body: Unit | None, on: dt.date) -> bool:
    return body is not None and body.is_dissolved(on)


def _mapped(powers: Powers, gone: Collection[int], into: Unit, decision: Decision) -> Powers:
    said = replace(powers, since=max(powers.since, decision.effective_on), basis=decision.words)
    if powers.receiving is not None and powers.receiving.pk in gone:
        said = replace(said, receiving=into, receiving_name=into.name, receiving_title=into.head_title)
    if powers.deciding is not None and powers.deciding.pk in gone:
        said = replace(said, deciding=into, deciding_name=into.name, deciding_title=into.head_title)
    return said


def _covered(area: Unit, tier: str, on: dt.date) -> bool:
    rows = Jurisdiction.objects.filter(area=area, tier=tier)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=on)).exists()
