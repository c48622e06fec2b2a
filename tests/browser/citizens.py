"""A round of “Công dân học tập”: opened on a desk, scored on a telephone and from a workbook, reviewed, decided."""

import re
from collections.abc import Sequence
from datetime import timedelta

import openpyxl
from playwright.sync_api import expect
from tests.browser import members
from tests.browser.walk import Walk
from tests.browser.year import today


def open_round(desk: Walk, of: int, people: int, registered_on: str) -> None:
    """Everybody on the roster is registered, as they had done on paper at the start of the year."""
    desk.section("Công dân học tập")
    desk.follow(re.compile("Mở đợt năm"))
    later = today() + timedelta(days=20)
    for label, day in (
        ("Đăng ký đến hết ngày", later),
        ("Tự chấm từ ngày", today()),
        ("Tự chấm đến hết ngày", later),
        ("Ngày xét duyệt dự kiến", later),
        ("Gửi kết quả cho Chi hội Khuyến học đến hết ngày", later),
    ):
        desk.fill(label, f"{day:%d/%m/%Y}")
    desk.press("Mở đợt")
    desk.follow("Chọn người đăng ký")
    desk.press(f"Xem lại cả {people} người")
    desk.fill("Ngày đăng ký", registered_on)
    desk.press(f"Đăng ký {people} người")
    assert desk.heading() == f"0/{people} người đã có bản tự đánh giá"


def score_oneself(phone: Walk) -> None:
    """Nine of ten in every indicator, group by group; the page keeps them by itself."""
    phone.open("/toi/")
    phone.follow(re.compile("Công dân học tập"), within="main")
    phone.fits()
    for group in ("A", "B", "C"):
        assert f"nhom={group}" in phone.page.url or group == "A"
        for scale in phone.page.locator("fieldset.dv-scale").all():
            scale.get_by_text("9", exact=True).click()
        expect(phone.page.locator("[data-saved-text]")).to_contain_text("Đã lưu")
        phone.press(re.compile("^(Tiếp: Nhóm|Xem lại và nộp)"))
    phone.fits()
    phone.press("Nộp phiếu tự chấm")
    phone.sees("Đã nộp phiếu tự chấm")


def bring_results(desk: Walk, people: Sequence[str], below: int) -> None:
    """What the national site exported; the last `below` of them didn't reach 80 points."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Tổng điểm", "Điểm thấp nhất"])
    for place, name in enumerate(people, start=1):
        sheet.append([name, *((92, 8) if place <= len(people) - below else (71, 5))])
    desk.section("Công dân học tập")
    desk.follow("Nhập kết quả trang quốc gia")
    desk.page.get_by_label("Tệp kết quả").set_input_files(members.saved(book, "kq.xlsx"))
    desk.press("Đọc tệp và xem trước")
    desk.press(f"Ghi kết quả của {len(people)} người")


def review_and_decide(desk: Walk, recognised: int) -> None:
    """The meeting's minutes, then the head's decision, which writes what it says of each person."""
    desk.section("Công dân học tập")
    desk.follow(re.compile("^Xét duyệt"), within="main .dv-two")
    desk.fill("Ngày họp", f"{today():%d/%m/%Y}")
    desk.fill("Nơi họp", "Phòng họp của trường")
    desk.press(re.compile("^Lưu và xem biên bản"))
    desk.press("Chốt và vào sổ biên bản")
    desk.follow("Quyết định công nhận")
    desk.press("Ban hành quyết định")
    desk.sees(re.compile("^Đã ban hành Quyết định số "))
    expect(desk.page.locator("main").get_by_text("Được công nhận", exact=True)).to_have_count(recognised)
