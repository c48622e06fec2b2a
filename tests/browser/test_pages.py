"""Pages as people meet them: on a telephone, without scripts, at the same time as somebody else."""

import re

import pytest
from playwright.sync_api import FilePayload, expect
from tests.browser import year
from tests.browser.conftest import Visitors
from tests.browser.papers import a_photo, pdfs
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

HOA_SEN = "Trường Tiểu học Hoa Sen"


@pytest.mark.parametrize("width", [1366, 360])
def test_the_sign_in_page_shows_an_account_of_every_role(visitors: Visitors, width: int) -> None:
    walk = visitors(width=width)
    walk.open()
    walk.fits()
    walk.picture(f"sign-in-{width}")
    lines = walk.page.locator(".dv-accounts li")
    working = ["Quản trị", "Thành viên Tổ đánh giá", "Thủ trưởng", "Văn thư"]
    for unit, roles in (
        ("Trường Tiểu học Bằng Lăng", working),
        (HOA_SEN, ["Cấp phó", working[0], "Thành viên", "Thành viên", *working[1:]]),
    ):
        shown = lines.filter(has_text=unit).locator("strong").all_text_contents()
        assert sorted(shown) == roles


def test_the_main_pages_look_as_they_should_on_a_desk(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", HOA_SEN)
    assert walk.heading() == "Còn 2 chỉ tiêu nữa là đủ Mức độ 1"
    walk.fits()
    walk.picture("home")
    walk.section("Tự đánh giá")
    year.go_to_row(walk, "2.2")
    walk.fits()
    walk.picture("assessment")
    for part in ("Kế hoạch", "Công dân học tập", "Minh chứng", "Hồ sơ", "Sổ văn bản"):
        walk.section(part)
        walk.fits()
        walk.picture(f"desk-{part}")
    walk.section("Thành viên")
    walk.fits()
    walk.follow(re.compile("^Chưa đạt 2.4"))
    walk.fits()
    walk.picture("roster")


@pytest.mark.parametrize(
    ("width", "activity"),
    [(1366, "Tuần lễ hưởng ứng học tập suốt đời năm 2026"), (360, "Phát thanh măng non về học tập suốt đời")],
)
def test_the_activities_of_a_year_lead_from_the_list_to_people_and_evidence(
    visitors: Visitors, width: int, activity: str
) -> None:
    walk = visitors(width=width)
    walk.sign_in("Văn thư", HOA_SEN)
    if width == 360:
        year.choose_part_on_a_telephone(walk, "Kế hoạch")
    else:
        walk.section("Kế hoạch")
    walk.follow("Cả danh sách", within="[aria-labelledby=h-hoat-dong]")
    walk.fits()
    walk.follow(activity)
    expect(walk.page.locator("#_activity_proofs")).to_contain_text("Thiếu minh chứng")
    walk.page.locator("input[type=file]").set_input_files(pdfs(f"Ảnh thư viện {width}"))
    expect(walk.page.locator("#_activity_proofs")).to_contain_text(re.compile(r"1\.5-\d\d"))
    walk.fits()
    walk.picture(f"activity-{width}")
    walk.follow("Chọn người từ danh sách")
    walk.fits()
    walk.fill("Tên", "bao ngo")
    walk.press("Lọc")
    walk.page.get_by_label(re.compile("Ngô Văn Bảo")).check()
    walk.press("Lưu người đã chọn")
    walk.sees("người tham gia.")


def test_the_main_pages_fit_a_telephone(visitors: Visitors) -> None:
    walk = visitors(width=360)
    walk.sign_in("Thủ trưởng", HOA_SEN)
    walk.fits()
    walk.picture("phone-home")
    for part in ("Tự đánh giá", "Thành viên", "Công dân học tập", "Hồ sơ", "Kế hoạch", "Minh chứng"):
        year.choose_part_on_a_telephone(walk, part)
        walk.fits()
        walk.picture(f"phone-{part}")


def test_without_scripts_a_row_is_proved_and_answered(visitors: Visitors) -> None:
    walk = visitors(scripts=False)
    walk.sign_in("Thủ trưởng", "Trường Tiểu học Phù Sa")
    walk.section("Tự đánh giá")
    year.go_to_row(walk, "2c")
    year.answer_row(
        walk, Answer(count="45", total="46", files=[*pdfs("Kết quả bồi dưỡng"), a_photo("Lớp học")])
    )
    walk.press("Lưu", within=".dv-step-links")
    walk.sees("Đã lưu tiêu chí 2c.")
    expect(walk.page.get_by_label("Số người đạt")).to_have_value("45")
    expect(walk.page.locator("#row-files")).to_contain_text("2c-01")
    expect(walk.page.locator("#row-files")).to_contain_text("2c-02")


def test_a_wrong_file_and_points_above_the_maximum_are_refused_with_a_reason(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", "Trường Mầm non Chồi Biếc")
    walk.section("Tự đánh giá")
    year.go_to_row(walk, "2c")
    disguised: FilePayload = {
        "name": "Danh sách.pdf",
        "mimeType": "application/pdf",
        "buffer": b"MZ\x90\x00" + bytes(500),
    }
    walk.page.locator("#row-evidence input[type=file]").set_input_files([disguised])
    expect(walk.page.locator("#row-evidence")).to_contain_text("Danh sách.pdf")
    expect(walk.page.locator("#row-evidence")).to_contain_text("chương trình")
    walk.forgive(422)

    walk.fill("Số người đạt", "46")
    walk.fill("Điểm Tổ đánh giá chấm", "12")
    walk.sees("điểm tối đa là 10, không chấm được 12.")
    expect(walk.page.get_by_label("Điểm Tổ đánh giá chấm")).to_have_value("12")
    walk.forgive(422)
    walk.look()


def test_two_people_at_one_row_lose_nothing(visitors: Visitors) -> None:
    first, second = visitors(), visitors()
    for walk, role in ((first, "Văn thư"), (second, "Thành viên Tổ đánh giá")):
        walk.sign_in(role, HOA_SEN)
        walk.section("Tự đánh giá")
        year.go_to_row(walk, "3.2a")
    note = re.compile("^Ghi chú cho báo cáo")
    first.fill(note, "Ba buổi sinh hoạt chuyên môn với trường bạn.")
    expect(first.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")

    second.fill(note, "Chia sẻ 40 bài giảng.")

    expect(second.page.locator("[data-saved]")).to_have_attribute("data-state", "conflict")
    conflict = second.page.locator(".dv-conflict")
    expect(conflict).to_contain_text("Ba buổi sinh hoạt chuyên môn với trường bạn.")
    expect(second.page.get_by_label(note)).to_have_value("Chia sẻ 40 bài giảng.")
    second.forgive(409)
    second.look()
    year.go_to_row(first, "3.2a")
    expect(first.page.get_by_label(note)).to_have_value("Ba buổi sinh hoạt chuyên môn với trường bạn.")
