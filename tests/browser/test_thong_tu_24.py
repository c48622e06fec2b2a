"""Thông tư 24: the head of a preschool walks the year 2026 from nothing to the dossier of three papers."""

import pytest
from tests.browser import volume, year
from tests.browser.conftest import Visitors
from tests.browser.papers import pdfs
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

MET = ("1.1", "1.2a", "1.2b", "1.3", "1.4", "1.5", "3.2a", "3.2b", "3.3")
COUNTS = {"2.1": "20", "2.2": "20", "2.3": "19", "2.4": "11", "2.5": "18", "3.1a": "19"}
ANSWERS = {
    **{code: Answer(met=True, files=pdfs(f"Minh chứng {code}")) for code in MET},
    **{
        code: Answer(count=count, total="20" if code == "2.1" else "", files=pdfs(f"Minh chứng {code}"))
        for code, count in COUNTS.items()
    },
}
PAPERS = (
    "Tờ trình đề nghị đánh giá, công nhận “Đơn vị học tập” cấp huyện",
    "Báo cáo tự đánh giá, công nhận “Đơn vị học tập” cấp huyện",
    "Bản tổng hợp kết quả tự đánh giá các tiêu chí, chỉ tiêu",
)


def test_the_head_walks_to_level_1_and_can_ask_for_no_more(visitors: Visitors) -> None:
    walk = visitors()
    walk.sign_in("Thủ trưởng", "Trường Mầm non Sen Hồng")
    year.choose_year(walk, 2026)
    year.start_plan(walk, 2026, "12/KH-UBND|xã Đồng Sen")
    year.write_plan(
        walk,
        "Mức độ 1",
        [("Đặng Ngọc Bích", "Hiệu trưởng", "Tổ trưởng"), ("Tô Hiền Thục", "Phó Hiệu trưởng", "Thư ký")],
    )
    year.assess(walk, ANSWERS, hasty=True)
    year.finalise(walk)
    walk.section("Hồ sơ")
    assert year.levels_on_offer(walk) == ["Mức độ 1"]
    year.ask_for(walk, "Mức độ 1", next_year="Mức độ 2")
    for title in PAPERS:
        year.issue(walk, title)

    bound = volume.opened(year.bind(walk, "Hồ sơ"))
    volume.check(bound, PAPERS)
    volume.check_own_numbers(bound, PAPERS)
    letter, report, summary = PAPERS
    bound.says(
        letter, "TỜ TRÌNH", "Kính gửi: Phòng Văn hóa - Xã hội xã Đồng Sen", "mức độ 1", "Đặng Ngọc Bích"
    )
    bound.says(report, "UBND XÃ ĐỒNG SEN", "19/20 = 95,0%", "Mức độ 1")
    bound.says(summary, "11/20 = 55,0%", "3.2b", "Không áp dụng")
