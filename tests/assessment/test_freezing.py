"""Finalising keeps the names behind the numbers; what happens to the roster later leaves them alone."""

from copy import deepcopy

import pytest
from django.db import DatabaseError, transaction
from tests import make
from tests.assessment.conftest import School, text
from tests.assessment.test_counting import leave_out, staff
from tests.assessment.test_letters import text_of

from dvht.assessment.actions import finalise_assessment, sheet_digest
from dvht.assessment.letters import results_summary, self_assessment_report
from dvht.assessment.models import FrozenRoster, Revision
from dvht.assessment.queries import assessment_of
from dvht.members.models import Member, Posting
from dvht.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(module_db: None) -> School:
    """Every row proved, every share counted from a roster of four, nothing settled yet."""
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, 2026, by=head)
    school = School(unit, plan, head, make.a_clerk(unit), make.a_committee_member(unit))
    staff(school, 4, discipline=4, digital=3, citizen=4)
    return school


@pytest.fixture
def counted(filled: School, db: None) -> School:
    return deepcopy(filled)


def settle(school: School) -> None:
    answer = school.post("chot/", {"seen": sheet_digest(school.sheet)})
    assert answer["Location"] == school.url("lich-su/")


def test_a_revision_keeps_each_name_with_the_rows_it_meets(counted: School) -> None:
    leave_out(make.a_member(counted.unit, "Mai Văn Đi"))
    settle(counted)

    kept = FrozenRoster.objects.get()
    assert kept.revision == Revision.objects.get()
    assert [one["name"] for one in kept.names["members"]] == [f"Người Thứ 00{n}" for n in range(4)]
    assert [one["met"] for one in kept.names["members"]][2:] == [["2.1", "2.3", "3.1a"], ["2.1", "3.1a"]]
    (apart,) = kept.names["excluded"]
    assert (apart["name"], apart["reason"]) == ("Mai Văn Đi", "Nghỉ dài ngày")
    assert kept.names["counted_on"] == "2026-12-31"
    assert Revision.objects.get().facts["indicators"]["2.3"] == {"count": 3, "total": 4, "evidence": 1}


def test_a_year_of_typed_counts_keeps_no_names() -> None:
    unit = make.a_unit()
    make.a_finalised_year(unit, 2026, by=make.a_head(unit))

    assert not FrozenRoster.objects.exists()


def test_the_database_itself_refuses_to_change_frozen_names(counted: School) -> None:
    settle(counted)

    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenRoster.objects.update(names={})
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenRoster.objects.all().delete()


def test_a_name_that_changed_after_the_check_was_read_must_be_read_again(counted: School) -> None:
    seen = sheet_digest(counted.sheet)
    Member.objects.filter(full_name="Người Thứ 000").update(full_name="Người Khác")

    answer = counted.client(counted.head).post(counted.url("chot/"), {"seen": seen}, follow=True)

    assert "Số liệu vừa thay đổi sau khi mở trang kiểm tra." in text(answer)
    assert not Revision.objects.exists()


def test_one_member_replaced_by_another_must_be_read_again_though_the_numbers_agree(counted: School) -> None:
    seen = sheet_digest(counted.sheet)
    Posting.objects.get(member__full_name="Người Thứ 000").delete()
    other = make.a_member(counted.unit, "Người Mới")
    for code in ("discipline", "digital", "citizen"):
        make.a_fact(other, code)
    assert counted.sheet.row("2.1").share == "4/4"

    answer = counted.client(counted.head).post(counted.url("chot/"), {"seen": seen}, follow=True)

    assert "Số liệu vừa thay đổi" in text(answer)


def test_the_roster_goes_on_and_the_revision_stays(counted: School) -> None:
    settle(counted)
    Posting.objects.get(member__full_name="Người Thứ 000").delete()
    make.a_member(counted.unit, "Người Mới")

    assert counted.sheet.row("2.1").share == "4/4"
    row_page = text(counted.get("chi-tieu/2.1/"))
    assert "Danh sách hiện nay cho số khác ở 2.1, 2.3, 3.1a." in row_page
    history = text(counted.get("lich-su/"))
    assert "Thêm: Người Mới" in history
    assert "Bớt: Người Thứ 000" in history
    names = text(counted.get("ten/?lan=1&chi-tieu=2.1"))
    assert "Người Thứ 000" in names
    assert "Người Mới" not in names


