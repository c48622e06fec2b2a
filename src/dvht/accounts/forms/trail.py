"""What the browser sends to the audit trail."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from dvht.units.models import Unit

VERBS: Final = 60
"""Longest verb of the trail."""


class TrailForm(forms.Form):
    """Which events of the trail to show; what isn't understood is left out, with a word beside its field."""

    person = forms.CharField(label="Người làm", max_length=200, required=False)
    verb = forms.CharField(label="Việc", max_length=VERBS, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả")
    since = forms.DateField(label="Từ ngày", required=False)
    until = forms.DateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], verbs: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = units
        self.fields["verb"] = forms.ChoiceField(
            label="Việc", required=False, choices=[("", "Tất cả"), *((verb, verb) for verb in verbs)]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            if cleaned.get(name) and not 2000 <= cleaned[name].year <= 2999:
                self.add_error(name, "Ghi năm từ 2000 đến 2999.")
        since: date | None = cleaned.get("since")
        until: date | None = cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "Đến ngày phải sau hoặc bằng từ ngày.")
        return cleaned
