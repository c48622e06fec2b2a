"""A member's year on a phone: the commitment, the study plan that saves itself, a certificate's photo."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitors
from tests.browser.papers import a_photo
from tests.browser.walk import PASSWORD_LABEL, Walk

pytestmark = pytest.mark.browser

TEACHER = "giaovien.hoasen"
PASSWORD = "hoc-tap-suot-doi"
TASKS = "main .dv-mtasks"


def sign_in(walk: Walk, login: str) -> None:
    """By name: the demonstration shows two members of the school."""
    walk.open()
    walk.page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(login)
    walk.page.get_by_label(PASSWORD_LABEL, exact=True).fill(PASSWORD)
    walk.press("Đăng nhập")


def test_a_teacher_signs_plans_and_sends_a_certificate_on_a_phone(visitors: Visitors) -> None:
    walk = visitors(width=360)
    sign_in(walk, TEACHER)
    assert re.fullmatch(r"Việc học năm \d{4} của tôi", walk.heading())
    walk.fits()
    walk.picture("own-year")

    walk.follow("Cam kết học tập suốt đời", within=TASKS)
    walk.fits()
    walk.press("Tôi đã đọc và ký cam kết")
    walk.sees("Đã ký cam kết học tập suốt đời")

    walk.follow("Kế hoạch tự học", within=TASKS)
    walk.fits()
    walk.fill(re.compile("^Mục tiêu học tập"), "Dạy Toán tốt hơn bằng học liệu số.")
    expect(walk.page.locator("[data-saved-text]")).to_contain_text("Đã lưu")
    lines = walk.page.locator("main form fieldset")
    before = lines.count()
    walk.press("Thêm việc")
    assert lines.count() == before + 1
    lines.last.get_by_label("Nội dung học").fill("Làm học liệu số môn Toán lớp 4")
    walk.picture("own-plan")
    walk.press("Nộp để duyệt")
    walk.fits()

    walk.follow("Chứng nhận, chứng chỉ", within=TASKS)
    walk.fits()
    sent = walk.page.locator("main .dv-files li").count()
    walk.page.locator("input[type=file]").set_input_files(a_photo("Chứng nhận Mô-đun 9"))
    walk.page.get_by_label("Dùng cho").select_option(index=1)
    walk.fill(re.compile("^Tên chứng nhận"), "Chứng nhận Mô-đun 9")
    walk.press("Gửi")
    assert walk.page.locator("main .dv-files li").count() == sent + 1
    walk.fits()
    walk.picture("own-certificates")

    walk.follow("Dữ liệu cá nhân", within=".dv-foot")
    walk.fits()
    walk.follow("Trường Tiểu học Hoa Sen", within="main")
    walk.fits()
    assert walk.download("Tải bản sao").stat().st_size > 1000


def test_the_head_approves_on_a_phone_what_members_handed_in(visitors: Visitors) -> None:
    walk = visitors(width=360)
    walk.sign_in("Thủ trưởng", "Trường Tiểu học Hoa Sen")
    unit_year = re.search(r"(/don-vi/\d+/\d{4}/)", walk.page.url)
    assert unit_year is not None
    for part in (
        "chung-nhan/",
        "cam-ket/",
        "giay-to/",
        "yeu-cau-du-lieu/",
        "yeu-cau-du-lieu/them/",
        "ke-hoach-tu-hoc/",
    ):
        walk.open(f"{unit_year[1]}thanh-vien/{part}")
        walk.fits()
    waiting = walk.page.locator("tbody input[type=checkbox]").count()
    walk.follow(re.compile("^Xem lại .* trước khi duyệt"))
    walk.fits()
    walk.press(re.compile(rf"^Duyệt {waiting} kế hoạch"))
    walk.sees(f"Đã duyệt {waiting} kế hoạch tự học.")