def test_an_unchanged_roster_raises_no_alarm(counted: School) -> None:
    settle(counted)

    for rest in ("chi-tieu/2.1/", "lich-su/", "kiem-tra/"):
        assert "Danh sách hiện nay" not in text(counted.get(rest))


def test_who_may_not_see_names_learns_the_rows_only(counted: School) -> None:
    settle(counted)
    Member.objects.filter(full_name="Người Thứ 000").get().facts.all().delete()
    above = make.an_administrator(counted.unit)

    page = text(counted.get("lich-su/", by=above))

    assert "Danh sách hiện nay cho số khác ở 2.1, 2.3, 3.1a." in page
    assert "Người Thứ" not in page
    assert counted.get("ten/?lan=1", by=above).status_code == 403
    assert counted.get("ten/xuat-excel/?lan=1", by=above).status_code == 403


def test_a_settled_row_names_who_was_missing_then(counted: School) -> None:
    settle(counted)
    make.a_fact(Member.objects.get(full_name="Người Thứ 003"), "digital")

    page = text(counted.get("chi-tieu/2.3/"))

    assert "1 người chưa đạt" in page
    assert "Người Thứ 003" in page


def test_a_member_erased_later_stays_in_what_was_settled(counted: School) -> None:
    settle(counted)
    Member.objects.get(full_name="Người Thứ 000").delete()

    assert "Người Thứ 000" in text(counted.get("ten/?lan=1&chi-tieu=2.1"))


def test_the_frozen_names_are_downloaded_by_the_number_of_their_revision(counted: School) -> None:
    settle(counted)

    answer = counted.get("ten/xuat-excel/?lan=1")

    assert answer["Content-Disposition"] == 'attachment; filename="ten-thanh-vien-2026-lan-1.xlsx"'


def test_a_second_revision_has_its_own_names(counted: School) -> None:
    settle(counted)
    counted.post("mo-lai/", {"reason": "bổ sung"})
    make.a_member(counted.unit, "Người Mới")
    settle(counted)

    assert [len(one.names["members"]) for one in FrozenRoster.objects.order_by("pk")] == [4, 5]
    assert "Người Mới" not in text(counted.get("ten/?lan=1"))
    assert "Người Mới" in text(counted.get("ten/?lan=2"))


def test_papers_say_numbers_their_source_and_who_is_not_counted_without_names(counted: School) -> None:
    leave_out(make.a_member(counted.unit, "Mai Văn Đi"))
    settle(counted)
    assessment = assessment_of(Plan.objects.get(pk=counted.plan.pk))

    for letter in (self_assessment_report(assessment), results_summary(assessment)):
        said = text_of(letter)
        assert "4 người (theo danh sách thành viên chốt ngày 31/12/2026)." in said
        assert "Không tính 1 người có tên trong danh sách (nghỉ dài ngày: 1); thông tư không quy định" in said
        assert "3/4 = 75,0%" in said
        assert "Mai Văn Đi" not in said
        assert "Người Thứ" not in said
        assert letter.source["Nguồn số thành viên"] == "theo danh sách thành viên chốt ngày 31/12/2026"


def test_the_reason_under_levels_is_kept_and_printed(counted: School) -> None:
    counted.save("1.5", met="no", reason="Chưa phục vụ người dân")
    settle(counted)

    assert Revision.objects.get().reasons == {"1.5": "Chưa phục vụ người dân"}
    report = self_assessment_report(assessment_of(Plan.objects.get(pk=counted.plan.pk)))
    assert "Lý do: Chưa phục vụ người dân." in text_of(report)


def test_a_stale_reading_is_refused_in_the_deed_itself(counted: School) -> None:
    seen = sheet_digest(counted.sheet)
    make.a_member(counted.unit, "Người Mới")

    with pytest.raises(Exception, match="Số liệu vừa thay đổi"):
        finalise_assessment(counted.sheet.assessment, seen=seen, by=counted.head)
