"""The plan itself, and how the law and other plans are named in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from django.db import models

from dvht.evidence.models import Collection
from dvht.plans.states import PlanState
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Unit

# What the circulars are called; a first citation names them whole (NĐ 30/2020, Phụ lục I, mục II.6).
LAW_NAMES: Final[Mapping[str, str]] = {
    "Thông tư 22/2020/TT-BGDĐT": "quy định về đánh giá, xếp loại Đơn vị học tập",
    "Thông tư 24/2023/TT-BGDĐT": "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh",
}
SHORT_DATE: Final = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})")


def long_date(day: dt.date) -> str:
    """ngày 06 tháng 8 năm 2020: two digits for days under 10 and for January and February (NĐ 30/2020)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def law_citation(pack: Pack) -> str:
    """The circular with its number, date, issuer and name, as a first citation has it."""
    named = pack.references[0].split(", có hiệu lực")[0]
    named = SHORT_DATE.sub(lambda m: long_date(dt.date(int(m[3]), int(m[2]), int(m[1]))), named)
    return f"{named} {LAW_NAMES.get(pack.citation, '')}".rstrip()


def goals_of(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What a unit may aim at, code and label: ranks best first, or levels from 1."""
    if pack.scheme == "levels":
        return tuple((str(level), f"Mức độ {level}") for level in pack.levels)
    return tuple((rank.code, f"Loại {rank.label}") for rank in pack.ranks if rank.minimum > 0)


class AppraisalForm(models.TextChoices):
    """How a body examines the dossiers that it receives (HQ-3, T24-7)."""

    COUNCIL = "council", "Hội đồng đánh giá"
    TEAM = "team", "Đoàn kiểm tra"


class Plan(models.Model):
    """A body's plan for one assessment year. It names the plan it carries out, and may only tighten it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    title = models.CharField("tên kế hoạch", max_length=300)
    pack_id = models.CharField("bộ quy định", max_length=60)
    pack_version = models.CharField("phiên bản", max_length=20)
    pack_digest = models.CharField("băm bộ quy định", max_length=80)
    collection = models.OneToOneField(
        Collection, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="kho minh chứng"
    )
    higher = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="kế hoạch cấp trên",
    )
    higher_reference = models.CharField("tên kế hoạch cấp trên", max_length=500, blank=True)
    number_text = models.CharField("số, ký hiệu đã có", max_length=60, blank=True)
    dated_on = models.DateField("ngày đã ban hành", null=True, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[(PlanState.DRAFT.value, "Đang soạn"), (PlanState.IN_FORCE.value, "Đang thực hiện")],
        default=PlanState.DRAFT.value,
    )
    goal = models.CharField("mục tiêu", max_length=20, blank=True)
    purpose = models.TextField("mục đích, yêu cầu", blank=True)
    bases = models.TextField("căn cứ", blank=True, help_text="Mỗi căn cứ một dòng")
    meeting_place = models.CharField("nơi họp", max_length=300, blank=True)
    officer = models.CharField("người để hỏi", max_length=300, blank=True)
    budget = models.CharField("nguồn kinh phí", max_length=500, blank=True)
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi nơi một dòng")
    note = models.TextField("ghi chú về kế hoạch", blank=True)
    appraisal_form = models.CharField(
        "hình thức thẩm định", max_length=10, choices=AppraisalForm.choices, blank=True
    )
    issued_version = models.PositiveIntegerField("lần ban hành", default=0)
    higher_version = models.PositiveIntegerField("lần ban hành của cấp trên đã theo", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản sửa", default=1)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="plan_once_per_year"),
            models.CheckConstraint(
                condition=~models.Q(higher=models.F("id")), name="plan_not_its_own_higher"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.unit})"

    @property
    def pack(self) -> Pack:
        """The pack in the version that this plan was made with, whatever is newest today."""
        return load_pack(self.pack_id, self.pack_version)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def goal_label(self) -> str:
        """Mức độ 1, Loại Tốt; empty while no goal is set."""
        return dict(goals_of(self.pack)).get(self.goal, "")

    @property
    def subject(self) -> str:
        """The title without its leading “Kế hoạch”, as it stands under the type of the paper."""
        words = self.title.removeprefix("Kế hoạch").strip()
        return words[:1].upper() + words[1:]

    @property
    def carries_out(self) -> str:
        """The higher plan in words, whether it is kept here or only named; empty when there is none."""
        return self.higher_reference or (str(self.higher) if self.higher else "")

    def cited(self, number: str, dated_on: dt.date | None) -> str:
        """This plan as a lower plan cites it: number, date, issuer and title."""
        parts = ["Kế hoạch"]
        if number:
            parts.append(f"số {number}")
        if dated_on:
            parts.append(long_date(dated_on))
        subject = self.subject[:1].lower() + self.subject[1:]
        return " ".join([*parts, f"của {self.unit.name}", subject])
