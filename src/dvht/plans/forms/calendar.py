"""A date of the calendar as a text words it: before a day, no later than a day, from a day to a day (PL-3)."""

import datetime as dt
from typing import Any, ClassVar

from django import forms

from dvht.plans.models import Milestone
from dvht.ui.vietnamese import written_date

BEFORE, NO_LATER, FROM_TO = "before", "no_later", "from_to"


class MilestoneForm(forms.ModelForm[Milestone]):
    rule = forms.ChoiceField(
        label="Thời hạn tính thế nào",
        choices=(
            (NO_LATER, "Chậm nhất ngày ghi dưới đây"),
            (BEFORE, "Trước ngày ghi dưới đây (ngày cuối là hôm liền trước)"),
            (FROM_TO, "Từ ngày đến ngày"),
        ),
        widget=forms.RadioSelect,
        initial=NO_LATER,
    )
    first = forms.DateField(label="Từ ngày", required=False, help_text="Chỉ ghi khi chọn “Từ ngày đến ngày”")
    day = forms.DateField(label="Ngày", help_text="Ngày/tháng/năm, ví dụ: 15/11/2026")

    class Meta:
        model = Milestone
        fields = ("title", "actor", "reference", "note")
        help_texts: ClassVar = {"reference": "Điều, khoản hoặc kế hoạch đặt ra mốc này"}

    field_order = ("title", "actor", "rule", "first", "day", "reference", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update(_asked(self.instance))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, day = values.get("first"), values.get("day")
        if values.get("rule") == FROM_TO and not first and not self.has_error("first"):
            self.add_error("first", "Hãy ghi ngày bắt đầu.")
        if values.get("rule") == FROM_TO and first and day and first > day:
            self.add_error("first", f"Ngày bắt đầu phải đến trước {written_date(day)}.")
        return values

    def words(self) -> dict[str, Any]:
        """The milestone as written; the text's own wording stays while its days stay."""
        values = self.cleaned_data
        same_days = self.instance.pk and not {"rule", "first", "day"} & set(self.changed_data)
        first, last, wording = (
            (self.instance.starts_on, self.instance.last_day, self.instance.wording)
            if same_days
            else _meant(values["rule"], values["first"], values["day"])
        )
        kept = {name: values[name] for name in ("title", "actor", "reference", "note")}
        return {**kept, "wording": wording, "starts_on": first, "last_day": last}


def _asked(milestone: Milestone) -> dict[str, Any]:
    if milestone.starts_on:
        return {"rule": FROM_TO, "first": milestone.starts_on, "day": milestone.last_day}
    if milestone.wording.lower().startswith("trước ngày"):
        return {"rule": BEFORE, "day": milestone.last_day + dt.timedelta(days=1)}
    return {"rule": NO_LATER, "day": milestone.last_day}


def _meant(rule: str, first: dt.date | None, day: dt.date) -> tuple[dt.date | None, dt.date, str]:
    """First day, last day and wording."""
    if rule == BEFORE:
        return None, day - dt.timedelta(days=1), f"trước ngày {written_date(day)}"
    if rule == FROM_TO and first:
        return first, day, f"từ ngày {written_date(first)} đến ngày {written_date(day)}"
    return None, day, f"chậm nhất ngày {written_date(day)}"
