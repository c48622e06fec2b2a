"""Forms about one member: who they are, where they stand and since when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from dvht.evidence.models import Evidence
from dvht.members.models import ExclusionReason, Member, MemberKind, Posting
from dvht.members.queries.roster import titles_of

_BETWEEN = re.compile(r"[;\n]")


def split_titles(text: str) -> tuple[str, ...]:
    """Several positions, written with a semicolon between them."""
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


class PostingForm(forms.Form):
    """As what a member stands where."""

    kind = forms.ChoiceField(label="Đối tượng", choices=[("", "Chọn…"), *MemberKind.choices])
    department = forms.CharField(
        label="Tổ, phòng",
        required=False,
        max_length=200,
        help_text="Chọn tổ có sẵn hoặc gõ tên mới.",
        widget=forms.TextInput(attrs={"list": "ds-to", "autocomplete": "off"}),
    )
    positions = forms.CharField(
        label="Chức vụ, vị trí việc làm",
        required=False,
        max_length=1200,
        help_text="Nhiều vị trí thì cách nhau bằng dấu chấm phẩy.",
        widget=forms.TextInput(attrs={"list": "ds-vi-tri", "autocomplete": "off"}),
    )

    def clean_positions(self) -> tuple[str, ...]:
        return split_titles(self.cleaned_data["positions"])


class PeriodForm(PostingForm):
    """With the time that it lasts."""

    started_on = forms.DateField(
        label="Ngày vào", required=False, help_text="Để trống nếu đã ở đơn vị từ trước khi lập danh sách."
    )
    ended_on = forms.DateField(
        label="Ngày cuối ở đơn vị", required=False, help_text="Để trống nếu vẫn đang ở đơn vị."
    )


class MemberForm(PeriodForm):
    """A member with one posting."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    code = forms.CharField(
        label="Mã", required=False, max_length=40, help_text="Để trống thì phần mềm tự đặt."
    )
    identity = forms.CharField(
        label="Số định danh hoặc mã cán bộ",
        required=False,
        max_length=80,
        help_text="Chỉ để nhận ra một người có tên ở hai đơn vị. Lưu mã hóa, không hiện lại.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    drop_identity = forms.BooleanField(label="Bỏ số đã lưu", required=False)
    field_order = (
        "full_name",
        "kind",
        "department",
        "positions",
        "started_on",
        "ended_on",
        "code",
        "identity",
    )

    def __init__(
        self, *args: Any, member: Member | None = None, posting: Posting | None = None, **more: Any
    ) -> None:
        if member is not None:
            more.setdefault("initial", initial_of(member, posting))
        super().__init__(*args, **more)
        if member is None or not member.sealed_identity:
            del self.fields["drop_identity"]
        else:
            self.fields["identity"].help_text = f"Đang lưu {member.masked_identity}. Để trống thì giữ nguyên."

    @property
    def new_identity(self) -> str | None:
        """What to make of the stored number: None leaves it, an empty text takes it away."""
        said = self.cleaned_data
        return said["identity"] or ("" if said.get("drop_identity") else None)


def initial_of(member: Member, posting: Posting | None) -> dict[str, Any]:
    return {"full_name": member.full_name, "code": member.code, **initial_of_posting(posting)}


def initial_of_posting(posting: Posting | None) -> dict[str, Any]:
    if posting is None:
        return {}
    return {
        "kind": posting.kind,
        "department": posting.department.name if posting.department else "",
        "positions": "; ".join(titles_of(posting)),
        "started_on": posting.started_on,
        "ended_on": posting.ended_on,
    }


class MoveForm(PostingForm):
    """A new posting from a day on."""

    started_on = forms.DateField(label="Từ ngày")
    field_order = ("started_on", "kind", "department", "positions")


class LeaveForm(forms.Form):
    ended_on = forms.DateField(label="Ngày cuối ở đơn vị", help_text="Ngày này vẫn tính là ở đơn vị.")


class ConfirmNameForm(forms.Form):
    """The name typed again, before something goes for good."""

    name = forms.CharField(label="Gõ lại tên để xác nhận", max_length=300)

    def __init__(self, *args: Any, expected: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.expected = expected
        self.fields["name"].help_text = f"Gõ đúng: {expected}"

    def clean_name(self) -> str:
        typed = " ".join(str(self.cleaned_data["name"]).split())
        if typed.casefold() != self.expected.casefold():
            raise forms.ValidationError(f"Chưa khớp. Hãy gõ đúng “{self.expected}”.")
        return typed


class ExclusionForm(forms.Form):
    reason = forms.ChoiceField(label="Lý do", choices=[("", "Chọn…"), *ExclusionReason.choices])
    words = forms.CharField(
        label="Diễn giải, căn cứ",
        max_length=300,
        help_text="In kèm kết quả, ví dụ: QĐ 15/QĐ-UBND ngày 02/03/2026.",
    )


class RecordForm(forms.Form):
    """One record of a year; `evidence` only where the fact can have its own."""

    value = forms.ChoiceField(label="Kết quả", required=False, widget=forms.RadioSelect)
    stated_on = forms.DateField(label="Ngày", required=False)
    basis = forms.CharField(label="Căn cứ", required=False, max_length=300)
    evidence = forms.ModelChoiceField(
        label="Minh chứng",
        queryset=Evidence.objects.none(),
        required=False,
        empty_label="Chưa có",
        help_text="Lấy từ kho minh chứng của năm.",
    )

    def __init__(self, *args: Any, values: Sequence[tuple[str, str]], evidence: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["value"] = forms.ChoiceField(
            label="Kết quả", required=False, widget=forms.RadioSelect, choices=values
        )
        field = self.fields["evidence"]
        if evidence is None:
            del self.fields["evidence"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = evidence
