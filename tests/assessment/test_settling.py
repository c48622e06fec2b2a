"""Finalising and opening again: what blocks, what is kept for good, who may."""

from copy import deepcopy

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests import make
from tests.assessment.conftest import BACKEND, School, a_school, text

from dvht.assessment.actions import sheet_digest
from dvht.assessment.models import Assessment, Revision
from dvht.assessment.queries import assessment_of, latest_revision
from dvht.assessment.queries.reading import sheet_of_revision
from dvht.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(module_db: None) -> School:
    """Every row met and proved, nothing settled yet."""
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, 2026, by=head)
    return School(unit, plan, head, make.a_clerk(unit), make.a_committee_member(unit))


@pytest.fixture
def full(filled: School, db: None) -> School:
    return deepcopy(filled)


def settle(school: School) -> None:
    answer = school.post("chot/", {"seen": sheet_digest(school.sheet)})
    assert answer["Location"] == school.url("lich-su/")


def test_a_gap_stands_in_the_way_and_links_to_its_row(school: School) -> None:
    school.save("1.1", met="yes")

    page = text(school.get("kiem-tra/"))

    assert "Chưa chốt được: còn 13 chỉ tiêu chưa có kết quả" in page
    assert f'<a href="{school.row_url("2.1")}">2.1. Kỷ luật, đoàn kết, chia sẻ</a>' in page
    assert "Chốt kết quả tự đánh giá" not in page


def test_finalising_with_a_gap_is_refused_on_the_server_too(school: School) -> None:
    school.save("1.1", met="yes")

    answer = school.client(school.head).post(
        school.url("chot/"), {"seen": sheet_digest(school.sheet)}, follow=True
    )

    assert "Chưa chốt được: chưa có kết quả của 1.2a, 1.3" in text(answer)
    assert not Revision.objects.exists()


def test_a_row_without_evidence_is_a_warning_and_no_obstacle(full: School) -> None:
    assert full.plan.collection is not None
    full.plan.collection.uses.filter(row="1.5").delete()

    page = text(full.get("kiem-tra/"))
    assert "1.5 thiếu minh chứng: sẽ là không đạt." in page
    settle(full)
    assert Revision.objects.get().result["result"] == {"level": 0}


def test_a_head_finalises_a_level_that_is_reached(full: School) -> None:
    settle(full)

    revision = Revision.objects.get()
    assert (revision.number, revision.result["result"]) == (1, {"level": 2})
    assert (revision.pack_id, revision.pack_version) == ("tt24-2023-huyen", "1")
    assert revision.facts["indicators"]["2.1"] == {"count": 40, "total": 40, "evidence": 1}
    assert revision.evidence["2.1"] == ["2.1-01"]
    assert str(revision.counted_on) == "2026-12-31"
    assert "Đã chốt lần 1" in text(full.get("chi-tieu/2.1/"))
    assert Event.objects.filter(verb="chốt tự đánh giá").count() == 1


def test_what_changed_after_the_check_was_read_must_be_read_again(full: School) -> None:
    seen = sheet_digest(full.sheet)
    full.save("2.1", by=full.clerk, count="39", total="40")

    answer = full.client(full.head).post(full.url("chot/"), {"seen": seen}, follow=True)

    assert "Số liệu vừa thay đổi sau khi mở trang kiểm tra." in text(answer)
    assert not Revision.objects.exists()


def test_nothing_is_saved_after_finalising_and_what_was_typed_is_shown(full: School) -> None:
    version = full.version("2.1")
    settle(full)

    answer = full.save("2.1", version=version, count="30", total="40", note="gõ muộn")

    assert answer.status_code == 409
    assert "Chưa lưu: bản tự đánh giá vừa được chốt" in text(answer)
    assert "gõ muộn" in text(answer)
    assert full.kept("2.1").count == 40


def test_the_member_total_is_settled_too(full: School) -> None:
    settle(full)

    answer = full.post("so-thanh-vien/", {"member_total": "50", "version": "99"})

    assert answer.status_code == 422
    assert "đã chốt" in text(answer)


def test_the_evidence_is_closed_while_settled(full: School) -> None:
    settle(full)
    assert full.plan.collection is not None
    full.plan.collection.refresh_from_db()
    assert full.plan.collection.closed_at is not None

    full.post("mo-lai/", {"reason": "Cấp trên yêu cầu bổ sung"})
    full.plan.collection.refresh_from_db()
    assert full.plan.collection.closed_at is None


