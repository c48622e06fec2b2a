from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.units.models import Unit


class Draft(models.Model):
    """The words that people changed in a paper that is not issued yet; everything else is composed afresh."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    kind = models.CharField("loại văn bản", max_length=40)
    about = models.CharField("về việc", max_length=60, blank=True)
    fields = models.JSONField("phần đã sửa", default=dict)
    version = models.PositiveIntegerField("phiên bản", default=1)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "bản thảo"
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "kind", "about"), name="draft_once_per_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class NumberSeries(models.Model):
    """The numbers of one body in one calendar year, from 1, without gap or repeat (NĐ 30/2020)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    body = models.CharField("tổ chức tư vấn", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    last_number = models.PositiveIntegerField("số cuối", default=0)
    last_date = models.DateField("ngày của số cuối", null=True)

    class Meta:
        verbose_name = "hệ thống số"
        constraints = (
            models.UniqueConstraint(fields=("unit", "body", "year"), name="series_once_per_body_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.body or self.unit} {self.year}"


class OutsideNumbers(models.Model):
    """Numbers of a series that the office gave to papers made elsewhere, so that no gap is unexplained."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="outside")
    first = models.PositiveIntegerField("từ số")
    last = models.PositiveIntegerField("đến số")
    note = models.CharField("ghi chú", max_length=300)

    class Meta:
        verbose_name = "số dùng ngoài hệ thống"
        constraints = (
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="outside_in_order"),
            models.UniqueConstraint(fields=("series", "first"), name="outside_once"),
        )

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class IssuedPaper(models.Model):
    """A paper as it was issued: its number, date, signatory and stored bytes never change.

    A table or a registration form carries no number; every other paper has one of its body's series. `about` tells
    papers of one kind apart that a body issues in one year (a reply to each unit): a plain key of whoever asked.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField("số", null=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    kind = models.CharField("loại văn bản", max_length=40)
    about = models.CharField("về việc", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    title = models.CharField("tên văn bản", max_length=200)
    subject = models.CharField("trích yếu", max_length=500)
    place = models.CharField("địa danh", max_length=100)
    issued_on = models.DateField("ngày ban hành")
    signatory_name = models.CharField("người ký", max_length=200)
    signatory_title = models.CharField("chức vụ", max_length=200)
    verification_code = models.CharField("mã tra cứu", max_length=20, unique=True)
    source_digest = models.CharField("băm dữ liệu nguồn", max_length=64)
    source = models.JSONField("dữ liệu nguồn", default=dict)
    pages = models.PositiveIntegerField("số trang")
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField("ban hành lúc", auto_now_add=True)

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        ordering = ("-issued_on", "-number")
        constraints = (
            models.UniqueConstraint(fields=("series", "number"), name="number_once_per_series"),
            # with the next line: the papers of one kind form a single chain, whoever issues at the same moment
            models.UniqueConstraint(fields=("supersedes",), name="superseded_once"),
            models.UniqueConstraint(
                fields=("unit", "year", "kind", "about"),
                condition=models.Q(supersedes__isnull=True),
                name="first_paper_once_per_kind",
            ),
            models.CheckConstraint(
                name="numbered_in_a_series_or_not_at_all",
                condition=models.Q(series__isnull=True, number__isnull=True, symbol="")
                | (models.Q(series__isnull=False, number__gte=1) & ~models.Q(symbol="")),
            ),
        )
        indexes = (models.Index(fields=("unit", "year", "kind")),)

    def __str__(self) -> str:
        return f"{self.title} số {self.full_number}" if self.number else self.title

    @property
    def full_number(self) -> str:
        """Number and symbol as printed: 08/QĐ-THHS (NĐ 30/2020, Phụ lục I, II.3); empty when unnumbered."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class PaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


class StoredPaper(models.Model):
    """The bytes of an issued paper in one format, kept apart so that lists stay light."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="files")
    format = models.CharField("định dạng", max_length=5, choices=PaperFormat.choices)
    content = models.BinaryField("nội dung")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "tệp văn bản"
        constraints = (models.UniqueConstraint(fields=("paper", "format"), name="format_once_per_paper"),)

    def __str__(self) -> str:
        return f"{self.paper_id}.{self.format}"
