"""The lines of a plan: dossier list, targets, calendar, committee, tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from dvht.plans.models.plan import Plan
from dvht.plans.states import TaskState
from dvht.ui.vietnamese import written_date, written_number, written_weekday_date

# Kinds of paper that a dossier list may name, with the titles proposed for them.
PAPER_TITLES: Final[Mapping[str, str]] = {
    "plan": "Kế hoạch xây dựng đơn vị học tập",
    "self_check_decision": "Quyết định tự kiểm tra, đánh giá, xếp loại",
    "team_decision": "Quyết định thành lập Tổ đánh giá",
    "steering_decision": "Quyết định thành lập Ban chỉ đạo",
    "score_sheet": "Biểu điểm tự đánh giá",
    "results_summary": "Bản tổng hợp kết quả tự đánh giá",
    "minutes": "Biên bản tự đánh giá",
    "self_assessment_report": "Báo cáo tự đánh giá",
    "submission_letter": "Tờ trình đề nghị công nhận",
    "official_letter": "Công văn đề nghị công nhận",
    "registration": "Bản đăng ký danh hiệu năm sau",
    "evidence_index": "Danh mục minh chứng",
    "evidence": "Các minh chứng",
}
# The result is written as points or by levels: the paper of the other way says nothing about such a year.
OTHER_SCHEME: Final[Mapping[str, str]] = {"points": "results_summary", "levels": "score_sheet"}


class Versioned(models.Model):
    """A row that two people may edit at once: `version` rises with every save."""

    version = models.PositiveIntegerField("phiên bản sửa", default=1)

    class Meta:
        abstract = True


class Dated(Versioned):
    """A line with days: in the plan's own year, the one before or the two after; elsewhere is a slip of the pen."""

    days: ClassVar[tuple[str, ...]]
    """The fields that hold them."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.plan_id is None:  # type: ignore[attr-defined]  # each kind of line has its own way back
            return  # a form knows no plan yet; the deed asks again
        year: int = self.plan.year  # type: ignore[attr-defined]  # as above
        problems = {
            field: f"Ngày {written_date(day)} quá xa năm {year} của kế hoạch. Kiểm tra lại năm."
            for field in self.days
            if (day := getattr(self, field)) is not None and not year - 1 <= day.year <= year + 2
        }
        if problems:
            raise ValidationError(problems)


class PlanPaper(Versioned):
    """A line of the dossier list: which paper, under which title, in which place of the bound volume."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("loại văn bản", max_length=40, choices=list(PAPER_TITLES.items()))
    title = models.CharField("tên trong hồ sơ", max_length=300)
    position = models.PositiveSmallIntegerField("thứ tự")
    submitted = models.BooleanField("phải nộp", default=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "thành phần hồ sơ"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "kind"),
                name="paper_once_per_plan",
                violation_error_message="Danh mục đã có loại văn bản này.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """The unit's own stricter share of one row, in whole percent."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    row = models.CharField("chỉ tiêu", max_length=10)
    percent = models.PositiveSmallIntegerField("tỉ lệ phấn đấu (%)")

    class Meta:
        verbose_name = "chỉ tiêu phấn đấu"
        ordering = ("row",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "row"), name="target_once_per_row"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100), name="target_between_1_and_100"
            ),
        )

    def __str__(self) -> str:
        return f"{self.row}: {self.percent}%"


class DateKind(models.TextChoices):
    """How a text gives a date (PL-3); “trước ngày D” means that D - 1 is the last day."""

    BEFORE = "before", "Trước ngày"
    BY = "by", "Chậm nhất ngày"
    FROM_TO = "from_to", "Từ ngày … đến ngày …"
    IN_MONTH = "in_month", "Trong tháng"
    SCHOOL_YEAR_END = "school_year_end", "Cuối năm học"


