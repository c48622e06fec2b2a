"""What people type for one row, read as Vietnamese write numbers."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dvht.assessment.models import GRADE_WORDS, Entry
from dvht.assessment.queries.sheet import fields_of
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row
from dvht.ui.vietnamese import written_number

WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+")
POINTS = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
MOST_PEOPLE = 1_000_000
DIGITS_READ = 30


class PartialField(forms.CharField):
    """A value that may still be empty without being optional: an incomplete row is kept."""

    def validate(self, value: Any) -> None:
        pass


class WholeNumberField(PartialField):
    """A count of people: 38, or 1.250 with its dot."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return written_number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        if typed.startswith("-") and WHOLE.fullmatch(typed[1:]):
            raise ValidationError(f"{self.label}: không nhập số âm.")
        if not WHOLE.fullmatch(typed):
            raise ValidationError(
                f"{self.label}: “{typed[:30]}” không phải số người. Nhập số nguyên, ví dụ 38."
            )
        number = int(typed.replace(".", "")[:DIGITS_READ])
        if number > MOST_PEOPLE:
            raise ValidationError(f"{self.label}: số quá lớn, nhiều nhất {written_number(MOST_PEOPLE)}.")
        return number


class PointsField(PartialField):
    """Points: 9,5 or 9.5, at most two decimals."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return written_number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        if typed.startswith("-") and POINTS.fullmatch(typed[1:]):
            raise ValidationError("Điểm không được âm.")
        match = POINTS.fullmatch(typed)
        if match is None or len(match[1]) > 6:
            raise ValidationError(f"“{typed[:30]}” không phải số điểm. Nhập số, ví dụ 9,5.")
        if match[2] and len(match[2].rstrip("0")) > 2:
            raise ValidationError(f"Điểm “{typed[:30]}” có quá hai chữ số sau dấu phẩy.")
        return Decimal(f"{match[1]}.{match[2] or '0'}").quantize(Decimal("0.01"))


class ChoiceField(forms.ChoiceField):
    """Radio buttons with every answer explicit; none chosen yet is allowed."""

    widget = forms.RadioSelect

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class EntryForm(forms.Form):
    """The fields of one row, by its measure; everything may be left for later."""

    use_required_attribute = False

    def __init__(self, row: Row, pack: Pack, *args: Any, counted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for name in fields_of(row, pack, counted=counted):
            self.fields[name] = _field(name, row)
        if pack.scheme != "points" and "reason" in self.fields:
            self.fields["reason"].label = "Lý do, nếu vẫn xác nhận chưa đạt"

    def clean_met(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["met"])

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).replace("\r\n", "\n")

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")


def initial_of(entry: Entry, member_total: int | None, row: Row) -> dict[str, Any]:
    """What the form shows of an entry; the unit's own total stands in for none."""
    own_total = member_total if row.population == "members" else None
    return {
        "met": {True: "yes", False: "no", None: ""}[entry.met],
        "count": entry.count,
        "count_level_2": entry.count_level_2,
        "total": entry.total or own_total,
        "grade": entry.grade,
        "points": entry.points,
        "reason": entry.reason,
        "note": entry.note,
    }


def shown_values(form: EntryForm, values: Mapping[str, Any]) -> dict[str, str]:
    """Values as people read them, by the label of their field."""
    shown: dict[str, str] = {}
    for name, field in form.fields.items():
        value = field.prepare_value(values.get(name))
        if isinstance(field, ChoiceField):
            value = dict(field.choices).get(value, "")  # type: ignore[arg-type]  # choices of plain pairs
        shown[str(field.label)] = "" if value is None else str(value)
    return shown


def value_fields(row: Row) -> dict[str, forms.Field]:
    """The fields of a row's grade and counts, whoever fills them."""
    people = "người học" if row.population == "learners" else "người"
    return {
        "grade": ChoiceField(label="Mức của đơn vị", choices=GRADE_WORDS),
        "count": WholeNumberField(label=f"Số {people} đạt" + (" ở Mức độ 1" if row.count_by_level else "")),
        "count_level_2": WholeNumberField(
            label=f"Số {people} đạt ở Mức độ 2",
            required=False,
            help_text="Để trống nếu hai mức độ đếm như nhau.",
        ),
        "total": WholeNumberField(label=f"Tổng số {people}"),
    }


def _field(name: str, row: Row) -> forms.Field:
    fields: dict[str, forms.Field] = {
        **value_fields(row),
        "met": ChoiceField(
            label="Đơn vị xác nhận", choices=[("yes", "Đạt yêu cầu"), ("no", "Chưa đạt yêu cầu")]
        ),
        "points": PointsField(label="Điểm Tổ đánh giá chấm"),
        "reason": forms.CharField(
            label="Lý do khác điểm gợi ý",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "note": forms.CharField(
            label="Ghi chú cho báo cáo",
            required=False,
            max_length=5000,
            help_text="In trong Báo cáo tự đánh giá.",
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }
    return fields[name]


class MemberTotalForm(forms.Form):
    """How many members the unit has on the counting day."""

    use_required_attribute = False
    member_total = WholeNumberField(label="Tổng số thành viên")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_member_total(self) -> int:
        total: int | None = self.cleaned_data["member_total"]
        if not total:
            raise ValidationError("Nhập tổng số thành viên, lớn hơn 0.")
        return total


class ReopenForm(forms.Form):
    """Why a settled self-assessment is opened again."""

    reason = forms.CharField(label="Lý do mở lại", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
