"""Who belongs to a unit, since when, as what, and where in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from dvht.members.models.identity import keyed_hash, masked, seal, unseal
from dvht.units.models import Unit


class MemberKind(models.TextChoices):
    """Thông tư 24/2023/TT-BGDĐT, Điều 2 khoản 5 and khoản 6."""

    OFFICIAL = "official", "Cán bộ"
    CIVIL_SERVANT = "civil_servant", "Công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    OFFICER = "officer", "Sĩ quan, hạ sĩ quan, quân nhân chuyên nghiệp"
    SOLDIER = "soldier", "Chiến sĩ"
    MANAGER = "manager", "Người quản lý tổ chức kinh tế"
    WORKER = "worker", "Công nhân, người lao động có trình độ chuyên môn kỹ thuật"


class Member(models.Model):
    """A person on the roster of a unit. The same person at another unit is another member there."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    code = models.CharField("mã", max_length=20)
    full_name = models.CharField("họ và tên", max_length=120)
    name_order = models.CharField("thứ tự tên", max_length=600, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="tài khoản",
    )
    sealed_identity = models.TextField("số định danh hoặc mã cán bộ (đã mã hóa)", blank=True, editable=False)
    identity_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "thành viên"
        constraints = (
            models.UniqueConstraint("unit", Lower("code"), name="member_code_once_per_unit"),
            models.UniqueConstraint(
                fields=("unit", "user"),
                condition=models.Q(user__isnull=False),
                name="member_account_once_per_unit",
            ),
            models.UniqueConstraint(
                fields=("unit", "identity_hash"),
                condition=~models.Q(identity_hash=""),
                name="member_identity_once_per_unit",
            ),
        )
        indexes = (models.Index(fields=("unit", "name_order", "id"), name="member_by_name"),)

    def __str__(self) -> str:
        return self.full_name

    @property
    def identity(self) -> str:
        """The identity number or staff code in clear: only for the person and for matching, never for lists."""
        return unseal(self.sealed_identity)

    @identity.setter
    def identity(self, code: str) -> None:
        self.sealed_identity, self.identity_hash = seal(code), keyed_hash(code)

    @property
    def masked_identity(self) -> str:
        return masked(self.identity)


class NameWord(models.Model):
    """One word of a member's name or code as it is searched: no diacritics, lower case, letters and digits."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="words")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=120)

    class Meta:
        verbose_name = "chữ để tìm thành viên"
        constraints = (
            models.UniqueConstraint(fields=("unit", "word", "member"), name="word_once_per_member"),
        )

    def __str__(self) -> str:
        return self.word


class Department(models.Model):
    """A "Văn phòng" of the circular: an office, section or group of a unit; `head` sees its people."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    name = models.CharField("tên tổ, phòng", max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    position = models.PositiveIntegerField("thứ tự", default=0)
    head = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="tổ trưởng"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "tổ, phòng"
        ordering = ("position", "name")
        constraints = (models.UniqueConstraint(fields=("unit", "name_key"), name="department_once_per_unit"),)

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A member's time in one department as one kind of member. Both days belong to it; no day is in two.

    `started_on` null: since before the unit kept its roster. `ended_on` null: still there.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="postings")
    kind = models.CharField("đối tượng", max_length=20, choices=MemberKind.choices)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="postings",
        verbose_name="tổ, phòng",
    )
    started_on = models.DateField("ngày vào", null=True, blank=True)
    ended_on = models.DateField("ngày cuối ở đơn vị", null=True, blank=True)

    class Meta:
        verbose_name = "quá trình công tác"
        ordering = ("started_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True)
                | models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="posting_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("member",), condition=models.Q(ended_on__isnull=True), name="posting_open_once"
            ),
            models.UniqueConstraint(
                fields=("member",),
                condition=models.Q(started_on__isnull=True),
                name="posting_begun_before_once",
            ),
            models.UniqueConstraint(fields=("member", "started_on"), name="posting_starts_once_a_day"),
            models.CheckConstraint(condition=models.Q(kind__in=MemberKind.values), name="posting_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.get_kind_display()}"


class Position(models.Model):
    """What a member is in a posting: one may be teacher and head of the union at once."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="positions")
    title = models.CharField("chức vụ, vị trí việc làm", max_length=120)
    title_key = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = "vị trí việc làm"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("posting", "title_key"), name="position_once_per_posting"),
        )

    def __str__(self) -> str:
        return self.title


class ExclusionReason(models.TextChoices):
    LONG_LEAVE = "long_leave", "Nghỉ dài ngày"
    SECONDMENT = "secondment", "Biệt phái, cử đi nơi khác"
    STUDY = "study", "Đi học tập trung dài hạn"
    OTHER = "other", "Lý do khác"


class Exclusion(models.Model):
    """A member who isn't counted in a year, and why: no text settles it, so it is printed with the result."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="exclusions")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    reason = models.CharField("lý do", max_length=20, choices=ExclusionReason.choices)
    words = models.CharField("diễn giải, căn cứ", max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "người không tính"
        constraints = (
            models.UniqueConstraint(fields=("member", "year"), name="exclusion_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(reason__in=ExclusionReason.values), name="exclusion_reason_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.year}"


class LearnerClass(models.Model):
    """Learners of a year, counted by class and never by name; `citizens` null: not counted yet."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    name = models.CharField("lớp", max_length=60)
    name_key = models.CharField(max_length=60, editable=False)
    learners = models.PositiveIntegerField("số người học")
    citizens = models.PositiveIntegerField("số đạt “Công dân học tập”", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "lớp"
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "name_key"), name="class_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(citizens__isnull=True) | models.Q(citizens__lte=models.F("learners")),
                name="class_citizens_within_learners",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.year}"
