"""What the browser sends to the pages of administration and set-up."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet

from dvht.accounts.models import RoleKind, User
from dvht.regulation.kinds import UNIT_KINDS
from dvht.units.models import Unit

UNIT_FACTS: Final = (
    "name", "kind", "ownership", "area", "place", "symbol", "head_title", "paper_parent", "paper_name",
)  # fmt: skip
RECEIVER_FACTS: Final = ("receiving", "receiving_name", "receiving_note")
VERBS: Final = 60
"""Longest verb of the trail."""


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside its field, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        known = name in form.fields
        for problem in problems:
            form.add_error(name if known and name != NON_FIELD_ERRORS else None, problem)


def kind_choices() -> list[Any]:
    """The kinds of unit under their groups, an empty line first: nothing is chosen by accident."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in UNIT_KINDS.values():
        groups.setdefault(kind.group, []).append((kind.code, kind.label))
    return [("", "Chọn loại đơn vị"), *groups.items()]


class UnitForm(forms.ModelForm[Unit]):
    """The facts of a unit; `version` says on which state of it they rest."""

    kind = forms.ChoiceField(
        label="Loại đơn vị",
        choices=kind_choices,
        help_text="Theo tên gọi trong Thông tư 24/2023, 22/2020. Loại đơn vị quyết định bộ tiêu chí.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Unit
        fields = (*UNIT_FACTS, *RECEIVER_FACTS)
        labels = {  # noqa: RUF012 - Django's way of naming
            "name": "Tên đơn vị",
            "ownership": "Loại hình",
            "area": "Địa bàn",
            "place": "Địa danh",
            "symbol": "Chữ viết tắt tên đơn vị",
            "head_title": "Chức vụ người đứng đầu",
            "paper_parent": "Cơ quan chủ quản",
            "paper_name": "Tên ghi trên văn bản",
            "receiving": "Đơn vị nhận hồ sơ",
            "receiving_name": "Hoặc ghi tên nơi nhận",
            "receiving_note": "Căn cứ về nơi nhận",
        }

    def __init__(self, *args: Any, receivers: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receiving"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Unit.objects.none() if receivers is None else receivers
            field.empty_label = "Chưa chọn"
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version

    def facts(self) -> dict[str, Any]:
        """What was sent, for the action."""
        return {
            name: self.cleaned_data[name] for name in (*UNIT_FACTS, *RECEIVER_FACTS) if name in self.fields
        }


class MoveForm(forms.Form):
    under = forms.ModelChoiceField(
        Unit.objects.none(), label="Chuyển sang thuộc đơn vị", empty_label="Chọn đơn vị"
    )

    def __init__(self, *args: Any, targets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["under"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = targets


class PaperHeadForm(forms.Form):
    """What the preview of a paper's head is drawn from, however far the person has got."""

    name = forms.CharField(required=False)
    place = forms.CharField(required=False)
    symbol = forms.CharField(required=False)
    paper_parent = forms.CharField(required=False)
    paper_name = forms.CharField(required=False)


ROLE_HINTS: Final[Mapping[str, str]] = {
    RoleKind.ADMINISTRATOR: "đơn vị và người dùng, kể cả các đơn vị bên dưới",
    RoleKind.HEAD: "chốt tự đánh giá, ban hành văn bản, nộp hồ sơ",
    RoleKind.DEPUTY: "giữ danh sách thành viên, duyệt kế hoạch tự học, kể cả của thủ trưởng",
    RoleKind.CLERK: "soạn kế hoạch, văn bản, hồ sơ, giữ danh sách thành viên",
    RoleKind.COMMITTEE: "minh chứng và tự đánh giá",
    RoleKind.MEMBER: "năm học của riêng mình",
    RoleKind.OFFICER: "kiểm tra, trả lại, tiếp nhận hồ sơ các đơn vị nộp về cơ quan này",
    RoleKind.EXAMINER: "chỉ thấy hồ sơ được hội đồng, đoàn kiểm tra phân công",
    RoleKind.STUDY_ASSOCIATION: "xem kết quả của các đơn vị trong địa bàn, tham gia hội đồng",
}


def role_choices() -> list[tuple[str, str]]:
    return [(kind.value, f"{kind.label}: {ROLE_HINTS[kind]}") for kind in RoleKind]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Vai trò ở đơn vị này",
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Phải còn ít nhất một vai trò. Nếu người này đã nghỉ, chọn “Ngừng dùng”."
        },
    )

    def __init__(self, *args: Any, has_others: bool = False, **kwargs: Any) -> None:
        """`has_others`: the person has roles elsewhere, so that none may be left here."""
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = not has_others


class UserForm(forms.Form):
    """A new person of a unit."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        required=False,
        help_text="Để trống thì phần mềm đặt theo tên và chữ viết tắt của đơn vị, ví dụ: khiemnb.thhs",
    )
    email = forms.EmailField(
        label="Thư điện tử", required=False, help_text="Dùng để đăng nhập và khi quên mật khẩu"
    )
    roles = forms.MultipleChoiceField(
        label="Vai trò", choices=role_choices, widget=forms.CheckboxSelectMultiple
    )


class JoinForm(forms.Form):
    """Somebody who has an account already gets roles at this unit too; `person` once the form is valid."""

    username = forms.CharField(label="Tên đăng nhập đã có", max_length=150)
    roles = forms.MultipleChoiceField(
        label="Vai trò ở đơn vị này", choices=role_choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, can_reach: Callable[[User], bool]) -> None:
        super().__init__(data)
        self.can_reach = can_reach
        self.person: User | None = None

    def clean_username(self) -> str:
        """An account beyond reach is answered like one that isn't there: nobody learns names by trying."""
        username: str = self.cleaned_data["username"].strip()
        person = User.objects.filter(username__iexact=username, is_active=True).first()
        if person is None or not self.can_reach(person):
            raise ValidationError(
                f"Không có tài khoản đang dùng tên “{username}” trong các đơn vị bạn quản trị. Kiểm tra lại chính "
                "tả, hoặc nhờ người quản trị cấp trên."
            )
        self.person = person
        return username


class PersonForm(forms.Form):
    full_name = forms.CharField(label="Họ và tên", max_length=200)
    email = forms.EmailField(label="Thư điện tử", required=False)


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
