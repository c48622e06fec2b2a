"""Decisions of the chair, the titles that they grant or end, refusals, and what the public sees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dvht.appraisal.models import Appraisal
from dvht.documents.models import IssuedPaper
from dvht.recognition.states import DecisionState, TitleState
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Tier, Unit


class DecisionKind(models.TextChoices):
    RECOGNITION = "recognition", "Công nhận"
    CORRECTION = "correction", "Đính chính, thay thế"
    WITHDRAWAL = "withdrawal", "Thu hồi danh hiệu"


class Expiry(models.TextChoices):
    """The two readings of “36 tháng tiếp theo năm được công nhận” (TT 24, Điều 5.4, 11.4), and no expiry (TT 22)."""

    YEAR_END = "year_end", "Hết ngày 31/12 của năm thứ ba sau năm được công nhận"
    FROM_DECISION = "from_decision", "36 tháng kể từ ngày quyết định"
    NONE = "none", "Công nhận hằng năm, không có thời hạn bảo lưu"


class Decision(models.Model):
    """A decision of a deciding body over many units at once; issued whole or not at all, then never changed.

    A correction names the decision that it replaces; a withdrawal says its legal basis, since TT 24 has none. `origin`
    is the body whose people drafted it, often the one that received the dossiers.
    """

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="nơi quyết định")
    body_name = models.CharField("tên nơi quyết định", max_length=200)
    signatory_title = models.CharField("chức vụ người quyết định", max_length=200)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    tier = models.CharField("cấp đánh giá", max_length=10, choices=Tier.choices)
    kind = models.CharField(
        "loại", max_length=12, choices=DecisionKind.choices, default=DecisionKind.RECOGNITION
    )
    expiry = models.CharField("cách tính thời hạn", max_length=14, choices=Expiry.choices)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    origin = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nơi soạn"
    )
    legal_basis = models.TextField("căn cứ pháp lý", blank=True)
    reason = models.TextField("lý do", blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[(DecisionState.DRAFT.value, "Dự thảo"), (DecisionState.ISSUED.value, "Đã ban hành")],
        default=DecisionState.DRAFT.value,
    )
    paper = models.OneToOneField(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")
    publish_on = models.DateField("công bố ngày", null=True, blank=True)
    drafted_at = models.DateTimeField("soạn lúc", auto_now_add=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "quyết định"
        ordering = ("-year", "-pk")
        constraints = (
            models.CheckConstraint(
                name="issued_decision_has_its_paper",
                condition=Q(state="draft") | Q(paper__isnull=False, issued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_names_what_it_replaces",
                condition=~Q(kind="correction") | Q(replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawal_says_its_basis", condition=~Q(kind="withdrawal") | ~Q(legal_basis="")
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                condition=Q(state="issued", kind="correction"),
                name="decision_corrected_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year} · {self.body_name}"

    @property
    def pack(self) -> Pack:
        return load_pack(self.pack_id, self.pack_version)

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT

    @property
    def number(self) -> str:
        """Number and symbol of the issued paper; empty for a draft."""
        return self.paper.full_number if self.paper else ""

    @property
    def about(self) -> str:
        """What tells its paper and its draft apart from others of the year."""
        return f"decision:{self.pk}"


class DecidedUnit(models.Model):
    """A line of a decision: the unit with what the decision gives it, in the words of that day."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    unit_name = models.CharField("tên lúc đó", max_length=200)
    area = models.CharField("địa bàn lúc đó", max_length=200, blank=True)
    appraisal = models.ForeignKey(Appraisal, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("mức công nhận", max_length=20)
    points = models.CharField("điểm", max_length=10, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị trong quyết định"
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("decision", "unit"), name="unit_once_per_decision"),)

    def __str__(self) -> str:
        return self.unit_name


