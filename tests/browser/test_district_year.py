"""Thông tư 22: a whole year with an inspection team on Hà Quảng's calendar, handed in late."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser import authority, dc1, district, printed, year
from tests.browser.authority import Place
from tests.browser.conftest import Visitors
from tests.browser.papers import pdfs
from tests.browser.walk import Walk
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

YEAR = 2021
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
LETTER = "Công văn đề nghị công nhận"
LEADER, DEPUTY, GUEST = "Lã Thị Phương", "Đồng Văn Tiến", "Lý A Tủa"
TEAM = (
    Place(LEADER, OFFICE, "Cơ quan chuyên môn", "Trưởng đoàn", has_account=True),
    Place(DEPUTY, OFFICE, "Cơ quan chuyên môn", "Phó Trưởng đoàn", has_account=True),
    Place(GUEST, "Hội Khuyến học huyện Suối Ngà", "Hội Khuyến học", "Thành viên"),
)
ALL_ROWS = "10/10 tiêu chí"
OF_THE_APPRAISAL = (
    (re.compile(UNIT), "Kết quả", "Phiếu thẩm định"),
    ("Phiên họp, biểu quyết", re.compile("^Họp ngày"), "Biên bản"),
    ("Báo cáo thẩm định",),
    ("Tờ trình đề nghị công nhận",),
)


def test_a_district_inspects_an_office_and_ranks_it(visitors: Visitors) -> None:
    chair, head, officer, unit = visitors(), visitors(), visitors(), visitors()
    chair.sign_in("Thủ trưởng", COMMITTEE)
    issue_the_districts_plan(chair)

    unit.sign_in("Thủ trưởng", UNIT)
    walk_the_units_year(unit)
    district.submit_late(unit, "Kế hoạch của huyện ban hành ngày 22/11/2026.")

    officer.sign_in("Chuyên viên", OFFICE)
    year.be_in(officer, YEAR)
    district.check_and_receive(officer, UNIT, SIX)

    head.sign_in("Thủ trưởng", OFFICE)
    year.be_in(head, YEAR)
    district.propose_team(head, UNIT, TEAM)
    district.sign_team(chair)
    authority.assign(head, district.KIND, (UNIT,), (LEADER, DEPUTY))
    examine(officer, head)
    consolidate(head)
    authority.hold_meeting(officer, (UNIT,), {place.name: {} for place in TEAM})
    conclude(head)

    decision = decide(chair)
    verify(visitors(), decision)
    unit.open()
    unit.follow("Công nhận", within="main")
    unit.sees(re.compile("Loại Tốt"))
    unit.sees(re.compile("03/QĐ-UBND"))
    authority.report(head, "1/1")
    take_home(unit, head, chair)


def issue_the_districts_plan(chair: Walk) -> None:
    district.own_past_year(chair, COMMITTEE, YEAR)
    district.write_bodys_plan(
        chair,
        YEAR,
        "Loại Khá",
        [("Ma Văn Sự", "Chủ tịch", "Tổ trưởng"), (LEADER, "Trưởng phòng Giáo dục và Đào tạo", "Thư ký")],
    )
    year.issue(chair, PLAN)


def walk_the_units_year(unit: Walk) -> None:
    """The district wants Khá and six papers; the unit states Tốt, counts twelve people and adds a letter."""
    unit.follow(f"Mở năm {YEAR}")
    year.start_plan(unit, YEAR, "huyện Suối Ngà")
    year.want_paper(unit, LETTER)
    year.write_plan(
        unit,
        "Loại Tốt",
        [("Chu Hải Long", "Trưởng phòng", "Tổ trưởng"), ("Vương Thị Mỷ", "Chuyên viên", "Thư ký")],
    )
    year.assess(unit, ANSWERS, hasty=True)
    year.finalise(unit)
    unit.sees(re.compile("98,32 điểm, loại Tốt"))
    year.ask_for(unit, "Loại Tốt", next_year="Loại Tốt")
    for title in (*SIX, LETTER, "Bản đăng ký danh hiệu năm sau"):
        year.issue(unit, title)


def examine(officer: Walk, head: Walk) -> None:
    """The deputy takes points off in one row and says why; the leader agrees with the unit in all."""
    authority.open_appraisal(officer, UNIT)
    officer.follow(re.compile(r"^2d\. "))
    officer.fill(re.compile("^Lý do"), "Một danh hiệu là của năm 2020.")
    officer.fill("Điểm thẩm định (không bắt buộc)", "4,00")
    officer.press("Lưu")
    officer.follow("Cả hồ sơ")
    authority.agree_with_the_rest(officer, ALL_ROWS)
    authority.open_appraisal(head, UNIT)
    authority.agree_with_the_rest(head, ALL_ROWS)


def consolidate(head: Walk) -> None:
    authority.consolidate(head, UNIT)
    head.sees(re.compile("còn 1 tiêu chí chưa thống nhất"))
    head.follow("Thống nhất 2d")
    head.fill("Điểm thẩm định (không bắt buộc)", "4,00")
    head.fill(re.compile("^Lý do thống nhất"), "Trừ một danh hiệu của năm 2020.")
    head.press("Thống nhất 2d")
    head.press("Đưa kết quả ra biểu quyết")


def conclude(head: Walk) -> None:
    """The leader concludes; the sheet, the minutes, the report and the letter to the chair are issued."""
    authority.open_result(head, UNIT)
    head.sees(re.compile(f"^{UNIT}: 98,16 điểm, loại Tốt$"))
    authority.conclude(head, "Đủ điều kiện, đề nghị công nhận Loại Tốt")
    head.sees(f"{UNIT}: đủ điều kiện")
    for path in OF_THE_APPRAISAL:
        authority.issue_from(head, path)


def decide(chair: Walk) -> Path:
    """The decision with its list, for the one year, published today."""
    district.to_year(chair, YEAR)
    decision = authority.decide(chair, "công nhận cho từng năm, không có thời hạn bảo lưu")
    text = printed.text_of(decision)
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN SUỐI NGÀ" in text
    assert "tại Tờ trình số 02/TTr-PGDĐT" in text
    assert f"1 {UNIT} huyện Suối Ngà, tỉnh Ngọc Lâm Loại Tốt 98,16" in text
    return decision


def verify(stranger: Walk, decision: Path) -> None:
    """As the QR code on the decision leads: the page of the paper; then the published list."""
    authority.verify(stranger, printed.address_on(decision), "Chủ tịch Ma Văn Sự")
    expect(stranger.page.get_by_role("link", name=UNIT)).to_be_visible()
    stranger.sees("công nhận từng năm")


def take_home(unit: Walk, head: Walk, chair: Walk) -> None:
    """What DC-1 wants of this year, of the unit and both bodies, as PDF and as DOCX."""
    papers = printed.register(unit)
    papers |= printed.of_body(head, OFFICE, YEAR) | printed.of_body(chair, COMMITTEE, YEAR)
    assert dc1.missing(dc1.IN_THE_DISTRICT, papers, YEAR) == []
