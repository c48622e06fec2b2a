from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.units.models import Unit


class Collection(models.Model):
    """All evidence of a unit for one assessment year, filed under the rows of the pack that governs it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)

    class Meta:
        verbose_name = "kho minh chứng"
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="collection_once_per_year"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class StoredFile(models.Model):
    """The bytes of an uploaded file; the same bytes are stored once per unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    content = models.FileField("tệp", upload_to="evidence/%Y/", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("dung lượng")
    media_type = models.CharField("loại tệp", max_length=100)
    pages = models.PositiveIntegerField("số trang", null=True)
    stored_at = models.DateTimeField("lưu lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp đã lưu"
        constraints = (models.UniqueConstraint(fields=("unit", "sha256"), name="bytes_once_per_unit"),)

    def __str__(self) -> str:
        return self.sha256[:12]


class EvidenceKind(models.TextChoices):
    FILE = "file", "Tệp"
    LINK = "link", "Liên kết"
    PAPER = "paper", "Bản giấy"


class Evidence(models.Model):
    """One proof: a file, a link, or a paper kept in the office's own archive."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField("hình thức", max_length=10, choices=EvidenceKind.choices)
    title = models.CharField("tên minh chứng", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    url = models.URLField("liên kết", max_length=1000, blank=True)
    location = models.CharField("nơi lưu bản giấy", max_length=300, blank=True)
    reused_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="evidence_is_what_its_kind_says",
                condition=(
                    models.Q(kind="file", file__isnull=False, url="", location="")
                    | (models.Q(kind="link", file__isnull=True, location="") & ~models.Q(url=""))
                    | (models.Q(kind="paper", file__isnull=True, url="") & ~models.Q(location=""))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Use(models.Model):
    """A piece of evidence filed under a row of the pack. Its code (2.2-01) is never given again, even when removed."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="uses")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="uses")
    row = models.CharField("chỉ tiêu", max_length=10)
    position = models.PositiveIntegerField("thứ tự")
    removed_at = models.DateTimeField("gỡ lúc", null=True, editable=False)

    class Meta:
        verbose_name = "chỗ dùng minh chứng"
        ordering = ("row", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("evidence", "row"),
                condition=models.Q(removed_at__isnull=True),
                name="evidence_once_per_row",
            ),
            models.UniqueConstraint(fields=("collection", "row", "position"), name="evidence_code_once"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.row}-{self.position:02d}"
