from __future__ import annotations

from django.db import models

from dvht.evidence.models import Collection
from dvht.plans.states import PlanState, TaskState
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Unit


class Plan(models.Model):
    """A body's plan for one assessment year. It names the plan it carries out, and may only tighten it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    title = models.CharField("tên kế hoạch", max_length=300)
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    pack_digest = models.CharField("băm bộ quy định", max_length=80)
    collection = models.OneToOneField(
        Collection, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="kho minh chứng"
    )
    higher = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="kế hoạch cấp trên",
    )
    higher_reference = models.CharField("tên kế hoạch cấp trên", max_length=500, blank=True)
    number_text = models.CharField("số, ký hiệu đã có", max_length=60, blank=True)
    dated_on = models.DateField("ngày đã ban hành", null=True, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[(PlanState.DRAFT.value, "Đang soạn"), (PlanState.IN_FORCE.value, "Đang thực hiện")],
        default=PlanState.DRAFT.value,
    )
    goal = models.CharField("mục tiêu", max_length=20, blank=True)
    purpose = models.TextField("mục đích, yêu cầu", blank=True)
    bases = models.TextField("căn cứ", blank=True, help_text="Mỗi căn cứ một dòng")
    meeting_place = models.CharField("nơi họp", max_length=300, blank=True)
    officer = models.CharField("người để hỏi", max_length=300, blank=True)
    budget = models.CharField("nguồn kinh phí", max_length=500, blank=True)
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi nơi một dòng")
    note = models.TextField("ghi chú về kế hoạch", blank=True)
    version = models.PositiveIntegerField("phiên bản sửa", default=1)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="plan_once_per_year"),
            models.CheckConstraint(condition=~models.Q(higher=models.F("id")), name="plan_not_its_own_higher"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.unit})"

    @property
    def pack(self) -> Pack:
        """The pack in the version that this plan was made with, whatever is newest today."""
        return load_pack(self.pack_id, self.pack_version)


class PlanPaper(models.Model):
    """A line of the plan's dossier list: which paper, under which title, in which place of the bound volume."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("loại văn bản", max_length=40)
    title = models.CharField("tên trong hồ sơ", max_length=300)
    position = models.PositiveSmallIntegerField("thứ tự")
    submitted = models.BooleanField("phải nộp", default=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "thành phần hồ sơ"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("plan", "kind"), name="paper_once_per_plan"),)

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


class Milestone(models.Model):
    """A date of the calendar with its kind (PL-3); `last_day` is the day on which an act is still in time."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    code = models.CharField("mã", max_length=40)
    title = models.CharField("việc", max_length=300)
    actor = models.CharField("ai làm", max_length=200, blank=True)
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
            ),
        )

    def __str__(self) -> str:
        return self.title


class CommitteeKind(models.TextChoices):
    STEERING = "steering", "Ban chỉ đạo"
    TEAM = "team", "Tổ đánh giá"


class CommitteeMember(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="committee")
    body = models.CharField("tổ chức", max_length=10, choices=CommitteeKind.choices)
    name = models.CharField("họ và tên", max_length=200)
    position = models.CharField("chức vụ", max_length=200)
    role = models.CharField("nhiệm vụ trong tổ chức", max_length=100, help_text="Trưởng ban, Thư ký, Ủy viên …")
    duties = models.TextField("phân công", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thành viên Ban, Tổ"
        ordering = ("body", "order", "id")

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """A task of the plan with who leads, who helps and by when (HQ-V is such a table)."""

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

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(due_on__isnull=True)
                | models.Q(starts_on__lte=models.F("due_on")),
                name="task_starts_before_it_ends",
            ),
        )

    def __str__(self) -> str:
        return self.content[:60]
