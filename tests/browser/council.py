"""What a commune under Thông tư 24 does besides: a council, rows given back, a dossier on paper, a refusal."""

import re
from collections.abc import Sequence

from tests.browser import authority, year
from tests.browser.authority import Place
from tests.browser.walk import Walk

KIND = "Hội đồng đánh giá"


def issue_plan(chair: Walk, body: str, of: int, goal: str, team: Sequence[tuple[str, str, str]]) -> None:
    """From the board to the commune's own year: a council is to examine; the plan is put in force and printed."""
    chair.open_unit(body)
    year.be_in(chair, of)
    chair.follow(re.compile(f"^Lập kế hoạch năm {of}"))
    chair.press(f"Lập kế hoạch năm {of}")
    chair.follow(re.compile("hình thức thẩm định", re.IGNORECASE))
    chair.choose(re.compile(f"^{KIND}"))
    chair.press("Lưu")
    year.write_plan(chair, goal, team)
    year.issue(chair, "Kế hoạch")


def return_row(officer: Walk, unit: str, row: str, reason: str, until: str) -> None:
    authority.open_dossier_of(officer, unit)
    officer.follow("Trả lại")
    officer.fill(f"Lý do trả lại {row}", reason)
    officer.fill("Bổ sung đến hết ngày", until)
    officer.press("Trả lại cho đơn vị")
    officer.sees("Đã trả lại")


def register_paper_dossier(officer: Walk, unit: str, asked: str, people: str) -> None:
    """What a unit without the system handed in at the counter: its own numbers, and evidence for every row."""
    officer.section("Hồ sơ")
    officer.follow("Ghi nhận hồ sơ giấy")
    officer.page.get_by_label(re.compile("^Đơn vị nộp về")).select_option(label=unit)
    officer.press(re.compile("^Tiếp"))
    officer.page.get_by_label(re.compile("^Đề nghị công nhận")).select_option(label=asked)
    officer.fill(re.compile("^Tổng số thành viên"), people)
    for label, text in (("Số đạt", people), ("Tổng số", people), ("Số minh chứng", "1")):
        for box in officer.page.get_by_label(label, exact=True).all():
            box.fill(text)
    for choice in officer.page.get_by_label("Kết quả", exact=True).all():
        choice.select_option(label="Đạt")
    officer.press("Ghi vào sổ tiếp nhận")


def set_up(head: Walk, places: Sequence[Place]) -> None:
    """A draft, its people, and the decision that sets it to work."""
    authority.begin_panel(head, KIND, places)
    head.sees(re.compile("danh sách đã đủ$"))
    head.follow("Quyết định thành lập")
    head.press("Ban hành")
    head.sees(re.compile("đang làm việc$"))


def invite(head: Walk, name: str) -> str:
    """The address of the invitation, as the page shows it once."""
    authority.open_panel(head, KIND)
    head.follow(re.compile(f"^Mời.*{name}"))
    head.press("Tạo lời mời")
    return head.page.get_by_role("textbox", name="Địa chỉ mời").input_value()


def accept(guest: Walk, address: str, password: str) -> None:
    guest.open(address.removeprefix(guest.address))
    guest.fill("Mật khẩu", password)
    guest.fill("Nhập lại mật khẩu", password)
    guest.press("Nhận lời và đăng nhập")
    guest.sees(re.compile("^Đã nhận lời"))
    guest.fits()


def refuse(head: Walk, unit: str) -> None:
    """The reply that gives the reasons, row by row."""
    head.section("Thẩm định")
    head.follow("Trả lời đơn vị chưa đạt")
    head.follow(unit, within="main")
    head.press("Ban hành và gửi đơn vị")
    head.sees(re.compile("^Đã "))
