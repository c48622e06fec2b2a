"""Thông tư 24: a whole year with a commune's authority, from its plan to the page that a stranger reads."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser import authority, citizens, council, dc1, members, printed, volume, year
from tests.browser.authority import Place
from tests.browser.conftest import Visitors
from tests.browser.papers import pdfs
from tests.browser.walk import Walk
from tests.browser.year import Answer

pytestmark = pytest.mark.browser

YEAR = year.today().year
COMMUNE = "UBND xã Suối Mơ"
OFFICE = "Phòng Văn hóa - Xã hội xã Suối Mơ"
UNIT = "Trường Mầm non Suối Mơ"
ON_PAPER = "Hợp tác xã Mây tre Suối Mơ"

PEOPLE = members.people_of(
    ("Nguyễn Thị", "Trần Văn"), ("An", "Bảo", "Châu", "Dũng", "Đào", "Hà", "Khiêm", "Lan", "Mai", "Ngọc")
)
COUNTS = {"2.1": 20, "2.2": 20, "2.3": 19, "2.4": 11, "2.5": 19, "3.1a": 19}
MET = ("1.1", "1.2a", "1.2b", "1.3", "1.4", "1.5", "3.2a", "3.2b", "3.3")
ANSWERS = {
    **{code: Answer(met=True, files=pdfs(f"Minh chứng {code}")) for code in MET},
    **{
        code: Answer(files=pdfs(f"Minh chứng {code}"), shows=f"{count}/20 người")
        for code, count in COUNTS.items()
    },
}
DOSSIER = (
    "Tờ trình đề nghị đánh giá, công nhận “Đơn vị học tập” cấp huyện",
    "Báo cáo tự đánh giá, công nhận “Đơn vị học tập” cấp huyện",
    "Bản tổng hợp kết quả tự đánh giá các tiêu chí, chỉ tiêu",
)

HEAD, SECRETARY, INVITED = "Đàm Thị Ngân", "Khổng Minh Đức", "Nông Thị Khuyên"
AGAINST = "Lý Văn Sơn"
COUNCIL = (
    Place(HEAD, OFFICE, "Cơ quan chuyên môn", "Chủ tịch", has_account=True),
    Place(SECRETARY, OFFICE, "Cơ quan chuyên môn", "Thư ký", has_account=True),
    Place(INVITED, "Hội Khuyến học xã Suối Mơ", "Hội Khuyến học", "Ủy viên"),
    Place("Hà Thị Bình", "Hội Liên hiệp Phụ nữ xã Suối Mơ", "Tổ chức chính trị - xã hội", "Ủy viên"),
    Place(AGAINST, "Văn phòng HĐND và UBND xã", "Cơ quan chuyên môn", "Ủy viên"),
)

OF_THE_APPRAISAL = (
    (re.compile(UNIT), "Kết quả", "Phiếu thẩm định"),
    (re.compile(UNIT), "Kết quả", "Bản tổng hợp"),
    ("Phiên họp, biểu quyết", re.compile("^Họp ngày"), "Biên bản"),
    ("Báo cáo thẩm định",),
    ("Tờ trình đề nghị công nhận",),
)


def test_a_commune_recognises_a_school_and_a_stranger_checks_the_decision(visitors: Visitors) -> None:
    chair, head, officer, school = visitors(), visitors(), visitors(), visitors()
    chair.sign_in("Thủ trưởng", COMMUNE)
    team = [("Vi Thanh Tùng", "Chủ tịch", "Tổ trưởng"), (HEAD, "Trưởng phòng", "Thư ký")]
    council.issue_plan(chair, COMMUNE, YEAR, "Mức độ 1", team)

    school.sign_in("Thủ trưởng", UNIT)
    year.be_in(school, YEAR)
    plan(school)
    know_the_members(school, visitors(width=360))
    assess(school)
    hand_in(school)

    officer.sign_in("Chuyên viên", OFFICE)
    year.be_in(officer, YEAR)
    officer.sees("1 hồ sơ chờ kiểm tra")
    until = f"{year.today() + timedelta(days=10):%d/%m/%Y}"
    council.return_row(officer, UNIT, "1.5", "Bổ sung ảnh và danh sách người dân dự lớp.", until)
    mend(school)
    hand_in(school)
    authority.open_dossier_of(officer, UNIT)
    officer.sees("Thay đổi so với lần 1")
    officer.sees("Danh sách người dân dự lớp")
    authority.receive(officer, UNIT)
    council.register_paper_dossier(officer, ON_PAPER, "Mức độ 1", "12")
    authority.receive(officer, ON_PAPER)

    head.sign_in("Thủ trưởng", OFFICE)
    year.be_in(head, YEAR)
    council.set_up(head, COUNCIL)
    guest = visitors(width=360)
    council.accept(guest, council.invite(head, INVITED), members.PASSWORD)
    authority.assign(head, council.KIND, (UNIT, ON_PAPER), (SECRETARY, INVITED))
    examine(guest, officer)
    settle(head)
    vote(officer)
    conclude(head)

    decision = decide(chair)
    verify(visitors(), decision)
    school.open()
    year.be_in(school, YEAR)
    school.follow("Công nhận", within="main")
    school.sees(re.compile("Mức độ 1"))
    authority.report(head, "1/2")
    take_home(school, head, chair)


def plan(school: Walk) -> None:
    """The unit's plan carries out the commune's; its two bodies are set up by decisions."""
    year.start_plan(school, YEAR, "xã Suối Mơ")
    year.write_plan(
        school,
        "Mức độ 1",
        [("Tống Thị Hoài", "Hiệu trưởng", "Tổ trưởng"), ("Bạch Thị Liên", "Phó Hiệu trưởng", "Thư ký")],
        steering=[("Tống Thị Hoài", "Hiệu trưởng", "Trưởng ban")],
    )


def know_the_members(school: Walk, phone: Walk) -> None:
    """From a workbook; one of them signs, plans and scores on a telephone; learning citizens are decided."""
    name = PEOPLE[1]
    members.bring_in(school, members.workbook(UNIT, PEOPLE, COUNTS, YEAR), len(PEOPLE), YEAR)
    citizens.open_round(school, YEAR, len(PEOPLE), f"01/01/{YEAR}")
    members.first_sign_in(phone, *members.give_account(school, name))
    members.sign_commitment(phone)
    members.submit_study_plan(phone, YEAR)
    members.approve(school, name)
    phone.open("/toi/")
    phone.sees("Đã duyệt")
    assert phone.heading() == f"Việc học năm {YEAR} của tôi"
    citizens.score_oneself(phone)
    citizens.bring_results(school, [one for one in PEOPLE if one != name], below=1)
    citizens.review_and_decide(school, recognised=COUNTS["3.1a"])


def assess(school: Walk) -> None:
    """What the roster says is counted by the page; level 1 is reached, and no more can be asked for."""
    year.assess(school, ANSWERS, hasty=True)
    year.finalise(school)
    school.section("Hồ sơ")
    assert year.levels_on_offer(school) == ["Mức độ 1"]
    year.ask_for(school, "Mức độ 1", next_year="Mức độ 2")
    for title in (
        "Kế hoạch",
        "Quyết định thành lập Tổ đánh giá",
        "Quyết định thành lập Ban chỉ đạo",
        *DOSSIER,
    ):
        year.issue(school, title)
    bound = volume.opened(year.bind(school, "Hồ sơ"))
    volume.check(bound, DOSSIER)
    volume.check_own_numbers(bound, DOSSIER)
    letter, report, summary = DOSSIER
    bound.says(letter, "TỜ TRÌNH", f"Kính gửi: {OFFICE}", "mức độ 1", "Tống Thị Hoài")
    bound.says(report, "UBND XÃ SUỐI MƠ", "19/20 = 95,0%", "Mức độ 1")
    bound.says(summary, "11/20 = 55,0%", "3.2b", "Không áp dụng")


def hand_in(school: Walk) -> None:
    school.section("Hồ sơ")
    school.follow(re.compile("^Kiểm tra và nộp"))
    school.press(re.compile("^Nộp hồ sơ"))
    school.sees(re.compile(r"số tiếp nhận \d{4}/\d{4}"))


def mend(school: Walk) -> None:
    """Only the returned row opens; another stays as it was sent."""
    school.section("Tự đánh giá")
    year.go_to_row(school, "1.4")
    school.sees(re.compile("^1.4 đang khóa"))
    year.go_to_row(school, "1.5")
    school.sees("Bổ sung ảnh và danh sách người dân dự lớp.")
    year.send_files(school, pdfs("Danh sách người dân dự lớp"))
    year.check_and_finalise(school)
    for title in DOSSIER[1:]:
        school.section("Hồ sơ")
        school.follow(re.compile(f"{re.escape(title)}$"), within="main")
        school.press(re.compile("^Ban hành"))


def examine(guest: Walk, officer: Walk) -> None:
    """One counts differently in one row and says why; the other finds a row wanting in the dossier on paper."""
    guest.open("/tham-dinh/")
    guest.follow(re.compile(UNIT))
    guest.follow(re.compile(r"^2\.5\. "))
    guest.fill(re.compile("^Lý do"), "Một quyết định ghi tên người đã chuyển trường.")
    guest.page.get_by_label("Số người đạt").first.fill("18")
    guest.press("Lưu")
    guest.follow("Cả hồ sơ")
    authority.agree_with_the_rest(guest, "15/15 chỉ tiêu")
    guest.fits()
    authority.open_appraisal(officer, UNIT)
    authority.agree_with_the_rest(officer, "15/15 chỉ tiêu")
    authority.open_appraisal(officer, ON_PAPER)
    officer.follow(re.compile(r"^1\.4\. "))
    officer.fill(re.compile("^Lý do"), "Không có thiết bị, phần mềm nào cho thành viên học tập.")
    officer.choose("Chưa đạt yêu cầu")
    officer.press("Lưu")
    officer.follow("Cả hồ sơ")
    authority.agree_with_the_rest(officer, "11/11 chỉ tiêu")


def settle(head: Walk) -> None:
    authority.consolidate(head, UNIT)
    head.sees(re.compile("còn 1 chỉ tiêu chưa thống nhất"))
    head.follow("Thống nhất 2.5")
    head.page.get_by_label("Số người đạt").first.fill("18")
    head.fill(re.compile("^Lý do thống nhất"), "Loại 01 quyết định của người đã chuyển trường.")
    head.press("Thống nhất 2.5")
    head.press("Đưa kết quả ra biểu quyết")
    authority.consolidate(head, ON_PAPER)
    head.press("Đưa kết quả ra biểu quyết")


def vote(officer: Walk) -> None:
    """Four of five find the school good enough, all five the cooperative wanting."""
    opinions = {UNIT: "Cần xem lại số người đạt danh hiệu."}
    votes = {place.name: opinions if place.name == AGAINST else {} for place in COUNCIL}
    authority.hold_meeting(officer, (UNIT, ON_PAPER), votes)


def conclude(head: Walk) -> None:
    """Each as the majority voted; the papers of the appraisal, and the reply that gives the reasons."""
    authority.open_result(head, UNIT)
    head.sees(re.compile("4 đồng ý, 1 không đồng ý"))
    authority.conclude(head, "Đủ điều kiện, đề nghị công nhận Mức độ 1")
    authority.open_result(head, ON_PAPER)
    authority.conclude(head, "Không đủ điều kiện", reasons="Chưa có thiết bị học tập.")
    for path in OF_THE_APPRAISAL:
        authority.issue_from(head, path)
    council.refuse(head, ON_PAPER)


def decide(chair: Walk) -> Path:
    """The decision over the list, which holds for three years, published today."""
    chair.open()
    year.be_in(chair, YEAR)
    decision = authority.decide(chair, "được bảo lưu trong thời hạn 03 năm")
    text = printed.text_of(decision)
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ" in text
    assert f"1 {UNIT}" in text
    assert ON_PAPER not in text
    return decision


def verify(stranger: Walk, decision: Path) -> None:
    """As the QR code on the decision leads: the page of the paper; then the published list."""
    authority.verify(stranger, printed.address_on(decision), "Chủ tịch Vi Thanh Tùng")
    expect(stranger.page.get_by_role("link", name=UNIT)).to_be_visible()
    expect(stranger.page.get_by_role("link", name=ON_PAPER)).to_have_count(0)


def take_home(school: Walk, head: Walk, chair: Walk) -> None:
    """What DC-1 wants of this year, of the unit, its members and both bodies, as PDF and as DOCX."""
    papers = printed.of_members(school) | printed.of_citizens(school) | printed.register(school)
    papers |= printed.of_body(head, OFFICE, YEAR) | printed.of_body(chair, COMMUNE, YEAR)
    assert dc1.missing(dc1.IN_THE_COMMUNE, papers, YEAR) == []
    assert PEOPLE[1] in papers["Kế hoạch tự học"]
    assert "1.4" in papers["Văn bản trả lời không công nhận"]
