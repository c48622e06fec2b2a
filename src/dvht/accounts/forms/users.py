"""What the browser sends about people and their roles."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from dvht.accounts.models import RoleKind, User
from dvht.regulation.kinds import SECTORS
from dvht.units.models import Unit
from dvht.units.queries import ONCE_RECEIVERS

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


BODY_HINTS: Final[Mapping[str, str]] = {
    RoleKind.HEAD: "trưởng phòng, giám đốc, chủ tịch: lập hội đồng, ký, ban hành, quyết định",
    RoleKind.DEPUTY: "xem hồ sơ các đơn vị nộp về; giữ danh sách thành viên, duyệt kế hoạch tự học",
    RoleKind.CLERK: "tiếp nhận hồ sơ, soạn kế hoạch, văn bản của cơ quan",
}
"""What the same roles mean at a body that may receive or decide."""
BODY_ROLES: Final = frozenset({RoleKind.OFFICER, RoleKind.EXAMINER, RoleKind.STUDY_ASSOCIATION})
"""Roles that exist only at such a body."""


def role_choices(unit: Unit, held: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The roles that a unit has, with what they may do; what somebody holds already can always be kept."""
    is_body = unit.kind in ONCE_RECEIVERS
    hints = {**ROLE_HINTS, **(BODY_HINTS if is_body else {})}
    kept = set(held)
    return [
        (kind.value, f"{kind.label}: {hints[kind]}")
        for kind in RoleKind
        if is_body or kind not in BODY_ROLES or kind.value in kept
    ]


class _RolesAtUnit(forms.Form):
    """Roles at a unit, and the sectors of an officer there."""

    roles = forms.MultipleChoiceField(
        label="Vai trò ở đơn vị này",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Phải còn ít nhất một vai trò. Nếu người này đã nghỉ, chọn “Ngừng dùng”."
        },
    )
    sectors = forms.MultipleChoiceField(
        label="Cấp học, khối phụ trách",
        choices=tuple(SECTORS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Chỉ dùng cho chuyên viên. Không chọn mục nào: phụ trách tất cả.",
    )

    def __init__(self, *args: Any, unit: Unit, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = role_choices(unit, held)
        field = self.fields["roles"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices
        if RoleKind.OFFICER.value not in dict(choices):
            del self.fields["sectors"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("sectors") and RoleKind.OFFICER.value not in cleaned.get("roles", ()):
            self.add_error("sectors", "Chọn thêm vai trò Chuyên viên, hoặc bỏ chọn cấp học.")
        return cleaned


class RolesForm(_RolesAtUnit):
    def __init__(self, *args: Any, has_others: bool = False, **kwargs: Any) -> None:
        """`has_others`: the person has roles elsewhere, so that none may be left here."""
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = not has_others


class UserForm(_RolesAtUnit):
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
    field_order = ("full_name", "username", "email", "roles", "sectors")


class JoinForm(_RolesAtUnit):
    """Somebody who has an account already gets roles at this unit too; `person` once the form is valid."""

    username = forms.CharField(label="Tên đăng nhập đã có", max_length=150)
    field_order = ("username", "roles", "sectors")

    def __init__(self, *args: Any, can_reach: Callable[[User], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
