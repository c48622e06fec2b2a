"""A date of the calendar as a text words it: before a day, no later than a day, from a day to a day (PL-3)."""

import calendar as gregorian
import datetime as dt
from typing import Any, ClassVar, Final

from django import forms

from dvht.plans.models import DateKind, Milestone
from dvht.plans.queries.wording import SCHOOL_YEAR_WORDS
from dvht.ui.vietnamese import written_date

BEFORE, NO_LATER, FROM_TO, IN_MONTH, SCHOOL_YEAR = (
    "before",
    "no_later",
    "from_to",
    "in_month",
    "school_year_end",
)


class MilestoneForm(forms.ModelForm[Milestone]):
    rule = forms.ChoiceField(
        label="Thời hạn tính thế nào",
        choices=(
            (NO_LATER, "Chậm nhất ngày ghi dưới đây"),
            (BEFORE, "Trước ngày ghi dưới đây (ngày cuối là hôm liền trước)"),
            (FROM_TO, "Từ ngày đến ngày"),
            (IN_MONTH, "Trong tháng có ngày ghi dưới đây (ngày cuối là ngày cuối tháng)"),
            (SCHOOL_YEAR, "Cuối năm học (chưa văn bản nào nói là ngày nào: ghi ngày cơ quan mình định)"),
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
        kind, first, last, wording = (
            (self.instance.kind, self.instance.starts_on, self.instance.last_day, self.instance.wording)
            if same_days
            else _meant(values["rule"], values["first"], values["day"])
        )
        kept = {name: values[name] for name in ("title", "actor", "reference", "note")}
        return {**kept, "kind": kind, "wording": wording, "starts_on": first, "last_day": last}


def _asked(milestone: Milestone) -> dict[str, Any]:
    rule = RULES[DateKind(milestone.kind)]
    if milestone.starts_on and rule == NO_LATER:
        rule = FROM_TO
    first = milestone.starts_on if rule == FROM_TO else None
    day = milestone.last_day + dt.timedelta(days=1) if rule == BEFORE else milestone.last_day
    return {"rule": rule, "first": first, "day": day}


RULES: Final = {
    DateKind.BEFORE: BEFORE,
    DateKind.BY: NO_LATER,
    DateKind.FROM_TO: FROM_TO,
    DateKind.IN_MONTH: IN_MONTH,
    DateKind.SCHOOL_YEAR_END: SCHOOL_YEAR,
}


def _meant(rule: str, first: dt.date | None, day: dt.date) -> tuple[DateKind, dt.date | None, dt.date, str]:
    """Kind, first day, last day and wording (PL-3)."""
    if rule == BEFORE:
        return DateKind.BEFORE, None, day - dt.timedelta(days=1), f"trước ngày {written_date(day)}"
    if rule == FROM_TO and first:
        words = f"từ ngày {written_date(first)} đến ngày {written_date(day)}"
        return DateKind.FROM_TO, first, day, words
    if rule == IN_MONTH:
        last = day.replace(day=gregorian.monthrange(day.year, day.month)[1])
        return DateKind.IN_MONTH, day.replace(day=1), last, f"trong tháng {day:%m/%Y}"
    if rule == SCHOOL_YEAR:
        return DateKind.SCHOOL_YEAR_END, None, day, SCHOOL_YEAR_WORDS
    return DateKind.BY, None, day, f"chậm nhất ngày {written_date(day)}"