class Title(models.Model):
    """“Đơn vị học tập”, granted: rank or level, for an assessment year, by a decision.

    Both readings of the expiry are kept (`until_year_end`, `until_months`); `valid_until` is the one that the deciding
    body chose, null where recognition is yearly. `upgrade_from` is the first day on which level 2 may be asked for.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    unit_name = models.CharField("tên lúc được công nhận", max_length=200)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    tier = models.CharField("cấp đánh giá", max_length=10, choices=Tier.choices)
    pack_id = models.CharField("bộ quy định", max_length=60)
    outcome = models.CharField("mức độ, xếp loại", max_length=20)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="titles")
    decided_on = models.DateField("ngày quyết định")
    until_year_end = models.DateField("hết 31/12 năm thứ ba", null=True)
    until_months = models.DateField("hết 36 tháng từ quyết định", null=True)
    valid_until = models.DateField("bảo lưu đến hết ngày", null=True)
    upgrade_from = models.DateField("đề nghị nâng mức từ ngày", null=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (TitleState.IN_FORCE.value, "Có hiệu lực"),
            (TitleState.REPLACED.value, "Đã được thay thế"),
            (TitleState.WITHDRAWN.value, "Đã thu hồi"),
        ],
        default=TitleState.IN_FORCE.value,
    )
    ended_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "danh hiệu"
        ordering = ("-year", "unit_name")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year"), condition=Q(state="in_force"), name="one_title_in_force_per_year"
            ),
            models.CheckConstraint(
                name="ended_title_names_its_decision",
                condition=Q(state="in_force") | Q(ended_by__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("unit", "state")),)

    def __str__(self) -> str:
        return f"{self.unit_name} {self.year}"

    @property
    def pack(self) -> Pack:
        """The pack of the decision; one of another version calls its levels the same."""
        return load_pack(self.decision.pack_id, self.decision.pack_version)


class Refusal(models.Model):
    """The reply to a unit that doesn't fulfil the conditions, with the reason for each row (TT 24, Điều 10.2d)."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(IssuedPaper, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "văn bản trả lời không công nhận"

    def __str__(self) -> str:
        return f"Trả lời {self.appraisal}"


class Improvement(models.Model):
    """A line of a unit's improvement plan after the result: what, who, by when, how far (HN-2)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    row = models.CharField("chỉ tiêu", max_length=10, blank=True)
    content = models.TextField("việc cải tiến")
    lead = models.CharField("chủ trì", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "việc cải tiến"
        ordering = ("row", "pk")

    def __str__(self) -> str:
        return self.content[:60]


class Publication(models.Model):
    """What the public sees of a decision, frozen on the day of publication; append-only.

    A correction adds another publication and leaves a note at the first (`note` of the newer names the older).
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="publication")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    published_on = models.DateField("ngày công bố")
    published_at = models.DateTimeField("công bố lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần công bố"
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return f"Công bố {self.decision}"


class PublishedResult(models.Model):
    """One line of a publication, in columns so that the portal can search and filter in SQL. Append-only."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    unit_name = models.CharField("tên đơn vị", max_length=200)
    words = models.CharField("tên để tìm", max_length=400)
    kind = models.CharField("loại đơn vị", max_length=60)
    sector = models.CharField("khối", max_length=20)
    area = models.CharField("địa bàn", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    tier = models.CharField("cấp đánh giá", max_length=10, choices=Tier.choices)
    outcome = models.CharField("mức độ, xếp loại", max_length=20)
    outcome_label = models.CharField("mức độ, xếp loại bằng lời", max_length=60)
    passed_rows = models.PositiveSmallIntegerField("số chỉ tiêu đạt", null=True)
    applicable_rows = models.PositiveSmallIntegerField("số chỉ tiêu áp dụng", null=True)
    points = models.CharField("điểm", max_length=10, blank=True)
    decision_number = models.CharField("số quyết định", max_length=80)
    decided_on = models.DateField("ngày quyết định")
    decided_by = models.CharField("nơi quyết định", max_length=200)
    valid_until = models.DateField("bảo lưu đến hết ngày", null=True)

    class Meta:
        verbose_name = "kết quả đã công bố"
        ordering = ("-year", "area", "unit_name")
        indexes = (models.Index(fields=("year", "area")), models.Index(fields=("unit",)))

    def __str__(self) -> str:
        return f"{self.unit_name} {self.year}"
