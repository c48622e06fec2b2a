"""What is asked before a plan is opened again or given up."""

from typing import Any

from django import forms

from dvht.units.models import Unit


class ReopenForm(forms.Form):
    reason = forms.CharField(label="Vì sao mở lại", max_length=500, widget=forms.Textarea({"rows": 3}))


class IssueForm(forms.Form):
    """From the second time a plan is put in force, why it says something else."""

    reason = forms.CharField(
        label="Vì sao đổi kế hoạch", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Các đơn vị theo kế hoạch này đọc được lý do.",
    )  # fmt: skip


class DiscardForm(forms.Form):
    name = forms.CharField(label="Tên đơn vị", max_length=200)

    def __init__(self, unit: Unit, data: Any = None) -> None:
        super().__init__(data)
        self.unit = unit
        self.fields["name"].help_text = f"Ghi đúng: {unit.name}"

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if name != self.unit.name:
            raise forms.ValidationError("Tên chưa khớp, nên kế hoạch chưa bị bỏ.")
        return name
