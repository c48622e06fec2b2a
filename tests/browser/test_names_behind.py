"""The names behind a number, on a desk and on a telephone: read, opened, and led on to the member."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser import year
from tests.browser.conftest import Visitors
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser


def head_at_row(visitors: Visitors, width: int, code: str) -> Walk:
    walk = visitors(width=width)
    walk.sign_in("Thủ trưởng", "Trường Tiểu học Hoa Sen")
    if width < 600:
        year.choose_part_on_a_telephone(walk, "Tự đánh giá")
    else:
        walk.section("Tự đánh giá")
    walk.page.locator("#cay a").filter(has_text=re.compile(f"^{re.escape(code)}")).click()
    walk.look()
    return walk


@pytest.mark.parametrize("width", [1366, 360])
def test_a_head_goes_from_a_number_to_a_missing_member(visitors: Visitors, width: int) -> None:
    walk = head_at_row(visitors, width, "2.4")
    walk.sees("Tính từ danh sách thành viên")
    walk.sees(re.compile("từ danh sách thành viên chốt ngày 31/12/2026"))
    expect(walk.page.get_by_label("Số người đạt")).to_have_count(0)
    names = walk.page.locator("details.dv-more").filter(has_text="người chưa đạt ở Mức độ 2")
    names.locator("summary").click()
    walk.fits()
    walk.look()
    walk.picture(f"names-{width}")
    first = names.locator("li").first
    name = str(first.locator("span").first.evaluate("node => node.firstChild.textContent")).strip()
    first.get_by_role("link").click()
    walk.look()
    assert name in walk.heading()
    walk.fits()


def test_all_names_of_a_row_fit_a_telephone(visitors: Visitors) -> None:
    walk = head_at_row(visitors, 360, "2.2")
    walk.follow("Mở bảng tên")
    walk.sees("2 người chưa đạt")
    walk.fits()
    walk.picture("names-all")
