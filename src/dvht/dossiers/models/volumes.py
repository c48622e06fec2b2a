"""What a unit composes and binds itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.dossiers.states import VolumeState
from dvht.plans.models import Plan


class Dossier(models.Model):
    """The file of a year: what is asked for, and the volumes bound from its papers."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+", verbose_name="kế hoạch")
    requested = models.CharField("mức đề nghị", max_length=20, blank=True)
    next_year_goal = models.CharField("mức đăng ký năm sau", max_length=20, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "hồ sơ"

    def __str__(self) -> str:
        return f"Hồ sơ {self.plan.year} · {self.plan.unit}"


class VolumeKind(models.TextChoices):
    DOSSIER = "dossier", "Hồ sơ"
    EVIDENCE = "evidence", "Quyển minh chứng"


class Volume(models.Model):
    """One binding of a volume; a later binding is a new row, so that what was handed over can be found again."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="volumes")
    kind = models.CharField("quyển", max_length=10, choices=VolumeKind.choices)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (VolumeState.WAITING.value, "Đang chờ"),
            (VolumeState.BINDING.value, "Đang ghép"),
            (VolumeState.BOUND.value, "Đã ghép"),
            (VolumeState.FAILED.value, "Không ghép được"),
        ],
        default=VolumeState.WAITING.value,
    )
    done = models.PositiveIntegerField("đã làm", default=0)
    steps = models.PositiveIntegerField("tổng số bước", default=0)
    problem = models.CharField("lý do", max_length=500, blank=True)
    content = models.FileField("tệp", upload_to="volumes/%Y/", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pages = models.PositiveIntegerField("số trang", null=True)
    contents = models.JSONField("mục lục", default=list)
    listed = models.JSONField("chỉ liệt kê được", default=list)
    source_digest = models.CharField("băm dữ liệu nguồn", max_length=64)
    asked_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    beat_at = models.DateTimeField("còn chạy lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "quyển"
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                name="bound_volume_has_its_bytes",
                condition=~models.Q(state="bound")
                | (~models.Q(content="") & ~models.Q(sha256="") & models.Q(pages__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_binding_at_a_time",
                fields=("dossier", "kind"),
                condition=models.Q(state__in=["waiting", "binding"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.dossier}"
