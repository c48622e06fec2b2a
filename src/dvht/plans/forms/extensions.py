"""What is written to give a unit more time, and to take it back."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from dvht.plans.models import Milestone
from dvht.plans.queries import SUBMISSION_CODES
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit


class ExtensionForm(forms.Form):
    unit = forms.ChoiceField(label="Đơn vị được gia hạn")
    milestone = forms.ChoiceField(
        label="Mốc",
        help_text="Chỉ các mốc do đơn vị thực hiện",
        error_messages={"invalid_choice": "Mốc này không do đơn vị thực hiện. Chọn một mốc trong danh sách."},
    )
    until = forms.DateField(label="Đến hết ngày", help_text="Ngày/tháng/năm, ví dụ: 20/11/2026")
    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(
        self, units: Iterable[Unit], days: Iterable[Milestone], data: Any = None, first: str = ""
    ) -> None:
        super().__init__(data)
        self.units = {str(unit.pk): unit for unit in units}
        self.days = {str(day.pk): day for day in days}
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            ("", "Chọn đơn vị"),
            *((key, unit.name) for key, unit in self.units.items()),
        ]
        cast(forms.ChoiceField, self.fields["milestone"]).choices = [
            (key, f"{day.title} (ngày cuối {written_date(day.last_day)})") for key, day in self.days.items()
        ]
        submission = next((key for key, day in self.days.items() if day.code in SUBMISSION_CODES), None)
        self.initial = {"unit": first if first in self.units else "", "milestone": submission}

    def asked(self) -> tuple[Milestone, Unit]:
        return self.days[self.cleaned_data["milestone"]], self.units[self.cleaned_data["unit"]]


class RevokeForm(forms.Form):
    reason = forms.CharField(label="Lý do thu hồi", max_length=500, widget=forms.Textarea({"rows": 3}))
