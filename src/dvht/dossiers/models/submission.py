"""A dossier on its way: handed in, checked, returned, handed in again, received."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dvht.accounts.queries import (
    AUTHORITY_ROLES,
    OUTSIDE_THE_UNIT,
    Person,
    bodies_of,
    predecessors_of_own,
    roles_of,
    sectors_of,
)
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models.volumes import Dossier, Volume
from dvht.dossiers.states import SubmissionState
from dvht.evidence.models import StoredFile
from dvht.regulation.kinds import kinds_of
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Unit
from dvht.units.queries import handing_in_to, predecessors_of


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Sets of submissions, scoped in SQL."""

    def of_bodies(self, bodies: frozenset[int], on: dt.date, came: frozenset[int] | None = None) -> Self:
        """What these bodies received or took over; `came` are their predecessors where the caller knows them.

        A body that succeeded another has the dossiers of those units that hand in to it now; what else the old body
        had stays with the old body.
        """
        came = predecessors_of(bodies) if came is None else came
        taken_over = Q(receiving__in=came, unit__in=handing_in_to(bodies, on).values("pk"))
        return (
            self.filter(Q(receiving__in=bodies) | taken_over) if came else self.filter(receiving__in=bodies)
        )

    def decided_by(self, bodies: frozenset[int], came: frozenset[int] | None = None) -> Self:
        """What these bodies decide on, or what bodies that they succeeded decided."""
        came = predecessors_of(bodies) if came is None else came
        return self.filter(deciding__in=bodies | came)

    def visible_to(self, user: Person) -> Self:
        """Of one's own unit, of a body that one works for (an officer: of one's sectors), or that one decides on."""
        bodies = bodies_of(user, AUTHORITY_ROLES)
        own = {role.unit_id for role in roles_of(user) if role.kind not in OUTSIDE_THE_UNIT}
        today = timezone.localdate()
        known = predecessors_of_own(user)
        # nobody before any unit of the user's: then nobody before a body of theirs either
        came = None if known else known
        seen = Q(unit__in=own | known)
        for body in bodies:
            reached = Q(pk__in=self.model.objects.of_bodies(frozenset({body}), today, came).values("pk"))
            sectors = sectors_of(user, body)
            seen |= reached & Q(unit__kind__in=kinds_of(sectors)) if sectors else reached
        if bodies:
            seen |= Q(
                pk__in=self.model.objects.decided_by(bodies, came)
                .exclude(state__in=NOT_YET_THERE)
                .values("pk")
            )
        return self.filter(seen)


NOT_YET_THERE = (
    SubmissionState.SUBMITTED.value,
    SubmissionState.WITHDRAWN.value,
    SubmissionState.RETURNED.value,
)
"""States in which a dossier isn't yet the business of the body that decides."""