class Milestone(Dated):
    """A date of the calendar with its kind (PL-3); `last_day` is the day on which an act is still in time."""

    days = ("starts_on", "last_day")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    code = models.CharField("mã", max_length=40)
    title = models.CharField("việc", max_length=300)
    actor = models.CharField("ai làm", max_length=200, blank=True)
    kind = models.CharField("cách ghi hạn", max_length=16, choices=DateKind.choices, default=DateKind.BY)
    wording = models.CharField("lời của văn bản", max_length=200, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    last_day = models.DateField("ngày cuối")
    reference = models.CharField("căn cứ", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "mốc thời gian"
        ordering = ("last_day", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "code"), name="milestone_once_per_plan"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=models.F("last_day")),
                name="milestone_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu phải đến trước ngày cuối.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """The text's own words and the last day they mean (PL-3)."""
        last = f"ngày cuối là {written_weekday_date(self.last_day)}"
        return f"{self.wording}: {last}" if self.wording else last


class CommitteeKind(models.TextChoices):
    STEERING = "steering", "Ban chỉ đạo"
    TEAM = "team", "Tổ đánh giá"


class CommitteeMember(Versioned):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="committee")
    body = models.CharField("tổ chức", max_length=10, choices=CommitteeKind.choices)
    name = models.CharField("họ và tên", max_length=200)
    position = models.CharField("chức vụ", max_length=200)
    role = models.CharField(
        "nhiệm vụ trong tổ chức", max_length=100, help_text="Trưởng ban, Thư ký, Ủy viên …"
    )
    duties = models.TextField("phân công", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thành viên Ban, Tổ"
        ordering = ("body", "order", "id")

    def __str__(self) -> str:
        return self.name


class Task(Dated):
    """A task of the plan with who leads, who helps and by when (HQ-V is such a table)."""

    days = ("starts_on", "due_on")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    content = models.TextField("nội dung công việc")
    lead = models.CharField("chủ trì", max_length=300)
    coordinating = models.CharField("phối hợp", max_length=500, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    timing = models.CharField("thời gian bằng lời", max_length=200, blank=True)
    state = models.CharField(
        "tiến độ",
        max_length=10,
        choices=[
            (TaskState.TO_DO.value, "Chưa làm"),
            (TaskState.DOING.value, "Đang làm"),
            (TaskState.DONE.value, "Đã xong"),
        ],
        default=TaskState.TO_DO.value,
    )
    result = models.TextField("kết quả", blank=True)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    late_reason = models.CharField("lý do muộn", max_length=500, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(due_on__isnull=True)
                | models.Q(starts_on__lte=models.F("due_on")),
                name="task_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu phải đến trước hạn.",
            ),
            models.CheckConstraint(
                condition=models.Q(state=TaskState.DONE.value, done_on__isnull=False)
                | (~models.Q(state=TaskState.DONE.value) & models.Q(done_on__isnull=True)),
                name="task_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(done_on__gt=models.F("due_on")) | ~models.Q(late_reason=""),
                name="task_late_has_its_reason",
            ),
        )

    def __str__(self) -> str:
        return self.content if len(self.content) <= 60 else self.content[:59] + "…"

    @property
    def time(self) -> str:
        """When, in words: what people wrote, else the dates."""
        if self.timing:
            return self.timing
        if self.starts_on and self.due_on:
            return f"Từ ngày {written_date(self.starts_on)} đến ngày {written_date(self.due_on)}"
        if self.due_on:
            return f"Chậm nhất ngày {written_date(self.due_on)}"
        return f"Từ ngày {written_date(self.starts_on)}" if self.starts_on else ""

    def days_late(self, today: dt.date) -> int:
        """Days past the due day, of the day it was done or of today; 0 when in time."""
        if not self.due_on:
            return 0
        return max(((self.done_on or today) - self.due_on).days, 0)

    @property
    def late_by(self) -> int:
        """Days late as of today."""
        return self.days_late(timezone.localdate())

    @property
    def late_words(self) -> str:
        days = written_number(self.late_by)
        return f"Xong muộn {days} ngày" if self.done_on else f"Quá hạn {days} ngày"
