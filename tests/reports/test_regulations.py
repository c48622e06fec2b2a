"""A regulation as people read it: from what each row is counted, and which packs are the installation's own."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from dvht.regulation.library import use_packs_of

pytestmark = pytest.mark.django_db

OWN = """id: cdht-xa-a
version: "1"
title: Công dân học tập theo văn bản của xã A
short_title: CDHT xã A
issuer: Ủy ban nhân dân xã A
status: unverified
extends: cdht-2023
extends_version: "1"
replaces:
  rows:
    "1":
      wordings: {resident: Đọc sách ở nhà văn hóa}
"""
LANGUAGE = "Ngoại ngữ hoặc tiếng dân tộc thiểu số đáp ứng công việc, vị trí việc làm"


def page(client: Client, name: str, *args: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(client.get(reverse(name, args=args)).content.decode()))


@pytest.fixture
def as_head(client: Client) -> Client:
    client.force_login(make.a_head(make.a_unit()), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def own_pack(tmp_path: Path):
    (tmp_path / "cdht-xa-a").mkdir()
    (tmp_path / "cdht-xa-a" / "pack.yaml").write_text(OWN, encoding="utf-8")
    use_packs_of(tmp_path)
    yield
    use_packs_of(None)


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        ("tt24-2023-huyen", f"Mức độ 1: {LANGUAGE} (từ “Có chứng nhận, chứng chỉ”)."),
        ("tt24-2023-huyen", f"Mức độ 2: {LANGUAGE} (từ “Có trình độ”)."),
        (
            "tt24-2023-tinh",
            "Đếm người theo mục ghi hằng năm: Danh hiệu thi đua của cá nhân (từ “Lao động tiên tiến”).",
        ),
        (
            "tt24-2023-tinh",
            "Hoạt động của đơn vị cho thấy: Tuyên truyền về học tập suốt đời; Tuần lễ hưởng ứng",
        ),
        ("tt22-2020", "Đếm người theo mục ghi hằng năm: Pháp luật; Cam kết; Học trong gia đình;"),
        ("cdht-2023", "năm đánh giá 2022–2023"),
    ],
)
def test_a_regulation_says_from_what_its_rows_are_counted(as_head: Client, pack: str, told: str) -> None:
    assert told in page(as_head, "regulation", pack)


@pytest.mark.usefixtures("own_pack")
def test_a_pack_of_the_installation_is_marked_as_its_own(as_head: Client) -> None:
    told = page(as_head, "regulation", "cdht-xa-a")
    assert "Ủy ban nhân dân xã A · bộ riêng của nơi cài đặt · có phần chưa kiểm chứng" in told
    assert "<strong>Người dân trong xã.</strong> Đọc sách ở nhà văn hóa" in told
    assert page(as_head, "regulations").count("bộ riêng của nơi cài đặt") == 1


def test_what_is_shipped_is_nobodys_own(as_head: Client) -> None:
    assert "bộ riêng" not in page(as_head, "regulations") + page(as_head, "regulation", "cdht-2023")
