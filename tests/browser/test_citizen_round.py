"""A round of “Công dân học tập” in a real browser: opened and registered on a desk, scored on a phone."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitors
from tests.browser.walk import PASSWORD_LABEL, Walk

pytestmark = pytest.mark.browser

HEAD, TEACHER, PASSWORD = "hieutruong.hoasen", "giaovien.hoasen", "hoc-tap-suot-doi"
PART = "cong-dan-hoc-tap/"


def sign_in(walk: Walk, login: str) -> None:
    """By name: the demonstration shows two members of the school."""
    walk.open()
    walk.page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(login)
    walk.page.get_by_label(PASSWORD_LABEL, exact=True).fill(PASSWORD)
    walk.press("Đăng nhập")


def next_year_of(walk: Walk) -> str:
    """The address of the year after the one that the person's page shows: nobody else's test has a round there."""
    found = re.search(r"/(don-vi|toi)/(\d+)/(\d{4})/", walk.page.url)
    assert found
    return f"/{found[1]}/{found[2]}/{int(found[3]) + 1}/"


def visit(walk: Walk, path: str) -> None:
    walk.page.goto(f"{walk.address.rstrip('/')}{path}")
    walk.look()


def test_a_round_is_opened_on_a_desk_and_scored_on_a_phone(visitors: Visitors) -> None:
    desk = visitors()
    sign_in(desk, HEAD)
    year = next_year_of(desk)
    visit(desk, f"{year}{PART}")
    desk.follow(re.compile("Mở đợt năm"))
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    later = today + timedelta(days=20)
    for label, day in (
        ("Đăng ký đến hết ngày", later),
        ("Tự chấm từ ngày", today),
        ("Tự chấm đến hết ngày", later),
        ("Ngày xét duyệt dự kiến", later),
        ("Gửi kết quả cho Chi hội Khuyến học đến hết ngày", later),
    ):
        desk.fill(label, f"{day:%d/%m/%Y}")
    desk.press("Mở đợt")
    desk.follow("Chọn người đăng ký")
    desk.press(re.compile(r"^Xem lại (cả )?\d+ người"))
    desk.press(re.compile(r"^Đăng ký \d+ người"))
    assert re.fullmatch(r"0/\d+ người đã có bản tự đánh giá", desk.heading())
    desk.picture("citizens")

    phone = visitors(width=360)
    sign_in(phone, TEACHER)
    visit(phone, f"{next_year_of(phone)}{PART}")
    phone.fits()
    for group in ("A", "B", "C"):
        assert f"nhom={group}" in phone.page.url or group == "A"
        for scale in phone.page.locator("fieldset.dv-scale").all():
            scale.get_by_text("9", exact=True).click()
        expect(phone.page.locator("[data-saved-text]")).to_contain_text("Đã lưu")
        phone.picture(f"citizen-{group}")
        phone.press(re.compile("^(Tiếp: Nhóm|Xem lại và nộp)"))
    phone.fits()
    phone.press("Nộp phiếu tự chấm")
    phone.sees("Đã nộp phiếu tự chấm")

    visit(desk, f"{year}{PART}")
    assert desk.heading().startswith("1/")
    desk.follow(re.compile("^Xét duyệt"), within="main .dv-two")
    desk.picture("citizen-review")
