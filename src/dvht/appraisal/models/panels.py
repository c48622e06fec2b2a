"""Councils and inspection teams: who sits in them, what each is given to examine, and when they visit."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from dvht.appraisal.states import PanelState
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission
from dvht.plans.models import AppraisalForm
from dvht.units.models import Unit

PanelForm = AppraisalForm
"""A council (TT 24, Điều 10.2b, 16.2b) or an inspection team (HQ-3), as the body's plan says."""


class WorkingMode(models.TextChoices):
    MEETING = "meeting", "Họp"
    WRITTEN = "written", "Lấy ý kiến bằng văn bản"


class Panel(models.Model):
    """A council or an inspection team of a body, for one year.

    `counts_leaders`: whether chair and secretary count among the odd number of at least five that the circular asks of
    “ủy viên”; the text can be read both ways, so the body says which and the page shows it.
    """

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    form = models.CharField("hình thức", max_length=10, choices=PanelForm.choices)
    name = models.CharField("tên", max_length=200)
    mode = models.CharField(
        "cách làm việc", max_length=10, choices=WorkingMode.choices, default=WorkingMode.MEETING
    )
    written_until = models.DateField("gửi ý kiến đến hết ngày", null=True, blank=True)
    counts_leaders = models.BooleanField("tính cả chủ tịch và thư ký vào số ủy viên", default=True)
    decided_by = models.CharField("thẩm quyền thành lập", max_length=200, blank=True)
    decision_number = models.CharField("số quyết định đã có", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decision = models.ForeignKey(
        IssuedPaper,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="quyết định",
    )
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (PanelState.DRAFT.value, "Đang lập"),
            (PanelState.AT_WORK.value, "Đang làm việc"),
            (PanelState.DISSOLVED.value, "Đã kết thúc"),
        ],
        default=PanelState.DRAFT.value,
    )
    ended_reason = models.CharField("lý do kết thúc", max_length=500, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "hội đồng, đoàn kiểm tra"
        ordering = ("year", "pk")
        constraints = (
            models.UniqueConstraint(fields=("body", "year", "name"), name="panel_name_once_per_year"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == PanelState.DRAFT

    @property
    def is_at_work(self) -> bool:
        return self.state == PanelState.AT_WORK

    def works_on(self, on: dt.date) -> bool:
        """Whether it is at work on this day, and the body for which it works is still there."""
        return self.is_at_work and not self.body.is_dissolved(on)

    @property
    def is_council(self) -> bool:
        return self.form == PanelForm.COUNCIL

    @property
    def about(self) -> str:
        """What tells its papers apart from those of other panels of the body."""
        return f"panel:{self.pk}"

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """The roles that a panel of this form has."""
        kinds = COUNCIL_ROLES if self.is_council else TEAM_ROLES
        return tuple((kind.value, str(kind.label)) for kind in kinds)


class SeatRole(models.TextChoices):
    CHAIR = "chair", "Chủ tịch"
    SECRETARY = "secretary", "Thư ký"
    COUNCILLOR = "councillor", "Ủy viên"
    LEADER = "leader", "Trưởng đoàn"
    DEPUTY_LEADER = "deputy_leader", "Phó Trưởng đoàn"
    INSPECTOR = "inspector", "Thành viên"


LEADING = (SeatRole.CHAIR, SeatRole.LEADER)
"""Who settles what examiners see differently."""


COUNCIL_ROLES = (SeatRole.CHAIR, SeatRole.SECRETARY, SeatRole.COUNCILLOR)
TEAM_ROLES = (SeatRole.LEADER, SeatRole.DEPUTY_LEADER, SeatRole.INSPECTOR)


class OrganisationKind(models.TextChoices):
    OFFICE = "office", "Cơ quan chuyên môn"
    STUDY_ASSOCIATION = "study_association", "Hội Khuyến học"
    SOCIO_POLITICAL = "socio_political", "Tổ chức chính trị - xã hội"
    OTHER = "other", "Khác"


class Seat(models.Model):
    """A person in a panel. `home` is the unit of which the person is a member: they never examine it."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    full_name = models.CharField("họ và tên", max_length=200)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    organisation = models.CharField("cơ quan, tổ chức", max_length=200)
    organisation_kind = models.CharField("đại diện cho", max_length=20, choices=OrganisationKind.choices)
    home = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="thuộc đơn vị"
    )
    role = models.CharField("nhiệm vụ", max_length=14, choices=SeatRole.choices)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "ghế trong hội đồng, đoàn"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("panel", "user"), condition=Q(user__isnull=False), name="person_once_per_panel"
            ),
            models.UniqueConstraint(
                fields=("panel", "role"),
                condition=Q(role__in=["chair", "secretary", "leader"]),
                name="one_chair_one_secretary_one_leader",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def leads(self) -> bool:
        return self.role in LEADING


class Invitation(models.Model):
    """A link by which somebody from outside takes their seat: it works once, until a moment, unless revoked.

    Only the digest of the secret is kept.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("thư điện tử", blank=True)
    secret_digest = models.CharField("băm", max_length=64, unique=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    sent_at = models.DateTimeField("mời lúc", auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField("nhận lời lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    class Meta:
        verbose_name = "lời mời"
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return f"Lời mời {self.seat}"


class Assignment(models.Model):
    """What a seat examines: a dossier, whole or only one group of its rows (`group` empty: whole)."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="assignments")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    group = models.CharField("nhóm, tiêu chí", max_length=10, blank=True)

    class Meta:
        verbose_name = "phân công thẩm định"
        constraints = (
            models.UniqueConstraint(fields=("seat", "submission", "group"), name="assignment_once"),
        )

    def __str__(self) -> str:
        return f"{self.seat} · {self.submission}"


class Visit(models.Model):
    """A visit of a panel to a unit, in the schedule (HQ: 10-13/01)."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="visits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    on = models.DateField("ngày")
    starts_at = models.TimeField("giờ", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "buổi kiểm tra"
        ordering = ("on", "starts_at", "pk")
        constraints = (models.UniqueConstraint(fields=("panel", "unit"), name="one_visit_per_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.on:%d/%m/%Y}"
