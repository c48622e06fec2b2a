"""What the browser sends about who receives and who decides within an area."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from dvht.units.actions import Powers
from dvht.units.models import Jurisdiction, Tier, Unit


class JurisdictionForm(forms.Form):
    """A row; `version` says on which state of it the form rests. An empty name is taken from the body chosen."""

    tier = forms.ChoiceField(
        label="Cho các đơn vị thuộc",
        choices=Tier.choices,
        help_text="Cấp theo Thông tư 24/2023, Điều 2; mỗi đơn vị có cấp của mình.",
    )
    receiving = forms.ModelChoiceField(Unit.objects.none(), label="Nơi nhận hồ sơ", required=False)
    receiving_name = forms.CharField(
        label="Hoặc ghi tên nơi nhận",
        max_length=200,
        required=False,
        help_text="Ghi khi cơ quan không có trong danh sách; để trống thì lấy tên đơn vị đã chọn",
    )
    receiving_title = forms.CharField(
        label="Chức vụ người đứng đầu nơi nhận",
        max_length=100,
        required=False,
        help_text="Ví dụ: Trưởng phòng; để trống thì lấy của đơn vị đã chọn",
    )
    deciding = forms.ModelChoiceField(Unit.objects.none(), label="Nơi quyết định công nhận", required=False)
    deciding_name = forms.CharField(label="Hoặc ghi tên nơi quyết định", max_length=200, required=False)
    deciding_title = forms.CharField(
        label="Chức vụ người quyết định", max_length=200, required=False, help_text="Ví dụ: Chủ tịch UBND xã"
    )
    since = forms.DateField(label="Từ ngày", help_text="Ví dụ: 01/07/2025")
    until = forms.DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết")
    basis = forms.CharField(
        label="Căn cứ",
        max_length=500,
        required=False,
        help_text="Văn bản giao việc này, nếu có",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, bodies: QuerySet[Unit], row: Jurisdiction | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("receiving", "deciding"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = bodies
                field.empty_label = "Không có trong danh sách"
        if row is not None:
            del self.fields["tier"]
            for name, value in _initial(row).items():
                self.fields[name].initial = value

    def powers(self) -> Powers:
        return Powers(**{name: self.cleaned_data[name] for name in Powers.__dataclass_fields__})


def _initial(row: Jurisdiction) -> dict[str, Any]:
    """What a row says; a name or title that is just the body's stays empty, so that another body brings its own."""
    said: dict[str, Any] = {name: getattr(row, name) for name in ("since", "until", "basis", "version")}
    for side in ("receiving", "deciding"):
        body: Unit | None = getattr(row, side)
        name, title = getattr(row, f"{side}_name"), getattr(row, f"{side}_title")
        said[side] = body.pk if body else None
        said[f"{side}_name"] = "" if body and body.name == name else name
        said[f"{side}_title"] = "" if body and body.head_title == title else title
    return said


class EndForm(forms.Form):
    until = forms.DateField(label="Đến hết ngày")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    document = forms.CharField(
        label="Văn bản xác nhận",
        max_length=300,
        help_text="Ví dụ: Công văn số 12/SGDĐT-GDTX ngày 05/01/2026",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
