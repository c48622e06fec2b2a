"""Thông tư 22: a whole year with an inspection team on Hà Quảng's calendar, handed in late."""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from tests.browser import district, year
from tests.browser.conftest import Visitors
from tests.browser.papers import pdfs
from tests.browser.walk import Walk
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

COMMITTEE = "UBND huyện Suối Ngà"
OFFICE = "Phòng Giáo dục và Đào tạo huyện Suối Ngà"
UNIT = "Phòng Kinh tế huyện Suối Ngà"
MET = ("1a", "1b", "1c", "3b", "3c")
COUNTS = {"2a": "12", "2b": "12", "2c": "11", "2d": "10", "3a": "12"}
ANSWERS = {
    **{code: Answer(met=True, files=pdfs(f"Minh chứng {code}")) for code in MET},
    **{
        code: Answer(count=count, total="12" if code == "2a" else "", files=pdfs(f"Minh chứng {code}"))
        for code, count in COUNTS.items()
    },
}
PLAN = "Kế hoạch tự kiểm tra, đánh giá, xếp loại"
SIX = (
    "Quyết định tự kiểm tra, đánh giá, xếp loại",
    PLAN,
    "Biểu tự chấm điểm, đánh giá, xếp loại Đơn vị học tập",
    "Biên bản tự kiểm tra, đánh giá, xếp loại Đơn vị học tập",
    "Báo cáo tự kiểm tra, đánh giá, xếp loại Đơn vị học tập",
    "Tờ trình đề nghị kiểm tra, đánh giá, xếp loại Đơn vị học tập",
)
LEADER, DEPUTY = "Lã Thị Phương", "Đồng Văn Tiến"
GUEST = ("Lý A Tủa", "Hội Khuyến học huyện Suối Ngà")
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def test_a_district_inspects_an_office_and_ranks_it(visitors: Visitors) -> None:
    chair, head, officer, unit = visitors(), visitors(), visitors(), visitors()
    chair.sign_in("Thủ trưởng", COMMITTEE)
    issue_the_districts_plan(chair)

    unit.sign_in("Thủ trưởng", UNIT)
    walk_the_units_year(unit)
    district.submit_late(unit, "Kế hoạch của huyện ban hành ngày 22/11/2026.")

    officer.sign_in("Chuyên viên", OFFICE)
    district.to_year(officer, 2021)
    district.check_and_receive(officer, UNIT, SIX)

    head.sign_in("Thủ trưởng", OFFICE)
    district.to_year(head, 2021)
    district.propose_team(head, UNIT, ((LEADER, "Trưởng đoàn"), (DEPUTY, "Phó Trưởng đoàn")), GUEST)
    district.sign_team(chair)
    district.assign(head, UNIT, (LEADER, DEPUTY))
    examine(officer, head)
    consolidate(head)
    district.to_year(officer, 2021)
    district.hold_meeting(officer, UNIT, (LEADER, DEPUTY, GUEST[0]))
    conclude(head)

    code = decide(chair)
    verify(visitors(), code)
    unit.open()
    unit.follow("Công nhận", within="main")
    unit.sees(re.compile("Loại Tốt"))
    unit.sees(re.compile("03/QĐ-UBND"))
    report(head)


def issue_the_districts_plan(chair: Walk) -> None:
    district.own_past_year(chair, COMMITTEE, 2021)
    district.write_bodys_plan(
        chair,
        2021,
        "Loại Khá",
        [("Ma Văn Sự", "Chủ tịch", "Tổ trưởng"), (LEADER, "Trưởng phòng Giáo dục và Đào tạo", "Thư ký")],
    )
    year.issue(chair, PLAN)


def walk_the_units_year(unit: Walk) -> None:
    """The district wants Khá; the unit states Tốt, counts twelve people and issues the six papers."""
    unit.follow("Mở năm 2021")
    year.start_plan(unit, 2021, "huyện Suối Ngà")
    year.write_plan(
        unit,
        "Loại Tốt",
        [("Chu Hải Long", "Trưởng phòng", "Tổ trưởng"), ("Vương Thị Mỷ", "Chuyên viên", "Thư ký")],
    )
    year.assess(unit, ANSWERS, hasty=True)
    year.finalise(unit)
    unit.sees(re.compile("98,32 điểm, loại Tốt"))
    year.ask_for(unit, "Loại Tốt", next_year="Loại Tốt")
    for title in (*SIX, "Bản đăng ký danh hiệu năm sau"):
        year.issue(unit, title)


