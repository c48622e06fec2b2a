"""What a district under Thông tư 22 does at its browsers: an inspection team on Hà Quảng's calendar."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import expect
from tests.browser import authority
from tests.browser import year as years
from tests.browser.authority import Place
from tests.browser.walk import Walk

CALENDAR = re.compile("^Lịch sáu bước của UBND huyện Hà Quảng")
PAPERS_WANTED = re.compile("^Hồ sơ theo kế hoạch UBND huyện Hà Quảng")
KIND = "Đoàn kiểm tra"


def to_year(walk: Walk, year: int) -> None:
    """Back to the pages of a body, and there to the year that is worked on."""
    walk.open()
    years.be_in(walk, year)


def own_past_year(walk: Walk, body: str, year: int) -> None:
    """From the board of a body to its own pages as a unit, in a year so long past that no link offers it."""
    walk.open_unit(body)
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
    authority.open_dossier_of(officer, unit)
    for title in papers:
        expect(officer.link(title, within="main")).to_be_visible()
    officer.press("Tiếp nhận")
    officer.sees(re.compile("^Đã tiếp nhận hồ sơ"))


def propose_team(head: Walk, unit: str, places: Sequence[Place]) -> None:
    """The team, its visit, and the office's letter to the committee."""
    authority.begin_panel(head, KIND, places)
    head.follow("Lịch kiểm tra")
    head.follow("Xếp một buổi")
    head.page.get_by_label("Đơn vị", exact=True).select_option(label=unit)
    head.fill("Ngày", "10/01/2022")
    head.fill("Giờ (không bắt buộc)", "08:00")
    head.press("Xếp lịch")
    authority.open_panel(head, KIND)
    head.follow("Mở tờ trình")
    head.press("Ban hành")
    head.sees(re.compile("^Đã ban hành Tờ trình thành lập Đoàn kiểm tra số "))


def sign_team(chair: Walk) -> None:
    """The letter lies in the chair's post; it opens the decision."""
    chair.open("/thu/")
    chair.press(re.compile(r"^Mở.*trình thành lập Đoàn kiểm tra"))
    chair.press("Ban hành")
    chair.sees(re.compile("^Đã ban hành Quyết định thành lập Đoàn kiểm tra số "))
