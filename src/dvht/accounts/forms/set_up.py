"""What the browser sends to set-up."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from dvht.accounts.forms.errors import show_errors
from dvht.accounts.forms.units import UnitForm, kind_choices
from dvht.accounts.models import User
from dvht.units.models import Unit


class FirstUnitForm(forms.ModelForm[Unit]):
    """The first question of set-up: which unit."""

    kind = forms.ChoiceField(label="Loại đơn vị", choices=kind_choices)

    class Meta:
        model = Unit
        fields = ("name", "kind", "ownership", "area", "place", "symbol", "head_title", "paper_parent")
        labels = UnitForm.Meta.labels


class FirstPersonForm(forms.Form):
    """The second question of set-up: who administers; the password leaves this form only as a hash."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Ví dụ: sen.thhs",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False)
    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không chỉ gồm số, không giống tên.",
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        user = User(**{name: cleaned.get(name, "") for name in ("full_name", "username", "email")})
        try:
            user.full_clean(exclude=("password",))
        except ValidationError as error:
            for name, problems in error.error_dict.items():
                if name not in self.errors:
                    show_errors(self, ValidationError({name: problems}))
        self._check_password(cleaned, user)
        return cleaned

    def _check_password(self, cleaned: Mapping[str, Any], user: User) -> None:
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if not first or not second:
            return
        if first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu khác nhau. Nhập lại.")
            return
        try:
            password_validation.validate_password(first, user)
        except ValidationError as error:
            self.add_error("password1", error)

    def answers(self) -> dict[str, str]:
        """What set-up remembers between its pages."""
        said = {name: self.cleaned_data[name] for name in ("full_name", "username", "email")}
        return {**said, "password": make_password(self.cleaned_data["password1"])}
