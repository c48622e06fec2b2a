from __future__ import annotations

from django.db import models
from treebeard.mp_tree import MP_Node

from dvht.regulation.kinds import UNIT_KINDS, Ownership


class Unit(MP_Node):
    """An organisation: a school, an office, a commune. Its place in the tree says who stands above it."""

    node_order_by = ("name",)

    name = models.CharField("tên đơn vị", max_length=200)
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
    receiving_note = models.CharField("căn cứ về nơi nhận", max_length=300, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ownership__in=["public", "private"]), name="unit_ownership_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        known = UNIT_KINDS.get(self.kind)
        return known.label if known else self.kind

    @property
    def receiver(self) -> str:
        """The body that a dossier is addressed to, in words; empty when nobody has said."""
        return self.receiving_name or (self.receiving.name if self.receiving else "")
