from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from dvht.assessment.states import AssessmentState
from dvht.plans.models import Plan

GRADE_WORDS = (
    ("none", "Chưa đáp ứng"),
    ("basic", "Mức đáp ứng cơ bản"),
    ("good", "Mức đáp ứng tốt"),
)


class Assessment(models.Model):
    """A unit's assessment of itself for the year of its plan.

    `given_back` is what an authority returned, kept in plain words: `rows` with the reason of each (these alone may
    change; empty: all), `reason` for the whole, `due_on`. It is empty while nothing is to be mended.
    """

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+", verbose_name="kế hoạch")
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[(AssessmentState.OPEN.value, "Đang tự đánh giá"), (AssessmentState.FINAL.value, "Đã chốt")],
        default=AssessmentState.OPEN.value,
    )
    member_total = models.PositiveIntegerField("tổng số thành viên", null=True, blank=True)
    given_back = models.JSONField("đã trả lại", default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "tự đánh giá"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(member_total__isnull=True) | models.Q(member_total__gte=1),
                name="assessment_member_total_positive",
            ),
        )

    def __str__(self) -> str:
        return f"Tự đánh giá {self.plan.year} · {self.plan.unit}"

    @property
    def is_final(self) -> bool:
        return self.state == AssessmentState.FINAL

    @property
    def returned_rows(self) -> dict[str, str]:
        """The rows that alone may change, with why each was given back; empty: all may."""
        return dict(self.given_back.get("rows", {}))

    @property
    def mend_until(self) -> dt.date | None:
        """The last day to hand in again; None when nothing was given back."""
        written = self.given_back.get("due_on")
        return dt.date.fromisoformat(written) if written else None


class RowValue(models.Model):
    """A value for one row of a pack, whoever gives it; it may be incomplete."""

    row = models.CharField("chỉ tiêu", max_length=10)
    met = models.BooleanField("đạt", null=True, blank=True)
    count = models.PositiveIntegerField("số người đạt", null=True, blank=True)
    count_level_2 = models.PositiveIntegerField("số người đạt ở mức độ 2", null=True, blank=True)
    total = models.PositiveIntegerField("tổng số người", null=True, blank=True)
    grade = models.CharField("mức", max_length=10, blank=True, choices=GRADE_WORDS)
    points = models.DecimalField("điểm", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.row


class Entry(RowValue):
    """What the unit enters for one row of the pack.

    `total` null means the unit's number of members. `version` guards against two people saving at once.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    reason = models.TextField("lý do khác gợi ý", blank=True)
    note = models.TextField("ghi chú cho báo cáo", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "kết quả chỉ tiêu"
        constraints = (
            models.UniqueConstraint(fields=("assessment", "row"), name="entry_once_per_row"),
            models.CheckConstraint(
                condition=models.Q(count__isnull=True)
                | models.Q(total__isnull=True)
                | models.Q(count__lte=models.F("total")),
                name="entry_count_within_total",
            ),
            models.CheckConstraint(
                condition=models.Q(count_level_2__isnull=True)
                | models.Q(total__isnull=True)
                | models.Q(count_level_2__lte=models.F("total")),
                name="entry_count_level_2_within_total",
            ),
            models.CheckConstraint(
                condition=models.Q(grade__in=["", "none", "basic", "good"]), name="entry_grade_known"
            ),
            models.CheckConstraint(
                condition=models.Q(total__isnull=True) | models.Q(total__gte=1), name="entry_total_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__gte=0),
                name="entry_points_not_negative",
            ),
        )


class Revision(models.Model):
    """A finalised assessment: facts, pack and result as they stood. The database refuses to change it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("lần chốt")
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    pack_digest = models.CharField("băm bộ quy định", max_length=80)
    facts = models.JSONField("dữ kiện")
    notes = models.JSONField("ghi chú", default=dict)
    reasons = models.JSONField("lý do khác gợi ý", default=dict)
    basis = models.JSONField("nguồn số liệu", default=dict)
    evidence = models.JSONField("mã minh chứng", default=dict)
    member_total = models.PositiveIntegerField("tổng số thành viên", null=True)
    counted_on = models.DateField("ngày chốt số liệu")
    result = models.JSONField("kết quả")
    digest = models.CharField("băm", max_length=64)
    finalised_at = models.DateTimeField("chốt lúc", auto_now_add=True)
    finalised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản chốt"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("assessment", "number"), name="revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.assessment} · lần {self.number}"


class FrozenRoster(models.Model):
    """The names behind the counts of a revision, as they stood. The database refuses to change it.

    It stays what it was when a member leaves or is erased: the numbers that the head settled rest on it.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="roster", verbose_name="bản chốt"
    )
    names = models.JSONField("danh sách")
    taken_at = models.DateTimeField("chụp lúc", auto_now_add=True)

    class Meta:
        verbose_name = "danh sách đã chốt"

    def __str__(self) -> str:
        return f"Danh sách của {self.revision}"