class Submission(models.Model):
    """A unit's dossier of a year on its way through an authority; each time it is handed in is a Delivery.

    The receiving and the deciding body, with their names and titles, are those of the first delivery and stay: what was
    handed in to a body that is no more is found through its successors. A unit that can't use the system has no
    `dossier`: an officer registers what came on paper or by mail. `concluded` says who examined it and when that was
    concluded: while it stands the dossier isn't given back, so that a result rests on what was handed in.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    dossier = models.OneToOneField(
        Dossier, null=True, on_delete=models.PROTECT, related_name="submission", verbose_name="hồ sơ"
    )
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    requested = models.CharField("mức đề nghị", max_length=20, blank=True)
    receiving = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="nơi nhận")
    receiving_name = models.CharField("tên nơi nhận", max_length=200)
    receiving_title = models.CharField("chức vụ người đứng đầu nơi nhận", max_length=100, blank=True)
    deciding = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="nơi quyết định"
    )
    deciding_name = models.CharField("tên nơi quyết định", max_length=200, blank=True)
    deciding_title = models.CharField("chức vụ người quyết định", max_length=200, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="chuyên viên phụ trách",
    )
    state = models.CharField(
        "trạng thái",
        max_length=12,
        choices=[
            (SubmissionState.SUBMITTED.value, "Chờ kiểm tra"),
            (SubmissionState.WITHDRAWN.value, "Đã rút"),
            (SubmissionState.RETURNED.value, "Đã trả lại"),
            (SubmissionState.RECEIVED.value, "Đã tiếp nhận"),
            (SubmissionState.CLOSED.value, "Đã kết thúc"),
        ],
        default=SubmissionState.SUBMITTED.value,
    )
    closed_reason = models.CharField("lý do kết thúc", max_length=500, blank=True)
    concluded = models.CharField("kết luận thẩm định", max_length=300, blank=True)
    first_submitted_at = models.DateTimeField("nộp lần đầu lúc", default=timezone.now)
    last_submitted_at = models.DateTimeField("nộp lần cuối lúc", default=timezone.now)
    received_at = models.DateTimeField("tiếp nhận lúc", null=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]  # a manager made of the query set

    class Meta:
        verbose_name = "hồ sơ đã nộp"
        ordering = ("-last_submitted_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="submission_once_per_year"),
            models.CheckConstraint(
                name="received_submission_has_its_moment",
                condition=~Q(state=SubmissionState.RECEIVED.value) | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_submission_says_why",
                condition=~Q(state=SubmissionState.CLOSED.value) | ~Q(closed_reason=""),
            ),
        )
        indexes = (models.Index(fields=("receiving", "year", "state")),)

    def __str__(self) -> str:
        return f"Hồ sơ {self.year} · {self.unit}"

    @property
    def pack(self) -> Pack:
        return load_pack(self.pack_id, self.pack_version)


class Channel(models.TextChoices):
    ONLINE = "online", "Trực tuyến"
    PAPER = "paper", "Bản giấy"
    MAIL = "mail", "Thư điện tử, bưu chính"


class Delivery(models.Model):
    """One time that the dossier was handed in: exactly what was sent, with its receipt. Append-only.

    `body` gave the receipt a number of its register: the one that received, or later the one that acts in its place.

    `snapshot` says everything that an examiner reads: unit, request, result, each row with its facts, note, reason and
    evidence, papers, members counted. `digest` is the SHA-256 of its canonical JSON.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveIntegerField("lần nộp")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="nơi vào sổ")
    receipt = models.CharField("số tiếp nhận", max_length=40)
    channel = models.CharField("cách nộp", max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    snapshot = models.JSONField("nội dung đã nộp")
    digest = models.CharField("SHA-256", max_length=64)
    due_on = models.DateField("hạn lúc nộp", null=True)
    days_late = models.PositiveIntegerField("số ngày muộn", default=0)
    late_reason = models.CharField("lý do muộn", max_length=500, blank=True)
    arrived_on = models.DateField("ngày đến")
    submitted_at = models.DateTimeField("nộp lúc", auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần nộp"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="delivery_number_once"),
            models.UniqueConstraint(fields=("body", "receipt"), name="receipt_once_per_body"),
            models.CheckConstraint(
                name="late_delivery_says_why", condition=Q(days_late=0) | ~Q(late_reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} · lần {self.number}"


class DeliveredFile(models.Model):
    """A file of a delivery, by its digest: a paper, a piece of evidence, a volume, or a scan. Append-only.

    `codes` are the rows that a piece of evidence proves. Exactly one of the three sources holds the bytes; a link or a
    paper record has none and says in `place` where it is.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField("loại", max_length=40)
    title = models.CharField("tên", max_length=500)
    codes = models.JSONField("chỉ tiêu", default=list)
    code = models.CharField("mã minh chứng", max_length=40, blank=True)
    paper = models.ForeignKey(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    volume = models.ForeignKey(Volume, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("ở đâu", max_length=2000, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("số byte", default=0)
    media_type = models.CharField("loại tệp", max_length=100, blank=True)

    class Meta:
        verbose_name = "tệp đã nộp"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Return(models.Model):
    """A dossier given back with reasons: the whole, or only the rows listed, which alone unlock. Append-only."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="returns")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="returned")
    whole = models.BooleanField("cả hồ sơ")
    reason = models.TextField("lý do chung", blank=True)
    due_on = models.DateField("bổ sung đến hết ngày")
    returned_at = models.DateTimeField("trả lại lúc", auto_now_add=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần trả lại"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="whole_return_says_why", condition=Q(whole=False) | ~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.submission} · trả lại {self.returned_at:%d/%m/%Y}"


class ReturnedRow(models.Model):
    """A row that is given back, and why; the unit reads the reason at the row. Append-only."""

    given_back = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="rows")
    row = models.CharField("chỉ tiêu", max_length=10)
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "chỉ tiêu trả lại"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("given_back", "row"), name="row_returned_once"),)

    def __str__(self) -> str:
        return self.row
