"""The year of a unit as a person walks it: plan, evidence, self-assessment, dossier. All by links and buttons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import FilePayload, expect
from tests.browser.walk import Walk


@dataclass(frozen=True)
class Answer:
    """What a person answers in one row: "met", a grade, or people counted out of a total; points if they differ."""

    met: bool = False
    grade: str = ""
    count: str = ""
    total: str = ""
    points: str = ""
    reason: str = ""
    note: str = ""
    files: Sequence[FilePayload] = ()
    shows: str = ""
    """What the page has counted from the roster by itself."""


def today() -> date:
    """The day as the server sees it."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def choose_year(walk: Walk, year: int) -> None:
    walk.page.locator(".dv-year summary").click()
    walk.follow(re.compile(rf"^{year}\b"), within=".dv-year")


def be_in(walk: Walk, year: int) -> None:
    """Choose the year unless the page already stands in it."""
    if f"/{year}/" not in walk.page.url:
        choose_year(walk, year)


def start_plan(walk: Walk, year: int, carrying_out: str) -> None:
    """From a year without a plan to its draft; the plan above is proposed and must be the one named."""
    walk.follow(re.compile(rf"^Lập kế hoạch năm {year}"))
    expect(walk.page.get_by_label(re.compile(carrying_out))).to_be_checked()
    walk.press(f"Lập kế hoạch năm {year}")


def write_plan(
    walk: Walk, goal: str, team: Sequence[tuple[str, str, str]], steering: Sequence[tuple[str, str, str]] = ()
) -> None:
    """Write every part that the plan's page still asks for, then put the plan in force."""
    parts = {
        "mục đích, căn cứ": lambda: walk.press("Lưu"),
        "mục tiêu, chỉ tiêu": lambda: _aim(walk, goal),
        "ban chỉ đạo, tổ đánh giá": lambda: _name_bodies(walk, team, steering),
        "nhiệm vụ": lambda: _add_task(walk),
    }
    for _ in range(len(parts) + 1):
        walk.section("Kế hoạch")
        following = walk.page.get_by_role("link", name=re.compile("^Viết tiếp: "))
        if following.count() == 0:
            break
        part = (following.text_content() or "").strip().removeprefix("Viết tiếp: ")
        walk.follow(re.compile("^Viết tiếp: "))
        parts[part.lower()]()
    walk.follow(re.compile("^Kiểm tra trước khi cho thực hiện"))
    walk.press("Cho thực hiện kế hoạch")


def want_paper(walk: Walk, title: str) -> None:
    """The unit adds a paper to the list that the plan above wants, by its usual name."""
    walk.section("Kế hoạch")
    walk.follow("Sửa danh mục hồ sơ")
    walk.follow("Thêm mục")
    walk.page.get_by_label("Loại văn bản").select_option(label=title)
    walk.press("Lưu")


def _aim(walk: Walk, goal: str) -> None:
    walk.choose(goal)
    walk.press("Lưu", nth=0)


def _name_bodies(
    walk: Walk, team: Sequence[tuple[str, str, str]], steering: Sequence[tuple[str, str, str]]
) -> None:
    for body, people in (("Tổ đánh giá", team), ("Ban chỉ đạo", steering)):
        for name, position, role in people:
            walk.follow(re.compile(f"Thêm người vào {body}"))
            walk.fill("Họ và tên", name)
            walk.fill("Chức vụ ở đơn vị", position)
            walk.fill("Vai trò trong Ban, Tổ", role)
            walk.press("Lưu")


def _add_task(walk: Walk) -> None:
    walk.follow(re.compile("Thêm nhiệm vụ"))
    walk.fill(re.compile("^nội dung công việc", re.IGNORECASE), "Phổ biến tiêu chí đến toàn thể thành viên")
    walk.fill(re.compile("^chủ trì", re.IGNORECASE), "Hiệu trưởng")
    walk.fill(re.compile("^Hoặc ghi thời gian bằng lời"), "Trong quý I")
    walk.press("Lưu")


