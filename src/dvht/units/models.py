from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Substr
from django.utils import timezone
from treebeard.mp_tree import MP_Node

from dvht.regulation.kinds import UNIT_KINDS, Ownership
from dvht.regulation.library import load_pack

DEEPEST: Final = 12
"""Levels that the tree of units may have; the state has five or six."""
_SYMBOL = re.compile(r"[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*")
_TEXTS = (
    "name", "area", "place", "symbol", "paper_parent", "paper_name", "head_title",
    "receiving_name", "receiving_note",
)  # fmt: skip


class Tier(models.TextChoices):
    """The two tiers of “Đơn vị học tập” (TT 24/2023, Điều 2); they outlived the district level itself."""

    DISTRICT = "district", "Cấp huyện"
    PROVINCE = "province", "Cấp tỉnh"


def tier_of(kind: str) -> Tier:
    """The tier of a kind of unit; a kind that stands in both packs is taken as cấp huyện unless somebody says so."""
    only_province = kind in (load_pack("tt24-2023-tinh").kinds or ()) and kind not in (
        load_pack("tt24-2023-huyen").kinds or ()
    )
    return Tier.PROVINCE if only_province else Tier.DISTRICT


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
    tier = models.CharField("cấp đánh giá", max_length=10, choices=Tier.choices, blank=True)
    dissolved_on = models.DateField("thôi hoạt động từ ngày", null=True, blank=True, editable=False)
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every unit has a tier, so that who receives its dossier can be asked in SQL."""
        if not self.tier:
            self.tier = tier_of(self.kind).value
        super().save(*args, **kwargs)

    def is_dissolved(self, on: dt.date) -> bool:
        """Whether the unit no longer works on this day; its past stays readable."""
        return self.dissolved_on is not None and self.dissolved_on <= on

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
        """The body that a dossier is addressed to today, in words; empty when nobody has said.

        What is said of the unit itself, else of the area: then one query, for which lists have `with_jurisdiction`.
        """
        if said := self.own_receiver(timezone.localdate()):
            return said
        row = Jurisdiction.objects.of_unit(self, timezone.localdate())
        return row.receiving_name if row else ""

    def own_receiver(self, on: dt.date) -> str:
        """What is said of this very unit; a body that is no more by this day receives nothing."""
        if self.receiving is not None and not self.receiving.is_dissolved(on):
            return str(self.receiving.name)
        return self.receiving_name

    @property
    def paths_above(self) -> list[str]:
        """The paths of the units above it, from the root of the tree down."""
        return [self.path[:end] for end in range(self.steplen, len(self.path), self.steplen)]


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    def in_force(self, on: dt.date) -> JurisdictionQuerySet:
        """The rows of a day whose receiving body still works on it, or is only named."""
        alive = models.Q(receiving__dissolved_on__isnull=True) | models.Q(receiving__dissolved_on__gt=on)
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=on), alive, since__lte=on)

    def above(self, unit: Unit, on: dt.date) -> JurisdictionQuerySet:
        """Who may receive the unit's dossier on this day, the nearest area first; nobody receives their own."""
        rows = self.in_force(on).filter(area__path__in=unit.paths_above, tier=unit.tier or tier_of(unit.kind))
        own = models.Q(receiving=unit.pk, receiving__isnull=False)
        return (
            rows.exclude(own)
            .select_related("receiving", "deciding", "area")
            .order_by("-area__depth", "-since")
        )

    def over(self, path: str) -> JurisdictionQuerySet:
        """In a subquery: the rows whose area has this path of the outer query, or stands above it.

        Paths are compared whole, one for each level, so that an index finds the areas, however many there are.
        """
        ends = range(Unit.steplen, Unit.steplen * DEEPEST + 1, Unit.steplen)
        return self.filter(area__path__in=[Substr(models.OuterRef(path), 1, end) for end in ends])

    def of_unit(self, unit: Unit, on: dt.date) -> Jurisdiction | None:
        """The row of the nearest area; None where nobody has said."""
        return self.above(unit, on).first()


class Jurisdiction(models.Model):
    """Who receives and who decides on the dossiers of one tier of the units below `area`, from one day to another.

    The nearest area above a unit holds, never the unit's own: a commune's own dossier goes to the province. A body
    that isn't in the tree is only named. No text found says who took over from the district level on 01/7/2025, so
    a row carries its basis, and `confirmed_by` says which document of the Sở confirmed it; empty: nobody has yet.
    """

    area = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="địa bàn")
    tier = models.CharField("cấp đánh giá", max_length=10, choices=Tier.choices)
    receiving = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nơi nhận hồ sơ"
    )
    receiving_name = models.CharField("tên nơi nhận", max_length=200)
    receiving_title = models.CharField("chức vụ người đứng đầu nơi nhận", max_length=100)
    deciding = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="nơi quyết định"
    )
    deciding_name = models.CharField("tên nơi quyết định", max_length=200)
    deciding_title = models.CharField("chức vụ người quyết định", max_length=200)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=500, blank=True)
    confirmed_by = models.CharField("văn bản xác nhận", max_length=300, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects: ClassVar[JurisdictionQuerySet] = JurisdictionQuerySet.as_manager()  # type: ignore[assignment]  # a manager made of the query set

    class Meta:
        verbose_name = "thẩm quyền theo địa bàn"
        ordering = ("area__path", "tier", "since")
        constraints = (
            models.UniqueConstraint(fields=("area", "tier", "since"), name="jurisdiction_once_per_day"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="jurisdiction_ends_after_it_begins",
                violation_error_message="Ngày cuối phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area} · {self.get_tier_display()}: {self.receiving_name}"


class ChangeKind(models.TextChoices):
    MERGE = "merge", "Sáp nhập, hợp nhất"
    SPLIT = "split", "Chia, tách"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển cơ quan quản lý"
    DISSOLVE = "dissolve", "Giải thể"


class Change(models.Model):
    """How the tree changed on a day, by a decision; append-only. The decision is kept in words (house.md)."""

    kind = models.CharField("thay đổi", max_length=10, choices=ChangeKind.choices)
    effective_on = models.DateField("có hiệu lực từ ngày")
    decision_number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    decided_by = models.CharField("cơ quan quyết định", max_length=200)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "thay đổi tổ chức"
        ordering = ("-effective_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"


class Side(models.TextChoices):
    BEFORE = "before", "Trước"
    AFTER = "after", "Sau"


class ChangedUnit(models.Model):
    """A unit before or after a change, with the facts that it then had; append-only.

    In a merge, split or dissolution those after succeed those before: they may read what these left.
    """

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    side = models.CharField("bên", max_length=6, choices=Side.choices)
    name = models.CharField("tên lúc đó", max_length=200)
    facts = models.JSONField("dữ kiện lúc đó", default=dict)

    class Meta:
        verbose_name = "đơn vị trong thay đổi"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("change", "unit", "side"), name="unit_once_per_side_of_change"),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.change}"
