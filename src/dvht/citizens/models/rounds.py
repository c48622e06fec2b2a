"""The round of a unit for one year, and the meeting that reviews it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.citizens.states import RoundState
from dvht.regulation.library import kept_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Unit


class CitizenRound(models.Model):
    """A unit's round of "Công dân học tập" for a year: the pack as it was, and the unit's own days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản bộ", max_length=20)
    pack_digest = models.CharField("băm bộ quy định", max_length=80)
    registration_until = models.DateField("đăng ký đến hết ngày")
    scoring_from = models.DateField("tự chấm từ ngày")
    scoring_until = models.DateField("tự chấm đến hết ngày")
    review_on = models.DateField("ngày xét duyệt dự kiến")
    collection_until = models.DateField("gửi Chi hội Khuyến học đến hết ngày")
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (RoundState.OPEN.value, "Đang đăng ký, tự chấm"),
            (RoundState.REVIEWED.value, "Đã xét duyệt"),
            (RoundState.DECIDED.value, "Đã có quyết định"),
        ],
        default=RoundState.OPEN.value,
    )
    reopened_because = models.CharField("lý do xét lại", max_length=500, blank=True)
    collected_on = models.DateField("ngày gửi kết quả", null=True, blank=True)
    collected_by = models.CharField("người nhận ở Chi hội Khuyến học", max_length=200, blank=True)
    collected_note = models.CharField("ghi chú về việc gửi", max_length=500, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1)
    opened_at = models.DateTimeField("mở lúc", auto_now_add=True)

    class Meta:
        verbose_name = "đợt Công dân học tập"
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="citizen_round_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RoundState]),
                name="citizen_round_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(scoring_until__gte=models.F("scoring_from")),
                name="citizen_scoring_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(collected_on__isnull=True) | ~models.Q(collected_by=""),
                name="citizen_collection_has_a_receiver",
            ),
        )

    def __str__(self) -> str:
        return f"Công dân học tập {self.year} · {self.unit}"

    @property
    def pack(self) -> Pack:
        """The pack that the round began with; raises ChangedPackError when its file says something else now."""
        return kept_pack(self.pack_id, self.pack_version, self.pack_digest)

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_decided(self) -> bool:
        return self.state == RoundState.DECIDED


class Review(models.Model):
    """The meeting at which the unit reviews: who was there, who led it; votes stand with each person."""

    round = models.OneToOneField(CitizenRound, on_delete=models.CASCADE, related_name="review")
    held_on = models.DateField("ngày họp", null=True, blank=True)
    began_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    ended_at = models.TimeField("giờ kết thúc", null=True, blank=True)
    place = models.CharField("nơi họp", max_length=300, blank=True)
    chair = models.CharField("chủ trì", max_length=200, blank=True)
    secretary = models.CharField("thư ký", max_length=200, blank=True)
    attendees = models.TextField("người dự họp", blank=True, max_length=5000)
    absent = models.TextField("người vắng", blank=True, max_length=2000)
    voters = models.PositiveIntegerField("số người biểu quyết", null=True, blank=True)
    remarks = models.TextField("ý kiến khác", blank=True, max_length=5000)
    version = models.PositiveIntegerField("phiên bản", default=1)
    saved_at = models.DateTimeField("lưu lúc", auto_now=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "buổi xét duyệt"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(voters__isnull=True) | models.Q(voters__gte=1),
                name="citizen_review_has_voters",
            ),
        )

    def __str__(self) -> str:
        return f"Xét duyệt {self.round}"
