"""The plan of Thanh Xuân: the head of a primary school walks the year 2022 from nothing to a bound dossier."""

import pytest
from tests.browser import volume, year
from tests.browser.conftest import Visitors
from tests.browser.papers import a_document, a_photo, pdfs
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

ANSWERS = {
    "1a": Answer(met=True, files=pdfs("Kế hoạch học tập năm 2022", "Biên bản họp triển khai")),
    "1b": Answer(met=True, files=pdfs("Quy chế chi tiêu nội bộ")),
    "1c": Answer(met=True, files=[a_photo("Phòng đọc"), a_document("Danh mục thiết bị")]),
    "2a": Answer(count="41", total="41", files=pdfs("Danh sách duyệt kế hoạch tự học")),
    "2b": Answer(count="41", files=pdfs("Kết quả đánh giá viên chức")),
    "2c": Answer(count="39", files=pdfs("Danh sách hoàn thành bồi dưỡng"), note="Hai cô đang nghỉ thai sản."),
    "2d": Answer(
        count="27", points="4,50", reason="Theo biên bản họp Tổ đánh giá", files=pdfs("Quyết định thi đua")
    ),
    "3a": Answer(count="41", files=pdfs("Danh sách công dân học tập")),
    "3b": Answer(met=True, files=pdfs("Quyết định tập thể lao động tiên tiến")),
    "3c": Answer(met=True, files=pdfs("Biên bản chia sẻ chuyên đề")),
}

PAPERS = (
    "Kế hoạch triển khai và thực hiện việc học tập thường xuyên",
    "Báo cáo tự đánh giá",
    "Biên bản tự đánh giá",
    "Biểu điểm tự đánh giá",
)
PROOFS = (
    "Nhóm tiêu chí 1: Điều kiện xây dựng",
    "Kế hoạch học tập năm 2022",
    "Biên bản họp triển khai",
    "Quy chế chi tiêu nội bộ",
    "Phòng đọc",
    "Danh mục thiết bị",
    "Nhóm tiêu chí 2: Kết quả học tập của thành viên",
    "Danh sách duyệt kế hoạch tự học",
    "Kết quả đánh giá viên chức",
    "Danh sách hoàn thành bồi dưỡng",
    "Quyết định thi đua",
    "Nhóm tiêu chí 3: Hiệu quả, tác động",
    "Danh sách công dân học tập",
    "Quyết định tập thể lao động tiên tiến",
    "Biên bản chia sẻ chuyên đề",
)


def test_the_head_walks_from_no_plan_to_a_bound_dossier(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", "Trường Tiểu học Bằng Lăng")
    assert walk.link("Mở năm 2022").locator("xpath=preceding-sibling::span").text_content() == (
        "Cấp trên đã có kế hoạch"
    )
    walk.follow("Mở năm 2022")
    year.start_plan(walk, 2022, "27/KH-PGDĐT|quận Thanh Xuân")
    year.write_plan(
        walk, "Loại Tốt", [("Lý Thị Mận", "Hiệu trưởng", "Tổ trưởng"), ("Quách Hải Yến", "Văn thư", "Thư ký")]
    )
    year.assess(walk, ANSWERS)
    year.finalise(walk)
    year.ask_for(walk, "Loại Tốt")
    for title in PAPERS:
        year.issue(walk, title)

    bound = volume.opened(year.bind(walk, "Hồ sơ"))
    volume.check(bound, PAPERS)
    volume.check_own_numbers(bound, PAPERS)
    plan, report, minutes, sheet = PAPERS
    bound.says(
        plan,
        "UBND QUẬN THANH XUÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 01/KH-THBL",
        "Thực hiện Kế hoạch số 27/KH-PGDĐT ngày 30 tháng 11 năm 2021 của Phòng Giáo dục và Đào tạo quận Thanh Xuân",
        "Trước ngày 15/11/2022",
        "Phổ biến tiêu chí đến toàn thể thành viên",
    )
    bound.says(
        report, "Số: 02/BC-THBL", "Kính gửi: Phòng Giáo dục và Đào tạo quận Thanh Xuân", "39/41 = 95,1%"
    )
    bound.says(report, "Hai cô đang nghỉ thai sản.", "99,01 điểm, loại Tốt")
    bound.says(minutes, "Số: 03/BB-THBL", "Chủ trì: Lý Thị Mận.", "Thư ký: Quách Hải Yến.")
    bound.says(sheet, "Tổng cộng 100 99,01", "Tự xếp loại: Tốt", "2d-01")
    assert "Số: " not in "".join(leaf.text for leaf in bound.part(sheet))

    proofs = volume.opened(year.bind(walk, "Quyển minh chứng"))
    volume.check(proofs, PROOFS)
    assert "Danh mục thiết bị.docx" in proofs.part("Danh mục thiết bị")[0].text
    assert "Quyển 2: Minh chứng" in proofs.leaves[0].text
