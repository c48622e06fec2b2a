"""What the browser sends about a panel: how it works, who sits in it, what is given to whom, when it visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm

from dvht.accounts.models import User
from dvht.appraisal.models import OrganisationKind, Panel, PanelForm, Seat, Visit, WorkingMode
from dvht.units.models import Unit

DATE_HINT = "Ngày/tháng/năm, ví dụ: 15/01/2026"


class NewPanelForm(forms.Form):
    """A panel to be drafted; the body's plan proposes its form."""

    form = forms.ChoiceField(label="Hình thức", choices=PanelForm.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Tên", max_length=200, help_text="Ví dụ: Hội đồng đánh giá “Đơn vị học tập”; Đoàn kiểm tra số 1"
    )


class PanelDetailsForm(forms.ModelForm[Panel]):
    """How the panel works. Of one at work its name and the reading of the number stay as decided."""

    counts_leaders = forms.TypedChoiceField(
        label="Số ủy viên “là số lẻ, tối thiểu là 05 người”",
        choices=[("True", "Tính cả chủ tịch và thư ký"), ("False", "Không tính chủ tịch và thư ký")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Panel
        fields = ("name", "mode", "written_until", "counts_leaders", "decided_by")
        widgets = {"mode": forms.RadioSelect}  # noqa: RUF012 - read only
        labels = {"decided_by": "Nơi quyết định thành lập"}  # noqa: RUF012 - read only
        help_texts = {  # noqa: RUF012 - read only
            "written_until": f"Khi lấy ý kiến bằng văn bản. {DATE_HINT}",
            "decided_by": "Tờ trình gửi nơi này, ví dụ: Ủy ban nhân dân xã Đồng Sen",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mode = self.fields["mode"]
        assert isinstance(mode, forms.ChoiceField)  # noqa: S101 - narrows the type
        mode.choices = WorkingMode.choices
        if not self.instance.is_council:
            del self.fields["counts_leaders"]
        else:
            del self.fields["decided_by"]
        if not self.instance.is_draft:
            self.fields["name"].disabled = True
            if "counts_leaders" in self.fields:
                self.fields["counts_leaders"].disabled = True

    def words(self) -> dict[str, Any]:
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        return {
            "name": said["name"],
            "mode": said["mode"],
            "written_until": said["written_until"],
            "counts_leaders": said.get("counts_leaders", self.instance.counts_leaders),
            "decided_by": said.get("decided_by", self.instance.decided_by) or "",
        }

    def _post_clean(self) -> None:
        """The deed checks the fields together, with the panel held; here each is checked alone."""


class OutsideDecisionForm(forms.Form):
    """A decision that was made on paper."""

    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 15/QĐ-UBND")
    decided_on = forms.DateField(label="Ngày quyết định", help_text=DATE_HINT)
    decided_by = forms.CharField(label="Cơ quan hoặc người ký", max_length=200)


class EndForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=500, help_text="Ví dụ: đã hoàn thành nhiệm vụ thẩm định năm 2025"
    )


class SeatForm(forms.ModelForm[Seat]):
    """A person; the roles are those of the panel's form, the homes units whose dossiers come to the body."""

    class Meta:
        model = Seat
        fields = ("full_name", "position", "organisation", "organisation_kind", "role", "home")
        labels = {"organisation_kind": "Đại diện cho", "home": "Là người của đơn vị"}  # noqa: RUF012 - read only
        help_texts = {  # noqa: RUF012 - read only
            "home": "Người này không thẩm định đơn vị ấy. Để trống nếu không thuộc đơn vị nào được thẩm định."
        }

    def __init__(self, *args: Any, panel: Panel, homes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, home, kind = self.fields["role"], self.fields["home"], self.fields["organisation_kind"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - narrows the type
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - narrows the type
        assert isinstance(home, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        role.choices = panel.roles
        kind.choices = OrganisationKind.choices
        home.queryset = homes
        home.empty_label = "Không"

    def _post_clean(self) -> None:
        """The deed checks the constraints, with the panel held."""


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="Thư điện tử", required=False, help_text="Để trống nếu tự chuyển địa chỉ mời."
    )
    days = forms.IntegerField(
        label="Dùng được trong", min_value=1, max_value=60, initial=14, help_text="Số ngày"
    )


class AcceptForm(forms.Form):
    """A new account for somebody from outside."""

    username = forms.CharField(
        label="Tên đăng nhập", max_length=150, widget=forms.TextInput({"autocomplete": "username"})
    )
    email = forms.EmailField(label="Thư điện tử", required=False, help_text="Để lấy lại mật khẩu khi quên.")
    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không chỉ gồm số, không giống tên.",
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, full_name: str, username: str) -> None:
        super().__init__(data, initial={"username": username})
        self.full_name = full_name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if not first or not second:
            return cleaned
        if first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu khác nhau. Nhập lại.")
            return cleaned
        user = User(full_name=self.full_name, username=cleaned.get("username", ""))
        try:
            password_validation.validate_password(first, user)
        except ValidationError as error:
            self.add_error("password1", error)
        return cleaned


class VisitForm(forms.ModelForm[Visit]):
    class Meta:
        model = Visit
        fields = ("unit", "on", "starts_at", "place", "note")
        help_texts = {  # noqa: RUF012 - read only
            "on": DATE_HINT,
            "starts_at": "Ví dụ: 08:30",
            "place": "Để trống nếu tại đơn vị.",
        }

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]
            return
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        unit.queryset = units

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "starts_at", "place", "note")}

    def _post_clean(self) -> None:
        """The deed checks the year and that the unit stands once in the schedule."""


def whole_numbers(values: Sequence[str]) -> list[int]:
    """Row numbers that a page sent, without those that were tampered with."""
    return [int(one) for one in values if one.isascii() and one.isdecimal() and len(one) < 12]


def show_refusal(form: BaseForm, error: ValidationError) -> int:
    """A refusal of a deed on the form, at its fields where there are any; the status to answer with."""
    if hasattr(error, "error_dict"):
        for name, problems in error.error_dict.items():
            form.add_error(name if name in form.fields else None, problems)
        return 422
    form.add_error(None, error)
    return 409 if error.code in {"conflict", "state", "changed", "gone"} else 422
