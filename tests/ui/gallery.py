"""Pages that show every component, built from the same tags as real pages; only tests render them."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template import engines

from dvht.ui.forms import FilesField

PAGES = ("home", "assessment", "dossier", "parts")
SECTIONS = (
    ("Trang chủ", "home"),
    ("Kế hoạch", "clipboard-text"),
    ("Minh chứng", "folders"),
    ("Tự đánh giá", "list-check"),
    ("Hồ sơ", "file-stack"),
)
STATES = (
    ("pass", "Đạt"), ("fail", "Không đạt"), ("late", "Quá hạn 1 ngày"), ("warn", "Thiếu minh chứng"),
    ("stale", "Đã cũ"), ("back", "Đã trả lại"), ("doing", "Đang làm"), ("info", "Người mới"),
    ("wait", "Chờ xác nhận"), ("todo", "Chưa mở"), ("na", "Không áp dụng"), ("gold", "Mức độ 1"),
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    label: str
    icon: str
    current: bool
    url: str = "#"


class SampleForm(forms.Form):
    name = forms.CharField(label="Tên minh chứng", help_text="Như ghi trên văn bản.")
    day = forms.DateField(label="Ngày ban hành", required=False)
    kind_of_unit = forms.ChoiceField(label="Loại đơn vị", choices=[("", "Chọn"), ("th", "Tiểu học")])
    people = forms.IntegerField(
        label="Tổ đánh giá xác nhận", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    verdict = forms.ChoiceField(
        label="Kết luận", choices=[("pass", "Đạt"), ("fail", "Không đạt")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(
        label="Dùng chung cho 2.3", required=False, help_text="Ghi mã ở cả hai chỉ tiêu."
    )
    note = forms.CharField(label="Ghi chú cho báo cáo", widget=forms.Textarea, required=False)
    uploads = FilesField(label="Tệp", required=False)


def render(page: str, *, frame: dict[str, Any] | None = None) -> str:
    """One page of the gallery as HTML."""
    source = (Path(__file__).parent / "pages" / f"{page}.html").read_text(encoding="utf-8")
    template = engines["django"].from_string(source)
    current = {"home": "Trang chủ", "assessment": "Tự đánh giá", "dossier": "Hồ sơ"}.get(page, "")
    return template.render({**values(), "frame": frame or sample_frame(current), "csrf_token": "t"})


def sample_frame(current: str) -> dict[str, Any]:
    return {
        "unit_name": "Trường Tiểu học Hoa Sen",
        "unit_place": "xã Đồng Sen, tỉnh Minh Hà",
        "year": 2026,
        "years": [
            {"year": 2026, "label": "Đang làm · TT 24/2023", "url": "#", "current": True},
            {"year": 2025, "label": "Không đề nghị · TT 24/2023", "url": "#", "current": False},
        ],
        "nav": [Section(label=label, icon=icon, current=label == current) for label, icon in SECTIONS],
        "user_name": "Trần Thu Sen",
        "user_role": "Hiệu trưởng",
        "user_initial": "S",
        "user_links": [{"label": "Đổi mật khẩu", "url": "#"}],
        "units": [],
        "demo": not current,
    }


def values() -> dict[str, Any]:
    form = SampleForm(
        {"name": "", "day": "31/02/2026", "people": "39", "kind_of_unit": "th", "note": "Bốn buổi."}
    )
    return {
        "form": form,
        "groups": sample_groups(),
        "marks": [("Mức độ 1", 36), ("Mức độ 2", 38)],
        "one": [("Yêu cầu", 40)],
        "page": Paginator(range(30), 8).page(2),
        "points": Decimal("78.5"),
        "within": Decimal("88.5"),
        "ranks": [("Tốt", Decimal(85)), ("Khá", Decimal(70)), ("Trung bình", Decimal(50))],
        "states": STATES,
        "weeks": [("10/01", "10/01/2027", (17, 32)), ("17/01", "17/01/2027", (25, 57))],
        "week_columns": ("Trong tuần", "Cộng dồn"),
        "marks_of_rows": ["ppf", "ptn"],
    }


def sample_groups() -> list[dict[str, Any]]:
    special = {
        "1.5": ("warn", "Thiếu minh chứng"),
        "3.1": ("fail", "Không đạt"),
        "3.5": ("na", "Không áp dụng"),
    }
    groups = []
    for group in (1, 2, 3):
        codes = [f"{group}.{row}" for row in range(1, 6)]
        cells = [(code, *special.get(code, ("pass", "Đạt"))) for code in codes]
        groups.append(
            {
                "name": f"Tiêu chí {group}",
                "cells": [
                    {"code": code, "state": state, "word": word, "url": "#", "current": code == "2.2"}
                    for code, state, word in cells
                ],
            }
        )
    return groups
