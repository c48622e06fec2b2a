from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from dvht.units.models import Unit

DEMO_PASSWORD = "hoc-tap-suot-doi"  # noqa: S105 - shown to everybody on the sign-in page of a demonstration
"""The password of every demo account."""


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, full_name: str, password: str | None = None, **more: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), full_name=full_name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do is said by their roles, never by flags here."""

    username = models.CharField(
        "tên đăng nhập", max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField("họ và tên", max_length=200)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    password_is_temporary = models.BooleanField("phải đổi mật khẩu", default=False)
    is_demo = models.BooleanField("tài khoản mẫu", default=False, editable=False)
    date_joined = models.DateTimeField("ngày tạo", auto_now_add=True)

    known_roles: tuple[Role, ...] | None = None
    """Kept by queries.roles_of on the request's own user object."""
    known_predecessors: frozenset[int] | None = None
    """Kept by queries.visible_units likewise."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = (
            models.UniqueConstraint(Lower("username"), name="username_once_whatever_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="email_once_when_given"
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        """Tidy what was typed; raises ValidationError by field for names and addresses that are taken."""
        super().clean()
        self.full_name = " ".join(unicodedata.normalize("NFC", self.full_name).split())
        self.email = self.email.strip()
        problems: dict[str, str] = {}
        if not self.full_name:
            problems["full_name"] = "Ghi họ và tên."
        if "@" in self.username:
            problems["username"] = "Tên đăng nhập không chứa dấu @, để không lẫn với thư điện tử."
        others = User.objects.exclude(pk=self.pk)
        if others.filter(username__iexact=self.username).exists():
            problems["username"] = "Tên đăng nhập này đã có người dùng. Chọn tên khác."
        if self.email and others.filter(email__iexact=self.email).exists():
            problems["email"] = "Thư điện tử này đã thuộc tài khoản khác."
        if problems:
            raise ValidationError(problems)


class RoleKind(models.TextChoices):
    ADMINISTRATOR = "administrator", "Quản trị"
    HEAD = "head", "Thủ trưởng"
    DEPUTY = "deputy", "Cấp phó"
    CLERK = "clerk", "Văn thư"
    COMMITTEE = "committee", "Thành viên Tổ đánh giá"
    MEMBER = "member", "Thành viên"
    OFFICER = "officer", "Chuyên viên"
    EXAMINER = "examiner", "Người thẩm định"
    STUDY_ASSOCIATION = "study_association", "Hội Khuyến học"


class Role(models.Model):
    """What a user is at a unit. An administrator's role reaches the units below; the others only the unit.

    A member has pages of their own and doesn't see the unit's. An officer works for a body that receives dossiers,
    for the `sectors` of units named (empty: all). An examiner came by invitation of the body and sees what is
    assigned, nothing of the unit. The study association reads the results of the area below the unit.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name="người dùng")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("vai trò", max_length=20, choices=RoleKind.choices)
    sectors = models.JSONField("cấp học, khối phụ trách", default=list, blank=True)

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        constraints = (
            models.UniqueConstraint(fields=("user", "unit", "kind"), name="role_once"),
            models.CheckConstraint(condition=models.Q(kind__in=RoleKind.values), name="role_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"
