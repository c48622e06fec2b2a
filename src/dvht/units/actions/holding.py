"""What every deed on the tree needs: rows held, facts in words, the decision behind a change."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from dvht.units.models import DEEPEST, Change, ChangedUnit, ChangeKind, Side, Unit

TREE_FIELDS: Final = ("path", "depth", "numchild")
FACTS: Final = (
    "name", "kind", "tier", "ownership", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
    "receiving", "receiving_name", "receiving_note",
)  # fmt: skip
THING: Final = "units.Unit"
EARLIEST: Final = 1945
"""An earlier year of a decision is mistyped: 0026 for 2026."""
LONGEST_WAIT: Final = 366
"""Days from now to when a change takes effect at most: a unit that is to end is held from when it is written down."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision by which the tree changes, in the words of the paper."""

    number: str
    decided_on: dt.date
    decided_by: str
    effective_on: dt.date
    note: str = ""

    def tidy(self) -> "Decision":
        """The same without stray spaces; raises ValidationError by field where something is missing."""
        words = {
            name: " ".join(unicodedata.normalize("NFC", getattr(self, name)).split())
            for name in ("number", "decided_by", "note")
        }
        problems = {}
        if not words["number"]:
            problems["number"] = "Ghi số quyết định."
        if not words["decided_by"]:
            problems["decided_by"] = "Ghi cơ quan ra quyết định."
        if self.decided_on > timezone.localdate():
            problems["decided_on"] = "Ngày ký quyết định chưa đến. Kiểm tra lại ngày."
        if self.decided_on.year < EARLIEST or self.effective_on.year < EARLIEST:
            problems["effective_on"] = f"Có ngày trước năm {EARLIEST}. Kiểm tra lại năm của hai ngày."
        elif (self.effective_on - timezone.localdate()).days > LONGEST_WAIT:
            problems["effective_on"] = "Ngày có hiệu lực còn hơn một năm nữa. Kiểm tra lại năm."
        elif self.effective_on < self.decided_on and (self.decided_on - self.effective_on).days > 366:
            problems["effective_on"] = "Ngày có hiệu lực trước ngày ký hơn một năm. Kiểm tra lại hai ngày."
        if problems:
            raise ValidationError(problems)
        return Decision(
            words["number"], self.decided_on, words["decided_by"], self.effective_on, words["note"]
        )

    @property
    def is_coming(self) -> bool:
        return self.effective_on > timezone.localdate()

    @property
    def words(self) -> str:
        """As a basis is written."""
        return f"Quyết định số {self.number} ngày {self.decided_on:%d/%m/%Y} của {self.decided_by}"


def again(unit: Unit) -> Unit:
    """The row as it stands now, held until the deed is done."""
    kept: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    return kept


def lock_tree() -> None:
    """Hold every row that a move may rewrite, so that two moves can't cross."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def hold_changes() -> None:
    """Hold the root: of two who do this before they compare the tree with how it stood, one waits for the other."""
    list(Unit.objects.select_for_update(no_key=True).order_by("path").values_list("pk", flat=True)[:1])


def refuse_dissolved(unit: Unit) -> None:
    """Nothing new stands under a body that is or will be no more, and nothing is given to it."""
    if unit.dissolved_on is not None:
        raise ValidationError(
            f"{unit.name} thôi hoạt động từ {unit.dissolved_on:%d/%m/%Y}. Chọn đơn vị đang hoạt động.",
            code="dissolved",
        )


def put_under(unit: Unit, target: Unit) -> Unit:
    """Move a unit with everything below it; the tree is held. Raises ValidationError where that can't be."""
    if target.path.startswith(unit.path):
        raise ValidationError(
            f"{unit.name} không thể thuộc chính mình hoặc đơn vị bên dưới mình. Chọn đơn vị khác.",
            code="invalid",
        )
    deepest = Unit.objects.filter(path__startswith=unit.path).aggregate(deepest=Max("depth"))["deepest"]
    refuse_too_deep(target.depth + 1 + deepest - unit.depth)
    Unit.objects.move(unit, target, "last-child")
    return again(unit)


def refuse_too_deep(levels: int) -> None:
    if levels > DEEPEST:
        raise ValidationError("Cây đơn vị quá nhiều cấp. Chọn đơn vị ở cấp cao hơn.", code="invalid")


def facts_of(unit: Unit) -> dict[str, Any]:
    facts = {name: getattr(unit, name) for name in FACTS}
    return {**facts, "receiving": unit.receiving.name if unit.receiving else None}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A unit as it stands at a moment of a change."""

    unit: Unit
    name: str
    facts: dict[str, Any]


def snapshot(unit: Unit) -> Snapshot:
    """What a change keeps of a unit: its facts and under whom it stands."""
    parent = Unit.objects.get_parent(unit)
    return Snapshot(unit, unit.name, {**facts_of(unit), "under": parent.name if parent else ""})


def keep_change(
    kind: ChangeKind, decision: Decision, *, before: Sequence[Snapshot], after: Sequence[Snapshot]
) -> Change:
    """Write the change down for good, with those before and after it."""
    change = Change.objects.create(
        kind=kind,
        effective_on=decision.effective_on,
        decision_number=decision.number,
        decided_on=decision.decided_on,
        decided_by=decision.decided_by,
        note=decision.note,
    )
    ChangedUnit.objects.bulk_create(
        ChangedUnit(change=change, unit=one.unit, side=side, name=one.name, facts=one.facts)
        for side, ones in ((Side.BEFORE, before), (Side.AFTER, after))
        for one in ones
    )
    return change
