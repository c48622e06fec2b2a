"""Shares computed from the roster of the year: numbers, names behind them, and what is still typed."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.assessment.conftest import School, a_school, text

from dvht.assessment.queries.words import figures
from dvht.evidence.models import Evidence
from dvht.members.models import (
    Completion,
    Exclusion,
    ExclusionReason,
    Fact,
    LearnerClass,
    Member,
    Programme,
    Source,
)
from dvht.plans.models import Activity

pytestmark = pytest.mark.django_db

QUALITIES = ("law", "family", "lifestyle", "skills", "thinking", "gender", "culture")


def staff(school: School, size: int, **facts: int) -> list[Member]:
    """A roster of this size; the first so many of them meet each fact."""
    members = [make.a_member(school.unit, f"Người Thứ {n:03}", department="Tổ 4-5") for n in range(size)]
    for code, count in facts.items():
        for member in members[:count]:
            make.a_fact(member, code, "met", school.plan.year)
    return members


def a_programme(school: School, title: str = "Mô-đun 9", done: tuple[Member, ...] = ()) -> Programme:
    programme = Programme.objects.create(
        unit=school.unit, year=school.plan.year, title=title, title_key=title.lower()
    )
    for member in done:
        Completion.objects.create(programme=programme, member=member, is_done=True, source=Source.UNIT)
    return programme


def leave_out(member: Member, year: int = 2026, reason: str = ExclusionReason.LONG_LEAVE) -> None:
    Exclusion.objects.create(member=member, year=year, reason=reason, words="Quyết định 12/QĐ-THHS")


def test_every_share_row_follows_the_roster(school: School) -> None:
    members = staff(school, 40, discipline=40, digital=38, citizen=35)
    a_programme(school, done=tuple(members[:37]))
    for member in members[:30]:
        make.a_fact(member, "language", "ability")
    for member in members[:12]:
        member.facts.filter(code="language").update(value="certificate")
    for member in members[:36]:
        make.a_fact(member, "title", "chien_si_tien_tien")

    shown = {row.code: row.share for row in school.sheet.rows if row.row.measure == "share" and row.applies}
    assert shown == {
        "2.1": "40/40", "2.2": "37/40", "2.3": "38/40", "2.4": "12/40 và 30/40", "2.5": "36/40", "3.1a": "35/40",
    }  # fmt: skip
    assert school.sheet.member_total == 40


def test_a_row_of_the_old_circular_asks_for_all_eight_qualities(db: None) -> None:
    school = a_school(2022, "tt22-2020")
    members = staff(school, 10, **{f"quality_{name}": 10 for name in QUALITIES}, commitment=10)
    members[3].facts.filter(code="quality_gender").delete()
    school.prove("3a")

    row = school.sheet.row("3a")
    assert row.share == "9/10"
    page = text(school.get("chi-tieu/3a/"))
    assert "Người Thứ 003" in page
    assert "chưa ghi Bình đẳng giới" in page


def test_the_row_shows_the_number_its_moment_and_the_missing_names(school: School) -> None:
    staff(school, 40, discipline=38)

    page = text(school.get("chi-tieu/2.1/"))

    assert "38<small>/40 người = 95,0%" in page
    assert "từ danh sách thành viên chốt ngày 31/12/2026" in page
    assert "hôm nay" in page
    assert "2 người chưa đạt, trong đó 2 người chưa ghi đủ" in page
    assert "Người Thứ 039" in page
    assert "Tổ 4-5 · chưa ghi" in page
    assert "Người Thứ 001" not in page
    assert 'name="count"' not in page
    assert 'name="note"' in page


def test_each_level_of_languages_lists_its_own_names(school: School) -> None:
    able, _certified = staff(school, 2)
    make.a_fact(able, "language", "ability")
    make.a_fact(_certified, "language", "certificate")

    page = text(school.get("chi-tieu/2.4/"))

    assert "1 người chưa đạt ở Mức độ 1" in page
    assert "0 người chưa đạt ở Mức độ 2" in page
    assert "Người Thứ 000<small>Tổ 4-5 · đã ghi, chưa đủ để tính" in page


def test_a_missing_programme_is_named(school: School) -> None:
    members = staff(school, 2)
    a_programme(school, "Mô-đun 9", done=(members[0],))

    assert "Người Thứ 001<small>Tổ 4-5 · thiếu Mô-đun 9</small>" in text(school.get("chi-tieu/2.2/"))


def test_without_a_list_of_programmes_the_row_says_so(school: School) -> None:
    staff(school, 2, digital=1)

    assert "Chưa có danh mục chương trình học tập, bồi dưỡng năm 2026." in text(school.get("chi-tieu/2.2/"))
    assert "Chưa có danh mục chương trình" not in text(school.get("chi-tieu/2.1/"))


def test_without_a_roster_counts_are_typed_and_the_page_says_so(school: School) -> None:
    school.save("2.1", count="38", total="40")

    page = text(school.get("chi-tieu/2.1/"))

    assert school.sheet.row("2.1").share == "38/40"
    assert "Số này gõ tay, đơn vị chưa có danh sách thành viên ngày 31/12/2026." in page
    assert 'name="count"' in page


def test_what_was_typed_before_the_roster_is_said_and_kept(school: School) -> None:
    school.save("2.1", count="58", total="60")
    staff(school, 2, discipline=1)

    page = text(school.get("chi-tieu/2.1/"))

    assert "Trước đây nhập tay: 58/60." in page
    assert school.sheet.row("2.1").share == "1/2"
    assert (school.kept("2.1").count, school.sheet.assessment.member_total) == (58, 60)
    assert "Trước đây nhập tay: 60." in text(school.get("so-thanh-vien/"))


def test_typed_counts_are_no_longer_taken_once_there_is_a_roster(school: School) -> None:
    staff(school, 2, discipline=1)

    assert school.save("2.1", count="40", total="40", note="Ghi chú").status_code == 302
    answer = school.post("so-thanh-vien/", {"member_total": "50", "version": "1"})

    assert (school.kept("2.1").count, school.kept("2.1").note) == (None, "Ghi chú")
    assert answer.status_code == 422
    assert school.sheet.member_total == 2


def test_people_who_leave_before_the_counting_day_do_not_count(school: School) -> None:
    staff(school, 2, discipline=2)
    make.a_member(school.unit, "Đã Chuyển", until=dt.date(2026, 12, 30))
    make.a_member(school.unit, "Sẽ Đến", since=dt.date(2027, 1, 1))

    assert school.sheet.row("2.1").share == "2/2"


def test_those_set_apart_are_named_with_their_reason_as_a_note_of_law(school: School) -> None:
    members = staff(school, 3, discipline=2)
    leave_out(members[2])

    page = text(school.get("chi-tieu/2.1/"))

    assert school.sheet.row("2.1").share == "2/2"
    assert "Không tính 1 người có tên trong danh sách (nghỉ dài ngày: 1); thông tư không quy định" in page
    assert "Người Thứ 002<small>Tổ 4-5 · Nghỉ dài ngày · Quyết định 12/QĐ-THHS" in page


def test_a_roster_of_which_nobody_counts_leaves_the_row_open(school: School) -> None:
    (member,) = staff(school, 1, discipline=1)
    leave_out(member)

    assert school.sheet.row("2.1").is_missing
    assert "Mọi người trong danh sách đều thuộc diện không tính." in text(school.get("chi-tieu/2.1/"))
    assert "2.1. Kỷ luật, đoàn kết, chia sẻ" in text(school.get("kiem-tra/"))


def test_an_administrator_sees_numbers_and_no_names(school: School) -> None:
    members = staff(school, 3, discipline=1)
    leave_out(members[2])
    above = make.an_administrator(school.unit)

    for rest in ("chi-tieu/2.1/", "kiem-tra/", "lich-su/"):
        page = text(school.get(rest, by=above))
        assert "Người Thứ" not in page
    page = text(school.get("chi-tieu/2.1/", by=above))
    assert "1 người chưa đạt" in page
    assert "Không tính 1 người" in page
    for rest in ("ten/", "ten/?chi-tieu=2.1", "ten/xuat-excel/"):
        assert school.get(rest, by=above).status_code == 403


def test_points_follow_the_computed_share_and_may_be_judged_with_a_reason(db: None) -> None:
    school = a_school(2022, "tt22-2020")
    members = staff(school, 40)
    for member in members[:38]:
        make.a_fact(member, "study_plan", "met", 2022)
    school.prove("2a")

    points = school.sheet.row("2a").points
    assert points is not None
    assert f"{points.points:f}" == "9.50"
    assert "Ghi lý do" in text(school.save("2a", points="8"))
    assert school.save("2a", points="8", reason="Có kế hoạch nộp muộn").status_code == 302
    judged = school.sheet.row("2a").points
    assert judged is not None
    assert judged.points == 8


def test_points_that_agree_with_the_suggestion_go_on_following_the_roster(db: None) -> None:
    school = a_school(2022, "tt22-2020")
    members = staff(school, 40)
    for member in members[:38]:
        make.a_fact(member, "study_plan", "met", 2022)
    school.save("2a", points="9,5")
    make.a_fact(members[38], "study_plan", "met", 2022)

    assert school.kept("2a").points is None
    points = school.sheet.row("2a").points
    assert points is not None
    assert f"{points.points:f}" == "9.75"


def test_what_to_do_next_speaks_of_what_is_lacking_and_opens_the_names(db: None) -> None:
    school = a_school(2022, "tt22-2020")
    members = staff(school, 40)
    for member in members[:38]:
        make.a_fact(member, "study_plan", "met", 2022)
    school.prove("2a")

    page = text(school.get("chi-tieu/2a/"))

    assert "Thêm 2 kế hoạch tự học được duyệt: +0,5 điểm" in page
    assert '<ul class="dv-people" id="ten">' in page


def test_learners_are_counted_from_their_classes(db: None) -> None:
    school = a_school(2026, "tt24-2023-huyen", kind="vocational_centre", name="Trung tâm GDNN Hoa Sen")
    LearnerClass.objects.create(
        unit=school.unit, year=2026, name="10A", name_key="10a", learners=40, citizens=38
    )
    LearnerClass.objects.create(unit=school.unit, year=2026, name="10B", name_key="10b", learners=10)

    row = school.sheet.row("3.1b")
    assert (row.share, row.source) == ("38/50", "classes")
    page = text(school.get("chi-tieu/3.1b/"))
    assert "2 lớp, 50 người học. 1 lớp chưa ghi số đạt, tạm tính là 0." in page
    assert 'name="count"' not in page


def test_classes_without_a_single_count_leave_the_row_open(db: None) -> None:
    school = a_school(2026, "tt24-2023-huyen", kind="vocational_centre", name="Trung tâm GDNN Hoa Sen")
    LearnerClass.objects.create(unit=school.unit, year=2026, name="10A", name_key="10a", learners=40)

    assert school.sheet.row("3.1b").is_missing
    assert school.get("chi-tieu/3.1b/").status_code == 200


@pytest.mark.parametrize(
    "rest", ["chi-tieu/2.1/", "chi-tieu/2.2/", "chi-tieu/2.4/", "kiem-tra/", "ten/", "lich-su/"]
)
def test_a_roster_of_sixty_asks_the_database_no_more_than_one_of_one(rest: str) -> None:
    counts = []
    for size in (1, 60):
        school = a_school(2026, "tt24-2023-huyen", name=f"Trường {size}", symbol=f"T{size}")
        staff(school, size, citizen=1)
        leave_out(make.a_member(school.unit, "Mai Văn Đi"))
        a_programme(school)
        school.save("1.1", met="yes")
        school.get(rest)
        with CaptureQueriesContext(connection) as captured:
            assert school.get(rest).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_only_the_first_names_stand_on_the_row_and_all_on_their_own_page(school: School) -> None:
    staff(school, 130, digital=1)

    page = text(school.get("chi-tieu/2.1/"))
    assert page.count("Tổ 4-5 · chưa ghi") == 20
    assert "Xem đủ 130 người" in page
    first = text(school.get("ten/?chi-tieu=2.1&loc=chua"))
    assert "130 người chưa đạt" in first
    assert "Người Thứ 099" in first
    assert "Người Thứ 100" not in first
    assert "Người Thứ 129" in text(school.get("ten/?chi-tieu=2.1&loc=chua&page=2"))


@pytest.mark.parametrize("asked", ["?chi-tieu=9.9", "?chi-tieu=2.1@7&loc=x", "?page=99999999999999"])
def test_a_nonsense_question_for_names_still_gets_a_page(school: School, asked: str) -> None:
    staff(school, 2)

    assert school.get(f"ten/{asked}").status_code == 200


@pytest.mark.parametrize("number", ["2", "x", "99999999", "-1"])
def test_names_of_a_revision_that_is_not_there_are_not_found(school: School, number: str) -> None:
    staff(school, 2)

    assert school.get(f"ten/?lan={number}").status_code == 404
    assert school.get(f"ten/xuat-excel/?lan={number}").status_code == 404


def test_names_without_a_roster_say_that_counts_are_typed(school: School) -> None:
    assert "số liệu đang gõ tay nên chưa có tên" in text(school.get("ten/"))
    assert school.get("ten/xuat-excel/").status_code == 404


def test_the_workbook_of_names_says_who_meets_which_row(school: School) -> None:
    members = staff(school, 2, discipline=1)
    leave_out(make.a_member(school.unit, "=CMD()"))
    assert members

    answer = school.get("ten/xuat-excel/")

    assert answer["Content-Disposition"] == 'attachment; filename="ten-thanh-vien-2026-hien-nay.xlsx"'
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Người Thứ 001" in words
    assert "Quyết định 12/QĐ-THHS" in words
    assert "<f>" not in cells


def activity(school: School, kind: str = "community") -> None:
    Activity.objects.create(
        plan=school.plan, kind=kind, title="Ngày hội đọc sách", held_on=dt.date(2026, 10, 2)
    )


def test_activities_are_suggested_beside_the_confirmation(school: School) -> None:
    activity(school)
    activity(school, "learning_week")

    page = text(school.get("chi-tieu/1.5/"))

    assert 'đã ghi <strong class="dv-num">2</strong> hoạt động trong năm' in page
    assert f"/don-vi/{school.unit.pk}/2026/ke-hoach/hoat-dong/" in page


def test_not_met_in_spite_of_activities_asks_for_a_reason(school: School) -> None:
    activity(school)

    refused = school.save("1.5", met="no")
    assert refused.status_code == 422
    assert "Chỉ tiêu 1.5: đơn vị đã ghi 1 hoạt động trong năm. Ghi lý do" in text(refused)
    assert school.save("1.5", met="no", reason="Hoạt động chưa phục vụ người dân").status_code == 302
    assert school.sheet.row("1.5").reason == "Hoạt động chưa phục vụ người dân"


def test_not_met_without_activities_asks_for_nothing(school: School) -> None:
    assert school.save("1.5", met="no").status_code == 302
    assert "Chưa ghi hoạt động nào cho chỉ tiêu này." in text(school.get("chi-tieu/1.5/"))


def test_a_number_that_nobody_recorded_reads_as_not_reached(school: School) -> None:
    staff(school, 4, digital=1)

    assert figures(school.sheet.row("2.1")) == "0/4 = 0,0%"


def test_the_page_before_finalising_says_where_numbers_come_from_and_what_nobody_looked_at(
    school: School,
) -> None:
    members = staff(school, 3, discipline=2)
    make.a_fact(members[0], "digital", "none")
    leave_out(make.a_member(school.unit, "Mai Văn Đi"))

    page = text(school.get("kiem-tra/"))

    assert "3 thành viên được tính, tính lúc" in page
    assert "từ danh sách thành viên chốt ngày 31/12/2026." in page
    assert "Không tính 1 người" in page
    assert "2.1: 1 người chưa ghi đủ, đang tính là chưa đạt." in page
    assert "2.3: 2 người chưa ghi đủ, đang tính là chưa đạt." in page
    assert "2.4 (Mức độ 1): 3 người chưa ghi đủ" in page


def test_the_page_before_finalising_counts_language_records_without_their_proof(school: School) -> None:
    members = staff(school, 7)
    for member in members[:2]:
        make.a_fact(member, "language", "certificate")
    make.a_fact(members[2], "language", "ability", source=Source.WORKBOOK)
    make.a_fact(members[3], "language", "none")
    make.a_fact(members[4], "language", "certificate", source=Source.CERTIFICATE)
    school.prove("2.4")
    proof = Evidence.objects.get()
    make.a_fact(members[5], "language", "certificate", evidence=proof)
    away = make.a_member(school.unit, "Mai Văn Đi")
    make.a_fact(away, "language", "certificate")
    leave_out(away)
    said = "2.4: 3 người được ghi đạt “Ngoại ngữ” mà chưa kèm minh chứng, vẫn đang được tính."
    roster = reverse("roster", args=(school.unit.pk, 2026))

    page = text(school.get("kiem-tra/"))
    of_administrator = text(school.get("kiem-tra/", by=make.an_administrator(school.unit)))

    assert f'<a href="{roster}">{said}</a>' in page
    assert f'<a href="{school.row_url("2.4")}">{said}</a>' in of_administrator
    Fact.objects.filter(code="language").update(evidence=proof)
    assert "mà chưa kèm minh chứng" not in text(school.get("kiem-tra/"))


def test_the_page_before_finalising_says_that_numbers_are_typed(school: School) -> None:
    school.save("2.1", count="40", total="40")

    assert "Số thành viên gõ tay, không có danh sách tên kèm theo." in text(school.get("kiem-tra/"))


def test_the_workbook_of_the_sheet_names_the_source_of_each_number(school: School) -> None:
    staff(school, 1, discipline=1)
    leave_out(make.a_member(school.unit, "Mai Văn Đi"))

    with zipfile.ZipFile(BytesIO(school.get("xuat-excel/").content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert "Danh sách thành viên" in words
    assert "Không tính 1 người" in words
    assert "Mai Văn Đi" not in words


def test_a_roster_made_later_does_not_take_away_what_was_typed_for_a_past_year(db: None) -> None:
    school = a_school(2022, "tt22-2020")
    school.save("2a", count="38", total="40")
    members = staff(school, 3)

    page = text(school.get("chi-tieu/2a/"))
    assert school.sheet.row("2a").share == "38/40"
    assert "chưa ghi gì của năm 2022 cho người nào trong danh sách thành viên" in page
    assert 'name="count"' in page

    make.a_fact(members[0], "study_plan", "met", 2022)
    assert school.sheet.row("2a").share == "1/3"
    assert "Trước đây nhập tay: 38/40." in text(school.get("chi-tieu/2a/"))
