"""The members of a unit: brought in from a workbook, and one of them on a telephone."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import openpyxl
from playwright.sync_api import FilePayload, expect
from tests.browser.walk import Walk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSWORD = "hoc-suot-doi-cung-con"


def people_of(families: Sequence[str], given: Sequence[str]) -> list[str]:
    return [f"{family} {name}" for family in families for name in given]


def workbook(title: str, people: Sequence[str], counts: Mapping[str, int], of: int) -> FilePayload:
    """As an office would send it: its name and a title above, its own words for the columns, a signature below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DS nhân sự"
    sheet.append([title.upper()])
    sheet.append([f"DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN NĂM {of}"])
    sheet.merge_cells("A2:J2")
    sheet.append([])
    sheet.append([
        "STT", "HỌ TÊN", "Chức vụ", "Tổ", "Ngày vào", "Kỷ luật", f"BDTX năm {of}", "Chuyển đổi số", "Ngoại ngữ",
        "Danh hiệu thi đua",
    ])  # fmt: skip
    for place, name in enumerate(people):
        sheet.append([
            place + 1,
            name,
            "Giáo viên",
            f"Tổ {place % 4 + 1}",
            date(2015, 9, 5) if place % 2 else "05/09/2015",
            "Đạt" if place < counts["2.1"] else "Chưa đạt",
            "Hoàn thành" if place < counts["2.2"] else "Chưa hoàn thành",
            "Đạt" if place < counts["2.3"] else "Chưa đạt",
            "Có chứng chỉ" if place < counts["2.4"] else "",
            "Lao động tiên tiến" if place < counts["2.5"] else "",
        ])  # fmt: skip
    sheet.append([None, f"Tổng cộng: {len(people)} người"])
    sheet.append([None, None, None, None, None, None, None, "Người lập bảng"])
    return saved(book, f"ds-nhan-su-{of}.xlsx")


def saved(book: openpyxl.Workbook, name: str) -> FilePayload:
    content = BytesIO()
    book.save(content)
    return {"name": name, "mimeType": XLSX, "buffer": content.getvalue()}


def bring_in(desk: Walk, file: FilePayload, people: int, of: int) -> None:
    """Upload, tell once what the file alone can't say, read the preview, confirm."""
    desk.section("Thành viên")
    desk.follow(re.compile("^Nhập từ Excel"))
    desk.page.get_by_label(re.compile("Tệp")).first.set_input_files(file)
    desk.press("Tải lên và xem trước")
    for label, meaning in (
        ("Cột F: Kỷ luật", "2.1 Kỷ luật, đoàn kết"),
        (f"Cột G: BDTX năm {of}", f"Chương trình mới: BDTX năm {of}"),
        ("Người mới là đối tượng nào", "Viên chức"),
        ("2.4 Ngoại ngữ: “Có chứng chỉ” nghĩa là gì", "Có chứng nhận, chứng chỉ"),
    ):
        desk.page.get_by_label(label).select_option(label=meaning)
    desk.press("Xem trước")
    desk.sees(f"Chương trình mới sẽ được thêm, cho mọi thành viên: BDTX năm {of}.")
    desk.press(re.compile(f"^Ghi {people} người mới"))


def give_account(desk: Walk, name: str) -> tuple[str, str]:
    """An account for one of them; returns what their slip says."""
    desk.section("Thành viên")
    desk.follow("Tài khoản")
    for box in desk.page.get_by_role("checkbox", name=re.compile("^Chọn ")).all():
        box.set_checked((box.get_attribute("aria-label") or "").endswith(name))
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
        phone.fill(label, PASSWORD)
    phone.press(re.compile("Đổi mật khẩu"))
    phone.open("/toi/")
    phone.fits()


def sign_commitment(phone: Walk) -> None:
    phone.follow("Cam kết học tập suốt đời")
    phone.press("Tôi đã đọc và ký cam kết")
    phone.sees("Đã ký")
    phone.fits()


def submit_study_plan(phone: Walk, of: int) -> None:
    phone.open("/toi/")
    phone.follow("Kế hoạch tự học")
    phone.sees("Các việc dưới đây là đề xuất")
    first = phone.page.get_by_role("group", name="Việc 1").get_by_role("textbox").first
    expect(first).to_have_value(re.compile(f"BDTX năm {of}"))
    phone.press("Nộp để duyệt")
    phone.sees("Chờ duyệt")
    phone.fits()


def approve(desk: Walk, name: str) -> None:
    """The head reads the list of names, then approves."""
    desk.section("Trang chủ")
    desk.follow(re.compile("^Xem và duyệt"))
    desk.follow(re.compile("^Xem lại 1 kế hoạch trước khi duyệt"))
    desk.sees(name)
    desk.press(re.compile("^Duyệt"))
