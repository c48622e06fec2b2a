"""The roster as people meet it: on a telephone, without scripts, and page after page on a desk."""

import re

import pytest
from tests.browser import year
from tests.browser.conftest import Visitors
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser

HOA_SEN = "Trường Tiểu học Hoa Sen"
PICKED = ("Trịnh Thị An", "Ngô Văn Bảo")


def mark_two_and_take_it_back(walk: Walk) -> None:
    walk.follow(re.compile("^Chưa đạt 2.4"))
    for name in PICKED:
        walk.page.get_by_label(f"Chọn {name}", exact=True).check()
    walk.fill("Căn cứ", "QĐ 33/QĐ-THHS")
    walk.press("Xem lại trước khi ghi")
    assert walk.heading() == "Ghi “Có chứng nhận, chứng chỉ” cho 2 người"
    for name in PICKED:
        walk.sees(name)
    walk.fits()
    walk.press("Ghi cho 2 người")
    assert walk.heading() == "Đã ghi cho 2 người"
    walk.fits()
    walk.press("Hoàn tác lần ghi này")
    walk.sees("Đã trả lại 2 mục như trước khi ghi.")


def test_two_people_are_marked_and_unmarked_on_a_telephone(visitors: Visitors) -> None:
    walk = visitors(width=360)
    walk.sign_in("Văn thư", HOA_SEN)
    year.choose_part_on_a_telephone(walk, "Thành viên")
    walk.fits()
    walk.picture("phone-roster")
    mark_two_and_take_it_back(walk)


def test_two_people_are_marked_and_unmarked_without_scripts(visitors: Visitors) -> None:
    walk = visitors(scripts=False)
    walk.sign_in("Văn thư", HOA_SEN)
    walk.section("Thành viên")
    mark_two_and_take_it_back(walk)


@pytest.mark.parametrize("width", [1366, 360])
def test_every_page_of_the_roster_fits_and_pleases(visitors: Visitors, width: int) -> None:
    walk = visitors(width=width)
    walk.sign_in("Văn thư", HOA_SEN)
    if width == 360:
        year.choose_part_on_a_telephone(walk, "Thành viên")
    else:
        walk.section("Thành viên")
    walk.picture(f"roster-{width}")
    roster = walk.page.url
    for part in ("Chương trình bồi dưỡng", "Tổ, phòng", "Người học theo lớp", "Tài khoản", "Các lần ghi"):
        walk.follow(part, within="main")
        walk.fits()
        walk.page.goto(roster)
    walk.follow("Thêm người")
    walk.fits()
    walk.page.goto(roster)
    walk.follow("Ngô Văn Bảo")
    walk.fits()
    walk.picture(f"member-{width}")
    member = walk.page.url
    for act in (
        "Sửa",
        "Đổi nơi, đổi việc",
        "Ghi ngày rời đơn vị",
        "Không tính trong năm 2026",
        "Xóa vì ghi nhầm",
    ):
        walk.follow(act, within="main")
        walk.fits()
        walk.page.goto(member)


def test_a_second_click_does_not_send_the_form_again(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Văn thư", HOA_SEN)
    walk.section("Thành viên")
    walk.follow("Thêm người")
    walk.fill("Họ và tên", "Quách Bấm Đúp")
    walk.page.locator("#id_kind").select_option(index=1)

    stopped = walk.page.evaluate(
        """() => {
            const stopped = [];
            window.addEventListener("submit", event => {
                stopped.push(event.defaultPrevented);
                event.preventDefault();
            });
            const form = document.querySelector("main form[method=post]");
            form.requestSubmit();
            form.requestSubmit();
            return stopped;
        }"""
    )

    assert stopped == [False, True]
