"""How the tree changes by a decision: merged, split, renamed, dissolved. Nothing is deleted; roles stay where they are.

Each deed holds the tree, writes the change down with the facts of that day, and leaves an event in the trail of every
unit that stands in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from dvht.audit.actions import Actor, record
from dvht.units.actions.holding import (
    THING,
    TREE_FIELDS,
    Decision,
    Snapshot,
    again,
    keep_change,
    lock_tree,
    put_under,
    refuse_dissolved,
    snapshot,
)
from dvht.units.actions.powers import carry_name, end_area, hand_over, hand_over_area, receive_for
from dvht.units.actions.tree import add_unit
from dvht.units.models import Change, ChangeKind, Unit

RENAMED: Final = ("name", "symbol", "paper_name", "place", "area")
"""Facts that a new name may bring along."""


@dataclass(frozen=True, slots=True)
class Part:
    """A new unit that comes out of a split, with the units below that go to it."""

    unit: Unit
    children: frozenset[int] = field(default_factory=frozenset)


def merge_units(
    sources: Sequence[Unit], into: Unit, *, decision: Decision, by: Actor, receiving: Unit | None = None
) -> Change:
    """Let `into` take the place of the sources: one of them that goes on, another unit, or a new one (unsaved).

    What stands below the sources moves under it. A new unit stands where the first source stood. `receiving` says who
    receives in the new area when several did. Raises ValidationError by field.
    """
    said = decision.tidy()
    with transaction.atomic():
        lock_tree()
        kept = [again(unit) for unit in {unit.pk: unit for unit in sources}.values()]
        is_new = into.pk is None
        before = kept if is_new or into.pk in {unit.pk for unit in kept} else [*kept, again(into)]
        _check_merge(before, into)
        gone = [unit for unit in kept if unit.pk != into.pk]
        children = _living_children(gone, said)
        _refuse_coming(said, children)
        old = [snapshot(unit) for unit in before]
        if is_new:
            into = add_unit(into, under=Unit.objects.get_parent(kept[0]), by=by)
        for child in children:
            if child.pk != into.pk:
                put_under(again(child), again(into))
        _dissolve(gone, said)
        hand_over_area(gone, again(into), said, receiving=receiving, by=by)
        hand_over(gone, again(into), said, by=by)
        change = keep_change(ChangeKind.MERGE, said, before=old, after=[snapshot(again(into))])
        _record("hợp nhất đơn vị", said, old, [snapshot(again(into))], by=by)
    return change


def split_unit(unit: Unit, parts: Sequence[Part], *, keeps: bool, decision: Decision, by: Actor) -> Change:
    """Let new units come out of one, which goes on (`keeps`) or is no more; raises ValidationError by field.

    Where it is no more, each unit below it must go to a part; the powers of its area end, those of a part begin where
    the body that received goes to it.
    """
    said = decision.tidy()
    with transaction.atomic():
        lock_tree()
        kept = again(unit)
        refuse_dissolved(kept)
        _check_split(kept, parts, keeps=keeps)
        children = _living_children([kept], said)
        assigned = {child for part in parts for child in part.children}
        moving = [child for child in children if child.pk in assigned]
        _refuse_coming(said, moving)
        if not keeps and len(moving) != len(children):
            left = ", ".join(child.name for child in children if child.pk not in assigned)
            raise ValidationError({"children": f"Chọn đơn vị mới cho: {left}."})
        old, parent = [snapshot(kept)], Unit.objects.get_parent(kept)
        new = [add_unit(part.unit, under=parent, by=by) for part in parts]
        for part, made in zip(parts, new, strict=True):
            for child in moving:
                if child.pk in part.children:
                    put_under(again(child), again(made))
        if not keeps:
            _dissolve([kept], said)
            _split_powers(
                kept, [(part, again(made)) for part, made in zip(parts, new, strict=True)], said, by=by
            )
        after = [snapshot(again(one)) for one in ([kept, *new] if keeps else new)]
        change = keep_change(ChangeKind.SPLIT, said, before=old, after=after)
        _record("chia tách đơn vị", said, old, after, by=by)
    return change


def rename_unit(
    unit: Unit, facts: Mapping[str, str], *, version: int, decision: Decision, by: Actor
) -> Change:
    """Give a unit another name (and what goes with it: RENAMED), as it stood at `version`.

    It takes effect when it is recorded, so its day must have come (code "future"). Papers keep the name of their day.
    """
    said = decision.tidy()
    if said.is_coming:
        raise ValidationError(
            {"effective_on": "Tên mới dùng ngay khi ghi. Hãy ghi từ ngày quyết định có hiệu lực."},
            code="future",
        )
    if unknown := set(facts) - set(RENAMED):
        raise ValueError(f"not part of a name: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        kept = again(unit)
        refuse_dissolved(kept)
        if kept.version != version:
            raise ValidationError("Người khác vừa sửa đơn vị này.", code="conflict")
        old = snapshot(kept)
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.full_clean(exclude=TREE_FIELDS)
        if kept.name == old.name:
            raise ValidationError({"name": "Tên mới giống tên đang dùng."})
        kept.version += 1
        kept.save(update_fields=[*facts, "version"])
        carry_name(kept, old.name, said, by=by)
        new = snapshot(kept)
        change = keep_change(ChangeKind.RENAME, said, before=[old], after=[new])
        _record("đổi tên đơn vị", said, [old], [new], by=by)
    return change


def dissolve_unit(
    unit: Unit,
    *,
    decision: Decision,
    by: Actor,
    children_under: Unit | None = None,
    successors: Sequence[Unit] = (),
) -> Change:
    """Let a unit be no more; what stands below it moves under another, its past is read by the successors.

    Raises ValidationError by field.
    """
    said = decision.tidy()
    with transaction.atomic():
        lock_tree()
        kept = again(unit)
        refuse_dissolved(kept)
        children = _living_children([kept], said)
        _refuse_coming(said, children)
        target = _target_of(kept, children, children_under)
        heirs = [again(one) for one in {one.pk: one for one in successors}.values()]
        for heir in heirs:
            refuse_dissolved(heir)
            if heir.pk == kept.pk:
                raise ValidationError({"successors": "Đơn vị giải thể không kế thừa chính mình."})
        old = [snapshot(kept)]
        for child in children:
            put_under(again(child), again(target)) if target else None
        _dissolve([kept], said)
        end_area(kept, said, by=by)
        hand_over([kept], again(heirs[0]) if len(heirs) == 1 else None, said, by=by)
        after = [snapshot(again(heir)) for heir in heirs]
        change = keep_change(ChangeKind.DISSOLVE, said, before=old, after=after)
        _record("giải thể đơn vị", said, old, after, by=by)
    return change


def _check_merge(units: Sequence[Unit], into: Unit) -> None:
    for unit in units:
        refuse_dissolved(unit)
    if len(units) < 2:
        raise ValidationError({"sources": "Chọn ít nhất hai đơn vị để hợp nhất."})
    for unit in units:
        above = next((one for one in units if one != unit and unit.path.startswith(one.path)), None)
        if above is not None:
            raise ValidationError(
                {"sources": f"{unit.name} đang thuộc {above.name}. Chuyển {unit.name} ra ngoài trước."}
            )
    if into.pk is None and not into.name.strip():
        raise ValidationError({"name": "Ghi tên đơn vị mới."})


def _check_split(unit: Unit, parts: Sequence[Part], *, keeps: bool) -> None:
    if len(parts) < (1 if keeps else 2):
        least = "một" if keeps else "hai"
        raise ValidationError({"parts": f"Ghi tên ít nhất {least} đơn vị mới."})
    names = [" ".join(name.casefold().split()) for name in (unit.name, *(part.unit.name for part in parts))]
    if len(set(names)) < len(names):
        raise ValidationError(
            {"parts": "Đơn vị mới phải có tên khác nhau và khác tên đơn vị được chia, tách."}
        )
    seen: set[int] = set()
    for part in parts:
        if seen & part.children:
            raise ValidationError({"children": "Mỗi đơn vị bên dưới chỉ về một đơn vị mới."})
        seen |= part.children


def _target_of(unit: Unit, children: Sequence[Unit], target: Unit | None) -> Unit | None:
    if not children:
        return None
    if target is None:
        raise ValidationError(
            {"children_under": f"{unit.name} còn {len(children)} đơn vị bên dưới. Chọn nơi chúng về."}
        )
    kept = again(target)
    refuse_dissolved(kept)
    return kept


def _living_children(units: Sequence[Unit], decision: Decision) -> list[Unit]:
    """Units right below these that still work on the day; those that are no more stay where they stood."""
    below: list[Unit] = []
    for unit in units:
        found = Unit.objects.filter(depth=unit.depth + 1, path__startswith=unit.path)
        alive = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=decision.effective_on)
        below += list(found.filter(alive).order_by("path"))
    return below


def _refuse_coming(decision: Decision, children: Sequence[Unit]) -> None:
    """What is below moves when the change is recorded, so a day to come is only for units without any."""
    if decision.is_coming and children:
        raise ValidationError(
            {
                "effective_on": f"Còn {len(children)} đơn vị bên dưới phải chuyển theo, việc chuyển có hiệu lực "
                "ngay khi ghi. Hãy ghi từ ngày quyết định có hiệu lực."
            },
            code="future",
        )


def _dissolve(units: Sequence[Unit], decision: Decision) -> None:
    for unit in units:
        kept = again(unit)
        kept.dissolved_on = decision.effective_on
        kept.version += 1
        kept.save(update_fields=["dissolved_on", "version"])


def _split_powers(unit: Unit, parts: Sequence[tuple[Part, Unit]], decision: Decision, *, by: Actor) -> None:
    """The part to which the receiving body went keeps the powers of the area; the others are to be given theirs."""
    heir = next((made for part, made in parts if receive_for(unit, part.children, decision)), None)
    if heir is None:
        end_area(unit, decision, by=by)
    else:
        hand_over_area([unit], heir, decision, by=by)
    hand_over([unit], None, decision, by=by)


def _record(
    verb: str, decision: Decision, before: Sequence[Snapshot], after: Sequence[Snapshot], *, by: Actor
) -> None:
    told: dict[str, Any] = {
        "Căn cứ": decision.words,
        "Có hiệu lực từ": f"{decision.effective_on:%d/%m/%Y}",
        "Trước": [one.name for one in before],
        "Sau": [one.name for one in after],
    }
    for unit_id, name in {one.unit.pk: one.name for one in (*before, *after)}.items():
        record(verb, by=by, thing=THING, thing_id=unit_id, label=name, unit_id=unit_id, after=told)
