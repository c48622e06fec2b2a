"""Workbooks on their way in: read, shown, and written only when somebody confirms."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.units.models import Unit


class Upload(models.Model):
    """A workbook that was read and waits for somebody to confirm it; its rows are kept sealed, and not for long."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    purpose = models.CharField("để nhập", max_length=20)
    file_name = models.CharField("tên tệp", max_length=255)
    sealed_table = models.TextField("bảng đã đọc (đã mã hóa)", blank=True)
    mapping = models.JSONField("cột nào là gì", default=dict)
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField("ghi lúc", null=True)

    class Meta:
        verbose_name = "bảng tính chờ ghi"
        ordering = ("-uploaded_at", "-id")

    def __str__(self) -> str:
        return self.file_name


class KnownHeader(models.Model):
    """What a header of a unit's own workbooks means; an empty `column` says: leave it out."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị")
    purpose = models.CharField("để nhập", max_length=20)
    header = models.CharField("tiêu đề cột", max_length=200)
    column = models.CharField("là", max_length=60, blank=True)

    class Meta:
        verbose_name = "tiêu đề cột đã biết"
        constraints = (
            models.UniqueConstraint(fields=("unit", "purpose", "header"), name="header_known_once"),
        )

    def __str__(self) -> str:
        return self.header
