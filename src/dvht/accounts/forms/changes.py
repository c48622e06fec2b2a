"""What the browser sends when the tree changes by a decision."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from dvht.ui.forms import RowsField
from dvht.units.actions import Decision, Part
from dvht.units.models import Unit

NEW: Final = "new"
PARTS: Final = range(1, 5)
"""How many new units one split may make on the page."""


class DecisionForm(forms.Form):
    """The decision behind a change, in the words of the paper."""

    number = forms.CharField(label="Số quyết định", max_length=60, help_text="Ví dụ: 12/QĐ-UBND")
    decided_on = forms.DateField(label="Ngày ký")
    decided_by = forms.CharField(label="Cơ quan ra quyết định", max_length=200)
    effective_on = forms.DateField(label="Có hiệu lực từ ngày")
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def decision(self) -> Decision:
        said = self.cleaned_data
        return Decision(
            said["number"], said["decided_on"], said["decided_by"], said["effective_on"], said["note"]
        )

    def asks_by_choice(self) -> frozenset[str]:
        """Fields that one choice of the form asks for and another doesn't: nothing calls them optional."""
        return frozenset()

    def own_fields(self) -> list[forms.BoundField]:
        """What this kind of change asks besides the decision."""
        return [self[name] for name in self.fields if name not in DecisionForm.base_fields]

    def decision_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DecisionForm.base_fields]


