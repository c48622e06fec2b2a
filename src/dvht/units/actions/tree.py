"""Deeds on the tree of units. Each checks the facts, acts at once or not at all, and leaves one event."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.audit.actions import Actor, record
from dvht.units.actions.holding import (
    FACTS,
    THING,
    TREE_FIELDS,
    Decision,
    again,
    facts_of,
    keep_change,
    lock_tree,
    put_under,
    refuse_dissolved,
    refuse_too_deep,
    snapshot,
)
from dvht.units.models import ChangeKind, Unit, tier_of


def add_unit(unit: Unit, *, under: Unit | None, by: Actor) -> Unit:
    """Put a new unit into the tree, under another or as a root; raises ValidationError by field."""
    unit.full_clean(exclude=TREE_FIELDS)
    with transaction.atomic():
        if under is None:
            Unit.objects.add_root(instance=unit)
        else:
            above = again(under)
            refuse_dissolved(above)
            refuse_too_deep(above.depth + 1)
            Unit.objects.add_child(above, instance=unit)
        said = {name: value for name, value in facts_of(unit).items() if value not in (None, "")}
        record(
            "thêm đơn vị", by=by, thing=THING, thing_id=unit.pk, label=unit.name, unit_id=unit.pk, after=said
        )
    return unit


def change_unit(unit: Unit, changes: Mapping[str, Any], *, version: int, by: Actor) -> Unit:
    """Change facts of a unit as it stood at `version`; `changes` names fields of the model.

    Nothing is written when nothing changes. Raises ValidationError, with code "conflict" when it moved on.
    """
    if unknown := set(changes) - set(FACTS):
        raise ValueError(f"not facts of a unit: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        kept = again(unit)
        if kept.version != version:
            raise ValidationError("Người khác vừa sửa đơn vị này.", code="conflict")
        before = facts_of(kept)
        for name, value in changes.items():
            setattr(kept, name, value)
        kept.tier = kept.tier or tier_of(kept.kind).value
        kept.full_clean(exclude=TREE_FIELDS)
        after = facts_of(kept)
        changed = [name for name in FACTS if before[name] != after[name]]
        if not changed:
            return kept
        kept.version += 1
        kept.save(update_fields=[*changed, "version"])
        record(
            "sửa đơn vị",
            by=by,
            thing=THING,
            thing_id=kept.pk,
            label=kept.name,
            unit_id=kept.pk,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return kept


def move_unit(unit: Unit, *, under: Unit, by: Actor, decision: Decision | None = None) -> Unit:
    """Put a unit with everything below it under another unit; raises ValidationError where that can't be.

    Without a decision this mends a mistake in the tree. With one it is a change, kept with its paper; it takes effect
    when it is recorded, so its day must have come (code "future").
    """
    said = decision.tidy() if decision else None
    if said and said.is_coming:
        raise ValidationError(
            {"effective_on": "Việc chuyển có hiệu lực ngay khi ghi. Hãy ghi từ ngày quyết định có hiệu lực."},
            code="future",
        )
    with transaction.atomic():
        lock_tree()
        kept, target = again(unit), again(under)
        refuse_dissolved(kept)
        refuse_dissolved(target)
        parent = Unit.objects.get_parent(kept)
        if parent == target:
            return kept
        before = snapshot(kept)
        moved = put_under(kept, target)
        if said:
            keep_change(ChangeKind.MOVE, said, before=[before], after=[snapshot(moved)])
        record(
            "chuyển đơn vị",
            by=by,
            thing=THING,
            thing_id=moved.pk,
            label=moved.name,
            unit_id=moved.pk,
            before={"Thuộc": parent.name if parent else None},
            after={"Thuộc": target.name, **({"Căn cứ": said.words} if said else {})},
        )
    return moved
