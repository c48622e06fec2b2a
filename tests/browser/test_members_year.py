"""From nothing to computed rows: a head with a workbook of sixty people, and one of them on a phone."""

import io
import re
from datetime import date

import openpyxl
import pytest
from playwright.sync_api import FilePayload, expect
from tests.browser import year
from tests.browser.conftest import Visitors
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser

UNIT = "Trường Mầm non tư thục Cá Chép Nhỏ"
GIVEN = ("An", "Bảo", "Châu", "Dũng", "Đào", "Hà", "Khiêm", "Lan", "Mai", "Ngọc")
FAMILY = ("Nguyễn Thị", "Trần Văn", "Lê Thu", "Phạm Minh", "Đỗ Hoài", "Vũ Ánh")
PEOPLE = [f"{family} {given}" for family in FAMILY for given in GIVEN]
COUNTS = {"2.1": 58, "2.2": 57, "2.3": 59, "2.4": 33, "2.5": 55}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook() -> FilePayload:
    """As an office would send it: a motto and a title above, its own words for the columns, a signature below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DS nhân sự"
    sheet.append(["TRƯỜNG MẦM NON TƯ THỤC CÁ CHÉP NHỎ"])
    sheet.append(["DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM 2026"])
    sheet.merge_cells("A2:J2")
    sheet.append([])
    sheet.append([
        "STT", "HỌ TÊN", "Chức vụ", "Tổ", "Ngày vào", "Kỷ luật", "BDTX năm 2026", "Chuyển đổi số", "Ngoại ngữ",
        "Danh hiệu thi đua",
    ])  # fmt: skip
    for place, name in enumerate(PEOPLE):
        sheet.append([
            place + 1,
            name,
            "Giáo viên",
            f"Tổ {place % 4 + 1}",
            date(2015, 9, 5) if place % 2 else "05/09/2015",
            "Đạt" if place < COUNTS["2.1"] else "Chưa đạt",
            "Hoàn thành" if place < COUNTS["2.2"] else "Chưa hoàn thành",
            "Đạt" if place < COUNTS["2.3"] else "Chưa đạt",
            "Có chứng chỉ" if place < COUNTS["2.4"] else "",
            "Lao động tiên tiến" if place < COUNTS["2.5"] else "",
        ])  # fmt: skip
    sheet.append([None, "Tổng cộng: 60 người"])
    sheet.append([None, None, None, None, None, None, None, "Người lập bảng"])
    content = io.BytesIO()
    book.save(content)
    return {"name": "ds-nhan-su-2026.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}


def test_a_workbook_of_sixty_becomes_computed_rows_and_a_member_does_their_part_on_a_phone(
    visitors: Visitors,
) -> None:
    desk = visitors()
    desk.sign_in("Thủ trưởng", UNIT)
    year.choose_year(desk, 2026)
    year.start_plan(desk, 2026, "12/KH-UBND|xã Đồng Sen")

    bring_in(desk)
    see_computed_rows(desk)
    login, password = give_accounts(desk, "Nguyễn Thị Bảo")

    phone = visitors(width=360)
    first_sign_in(phone, login, password)
    sign_commitment(phone)
    submit_study_plan(phone)
    approve(desk)

    phone.open("/toi/")
    phone.sees("Đã duyệt")
    phone.fits()
    assert phone.heading() == "Việc học năm 2026 của tôi"


def bring_in(desk: Walk) -> None:
    """Upload, tell once what the file alone can't say, read the preview, confirm."""
    desk.section("Thành viên")
    desk.follow(re.compile("^Nhập từ Excel"))
    desk.page.get_by_label(re.compile("Tệp")).first.set_input_files(workbook())
    desk.press("Tải lên và xem trước")
    for label, meaning in (
        ("Cột F: Kỷ luật", "2.1 Kỷ luật, đoàn kết"),
        ("Cột G: BDTX năm 2026", "Chương trình mới: BDTX năm 2026"),
        ("Người mới là đối tượng nào", "Công nhân, người lao động có trình độ chuyên môn kỹ thuật"),
        ("2.4 Ngoại ngữ: “Có chứng chỉ” nghĩa là gì", "Có chứng nhận, chứng chỉ"),
    ):
        desk.page.get_by_label(label).select_option(label=meaning)
    desk.press("Xem trước")
    desk.sees("Chương trình mới sẽ được thêm, cho mọi thành viên: BDTX năm 2026.")
    desk.press(re.compile("^Ghi 60 người mới"))


def see_computed_rows(desk: Walk) -> None:
    desk.section("Tự đánh giá")
    for code, count in COUNTS.items():
        desk.page.locator(".dv-tree").get_by_role("link", name=re.compile(rf"^{re.escape(code)}\b")).click()
        desk.look()
        expect(desk.page.locator(".dv-value-big").first).to_contain_text(f"{count}/60 người")
    desk.sees("5 người chưa đạt")


def give_accounts(desk: Walk, name: str) -> tuple[str, str]:
    """Make accounts for everybody in one go; returns what the slip of one of them says."""
    desk.section("Thành viên")
    desk.follow("Tài khoản")
    desk.press("Tạo tài khoản cho người đã chọn")
    slip = desk.page.locator(".dv-slip").filter(has_text=name)
    login, password = slip.locator("code").all_text_contents()
    return login, password


def first_sign_in(phone: Walk, login: str, password: str) -> None:
    phone.open()
    phone.fill("Tên đăng nhập hoặc thư điện tử", login)
    phone.fill("Mật khẩu", password)
    phone.press("Đăng nhập")
    phone.fill("Mật khẩu hiện tại", password)
    for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        phone.fill(label, "hoc-suot-doi-cung-con")
    phone.press(re.compile("Đổi mật khẩu"))
    phone.open()
    phone.fits()


def sign_commitment(phone: Walk) -> None:
    phone.follow("Cam kết học tập suốt đời")
    phone.press("Tôi đã đọc và ký cam kết")
    phone.sees("Đã ký")
    phone.fits()


def submit_study_plan(phone: Walk) -> None:
    phone.open("/toi/")
    phone.follow("Kế hoạch tự học")
    phone.sees("Các việc dưới đây là đề xuất")
    first = phone.page.get_by_role("group", name="Việc 1").get_by_role("textbox").first
    expect(first).to_have_value(re.compile("BDTX năm 2026"))
    phone.press("Nộp để duyệt")
    phone.sees("Chờ duyệt")
    phone.fits()


def approve(desk: Walk) -> None:
    """The head reads the list of names, then approves."""
    desk.section("Trang chủ")
    desk.follow(re.compile("^Xem và duyệt"))
    desk.follow(re.compile("^Xem lại 1 kế hoạch trước khi duyệt"))
    desk.sees("Nguyễn Thị Bảo")
    desk.press(re.compile("^Duyệt"))
