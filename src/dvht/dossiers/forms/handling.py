"""Handing in, giving back, passing on, closing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone

from dvht.accounts.models import User
from dvht.dossiers.queries.delivered import SentRow
from dvht.dossiers.queries.mending import wrong_mending_day

LONG = forms.Textarea(attrs={"rows": 3})
SHORT = forms.Textarea(attrs={"rows": 2})
MENDING: Final = dt.timedelta(days=10)
"""Time to mend that is proposed; no circular names one."""


class SubmitForm(forms.Form):
    """The digest of what was shown, and why it is late."""

    seen = forms.CharField(widget=forms.HiddenInput)
    late_reason = forms.CharField(
        label="Lý do nộp muộn", max_length=500, required=False, strip=True, widget=SHORT
    )


def _mending_day() -> dt.date:
    return timezone.localdate() + MENDING


class ReturnForm(forms.Form):
    """The whole with a reason, or rows each with its own: a row whose reason is written is given back."""

    WHOLE, ROWS = "whole", "rows"

    scope = forms.ChoiceField(
        label="Trả lại",
        choices=[(ROWS, "Chỉ các chỉ tiêu ghi lý do ở dưới"), (WHOLE, "Cả hồ sơ")],
        widget=forms.RadioSelect,
    )
    due_on = forms.DateField(label="Bổ sung đến hết ngày", initial=_mending_day)
    reason = forms.CharField(
        label="Lý do chung", required=False, max_length=2000, widget=LONG,
        help_text="Bắt buộc khi trả lại cả hồ sơ.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, rows: Iterable[SentRow], data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.rows = tuple(rows)
        for row in self.rows:
            self.fields[self.name_of(row.code)] = forms.CharField(
                label=f"Lý do trả lại {row.code}", required=False, max_length=1000, widget=SHORT
            )

    @staticmethod
    def name_of(code: str) -> str:
        return f"row-{code}"

    @property
    def row_fields(self) -> tuple[tuple[SentRow, forms.BoundField], ...]:
        return tuple((row, self[self.name_of(row.code)]) for row in self.rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        due_on = cleaned.get("due_on")
        if due_on and (wrong := wrong_mending_day(due_on, timezone.localdate())):
            self.add_error("due_on", wrong)
        if cleaned.get("scope") == self.WHOLE and not cleaned.get("reason"):
            self.add_error("reason", "Ghi lý do trả lại cả hồ sơ.")
        if cleaned.get("scope") == self.ROWS and not self._reasons(cleaned):
            self.add_error("scope", "Chưa ghi lý do ở chỉ tiêu nào. Ghi lý do, hoặc chọn trả lại cả hồ sơ.")
        if cleaned.get("scope") == self.WHOLE and self._reasons(cleaned):
            self.add_error(
                "scope", "Đang chọn trả lại cả hồ sơ mà có lý do ở từng chỉ tiêu. Chọn một trong hai."
            )
        return cleaned

    def _reasons(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        found = {row.code: cleaned.get(self.name_of(row.code), "") for row in self.rows}
        return {code: reason for code, reason in found.items() if reason}

    @property
    def given_rows(self) -> dict[str, str]:
        """The rows given back with the reason of each, none when it is the whole; only of a valid form."""
        sent = self.cleaned_data
        return self._reasons(sent) if sent["scope"] == self.ROWS else {}


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Lý do kết thúc", max_length=500, widget=SHORT,
        help_text="Ví dụ: đơn vị đã sáp nhập theo Quyết định số 12/QĐ-UBND ngày 05/01/2027.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReassignForm(forms.Form):
    officer = forms.TypedChoiceField(label="Người phụ trách", coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, people: Iterable[User], data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["officer"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.pk, one.full_name) for one in people]
