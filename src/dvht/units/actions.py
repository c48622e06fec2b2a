"""Deeds on the tree of units. Each checks the facts, acts at once or not at all, and leaves one event."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dvht.audit.actions import Actor, record
from dvht.units.models import Unit

_TREE_FIELDS = ("path", "depth", "numchild")
_FACTS = (
    "name", "kind", "ownership", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
    "receiving", "receiving_name", "receiving_note",
)  # fmt: skip
THING = "units.Unit"
DEEPEST = 255 // Unit.steplen
"""Levels that the column of the tree's paths has room for."""


def add_unit(unit: Unit, *, under: Unit | None, by: Actor) -> Unit:
    """Put a new unit into the tree, under another or as a root; raises ValidationError by field."""
    unit.full_clean(exclude=_TREE_FIELDS)
    with transaction.atomic():
        if under is None:
            Unit.objects.add_root(instance=unit)
        else:
            Unit.objects.add_child(_again(under), instance=unit)
        said = {name: value for name, value in _facts(unit).items() if value not in (None, "")}
        record(
            "thêm đơn vị", by=by, thing=THING, thing_id=unit.pk, label=unit.name, unit_id=unit.pk, after=said
        )
    return unit


def change_unit(unit: Unit, changes: Mapping[str, Any], *, version: int, by: Actor) -> Unit:
    """Change facts of a unit as it stood at `version`; `changes` names fields of the model.

    Nothing is written when nothing changes. Raises ValidationError, with code "conflict" when it moved on.
    """
    if unknown := set(changes) - set(_FACTS):
        raise ValueError(f"not facts of a unit: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        kept = _again(unit)
        if kept.version != version:
            raise ValidationError("Người khác vừa sửa đơn vị này.", code="conflict")
        before = _facts(kept)
        for name, value in changes.items():
            setattr(kept, name, value)
        kept.full_clean(exclude=_TREE_FIELDS)
        after = _facts(kept)
        changed = [name for name in _FACTS if before[name] != after[name]]
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


def move_unit(unit: Unit, *, under: Unit, by: Actor) -> Unit:
    """Put a unit with everything below it under another unit; raises ValidationError where that can't be."""
    with transaction.atomic():
        _lock_tree()
        kept, target = _again(unit), _again(under)
        if target.path.startswith(kept.path):
            raise ValidationError(
                f"{kept.name} không thể thuộc chính mình hoặc đơn vị bên dưới mình. Chọn đơn vị khác.",
                code="invalid",
            )
        parent = Unit.objects.get_parent(kept)
        if parent == target:
            return kept
        if _too_deep(kept, target):
            raise ValidationError("Cây đơn vị quá nhiều cấp. Chọn đơn vị ở cấp cao hơn.", code="invalid")
        Unit.objects.move(kept, target, "last-child")
        moved = _again(kept)
        record(
            "chuyển đơn vị",
            by=by,
            thing=THING,
            thing_id=moved.pk,
            label=moved.name,
            unit_id=moved.pk,
            before={"Thuộc": parent.name if parent else None},
            after={"Thuộc": target.name},
        )
    return moved


def _again(unit: Unit) -> Unit:
    """The row as it stands now, held until the deed is done."""
    kept: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    return kept


def _lock_tree() -> None:
    """Hold every row that a move may rewrite, so that two moves can't cross."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _too_deep(unit: Unit, target: Unit) -> bool:
    deepest = Unit.objects.filter(path__startswith=unit.path).aggregate(deepest=Max("depth"))["deepest"]
    levels = target.depth + 1 + deepest - unit.depth
    return bool(levels > DEEPEST)


def _facts(unit: Unit) -> dict[str, Any]:
    facts = {name: getattr(unit, name) for name in _FACTS}
    return {**facts, "receiving": unit.receiving.name if unit.receiving else None}