def assess(walk: Walk, answers: Mapping[str, Answer], *, hasty: bool = False) -> None:
    """Go through every row that binds the unit, from the first to the check before finalising.

    A hasty person goes on before the page has saved what was typed; nothing may be lost by that either.
    """
    walk.section("Tự đánh giá")
    for _ in range(40):
        code = (walk.page.locator("#h-chitieu").text_content() or "").split(". ")[0].strip()
        answer_row(walk, answers.get(code))
        if walk.scripts and not hasty and code in answers:
            wait_until_saved(walk)
        button = walk.page.locator(".dv-step-links").get_by_role(
            "button", name=re.compile("^(Tiếp: |Lưu và kiểm tra)")
        )
        if button.count() == 0:  # a row that doesn't bind the unit
            following = walk.page.locator(".dv-step-links").get_by_role("link", name=re.compile("^Tiếp: "))
            if following.count() == 0:
                walk.follow("Kiểm tra trước khi chốt")
                return
            following.click()
            walk.look()
            continue
        last = (button.text_content() or "").strip().startswith("Lưu")
        button.click()
        walk.look()
        if last:
            return
    raise AssertionError("the rows never end")


def answer_row(walk: Walk, answer: Answer | None) -> None:
    """Fill in the row on the page and send its files."""
    if answer is None:
        return
    if answer.shows:
        expect(walk.page.locator(".dv-value-big").first).to_contain_text(answer.shows)
    if answer.files:
        send_files(walk, answer.files)
    for label in filter(None, ["Đạt yêu cầu" if answer.met else "", answer.grade]):
        walk.choose(label)
    for label, text in (
        (r"^Số (người|người học) đạt( ở Mức độ 1)?$", answer.count),
        (r"^Tổng số (người|người học)$", answer.total),
        (r"^Điểm Tổ đánh giá chấm", answer.points),
        (r"^Lý do khác điểm gợi ý", answer.reason),
        (r"^Ghi chú cho báo cáo", answer.note),
    ):
        if text:
            walk.fill(re.compile(label), text)


def wait_until_saved(walk: Walk) -> None:
    expect(walk.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")


def send_files(walk: Walk, files: Sequence[FilePayload]) -> None:
    """Give the files to the field of the row; without scripts, send them by the button."""
    block = walk.page.locator("#row-evidence")
    before = block.locator("#row-files > li, .dv-files > li").count()
    block.locator("input[type=file]").set_input_files(list(files))
    if not walk.scripts:
        walk.press("Gửi các tệp đã chọn")
    expect(block.locator(".dv-files > li")).to_have_count(before + len(files))


def finalise(walk: Walk) -> None:
    walk.press("Chốt kết quả tự đánh giá")


def ask_for(walk: Walk, goal: str, next_year: str = "") -> None:
    walk.section("Hồ sơ")
    form = walk.page.locator("#de-nghi")
    form.locator("select").nth(0).select_option(label=goal)
    if next_year:
        form.locator("select").nth(1).select_option(label=next_year)
    walk.press("Lưu mức đề nghị")


def issue(walk: Walk, title: str) -> None:
    """From the dossier's page: open the paper, read it, issue it; back on the dossier's page."""
    walk.section("Hồ sơ")
    walk.follow(f"Sửa và ban hành {title}")
    walk.press("Ban hành")


def bind(walk: Walk, volume: str) -> Path:
    """Have a volume bound and download it."""
    walk.section("Hồ sơ")
    walk.press(f"Ghép thành một tệp PDF {volume}")
    expect(walk.page.locator("#cong-viec").get_by_role("link", name="Tải PDF")).to_be_visible(timeout=60_000)
    walk.look()
    return walk.download("Tải PDF", within="#cong-viec")


def check_and_finalise(walk: Walk) -> None:
    """From any page of the year: everything is answered, so look at the whole and settle it."""
    walk.section("Tự đánh giá")
    walk.follow("Kiểm tra trước khi chốt")
    finalise(walk)


def levels_on_offer(walk: Walk) -> list[str]:
    """The levels or ranks that the dossier's page lets one ask for."""
    offered = walk.page.locator("#de-nghi select").nth(0).locator("option[value]:not([value=''])")
    return [text.strip() for text in offered.all_text_contents()]


def go_to_row(walk: Walk, code: str) -> None:
    """By the tree of rows beside the row on the page."""
    walk.page.locator("#cay").get_by_role("link", name=re.compile(rf"^{re.escape(code)}\b")).click()
    walk.look()


def choose_part_on_a_telephone(walk: Walk, name: str) -> None:
    walk.page.locator(".dv-menu summary").click()
    walk.follow(name, within=".dv-menu")