class MergeForm(DecisionForm):
    """A unit with others beside it become one: one of them that goes on, or a new one."""

    others = RowsField(Unit.objects.none(), label="Hợp nhất với", widget=forms.CheckboxSelectMultiple)
    into = forms.ChoiceField(label="Thành", help_text="Đơn vị đang có thì giữ tên và số liệu của mình")
    name = forms.CharField(
        label="Tên đơn vị mới", max_length=200, required=False, help_text="Ghi khi thành một đơn vị mới"
    )
    symbol = forms.CharField(
        label="Chữ viết tắt", max_length=30, required=False, help_text="Ghi khi thành một đơn vị mới"
    )
    place = forms.CharField(
        label="Địa danh trên văn bản",
        max_length=100,
        required=False,
        help_text="Để trống thì như của đơn vị đầu tiên",
    )
    area = forms.CharField(label="Địa bàn", max_length=200, required=False)
    receiving = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Cơ quan nhận hồ sơ ở địa bàn mới",
        required=False,
        empty_label="Như của đơn vị đầu tiên",
    )

    def __init__(
        self, *args: Any, unit: Unit, siblings: QuerySet[Unit], receivers: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        _choose(self, "others", siblings)
        _choose(self, "receiving", receivers)
        if not receivers:
            del self.fields["receiving"]
        field = self.fields["into"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (NEW, "một đơn vị mới"),
                *((str(one.pk), f"{one.name} (đang có)") for one in [unit, *siblings]),
            ]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        known = {str(one.pk) for one in [self.unit, *said.get("others", [])]}
        if said.get("into") == NEW:
            for name, words in (
                ("name", "Ghi tên đơn vị mới."),
                ("symbol", "Ghi chữ viết tắt."),
            ):
                if not said.get(name):
                    self.add_error(name, words)
        elif said.get("into") and said["into"] not in known:
            self.add_error("into", "Đơn vị này chưa được chọn ở “Hợp nhất với”.")
        return said

    def asks_by_choice(self) -> frozenset[str]:
        return frozenset({"name", "symbol"})

    def sources(self) -> list[Unit]:
        return [self.unit, *self.cleaned_data["others"]]

    def target(self) -> Unit:
        """The unit that goes on, or a new one like the first."""
        said = self.cleaned_data
        if said["into"] != NEW:
            return next(one for one in self.sources() if str(one.pk) == said["into"])
        return _like(self.unit, said["name"], said["symbol"], said["place"] or self.unit.place, said["area"])


class SplitForm(DecisionForm):
    """New units come out of one; each unit below goes with one of them or stays."""

    keeps = forms.ChoiceField(
        label="Sau khi chia, tách",
        choices=[
            ("yes", "Tách: đơn vị này vẫn hoạt động"),
            ("no", "Chia: đơn vị này thôi hoạt động"),
        ],
    )

    def __init__(self, *args: Any, unit: Unit, children: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.children = unit, children
        for number in PARTS:
            self.fields[f"name_{number}"] = forms.CharField(
                label=f"Tên đơn vị mới thứ {number}", max_length=200, required=number == 1
            )
            self.fields[f"symbol_{number}"] = forms.CharField(
                label=f"Chữ viết tắt của đơn vị mới thứ {number}", max_length=30, required=number == 1
            )
        stay = [("", "ở lại"), *((str(number), f"về đơn vị mới thứ {number}") for number in PARTS)]
        for child in children:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=child.name, choices=stay, required=False
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for number in PARTS:
            if said.get(f"name_{number}") and not said.get(f"symbol_{number}"):
                self.add_error(f"symbol_{number}", "Ghi chữ viết tắt.")
        self._refuse_taken(said)
        for child in self.children:
            part = said.get(f"child_{child.pk}")
            if part and not said.get(f"name_{part}"):
                self.add_error(f"child_{child.pk}", f"Chưa ghi tên đơn vị mới thứ {part}.")
        return said

    def _refuse_taken(self, said: dict[str, Any]) -> None:
        """Two units of one name could not be told apart on any list."""
        taken = {
            _folded(self.unit.name): f"Đơn vị được chia, tách đang tên là {self.unit.name}. Ghi tên khác."
        }
        for number in PARTS:
            name = _folded(said.get(f"name_{number}") or "")
            if name in taken:
                self.add_error(f"name_{number}", taken[name])
            elif name:
                taken[name] = f"Trùng tên đơn vị mới thứ {number}. Ghi tên khác."

    def parts(self) -> list[Part]:
        said = self.cleaned_data
        return [
            Part(
                _like(
                    self.unit,
                    said[f"name_{number}"],
                    said[f"symbol_{number}"],
                    self.unit.place,
                    self.unit.area,
                ),
                frozenset(one.pk for one in self.children if said.get(f"child_{one.pk}") == str(number)),
            )
            for number in PARTS
            if said.get(f"name_{number}")
        ]


class RenameForm(DecisionForm):
    name = forms.CharField(label="Tên mới", max_length=200)
    symbol = forms.CharField(label="Chữ viết tắt", max_length=30)
    paper_name = forms.CharField(
        label="Tên ghi trên văn bản", max_length=200, required=False, help_text="Để trống nếu giống tên mới"
    )
    place = forms.CharField(label="Địa danh trên văn bản", max_length=100)
    area = forms.CharField(label="Địa bàn", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TransferForm(DecisionForm):
    under = forms.ModelChoiceField(
        Unit.objects.none(), label="Chuyển về trực thuộc", empty_label="Chọn cơ quan"
    )

    def __init__(self, *args: Any, targets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "under", targets)


class DissolveForm(DecisionForm):
    children_under = forms.ModelChoiceField(
        Unit.objects.none(), label="Các đơn vị bên dưới chuyển về", empty_label="Chọn cơ quan"
    )
    successors = RowsField(
        Unit.objects.none(),
        label="Kế thừa hồ sơ, tài liệu",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Người làm việc ở nơi kế thừa xem được những gì đơn vị để lại",
    )

    def __init__(
        self, *args: Any, targets: QuerySet[Unit], heirs: QuerySet[Unit], has_children: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "children_under", targets)
        _choose(self, "successors", heirs)
        if not has_children:
            del self.fields["children_under"]


def _choose(form: forms.Form, name: str, units: QuerySet[Unit]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = units


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _like(unit: Unit, name: str, symbol: str, place: str, area: str) -> Unit:
    """A new unit of the same kind."""
    return Unit(
        name=name,
        symbol=symbol,
        place=place,
        area=area or unit.area,
        kind=unit.kind,
        tier=unit.tier,
        ownership=unit.ownership,
        head_title=unit.head_title,
        paper_parent=unit.paper_parent,
    )
