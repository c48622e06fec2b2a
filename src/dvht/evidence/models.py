from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import models

from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import without_marks
from dvht.units.models import Unit

PDF = "application/pdf"
PREVIEWED = frozenset({PDF, "image/jpeg", "image/png"})
"""Media types that a browser shows in the page; everything else leaves only as a download."""


@dataclass(frozen=True)
class CheckedFile:
    """An uploaded file whose content was read and found to be what `media_type` says."""

    name: str
    media_type: str
    content: BinaryIO
    pages: int | None = None
    warning: str = ""


@dataclass(frozen=True)
class RefusedFile:
    """An uploaded file that can't be evidence; `reason` tells the person why, in Vietnamese."""

    name: str
    reason: str


def folded(text: str) -> str:
    """The text as people type it in a search box: no diacritics, đ as d, lower case, single spaces."""
    return " ".join(without_marks(text).split())


class Collection(models.Model):
    """All evidence of a unit for one assessment year, filed under the rows of the pack that governs it.

    `held` says why nothing of the year may be opened again while an authority has the dossier. After a return of
    single rows `only_rows` are those that alone may change; empty: all.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    closed_at = models.DateTimeField("khóa lúc", null=True, editable=False)
    held = models.CharField("vì sao giữ", max_length=300, blank=True, editable=False)
    only_rows = models.JSONField("chỉ sửa được", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = "kho minh chứng"
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="collection_once_per_year"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    @property
    def pack(self) -> Pack:
        """The pack in the version that the year began with, whatever is newest today."""
        return load_pack(self.pack_id, self.pack_version)


class StoredFile(models.Model):
    """The bytes of an uploaded file, named by their digest; a unit stores the same bytes once."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    content = models.FileField("tệp", upload_to="evidence/", max_length=300)
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
    search_text = models.TextField("chữ để tìm", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1)

    standing: list[Use]
    """Where it is used now; only on evidence that a query of this room fetched."""

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

    @property
    def searchable(self) -> str:
        """What `search_text` must hold; whoever changes a described field stores it again."""
        described = (self.title, self.number, self.issuer, self.file_name, self.location, self.url)
        return folded(" ".join(part for part in described if part))

    @property
    def can_be_previewed(self) -> bool:
        return self.file is not None and self.file.media_type in PREVIEWED

    @property
    def is_pdf(self) -> bool:
        return self.file is not None and self.file.media_type == PDF


class Use(models.Model):
    """Evidence filed under a row of the pack. Its code (2.2-01) is never given to other evidence."""

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

    @property
    def shared_with(self) -> str:
        """The other rows that the same evidence proves: "2c, 3a"."""
        return ", ".join(other.row for other in self.evidence.standing if other.row != self.row)
