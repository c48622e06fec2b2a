"""What only a body that receives dossiers has in its plan, and what happens to a plan once it is issued."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.plans.models.lines import Dated, Milestone
from dvht.plans.models.plan import Plan
from dvht.regulation.kinds import SECTORS
from dvht.units.models import Unit

SECTOR_CHOICES = list(SECTORS.items())


class PlanVersion(models.Model):
    """A plan as it was put in force; a later change is a new version beside it, never silent. Append-only.

    `content` holds what the plan says in words (targets, calendar, dossier list, tasks …), so that two versions can be
    shown as a difference. It outlives a plan that is given up: what was issued can't be undone.
    """

    plan = models.ForeignKey(Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="versions")
    number = models.PositiveIntegerField("lần ban hành")
    content = models.JSONField("nội dung")
    digest = models.CharField("băm", max_length=64)
    reason = models.CharField("vì sao đổi", max_length=500, blank=True)
    issued_at = models.DateTimeField("ban hành lúc", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "lần ban hành kế hoạch"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),)

    def __str__(self) -> str:
        return f"{self.plan} · lần {self.number}"


class SessionKind(models.TextChoices):
    TRAINING = "training", "Tập huấn"
    SURVEY = "survey", "Khảo sát"
    INSPECTION = "inspection", "Kiểm tra trong năm"


class Session(Dated):
    """Something that a body holds for its units in the year: training, a survey, an inspection (TX-3, HN)."""

    days = ("starts_on", "ends_on")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField("loại", max_length=12, choices=SessionKind.choices)
    title = models.CharField("nội dung", max_length=300)
    audience = models.CharField("đối tượng", max_length=300, blank=True)
    lead = models.CharField("chủ trì", max_length=200, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    place = models.CharField("nơi tổ chức", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    result = models.TextField("kết quả", blank=True)

    class Meta:
        verbose_name = "đợt tập huấn, khảo sát, kiểm tra"
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="session_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question of a survey to the units below."""

    class Form(models.TextChoices):
        TEXT = "text", "Trả lời bằng lời"
        NUMBER = "number", "Số"
        YES_NO = "yes_no", "Có hoặc không"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField("câu hỏi", max_length=500)
    form = models.CharField("cách trả lời", max_length=10, choices=Form.choices, default=Form.TEXT)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "câu hỏi khảo sát"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """What a unit answered; it may be corrected until the survey ends."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    value = models.CharField("trả lời", max_length=1000)
    answered_at = models.DateTimeField("trả lời lúc", auto_now=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "câu trả lời khảo sát"
        constraints = (models.UniqueConstraint(fields=("question", "unit"), name="answer_once_per_unit"),)

    def __str__(self) -> str:
        return self.value


class ModelUnit(models.Model):
    """The unit that shows the others of its sector how it is done: one per sector (TX-3)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="model_units")
    sector = models.CharField("cấp học, khối", max_length=20, choices=SECTOR_CHOICES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị làm điểm")

    class Meta:
        verbose_name = "mô hình điểm"
        constraints = (models.UniqueConstraint(fields=("plan", "sector"), name="model_unit_once_per_sector"),)

    def __str__(self) -> str:
        return f"{self.get_sector_display()}: {self.unit}"


class Routing(models.Model):
    """Which officer looks after the dossiers of a sector (TX-5)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="routings")
    sector = models.CharField("cấp học, khối", max_length=20, choices=SECTOR_CHOICES)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="chuyên viên"
    )

    class Meta:
        verbose_name = "phân công nhận hồ sơ"
        constraints = (models.UniqueConstraint(fields=("plan", "sector"), name="routing_once_per_sector"),)

    def __str__(self) -> str:
        return f"{self.get_sector_display()}: {self.officer}"


class Extension(models.Model):
    """More time for one unit, in writing: until when, why, by whom; revocable, never rewritten."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    until = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=500)
    granted_at = models.DateTimeField("cho phép lúc", auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)

    class Meta:
        verbose_name = "gia hạn"
        ordering = ("-granted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("milestone", "unit"),
                condition=models.Q(revoked_at__isnull=True),
                name="one_extension_in_force_per_unit",
            ),
            models.CheckConstraint(
                name="revoked_extension_has_who_and_why",
                condition=models.Q(revoked_at__isnull=True)
                | (models.Q(revoked_by__isnull=False) & ~models.Q(revoked_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.milestone}: {self.until:%d/%m/%Y}"
