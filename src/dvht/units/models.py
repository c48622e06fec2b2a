from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from treebeard.mp_tree import MP_Node

from dvht.regulation.kinds import UNIT_KINDS, Ownership

_SYMBOL = re.compile(r"[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*")
_TEXTS = (
    "name", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
    "receiving_name", "receiving_note",
)  # fmt: skip


class Unit(MP_Node):
    """An organisation: a school, an office, a commune. Its place in the tree says who stands above it.

    Siblings stand in the order in which they came: a path says who may see a unit, so it must not change
    because a neighbour was added. Lists sort by name themselves.
    """

    name = models.CharField(
        "tên đơn vị", max_length=200, help_text="Ghi đủ như trên con dấu, ví dụ: Trường Tiểu học Hoa Sen"
    )
    kind = models.CharField("loại đơn vị", max_length=60)
    ownership = models.CharField(
        "sở hữu",
        max_length=10,
        choices=[(Ownership.PUBLIC.value, "Công lập"), (Ownership.PRIVATE.value, "Ngoài công lập")],
        default=Ownership.PUBLIC.value,
    )
    area = models.CharField(
        "địa bàn", max_length=200, blank=True, help_text="Ví dụ: xã Đồng Sen, tỉnh Minh Hà"
    )
    place = models.CharField(
        "địa danh trên văn bản", max_length=100, help_text="Ghi trước ngày tháng, ví dụ: Đồng Sen"
    )
    symbol = models.CharField(
        "chữ viết tắt", max_length=30, help_text="Dùng trong ký hiệu văn bản, ví dụ: THHS"
    )
    paper_parent = models.CharField(
        "cơ quan chủ quản trên văn bản", max_length=200, blank=True, help_text="Ví dụ: UBND xã Đồng Sen"
    )
    paper_name = models.CharField(
        "tên trên văn bản", max_length=200, blank=True, help_text="Để trống nếu giống tên đơn vị"
    )
    head_title = models.CharField("chức vụ người đứng đầu", max_length=100, default="Hiệu trưởng")
    receiving = models.ForeignKey(
        "self",
        verbose_name="nơi nhận hồ sơ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    receiving_name = models.CharField(
        "tên nơi nhận hồ sơ",
        max_length=200,
        blank=True,
        help_text="Ghi khi nơi nhận không có trong danh sách đơn vị",
    )
    receiving_note = models.CharField(
        "căn cứ về nơi nhận",
        max_length=300,
        blank=True,
        help_text="Văn bản nào giao việc này, ví dụ: Công văn số 12/SGDĐT-GDTX ngày 05/01/2026",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ownership__in=["public", "private"]), name="unit_ownership_known"
            ),
            models.CheckConstraint(
                condition=models.Q(receiving__isnull=True) | models.Q(receiving_name=""),
                name="unit_receiver_said_once",
                violation_error_message="Chọn một đơn vị nhận hồ sơ hoặc ghi tên nơi nhận, không ghi cả hai.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Tidy what was typed and refuse what can't stand on a paper; raises ValidationError by field."""
        for field in _TEXTS:
            setattr(self, field, " ".join(unicodedata.normalize("NFC", getattr(self, field)).split()))
        self.symbol = self.symbol.upper()
        problems: dict[str, str] = {}
        if not self.name:
            problems["name"] = "Ghi tên đơn vị."
        if self.kind not in UNIT_KINDS:
            problems["kind"] = "Loại đơn vị này không có trong các thông tư. Chọn một loại trong danh sách."
        if not _SYMBOL.fullmatch(self.symbol):
            problems["symbol"] = (
                "Chữ viết tắt chỉ gồm chữ in hoa không dấu (kể cả Đ), chữ số và gạch nối ở giữa, ví dụ: THHS."
            )
        if self.pk and self.receiving_id == self.pk:
            problems["receiving"] = "Đơn vị không tự nhận hồ sơ của mình. Chọn nơi khác."
        if problems:
            raise ValidationError(problems)

    @property
    def kind_label(self) -> str:
        known = UNIT_KINDS.get(self.kind)
        return known.label if known else self.kind

    @property
    def receiver(self) -> str:
        """The body that a dossier is addressed to, in words; empty when nobody has said."""
        return self.receiving_name or (self.receiving.name if self.receiving else "")
