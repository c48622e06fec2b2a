"""What the unit did for learning: an activity, who took part in it, and what proves it."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils import timezone

from dvht.evidence.models import Evidence
from dvht.members.models import Member
from dvht.plans.models.lines import Versioned
from dvht.plans.models.plan import Plan
from dvht.regulation.personal import ActivityKind, activity_kind
from dvht.ui.vietnamese import written_date

MOST_PEOPLE: Final = 10_000_000
"""More never come to one activity; a larger number is a slip of the key."""


class Activity(Versioned):
    """An activity that took place in the year of the plan; its kind says which rows it shows."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField("loại hoạt động", max_length=40)
    title = models.CharField("tên hoạt động", max_length=300)
    held_on = models.DateField("ngày tổ chức")
    ended_on = models.DateField("đến ngày", null=True, blank=True)
    place = models.CharField("nơi tổ chức", max_length=300, blank=True)
    partners = models.CharField("đơn vị cùng tham gia", max_length=500, blank=True)
    attended = models.PositiveIntegerField("tổng số người dự", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "hoạt động"
        ordering = ("held_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("held_on")),
                name="activity_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return self.title if len(self.title) <= 60 else self.title[:59] + "…"

    @property
    def law(self) -> ActivityKind:
        """The kind as the regulations name it."""
        return activity_kind(self.kind)

    def get_kind_display(self) -> str:
        """The kind in words, as Django names it for a field with choices: these are the regulations' own."""
        return self.law.title

    @property
    def when(self) -> str:
        """The day, or the first and the last of several."""
        if self.ended_on is None or self.ended_on == self.held_on:
            return written_date(self.held_on)
        return f"{written_date(self.held_on)} đến {written_date(self.ended_on)}"


class Participation(models.Model):
    """A member of the unit who took part in an activity, or whom it praised."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "người tham gia hoạt động"
        constraints = (
            models.UniqueConstraint(fields=("activity", "member"), name="participation_once_per_activity"),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.activity}"


class ActivityEvidence(models.Model):
    """A piece of the year's evidence that proves an activity; it stands under the rows that the activity shows."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "minh chứng của hoạt động"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("activity", "evidence"), name="evidence_once_per_activity"),
        )

    def __str__(self) -> str:
        return f"{self.evidence} · {self.activity}"
