from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils import timezone

from dvht.evidence.models import Collection
from dvht.plans.states import PlanState, TaskState
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date, written_weekday_date
from dvht.units.models import Unit

# What the circulars are called; a first citation names them whole (NĐ 30/2020, Phụ lục I, mục II.6).
LAW_NAMES: Final[Mapping[str, str]] = {
    "Thông tư 22/2020/TT-BGDĐT": "quy định về đánh giá, xếp loại Đơn vị học tập",
    "Thông tư 24/2023/TT-BGDĐT": "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh",
}
SHORT_DATE: Final = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})")


def long_date(day: dt.date) -> str:
    """ngày 06 tháng 8 năm 2020: two digits for days under 10 and for January and February (NĐ 30/2020)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def law_citation(pack: Pack) -> str:
    """The circular with its number, date, issuer and name, as a first citation has it."""
    named = pack.references[0].split(", có hiệu lực")[0]
    named = SHORT_DATE.sub(lambda m: long_date(dt.date(int(m[3]), int(m[2]), int(m[1]))), named)
    return f"{named} {LAW_NAMES.get(pack.citation, '')}".rstrip()


def goals_of(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What a unit may aim at, code and label: ranks best first, or levels from 1."""
    if pack.scheme == "levels":
        return tuple((str(level), f"Mức độ {level}") for level in pack.levels)
    return tuple((rank.code, f"Loại {rank.label}") for rank in pack.ranks if rank.minimum > 0)


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


class Versioned(models.Model):
    """A row that two people may edit at once: `version` rises with every save."""

    version = models.PositiveIntegerField("phiên bản sửa", default=1)

    class Meta:
        abstract = True


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
            models.CheckConstraint(
                condition=~models.Q(higher=models.F("id")), name="plan_not_its_own_higher"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.unit})"

    @property
    def pack(self) -> Pack:
        """The pack in the version that this plan was made with, whatever is newest today."""
        return load_pack(self.pack_id, self.pack_version)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def goal_label(self) -> str:
        """Mức độ 1, Loại Tốt; empty while no goal is set."""
        return dict(goals_of(self.pack)).get(self.goal, "")

    @property
    def subject(self) -> str:
        """The title without its leading “Kế hoạch”, as it stands under the type of the paper."""
        words = self.title.removeprefix("Kế hoạch").strip()
        return words[:1].upper() + words[1:]

    @property
    def carries_out(self) -> str:
        """The higher plan in words, whether it is kept here or only named; empty when there is none."""
        return self.higher_reference or (str(self.higher) if self.higher else "")

    def cited(self, number: str, dated_on: dt.date | None) -> str:
        """This plan as a lower plan cites it: number, date, issuer and title."""
        parts = ["Kế hoạch"]
        if number:
            parts.append(f"số {number}")
        if dated_on:
            parts.append(long_date(dated_on))
        subject = self.subject[:1].lower() + self.subject[1:]
        return " ".join([*parts, f"của {self.unit.name}", subject])


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


class Milestone(Versioned):
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


class Task(Versioned):
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
        return f"Xong muộn {self.late_by} ngày" if self.done_on else f"Quá hạn {self.late_by} ngày"
