"""What the browser sends about decisions, titles and a unit's plan to improve."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from dvht.recognition.models import DecidedUnit, Expiry, Improvement
from dvht.recognition.queries.words import outcomes_of, outcomes_within, readings_of
from dvht.regulation.pack import Pack

LONG = forms.Textarea(attrs={"rows": 3})


class ExpiryForm(forms.Form):
    """Which reading of the validity the deciding body takes; asked only where the text has a validity."""

    expiry = forms.ChoiceField(label="Cách tính thời hạn bảo lưu")

    def __init__(self, pack: Pack, data: Mapping[str, Any] | None = None, *, chosen: str = "") -> None:
        readings = readings_of(pack)
        super().__init__(data, initial={"expiry": chosen or readings[0].value})
        choices = [(one.value, Expiry(one).label) for one in readings]
        self.fields["expiry"] = forms.ChoiceField(label="Cách tính thời hạn bảo lưu", choices=choices)
        self.has_choice = len(readings) > 1
        if not self.has_choice:
            self.fields["expiry"].required = False

    @property
    def expiry_said(self) -> str:
        """The one that was chosen; where there is nothing to choose, that one."""
        field = self.fields["expiry"]
        choices = [code for code, _ in field.choices]  # type: ignore[attr-defined]  # a ChoiceField
        return str(self.cleaned_data.get("expiry") or choices[0])


class SigningForm(forms.Form):
    """Day of the decision, and the day on which the public sees it."""

    issued_on = forms.DateField(
        label="Ngày ban hành",
        help_text="Số lấy tiếp theo trong sổ văn bản của năm ban hành. Thời hạn của danh hiệu tính từ ngày này.",
        error_messages={
            "required": "Hãy ghi ngày ban hành.",
            "invalid": "Ghi ngày/tháng/năm, ví dụ 10/02/2027.",
        },
    )
    publish_on = forms.DateField(
        label="Ngày công bố",
        help_text="Từ ngày này ai cũng xem được kết quả trên trang công khai.",
        error_messages={
            "required": "Hãy ghi ngày công bố.",
            "invalid": "Ghi ngày/tháng/năm, ví dụ 10/02/2027.",
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publish_on: dt.date | None = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"issued_on": today, "publish_on": publish_on or today})

    def clean_issued_on(self) -> dt.date:
        """Nothing is signed on a day to come; the days of a title can't even be counted from the last there is."""
        day: dt.date = self.cleaned_data["issued_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                f"Ngày ban hành {day:%d/%m/%Y} chưa đến. Ghi hôm nay hoặc một ngày trước."
            )
        return day


class ReasonForm(forms.Form):
    """Why a decision is replaced."""

    reason = forms.CharField(
        label="Lý do thay thế",
        max_length=1000,
        widget=LONG,
        help_text="In trong quyết định mới và hiện cạnh bản cũ trên trang công khai.",
        error_messages={"required": "Ghi lý do thay thế, ví dụ: ghi sai tên đơn vị ở dòng 3."},
    )


class WithdrawalForm(forms.Form):
    """On what basis and why titles are taken away."""

    legal_basis = forms.CharField(
        label="Căn cứ pháp lý",
        max_length=1000,
        widget=LONG,
        help_text="Số, ngày, điều, khoản của văn bản cho phép thu hồi.",
        error_messages={
            "required": "Ghi văn bản, điều, khoản cho phép thu hồi: Thông tư không quy định việc này."
        },
    )
    reason = forms.CharField(
        label="Lý do thu hồi", max_length=1000, widget=LONG, error_messages={"required": "Ghi lý do thu hồi."}
    )


class LineForm(forms.Form):
    """How a correction writes one line of the decision that it replaces."""

    keep = forms.BooleanField(label="Giữ trong danh sách", required=False)
    unit_name = forms.CharField(
        label="Tên đơn vị", max_length=200, error_messages={"required": "Ghi tên đơn vị."}
    )
    outcome = forms.ChoiceField(label="Mức công nhận")
    points = forms.CharField(label="Điểm", required=False, max_length=10)

    def __init__(
        self, pack: Pack, line: DecidedUnit, *args: Any, is_withdrawn: bool = False, **more: Any
    ) -> None:
        more["prefix"] = f"u{line.unit_id}"
        super().__init__(*args, **more)
        self.line = line
        self.is_withdrawn = is_withdrawn
        self.by_points = pack.scheme == "points"
        granted = outcomes_within(pack, line.appraisal.outcome) if line.appraisal else outcomes_of(pack)
        self.fields["outcome"] = forms.ChoiceField(label="Mức công nhận", choices=granted)


class ImprovementForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no type at run time
    """A line of a unit's plan to improve."""

    class Meta:
        model = Improvement
        fields = ("row", "content", "lead", "due_on", "done_on", "result")
        widgets = {"content": LONG, "result": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012 - read only
        help_texts = {  # noqa: RUF012 - read only
            "row": "Mã, ví dụ 2.1; để trống nếu là việc chung.",
            "lead": "Người hoặc tổ chủ trì.",
            "done_on": "Ghi khi đã làm xong.",
        }
        error_messages = {  # noqa: RUF012 - read only
            "content": {"required": "Ghi việc cần làm."},
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        done = cleaned.get("done_on")
        if done and done > timezone.localdate():
            self.add_error("done_on", f"Ngày {done:%d/%m/%Y} chưa đến. Ghi ngày đã làm xong.")
        return cleaned


def chosen_numbers(data: Any, name: str) -> frozenset[int]:
    """Numbers of boxes that were ticked; what isn't a number is nobody's."""
    said: Sequence[str] = data.getlist(name)
    return frozenset(int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 19)
