"""What the people of an authority do at their browsers, under either circular: all by links and buttons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect
from tests.browser.walk import Walk


@dataclass(frozen=True)
class Place:
    """A seat to be filled: who, of which organisation, whom it stands for, what they do there."""

    name: str
    organisation: str
    stands_for: str
    role: str
    has_account: bool = False


def open_dossier_of(officer: Walk, unit: str) -> None:
    officer.section("Hồ sơ")
    officer.follow(unit)


def receive(officer: Walk, unit: str) -> None:
    open_dossier_of(officer, unit)
    officer.press("Tiếp nhận")
    officer.sees(re.compile("^Đã tiếp nhận hồ sơ"))


def begin_panel(head: Walk, kind: str, places: Sequence[Place]) -> None:
    """A draft of the council or team that the plan wants, and its people."""
    head.section("Hội đồng, Đoàn")
    head.follow("Lập hội đồng, đoàn", nth=0)
    expect(head.page.get_by_label(kind, exact=True)).to_be_checked()
    head.press("Lập")
    for place in places:
        _seat(head, place)


def _seat(head: Walk, place: Place) -> None:
    head.follow("Thêm người")
    if place.has_account:
        head.fill("Tên, hoặc đúng tên đăng nhập", place.name)
        head.press("Tìm")
        head.follow(re.compile("^Chọn"))
    else:
        head.fill("Họ và tên", place.name)
        head.fill("Cơ quan, tổ chức", place.organisation)
    head.page.get_by_label("Đại diện cho").select_option(label=place.stands_for)
    head.page.get_by_label("Nhiệm vụ").select_option(label=place.role)
    head.press("Thêm")


def open_panel(head: Walk, kind: str) -> None:
    head.section("Hội đồng, Đoàn")
    head.follow(re.compile(f"^{kind}"), within="main")


def assign(head: Walk, kind: str, units: Sequence[str], people: Sequence[str]) -> None:
    """Whole dossiers to each of the people."""
    open_panel(head, kind)
    head.sees(re.compile("đang làm việc$"))
    head.follow("Phân công hồ sơ")
    for unit in units:
        head.page.get_by_label(unit).check()
    for name in people:
        head.page.get_by_label(re.compile(name)).first.check()
    head.press("Giao hồ sơ đã chọn")


def open_appraisal(walk: Walk, unit: str) -> None:
    walk.section("Thẩm định")
    walk.follow(re.compile(unit), within="main")


def agree_with_the_rest(examiner: Walk, done: str) -> None:
    """Rows that the examiner hasn't touched are as the unit says; `done` as in 15/15 chỉ tiêu."""
    examiner.follow(re.compile("^Đồng ý ở"))
    examiner.press(re.compile("^Ghi ý kiến đồng ý"))
    examiner.sees(re.compile(f"Đã thẩm định {done}"))


def consolidate(head: Walk, unit: str) -> None:
    """Where all examiners agree that is the result; who leads settles the rest."""
    open_appraisal(head, unit)
    head.follow("Thống nhất")
    head.press("Chuyển sang thống nhất")


def hold_meeting(secretary: Walk, units: Sequence[str], votes: Mapping[str, Mapping[str, str]]) -> None:
    """Who is there, and of each unit who disagrees and why: `votes` has everybody, with their opinions by unit."""
    secretary.section("Thẩm định")
    secretary.follow("Phiên họp, biểu quyết")
    secretary.follow(re.compile("^Phiên mới"))
    for label in (*votes, *units):
        secretary.page.get_by_label(re.compile(f"^{label}")).check()
    secretary.press("Lưu phiên")
    for unit in units:
        sheet = secretary.page.get_by_role("region", name=f"Phiếu về {unit}")
        for name, opinions in votes.items():
            choice = "Không đồng ý" if unit in opinions else "Đồng ý"
            sheet.get_by_label(name, exact=True).select_option(label=choice)
            if unit in opinions:
                sheet.get_by_label(f"Ý kiến của {name}", exact=True).fill(opinions[unit])
        secretary.press(f"Ghi phiếu về {unit}")
        against = sum(unit in opinions for opinions in votes.values())
        secretary.sees(re.compile(f"{len(votes) - against} đồng ý, {against} không đồng ý"))


def open_result(walk: Walk, unit: str) -> None:
    open_appraisal(walk, unit)
    walk.follow("Kết quả")


def conclude(head: Walk, outcome: str, *, reasons: str = "") -> None:
    """On the page of the result: as the majority voted."""
    head.choose(outcome)
    if reasons:
        head.fill(re.compile("Lý do, kết luận bằng lời"), reasons)
    head.press("Kết luận hồ sơ này")


def issue_from(walk: Walk, path: Sequence[str | re.Pattern[str]]) -> None:
    """Follow links of the section Thẩm định to a paper, and issue it."""
    walk.section("Thẩm định")
    for step in path:
        walk.follow(step, within="main")
    walk.press(re.compile("^Ban hành"))
    walk.sees(re.compile("^Đã ban hành"))


def decide(chair: Walk, holds: str) -> Path:
    """The decision over the list that was proposed, published today; returns its PDF. `holds` says how long."""
    chair.section("Quyết định")
    chair.follow("Soạn quyết định")
    chair.sees(re.compile(holds))
    chair.press("Soạn dự thảo với các đơn vị đã chọn")
    chair.follow("Kiểm tra trước khi ban hành")
    chair.press("Ban hành quyết định")
    return chair.download("PDF", within="main")


def verify(stranger: Walk, address: str, signed_by: str) -> None:
    """As the QR code leads: the page of the paper, and from there the published list."""
    stranger.open(address.removeprefix(stranger.address))
    stranger.sees("Văn bản này có thật và chưa bị thay thế")
    stranger.sees(signed_by)
    stranger.follow(re.compile("Xem kết quả đã công bố"))


def report(head: Walk, share: str) -> None:
    """`share` is how many of the units were recognised; the paper for the authority above is issued."""
    head.section("Báo cáo")
    head.sees(f"{share} đơn vị được công nhận")
    head.follow("Văn bản báo cáo")
    head.press(re.compile("^Ban hành"))
    head.sees(re.compile("^Đã ban hành báo cáo tổng hợp số "))
