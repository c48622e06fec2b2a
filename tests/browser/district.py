"""What a district under Thông tư 22 does at its browsers: an inspection team on Hà Quảng's calendar."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import expect
from tests.browser import year as years
from tests.browser.walk import Walk

CALENDAR = re.compile("^Lịch sáu bước của UBND huyện Hà Quảng")
PAPERS_WANTED = re.compile("^Hồ sơ theo kế hoạch UBND huyện Hà Quảng")
TEAM = re.compile("^Đoàn kiểm tra")


def to_year(walk: Walk, year: int) -> None:
    """Back to the pages of a body, and there to the year that is worked on."""
    walk.open()
    if f"/{year}/" not in walk.page.url:
        years.choose_year(walk, year)


def own_past_year(walk: Walk, body: str, year: int) -> None:
    """From the board of a body to its own pages as a unit, in a year so long past that no link offers it."""
    walk.page.locator(".dv-where summary").click()
    walk.page.locator(".dv-where a[href^='/don-vi/']").filter(has_text=body).first.click()
    walk.look()
    walk.open(re.sub(r"/\d{4}/$", f"/{year}/", urlsplit(walk.page.url).path))


def write_bodys_plan(chair: Walk, year: int, goal: str, team: Sequence[tuple[str, str, str]]) -> None:
    """Under Thông tư 22, with Hà Quảng's calendar and list of papers, and a team that inspects."""
    chair.follow(f"Lập kế hoạch năm {year}")
    chair.choose("Chưa có, hoặc không nêu")
    chair.choose("TT 22/2020")
    chair.press(f"Lập kế hoạch năm {year}")
    chair.follow("Sửa lịch")
    chair.choose(CALENDAR)
    chair.press("Thay lịch")
    chair.sees(re.compile("^Lịch năm 2021: 6 mốc"))
    chair.section("Kế hoạch")
    chair.follow("Sửa danh mục hồ sơ")
    chair.choose(PAPERS_WANTED)
    chair.press("Thay danh mục")
    chair.sees(re.compile("^Danh mục hồ sơ năm 2021: 6 mục"))
    chair.section("Kế hoạch")
    chair.follow("Sửa hình thức thẩm định")
    chair.choose("Đoàn kiểm tra, theo quyết định của Ủy ban nhân dân")
    chair.press("Lưu")
    years.write_plan(chair, goal, team)


def submit_late(unit: Walk, reason: str) -> None:
    """Without a reason a late dossier stays where it is."""
    unit.section("Hồ sơ")
    unit.follow("Kiểm tra và nộp")
    unit.sees(re.compile(r"đã quá [\d.]+ ngày"))
    unit.press(re.compile("^Nộp hồ sơ"))
    unit.forgive(422)
    unit.fill(re.compile("^Lý do nộp muộn"), reason)
    unit.press(re.compile("^Nộp hồ sơ"))
    unit.sees(re.compile(r"số tiếp nhận \d{4}/\d{4}"))


def check_and_receive(officer: Walk, unit: str, papers: Sequence[str]) -> None:
    """Every paper of the list lies in the dossier; then the office receives it."""
    officer.section("Hồ sơ")
    officer.follow(unit)
    for title in papers:
        expect(officer.link(title, within="main")).to_be_visible()
    officer.press("Tiếp nhận")
    officer.sees(re.compile("^Đã tiếp nhận hồ sơ"))


def propose_team(head: Walk, unit: str, insiders: Sequence[tuple[str, str]], guest: tuple[str, str]) -> None:
    """The team, its visit, and the office's letter to the committee."""
    head.section("Hội đồng, Đoàn")
    head.follow("Lập hội đồng, đoàn", nth=0)
    expect(head.page.get_by_label("Đoàn kiểm tra", exact=True)).to_be_checked()
    head.press("Lập")
    for name, role in insiders:
        head.follow("Thêm người")
        head.fill("Tên, hoặc đúng tên đăng nhập", name)
        head.press("Tìm")
        head.follow(re.compile("^Chọn"))
        _take_seat(head, "Cơ quan chuyên môn", role)
    name, organisation = guest
    head.follow("Thêm người")
    head.fill("Họ và tên", name)
    head.fill("Cơ quan, tổ chức", organisation)
    _take_seat(head, "Hội Khuyến học", "Thành viên")
    head.follow("Lịch kiểm tra")
    head.follow("Xếp một buổi")
    head.page.get_by_label("Đơn vị", exact=True).select_option(label=unit)
    head.fill("Ngày", "10/01/2022")
    head.fill("Giờ (không bắt buộc)", "08:00")
    head.press("Xếp lịch")
    open_team(head)
    head.follow("Mở tờ trình")
    head.press("Ban hành")
    head.sees(re.compile("^Đã ban hành Tờ trình thành lập Đoàn kiểm tra số "))


def _take_seat(head: Walk, stands_for: str, role: str) -> None:
    head.page.get_by_label("Đại diện cho").select_option(label=stands_for)
    head.page.get_by_label("Nhiệm vụ").select_option(label=role)
    head.press("Thêm")


def open_team(head: Walk) -> None:
    head.section("Hội đồng, Đoàn")
    head.follow(TEAM, within="main")


def sign_team(chair: Walk) -> None:
    """The letter lies in the chair's post; it opens the decision."""
    chair.open("/thu/")
    chair.press(re.compile(r"^Mở.*trình thành lập Đoàn kiểm tra"))
    chair.press("Ban hành")
    chair.sees(re.compile("^Đã ban hành Quyết định thành lập Đoàn kiểm tra số "))


def assign(head: Walk, unit: str, people: Sequence[str]) -> None:
    open_team(head)
    head.sees(re.compile("đang làm việc$"))
    head.follow("Phân công hồ sơ")
    head.page.get_by_label(unit).check()
    for name in people:
        head.page.get_by_label(re.compile(name)).first.check()
    head.press("Giao hồ sơ đã chọn")


def open_appraisal(walk: Walk, unit: str) -> None:
    walk.section("Thẩm định")
    walk.follow(re.compile(unit), within="main")


def agree_with_the_rest(examiner: Walk) -> None:
    examiner.follow(re.compile("^Đồng ý ở"))
    examiner.press(re.compile("^Ghi ý kiến đồng ý"))
    examiner.sees(re.compile("Đã thẩm định 10/10 tiêu chí"))


def hold_meeting(secretary: Walk, unit: str, people: Sequence[str]) -> None:
    """Who is there, and that all agree."""
    secretary.section("Thẩm định")
    secretary.follow("Phiên họp, biểu quyết")
    secretary.follow(re.compile("^Phiên mới"))
    for label in (*people, unit):
        secretary.page.get_by_label(re.compile(f"^{label}")).check()
    secretary.press("Lưu phiên")
    for name in people:
        secretary.page.get_by_label(name, exact=True).select_option(label="Đồng ý")
    secretary.press(f"Ghi phiếu về {unit}")
    secretary.sees(re.compile(f"{len(people)} đồng ý, 0 không đồng ý"))


def issue_from(walk: Walk, path: Sequence[str | re.Pattern[str]]) -> None:
    """Follow links of the section Thẩm định to a paper, and issue it."""
    walk.section("Thẩm định")
    for step in path:
        walk.follow(step, within="main")
    walk.press(re.compile("^Ban hành"))
    walk.sees(re.compile("^Đã ban hành"))