def test_opening_again_asks_for_a_reason(full: School) -> None:
    settle(full)

    answer = full.post("mo-lai/", {"reason": "  "})

    assert answer.status_code == 422
    assert Assessment.objects.get().is_final


def test_the_next_finalising_makes_the_next_revision_and_keeps_the_first(full: School) -> None:
    settle(full)
    full.post("mo-lai/", {"reason": "Cấp trên yêu cầu bổ sung"})
    full.save("2.1", count="37", total="40")
    settle(full)

    first, second = Revision.objects.order_by("number")
    assert (first.result["result"], second.result["result"]) == ({"level": 2}, {"level": 1})
    assert first.facts["indicators"]["2.1"]["count"] == 40
    assert "Cấp trên yêu cầu bổ sung" in text(full.get("lich-su/"))


def test_a_revision_computed_again_by_its_pack_gives_the_same_result(full: School) -> None:
    settle(full)
    revision = Revision.objects.get()

    assert sheet_of_revision(revision).result.as_json() == revision.result


def test_the_database_refuses_to_change_a_revision(full: School) -> None:
    settle(full)

    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.update(result={"level": 2})
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.all().delete()


def test_the_latest_revision_stands_only_while_it_is_final(full: School) -> None:
    settle(full)
    assert latest_revision(assessment_of(full.plan)) == Revision.objects.get()

    full.post("mo-lai/", {"reason": "bổ sung"})
    assert latest_revision(assessment_of(full.plan)) is None


def test_a_second_head_finds_it_settled(full: School) -> None:
    other = make.a_head(full.unit, "Nguyễn Văn Phó")
    seen = sheet_digest(full.sheet)
    settle(full)

    answer = full.client(other).post(full.url("chot/"), {"seen": seen}, follow=True)

    assert "đã chốt" in text(answer)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "member"])
def test_those_who_enter_values_do_not_finalise_or_reopen(full: School, who: str) -> None:
    person = getattr(full, who)

    assert full.save("2.1", by=person, count="39", total="40").status_code == 302
    assert full.post("chot/", {"seen": sheet_digest(full.sheet)}, by=person).status_code == 403
    settle(full)
    assert full.post("mo-lai/", {"reason": "thử"}, by=person).status_code == 403
    assert "Chốt kết quả tự đánh giá" not in text(full.get("kiem-tra/", by=person))


def test_a_stranger_finds_nothing(full: School) -> None:
    stranger = make.a_head(make.a_unit("Trường THCS Phù Sa"))

    for rest in ("", "chi-tieu/2.1/", "kiem-tra/", "lich-su/", "xuat-excel/", "so-thanh-vien/"):
        assert full.get(rest, by=stranger).status_code == 404
    for rest in ("chi-tieu/2.1/", "chot/", "mo-lai/", "so-thanh-vien/"):
        assert full.post(rest, {}, by=stranger).status_code == 404


def test_an_administrator_reads_and_changes_nothing(full: School) -> None:
    above = make.an_administrator(full.unit)

    assert full.get("chi-tieu/2.1/", by=above).status_code == 200
    assert "data-autosave" not in text(full.get("chi-tieu/2.1/", by=above))
    assert full.save("2.1", by=above, count="39", total="40").status_code == 403
    assert full.post("so-thanh-vien/", {"member_total": "3"}, by=above).status_code == 403


def test_finalising_is_only_by_post(full: School) -> None:
    assert full.get("chot/").status_code == 405
    assert full.get("mo-lai/").status_code == 405


def test_a_year_of_points_counts_members_on_the_day_of_finalising(db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_finalised_year(unit, 2022, "tt22-2020", by=head)

    revision = Revision.objects.get(assessment__plan=plan)
    assert revision.counted_on == timezone.localdate(revision.finalised_at)
    assert revision.result["result"] == {"points": "100.00", "rank": "tot"}


def test_an_unopened_year_cannot_be_finalised() -> None:
    school = a_school(2026, "tt24-2023-huyen")
    client = school.client(school.head)
    client.force_login(school.head, BACKEND)

    assert client.post(school.url("chot/"), {"seen": ""}).status_code == 404
