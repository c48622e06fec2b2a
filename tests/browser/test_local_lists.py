"""The dossier lists of Buôn Hồ and Hà Quảng: a year that is filled in leaves as the volume its plan asks for."""

from zipfile import ZipFile

import pytest
from tests.browser import volume, year
from tests.browser.conftest import Visitors

pytestmark = pytest.mark.browser

BUON_HO = (
    "Bản tự đánh giá, xếp loại “Đơn vị học tập”",
    "Công văn đề nghị công nhận “Đơn vị học tập”",
    "Bản đăng ký danh hiệu “Đơn vị học tập”",
)
HA_QUANG = (
    "Quyết định tự kiểm tra, đánh giá, xếp loại",
    "Kế hoạch tự kiểm tra, đánh giá, xếp loại",
    "Biểu tự chấm điểm, đánh giá, xếp loại Đơn vị học tập",
    "Biên bản tự kiểm tra, đánh giá, xếp loại Đơn vị học tập",
    "Báo cáo tự kiểm tra, đánh giá, xếp loại Đơn vị học tập",
    "Tờ trình đề nghị kiểm tra, đánh giá, xếp loại Đơn vị học tập",
)


def test_a_school_of_buon_ho_leaves_with_its_four_items(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", "Trường Tiểu học Đồi Gió")
    year.check_and_finalise(walk)
    year.ask_for(walk, "Loại Tốt", next_year="Mức độ 1")
    for title in BUON_HO:
        year.issue(walk, title)

    proofs = volume.opened(year.bind(walk, "Quyển minh chứng"))
    assert proofs.loose_fonts == ()
    bound = volume.opened(year.bind(walk, "Hồ sơ"))
    sheet, letter, registration = BUON_HO
    volume.check(bound, (sheet, "Các minh chứng có liên quan", letter, registration))
    volume.check_own_numbers(bound, BUON_HO)
    bound.says("Các minh chứng có liên quan", "Quyển 2", f"minh chứng, {len(proofs.leaves)} trang")
    bound.says(sheet, "29/32 = 90,6%", "99,53", "Tốt")
    bound.says(letter, "Kính gửi: Phòng Giáo dục và Đào tạo thị xã Buôn Hồ", "loại Tốt", "H’Linh Niê")
    bound.says(registration, "năm 2024", "mức độ 1")


def test_an_agency_of_ha_quang_leaves_with_its_six_papers(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", "Phòng Tư liệu và Học liệu")
    year.check_and_finalise(walk)
    year.ask_for(walk, "Loại Tốt")
    for title in HA_QUANG:
        year.issue(walk, title)

    bound = volume.opened(year.bind(walk, "Hồ sơ"))
    volume.check(bound, HA_QUANG)
    volume.check_own_numbers(bound, HA_QUANG)
    decision, plan, sheet, minutes, report, letter = HA_QUANG
    bound.says(decision, "UBND HUYỆN HÀ QUẢNG", "QUYẾT ĐỊNH", "Điều 1.", "Nông Văn Bách")
    bound.says(plan, "Hướng dẫn số 489/HD-UBND ngày 09 tháng 3 năm 2021", "Trước ngày 20/02/2022")
    bound.says(sheet, "8/9 = 88,8%", "99,44")
    bound.says(minutes, "BIÊN BẢN", "Triệu Mùi Pết")
    bound.says(report, "Kính gửi: UBND huyện Hà Quảng", "99,44 điểm, loại Tốt")
    bound.says(letter, "TỜ TRÌNH", "Kính gửi: UBND huyện Hà Quảng", "loại Tốt")

    walk.section("Hồ sơ")
    with ZipFile(walk.download("Tải tất cả (ZIP)")) as bundle:
        names = bundle.namelist()
    assert sum(name.endswith(".docx") for name in names) == 6
    assert sum(name.endswith(".pdf") for name in names) == 7
    with ZipFile(walk.download(f"Tải Word {letter}")) as document:
        assert "TỜ TRÌNH" in document.read("word/document.xml").decode()
