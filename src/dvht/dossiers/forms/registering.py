"""What came on paper or by mail: when, how, what it asks for, and its values as far as somebody types them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from dvht.dossiers.models import Channel
from dvht.dossiers.queries.goals import goals_of
from dvht.dossiers.queries.listing import nothing_to_examine
from dvht.regulation.facts import RowFacts, suggested_points
from dvht.regulation.kinds import Ownership
from dvht.regulation.pack import Pack
from dvht.regulation.rows import GRADE_WORDS, Row, UnitFacts
from dvht.ui.vietnamese import written_number
from dvht.units.models import Unit

MET = [("", "Chưa ghi"), ("yes", "Đạt"), ("no", "Không đạt")]


@dataclass(frozen=True)
class RowFields:
    """A row of the pack with the boxes for it."""

    row: Row
    boxes: tuple[forms.BoundField, ...]


class RegisterForm(forms.Form):
    """The arrival of one unit's dossier; scans are read beside it, file by file."""

    channel = forms.ChoiceField(
        label="Cách nộp", choices=[one for one in Channel.choices if one[0] != Channel.ONLINE.value]
    )
    arrived_on = forms.DateField(label="Ngày đến")
    requested = forms.ChoiceField(
        label="Đề nghị công nhận", error_messages={"required": "Chọn mức, loại mà đơn vị đề nghị."}
    )
    late_reason = forms.CharField(
        label="Lý do nộp muộn", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    member_total = forms.IntegerField(
        label="Tổng số thành viên", required=False, min_value=1, max_value=1_000_000
    )

    def __init__(
        self, unit: Unit, pack: Pack, data: Mapping[str, Any] | None = None, scans: Collection[object] = ()
    ) -> None:
        super().__init__(data, initial={"arrived_on": timezone.localdate()})
        self.pack, self.scans = pack, scans
        facts = UnitFacts(unit.kind, Ownership(unit.ownership))
        self.bound_rows = [
            row
            for row in pack.rows
            if any(row.applies(facts, level).applies for level in pack.levels or (None,))
        ]
        requested = self.fields["requested"]
        assert isinstance(requested, forms.ChoiceField)  # noqa: S101 - declared above
        requested.choices = [("", "Chọn"), *goals_of(pack)]
        for place, row in enumerate(self.bound_rows):
            for name, field in _boxes(row, pack):
                self.fields[f"r{place}-{name}"] = field

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[RowFields, ...]], ...]:
        places = {row.code: place for place, row in enumerate(self.bound_rows)}
        return tuple(
            (
                f"{group.code}. {group.title}",
                tuple(
                    RowFields(row, self._boxes_of(places[row.code]))
                    for row in group.rows
                    if row.code in places
                ),
            )
            for group in self.pack.groups
        )

    def _boxes_of(self, place: int) -> tuple[forms.BoundField, ...]:
        return tuple(self[name] for name in self.fields if name.startswith(f"r{place}-"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for place, row in enumerate(self.bound_rows):
            boxes = [name for name, _ in _boxes(row, self.pack)]
            if not any(f"r{place}-{name}" in self.errors for name in boxes):
                stated = {name: cleaned.get(f"r{place}-{name}") for name in boxes}
                for name, wrong in (_wrong_counts(stated) or _wrong_points(row, stated)).items():
                    self.add_error(f"r{place}-{name}", f"{row.code}: {wrong}")
        nothing = nothing_to_examine(self.pack, self.values, self.scans)
        if nothing and self.errors.keys() <= self.base_fields.keys():
            self.add_error(None, nothing)
        return cleaned

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """What was typed of the rows, as the engine reads it; only of a valid form."""
        values = {}
        for place, row in enumerate(self.bound_rows):
            stated = {name: self.cleaned_data.get(f"r{place}-{name}") for name, _ in _boxes(row, self.pack)}
            if fact := _fact(row, stated):
                values[row.code] = fact
        return values


def _boxes(row: Row, pack: Pack) -> Iterator[tuple[str, forms.Field]]:
    if row.measure == "condition":
        yield "met", forms.ChoiceField(label="Kết quả", choices=MET, required=False)
    elif row.measure == "grade":
        words = [("", "Chưa ghi"), *((code, words.capitalize()) for code, words in GRADE_WORDS.items())]
        yield "grade", forms.ChoiceField(label="Mức", choices=words, required=False)
    else:
        names = {"count": "Số đạt"}
        if row.count_by_level:
            names = {"count": "Số đạt mức 1", "count_level_2": "Số đạt mức 2"}
        for name, label in (*names.items(), ("total", "Tổng số")):
            yield name, forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000_000)
    if pack.scheme == "points":
        yield (
            "points",
            forms.DecimalField(
                label="Điểm", required=False, min_value=0, max_digits=5, decimal_places=2, localize=True
            ),
        )
        yield "reason", forms.CharField(label="Lý do khác gợi ý", required=False, max_length=1000)
    yield "evidence", forms.IntegerField(label="Số minh chứng", required=False, min_value=0, max_value=10_000)


def _wrong_counts(stated: Mapping[str, Any]) -> dict[str, str]:
    """What can't be in the numbers of a row, by box; nothing is dropped in silence."""
    words = {"count": "số đạt", "count_level_2": "số đạt mức 2"}
    counts = {name: stated[name] for name in words if stated.get(name) is not None}
    total = stated.get("total")
    if counts and not total:
        return {"total": "thiếu tổng số." if total is None else "tổng số phải lớn hơn 0."}
    return {name: f"{words[name]} lớn hơn tổng số." for name, count in counts.items() if count > total}


def _wrong_points(row: Row, stated: Mapping[str, Any]) -> dict[str, str]:
    """The same of points; those that differ from what the figures suggest want a reason."""
    points = stated.get("points")
    if points is None:
        return {}
    if row.max_points is not None and points > row.max_points:
        return {"points": f"điểm tối đa là {written_number(row.max_points)}."}
    facts = RowFacts(
        met={"yes": True, "no": False}.get(stated.get("met") or ""),
        count=stated.get("count"),
        total=stated.get("total"),
    )
    if not facts.given:
        return {"points": "ghi kết quả rồi mới ghi điểm."}
    suggested = suggested_points(row, facts)
    if points != suggested and not stated.get("reason"):
        return {"reason": f"điểm khác điểm gợi ý {written_number(suggested)} thì ghi lý do."}
    return {}


def _fact(row: Row, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The row as the engine reads it; empty while nothing was typed."""
    fact: dict[str, Any] = {}
    if stated.get("met"):
        fact["met"] = stated["met"] == "yes"
    if stated.get("grade"):
        fact["grade"] = stated["grade"]
    if stated.get("count") is not None and stated.get("total"):
        fact |= _counted(row, stated)
    if fact and stated.get("points") is not None:
        fact["points"] = f"{stated['points']:.2f}"
        if stated.get("reason"):
            fact["reason"] = stated["reason"]
    if stated.get("evidence"):
        fact["evidence"] = stated["evidence"]
    return fact


def _counted(row: Row, stated: Mapping[str, Any]) -> dict[str, Any]:
    second = stated.get("count_level_2")
    if row.count_by_level and second is not None:
        return {"count_by_level": {"1": stated["count"], "2": second}, "total": stated["total"]}
    return {"count": stated["count"], "total": stated["total"]}
