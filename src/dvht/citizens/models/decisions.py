"""Decisions of the head: those issued here, and those made on paper elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.citizens.models.rounds import CitizenRound
from dvht.documents.models import IssuedPaper
from dvht.members.models import Member


class CitizenDecision(models.Model):
    """A decision with its list. `paper` null: issued outside this system. One that corrects names what it replaces."""

    round = models.ForeignKey(CitizenRound, on_delete=models.PROTECT, related_name="decisions")
    paper = models.OneToOneField(
        IssuedPaper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField("số, ký hiệu", max_length=100)
    decided_on = models.DateField("ngày quyết định")
    signatory = models.CharField("người ký", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "quyết định công nhận Công dân học tập"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(number=""), name="citizen_decision_has_a_number"),
            # with `replaces` being one to one: the decisions of a round form a single chain
            models.UniqueConstraint(
                fields=("round",),
                condition=models.Q(replaces__isnull=True),
                name="citizen_decision_first_once",
            ),
        )

    def __str__(self) -> str:
        return f"Quyết định số {self.number}"


class DecisionLine(models.Model):
    """One person as the decision has them; the name stays what it was when it was signed."""

    decision = models.ForeignKey(CitizenDecision, on_delete=models.CASCADE, related_name="lines")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    full_name = models.CharField("họ và tên", max_length=120)
    recognised = models.BooleanField("được công nhận")
    total = models.DecimalField("tổng điểm", max_digits=7, decimal_places=2, null=True, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        verbose_name = "dòng của quyết định"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("decision", "member"), name="citizen_decided_once"),)

    def __str__(self) -> str:
        return self.full_name
