"""A person in a round: registration, own score, the national site's result, the verdict."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models

from dvht.citizens.models.rounds import CitizenRound
from dvht.citizens.states import ScoreState
from dvht.evidence.models import StoredFile
from dvht.members.models import Member


class RegisteredBy(models.TextChoices):
    UNIT = "unit", "Đơn vị đăng ký"
    MEMBER = "member", "Tự đăng ký"
    LAST_YEAR = "last_year", "Lấy từ danh sách năm trước"


class Registrant(models.Model):
    """A member who registered for the round, with the state of the self-score.

    `group` is a code of the pack; empty while nobody has chosen where the pack proposes none.
    """

    round = models.ForeignKey(CitizenRound, on_delete=models.CASCADE, related_name="registrants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", verbose_name="thành viên")
    group = models.CharField("nhóm công dân", max_length=60, blank=True)
    registered_on = models.DateField("ngày đăng ký")
    registered_how = models.CharField("cách đăng ký", max_length=10, choices=RegisteredBy.choices)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    score_state = models.CharField(
        "phiếu tự chấm",
        max_length=10,
        choices=[(ScoreState.DRAFT.value, "Chưa nộp"), (ScoreState.SUBMITTED.value, "Đã nộp")],
        default=ScoreState.DRAFT.value,
    )
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    from_paper = models.BooleanField("đơn vị nhập từ phiếu giấy", default=False)
    scored_at = models.DateTimeField("chấm lúc", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "người đăng ký Công dân học tập"
        constraints = (
            models.UniqueConstraint(fields=("round", "member"), name="citizen_registered_once"),
            models.CheckConstraint(
                condition=models.Q(registered_how__in=RegisteredBy.values),
                name="citizen_registered_how_known",
            ),
            models.CheckConstraint(
                condition=models.Q(score_state__in=[state.value for state in ScoreState]),
                name="citizen_score_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(score_state="submitted") | models.Q(submitted_at__isnull=False),
                name="citizen_score_submitted_has_moment",
            ),
        )

    def __str__(self) -> str:
        return str(self.member)

    @property
    def is_submitted(self) -> bool:
        return self.score_state == ScoreState.SUBMITTED


class Score(models.Model):
    """What a person gave themselves for one indicator, and the words that go with it."""

    registrant = models.ForeignKey(Registrant, on_delete=models.CASCADE, related_name="scores")
    row = models.CharField("chỉ báo", max_length=20)
    points = models.DecimalField("điểm", max_digits=7, decimal_places=2, null=True, blank=True)
    words = models.CharField("diễn giải, minh chứng", max_length=500, blank=True)

    class Meta:
        verbose_name = "điểm tự chấm"
        constraints = (
            models.UniqueConstraint(fields=("registrant", "row"), name="citizen_row_scored_once"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__gte=Decimal(0)),
                name="citizen_points_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.row}: {self.points}"


class ResultSource(models.TextChoices):
    WORKBOOK = "workbook", "Nhập từ bảng tính"
    PRINT = "print", "Ghi theo bản in"


class NationalResult(models.Model):
    """What the national site shows for a person: brought here as a workbook or from a print, never fetched.

    `lowest` null: the print does not say the lowest single score. `points` holds those of the rows, where known.
    """

    registrant = models.OneToOneField(Registrant, on_delete=models.CASCADE, related_name="national")
    total = models.DecimalField("tổng điểm", max_digits=7, decimal_places=2)
    lowest = models.DecimalField(
        "điểm chỉ báo thấp nhất", max_digits=7, decimal_places=2, null=True, blank=True
    )
    points = models.JSONField("điểm từng chỉ báo", default=dict)
    source = models.CharField("nguồn", max_length=10, choices=ResultSource.choices)
    origin = models.CharField("tên tệp, tên bản in", max_length=255, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "kết quả trên trang quốc gia"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(total__gte=Decimal(0)), name="citizen_total_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=ResultSource.values), name="citizen_result_source_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.registrant}: {self.total}"


class Counted(models.TextChoices):
    """Which result the review counts where own score and national site differ."""

    UNDECIDED = "", "Chưa thống nhất"
    OWN = "own", "Phiếu tự chấm ở đây"
    NATIONAL = "national", "Kết quả trang quốc gia"


class Verdict(models.Model):
    """What the review says of a person. Empty votes: everybody present agreed; empty conclusion: as the votes say."""

    registrant = models.OneToOneField(Registrant, on_delete=models.CASCADE, related_name="verdict")
    agree = models.PositiveIntegerField("đồng ý", null=True, blank=True)
    disagree = models.PositiveIntegerField("không đồng ý", null=True, blank=True)
    abstain = models.PositiveIntegerField("không ý kiến", null=True, blank=True)
    counted = models.CharField("lấy kết quả", max_length=10, choices=Counted.choices, blank=True)
    recognised = models.BooleanField("đề nghị công nhận", null=True, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        verbose_name = "kết luận xét duyệt"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(counted__in=Counted.values), name="citizen_counted_result_known"
            ),
        )

    def __str__(self) -> str:
        return str(self.registrant)
