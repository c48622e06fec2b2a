"""What members did in a year: each fact with its value, source, date and basis."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.evidence.models import Evidence, StoredFile
from dvht.members.models.roster import Department, Member, MemberKind
from dvht.members.states import CertificateState, StudyPlanState
from dvht.units.models import Unit


class Source(models.TextChoices):
    """Where a fact comes from."""

    UNIT = "unit", "Đơn vị ghi"
    WORKBOOK = "workbook", "Nhập từ bảng tính"
    MEMBER = "member", "Thành viên tự ghi"
    CERTIFICATE = "certificate", "Chứng nhận, chứng chỉ đã xác nhận"
    STUDY_PLAN = "study_plan", "Kế hoạch tự học được duyệt"
    DECISION = "decision", "Quyết định công nhận"


class Fact(models.Model):
    """One thing known of a member for a year: `code` and `value` are words of regulation.personal.

    `value` "none" says that the member was found not to meet it; no fact at all says that nobody has looked.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="facts")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    code = models.CharField("nội dung", max_length=30)
    value = models.CharField("kết quả", max_length=30)
    source = models.CharField("nguồn", max_length=20, choices=Source.choices)
    stated_on = models.DateField("ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    evidence = models.ForeignKey(
        Evidence,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="minh chứng",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "dữ kiện của thành viên"
        constraints = (
            models.UniqueConstraint(fields=("member", "year", "code"), name="fact_once_a_year"),
            models.CheckConstraint(condition=models.Q(source__in=Source.values), name="fact_source_known"),
            models.CheckConstraint(condition=~models.Q(value=""), name="fact_has_a_value"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class Programme(models.Model):
    """A learning programme that the unit, the state or the union asks of members in a year, approved by the head."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    title = models.CharField("tên chương trình", max_length=200)
    title_key = models.CharField(max_length=200, editable=False)
    basis = models.CharField("căn cứ, nơi quy định", max_length=300, blank=True)
    hours = models.PositiveIntegerField("số tiết", null=True, blank=True)
    due_on = models.DateField("hoàn thành trước hết ngày", null=True, blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)
    for_everybody = models.BooleanField("mọi thành viên", default=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "chương trình bắt buộc"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "title_key"), name="programme_once_a_year"),
        )

    def __str__(self) -> str:
        return self.title


class Audience(models.Model):
    """To whom a programme that isn't for everybody applies: a kind of member, a department, or a position."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="audiences")
    kind = models.CharField("đối tượng", max_length=20, choices=MemberKind.choices, blank=True)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="tổ, phòng",
    )
    title = models.CharField("vị trí việc làm", max_length=120, blank=True)
    title_key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = "đối tượng của chương trình"
        constraints = (
            models.CheckConstraint(
                name="audience_is_one_thing",
                condition=(
                    (~models.Q(kind="") & models.Q(department__isnull=True, title_key=""))
                    | models.Q(kind="", department__isnull=False, title_key="")
                    | (models.Q(kind="", department__isnull=True) & ~models.Q(title_key=""))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title or (self.department.name if self.department else self.get_kind_display())


class Completion(models.Model):
    """Whether a member completed a programme; none at all says that nobody has looked."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="completions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="completions")
    is_done = models.BooleanField("đã hoàn thành")
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=Source.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "kết quả chương trình"
        constraints = (
            models.UniqueConstraint(fields=("programme", "member"), name="completion_once"),
            models.CheckConstraint(
                condition=models.Q(source__in=Source.values), name="completion_source_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.programme}"


class Commitment(models.Model):
    """A lifelong-learning commitment as it was signed: the words stay what they were."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="commitments")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    words = models.TextField("lời cam kết")
    signed_at = models.DateTimeField("ký lúc")

    class Meta:
        verbose_name = "cam kết học tập suốt đời"
        constraints = (models.UniqueConstraint(fields=("member", "year"), name="commitment_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.member} · {self.year}"


class StudyPlan(models.Model):
    """What a member means to learn in a year; approved by the head, the head's by somebody else."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="study_plans")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    aim = models.TextField("mục tiêu", blank=True, max_length=2000)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (StudyPlanState.DRAFT.value, "Đang soạn"),
            (StudyPlanState.SUBMITTED.value, "Chờ duyệt"),
            (StudyPlanState.APPROVED.value, "Đã duyệt"),
            (StudyPlanState.RETURNED.value, "Đã trả lại"),
        ],
        default=StudyPlanState.DRAFT.value,
    )
    remark = models.TextField("nhận xét", blank=True, max_length=2000)
    submitted_at = models.DateTimeField("nộp lúc", null=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "kế hoạch tự học"
        constraints = (
            models.UniqueConstraint(fields=("member", "year"), name="study_plan_once_a_year"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "returned"])
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="study_plan_decision_has_judge_and_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "approved", "returned"]),
                name="study_plan_state_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.year}"


class StudyItem(models.Model):
    """One thing that a study plan sets out to learn."""

    plan = models.ForeignKey(StudyPlan, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField("thứ tự", default=0)
    content = models.CharField("nội dung", max_length=300)
    how = models.CharField("hình thức", max_length=200, blank=True)
    due_on = models.DateField("hoàn thành trước hết ngày", null=True, blank=True)
    result = models.CharField("sản phẩm, kết quả mong muốn", max_length=300, blank=True)
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="chương trình",
    )
    done_on = models.DateField("học xong ngày", null=True, blank=True)
    done_words = models.CharField("đã học được", max_length=300, blank=True)

    class Meta:
        verbose_name = "nội dung tự học"
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.content


class Certificate(models.Model):
    """A certificate that a member hands in for a fact or a programme; the unit confirms it.

    `before` is the record that confirming it replaced, to be put back when the confirmation is taken back.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="certificates")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    fact = models.CharField("dùng cho", max_length=30, blank=True)
    value = models.CharField("kết quả", max_length=30, blank=True)
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="chương trình",
    )
    title = models.CharField("tên chứng nhận, chứng chỉ", max_length=200)
    number = models.CharField("số", max_length=100, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (CertificateState.PENDING.value, "Chờ xác nhận"),
            (CertificateState.CONFIRMED.value, "Đã xác nhận"),
            (CertificateState.REFUSED.value, "Không nhận"),
        ],
        default=CertificateState.PENDING.value,
    )
    remark = models.CharField("lý do không nhận", max_length=500, blank=True)
    before = models.JSONField("ghi nhận trước khi xác nhận", null=True, editable=False)
    sent_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "chứng nhận, chứng chỉ"
        ordering = ("-sent_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="pending")
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="certificate_decision_has_judge_and_date",
            ),
            models.CheckConstraint(
                condition=(models.Q(programme__isnull=True) & ~models.Q(fact="") & ~models.Q(value=""))
                | models.Q(programme__isnull=False, fact="", value=""),
                name="certificate_proves_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Marking(models.Model):
    """One fact or programme marked for many members at once; `before` holds what undoing it needs."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    label = models.CharField("việc đã ghi", max_length=300)
    before = models.JSONField("trước đó")
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        verbose_name = "lần ghi hàng loạt"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.label
