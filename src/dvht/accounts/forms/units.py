"""What the browser sends about a unit."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from dvht.regulation.kinds import UNIT_KINDS
from dvht.units.models import Tier, Unit

UNIT_FACTS: Final = (
    "name", "kind", "tier", "ownership", "area", "place", "symbol", "head_title", "paper_parent", "paper_name",
)  # fmt: skip
RECEIVER_FACTS: Final = ("receiving", "receiving_name", "receiving_note")


def kind_choices() -> list[Any]:
    """The kinds of unit under their groups, an empty line first: nothing is chosen by accident."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in UNIT_KINDS.values():
        groups.setdefault(kind.group, []).append((kind.code, kind.label))
    return [("", "Chọn loại đơn vị"), *groups.items()]


class UnitForm(forms.ModelForm[Unit]):
    """The facts of a unit; `version` says on which state of it they rest."""

    kind = forms.ChoiceField(
        label="Loại đơn vị",
        choices=kind_choices,
        help_text="Theo tên gọi trong Thông tư 24/2023, 22/2020. Loại đơn vị quyết định bộ tiêu chí.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Unit
        fields = (*UNIT_FACTS, *RECEIVER_FACTS)
        labels = {  # noqa: RUF012 - Django's way of naming
            "name": "Tên đơn vị",
            "tier": "Cấp đánh giá",
            "ownership": "Loại hình",
            "area": "Địa bàn",
            "place": "Địa danh",
            "symbol": "Chữ viết tắt tên đơn vị",
            "head_title": "Chức vụ người đứng đầu",
            "paper_parent": "Cơ quan chủ quản",
            "paper_name": "Tên ghi trên văn bản",
            "receiving": "Đơn vị nhận hồ sơ",
            "receiving_name": "Hoặc ghi tên nơi nhận",
            "receiving_note": "Căn cứ về nơi nhận",
        }

    def __init__(self, *args: Any, receivers: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receiving"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Unit.objects.none() if receivers is None else receivers
            field.empty_label = "Chưa chọn"
        self.fields["area"].widget.attrs["list"] = "dia-ban"
        tier = self.fields["tier"]
        tier.help_text = (
            "Để trống thì theo loại đơn vị (Thông tư 24/2023, Điều 2). Cấp quyết định nơi nhận hồ sơ."
        )
        if isinstance(tier, forms.TypedChoiceField):
            tier.choices = [("", "Theo loại đơn vị"), *Tier.choices]
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version

    def facts(self) -> dict[str, Any]:
        """What was sent, for the action."""
        return {
            name: self.cleaned_data[name] for name in (*UNIT_FACTS, *RECEIVER_FACTS) if name in self.fields
        }


class MoveForm(forms.Form):
    under = forms.ModelChoiceField(
        Unit.objects.none(), label="Chuyển sang thuộc đơn vị", empty_label="Chọn đơn vị"
    )

    def __init__(self, *args: Any, targets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["under"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = targets


class PaperHeadForm(forms.Form):
    """What the preview of a paper's head is drawn from, however far the person has got."""

    name = forms.CharField(required=False)
    place = forms.CharField(required=False)
    symbol = forms.CharField(required=False)
    paper_parent = forms.CharField(required=False)
    paper_name = forms.CharField(required=False)