def examine(officer: Walk, head: Walk) -> None:
    """The deputy takes points off in one row and says why; the leader agrees with the unit in all."""
    district.open_appraisal(officer, UNIT)
    officer.follow(re.compile(r"^2d\. "))
    officer.fill("Điểm thẩm định (không bắt buộc)", "4,00")
    officer.fill(re.compile("^Lý do"), "Một danh hiệu là của năm 2020.")
    officer.press("Lưu")
    officer.follow("Cả hồ sơ")
    district.agree_with_the_rest(officer)
    district.open_appraisal(head, UNIT)
    district.agree_with_the_rest(head)


def consolidate(head: Walk) -> None:
    head.follow("Thống nhất")
    head.press("Chuyển sang thống nhất")
    head.sees(re.compile("còn 1 tiêu chí chưa thống nhất"))
    head.follow("Thống nhất 2d")
    head.fill("Điểm thẩm định (không bắt buộc)", "4,00")
    head.fill(re.compile("^Lý do thống nhất"), "Trừ một danh hiệu của năm 2020.")
    head.press("Thống nhất 2d")
    head.press("Đưa kết quả ra biểu quyết")


def conclude(head: Walk) -> None:
    """The leader concludes; the sheet, the minutes, the report and the letter to the chair are issued."""
    district.to_year(head, 2021)
    district.open_appraisal(head, UNIT)
    head.follow("Kết quả")
    head.sees(re.compile(f"^{UNIT}: 98,16 điểm, loại Tốt$"))
    head.choose("Đủ điều kiện, đề nghị công nhận Loại Tốt")
    head.press("Kết luận hồ sơ này")
    head.sees(f"{UNIT}: đủ điều kiện")
    district.to_year(head, 2021)
    for path in (
        (re.compile(UNIT), "Kết quả", "Phiếu thẩm định"),
        ("Phiên họp, biểu quyết", re.compile("^Họp ngày"), "Biên bản"),
        ("Báo cáo thẩm định",),
        ("Tờ trình đề nghị công nhận",),
    ):
        district.issue_from(head, path)


def decide(chair: Walk) -> str:
    """The decision with its list, for the one year, published today; returns the code printed on it."""
    district.to_year(chair, 2021)
    chair.section("Quyết định")
    chair.follow("Soạn quyết định")
    chair.sees(re.compile("công nhận cho từng năm, không có thời hạn bảo lưu"))
    chair.press("Soạn dự thảo với các đơn vị đã chọn")
    chair.follow("Kiểm tra trước khi ban hành")
    chair.press("Ban hành quyết định")
    pages = PdfReader(chair.download("PDF", within="main")).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN SUỐI NGÀ" in text
    assert "tại Tờ trình số 02/TTr-PGDĐT" in text
    assert f"1 {UNIT} huyện Suối Ngà, tỉnh Ngọc Lâm Loại Tốt 98,16" in text
    found = CODE.search(text)
    assert found is not None
    return found[0]


def verify(stranger: Walk, code: str) -> None:
    """As the QR code leads: the page of the paper; then the published list."""
    stranger.open(f"/cong-khai/tra-cuu/{code}/")
    stranger.sees("Văn bản này có thật và chưa bị thay thế")
    stranger.sees("Chủ tịch Ma Văn Sự")
    stranger.follow(re.compile("Xem kết quả đã công bố"))
    expect(stranger.page.get_by_role("link", name=UNIT)).to_be_visible()
    stranger.sees("công nhận từng năm")


def report(head: Walk) -> None:
    district.to_year(head, 2021)
    head.section("Báo cáo")
    head.sees("1/1 đơn vị được công nhận năm 2021")
    head.follow("Văn bản báo cáo")
    head.press(re.compile("^Ban hành"))
    head.sees(re.compile("^Đã ban hành báo cáo tổng hợp số "))
