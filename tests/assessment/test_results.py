"""What the entries amount to: levels, points, evidence, targets, and values that became unreadable."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from tests import make
from tests.assessment.conftest import School, a_school, text

from dvht.assessment.queries import (
    assessment_of,
    blockers,
    check,
    evaluated,
    facts_of,
    forecast_of,
    result_label,
)
from dvht.assessment.queries.words import figures, row_state, target_words
from dvht.plans.models import Plan, Target

pytestmark = pytest.mark.django_db


def test_points_without_evidence_are_none_under_the_overlay_of_ha_noi(points_school: School) -> None:
    points_school.save("3b", met="yes", points="10")

    row = points_school.sheet.row("3b")
    assert row.points is not None
    assert (row.points.points, row.points.suggested) == (Decimal(0), Decimal(10))
    assert row_state(row) == ("warn", "0/10")
    assert "Không có minh chứng nên 0 điểm" in text(points_school.get("chi-tieu/3b/"))


def test_points_without_evidence_count_under_the_circular_and_are_pointed_at() -> None:
    school = a_school(2022, "tt22-2020")
    school.save("3b", met="yes")

    assert school.sheet.result.points == Decimal(10)
    assert row_state(school.sheet.row("3b")) == ("warn", "10/10")
    assert "3b thiếu minh chứng: nên bổ sung, dù vẫn được tính điểm." in text(school.get("kiem-tra/"))


def test_the_threshold_of_the_overlay_governs(points_school: School) -> None:
    points_school.prove("2d")
    points_school.save("2d", count="28", total="40")

    row = points_school.sheet.row("2d")
    assert row.points is not None
    assert row.points.points == Decimal(5)
    assert "28/40 người, cần 28." in text(points_school.get("chi-tieu/2d/"))


def test_a_target_of_the_unit_changes_no_points_and_stands_beside_the_authoritys(
    points_school: School,
) -> None:
    Target.objects.create(plan=points_school.plan, row="2d", percent=80)
    points_school.prove("2d")
    points_school.save("2d", count="28", total="40")

    row = points_school.sheet.row("2d")
    assert row.points is not None
    assert (row.points.points, row.points.target, row.points.target_met) == (Decimal(5), "80%", False)
    words = target_words(points_school.sheet, row)
    assert words.startswith(
        "Chỉ tiêu phấn đấu của đơn vị: 80%, chưa đạt, còn thiếu 4 người. Mức phải đạt: 70%"
    )
    assert "80%, chưa đạt" in text(points_school.get("chi-tieu/2d/"))


def test_a_share_just_below_never_reads_as_reached(school: School) -> None:
    school.prove("2.1")
    school.save("2.1", count="8996", total="10000")

    assert figures(school.sheet.row("2.1")) == "8.996/10.000 = 89,9%"
    row = school.sheet.row("2.1").levels
    assert row is not None
    assert row.met_at(1) is False


def test_a_whole_year_reaches_level_2(db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, 2026, by=head)
    assessment = assessment_of(plan)

    assert result_label(plan.pack, evaluated(assessment)) == "Đạt Mức độ 2"
    assert blockers(assessment) == ()
    assert forecast_of(assessment).goal is None
    assert facts_of(assessment).rows["2.1"].evidence == 1


def test_an_empty_year_says_what_is_missing_and_never_fails(school: School) -> None:
    assessment = assessment_of(school.plan)

    assert len(blockers(assessment)) == 14
    assert "1.2b" not in blockers(assessment)
    assert result_label(school.plan.pack, evaluated(assessment)) == "Chưa đạt mức độ nào"


def test_a_row_that_does_not_bind_the_unit_says_why_and_takes_nothing(school: School) -> None:
    page = text(school.get("chi-tieu/3.5/"))

    assert "Chỉ áp dụng cho cơ sở giáo dục nghề nghiệp (Điều 6 khoản 3 điểm đ)." in page
    assert 'name="met"' not in page
    assert school.save("3.5", met="yes").status_code == 404


def test_a_public_preschool_has_both_parts_of_an_indicator(db: None) -> None:
    school = a_school(2026, "tt24-2023-huyen", kind="preschool", name="Trường Mầm non Hoa Sen")
    school.prove("1.2a")
    school.prove("1.2b")
    school.save("1.2a", met="yes")
    school.save("1.2b", met="no")

    assert dict(school.sheet.indicators(1))["1.2"] is False
    assert "một phần của chỉ tiêu 1.2" in text(school.get("chi-tieu/1.2b/"))


def test_a_value_that_became_unreadable_is_missing_and_says_so(school: School) -> None:
    school.save("2.1", count="35", total="40")
    entry = school.kept("2.1")
    type(entry).objects.filter(pk=entry.pk).update(count=None, count_level_2=None, total=None)
    school.save("2.2", count="35", total="36")
    assessment = assessment_of(school.plan)
    assessment.member_total = 20
    assessment.save()
    type(entry).objects.filter(row="2.2").update(total=None)

    row = school.sheet.row("2.2")
    assert row.is_missing
    assert row.unread == "lớn hơn tổng số"
    assert school.get("chi-tieu/2.2/").status_code == 200


def test_a_unit_that_the_pack_cannot_judge_any_more_gets_a_page_that_says_so(school: School) -> None:
    school.unit.kind = "university"
    school.unit.save()

    answer = school.get("chi-tieu/2.1/")

    assert answer.status_code == 409
    assert "không áp dụng cho loại đơn vị “Trường đại học”" in text(answer)


@pytest.mark.parametrize("name", ["year_home", "dossier", "assessment"])
def test_every_page_with_a_result_says_that_the_pack_is_not_what_it_was(school: School, name: str) -> None:
    Plan.objects.filter(pk=school.plan.pk).update(pack_digest="sha256:khác")

    answer = school.client(school.head).get(
        reverse(name, args=[school.unit.pk, school.plan.year]), follow=True
    )

    assert answer.status_code == 409
    assert "không còn đúng như khi được dùng" in text(answer)


def test_settling_before_the_figures_end_is_pointed_at(school: School) -> None:
    early = check.cautions(school.sheet, dt.date(2026, 12, 30), sees_names=True)
    in_time = check.cautions(school.sheet, dt.date(2026, 12, 31), sees_names=True)

    assert [one.text for one in early] == [
        "Số liệu tính đến 31/12/2026, hôm nay mới 30/12/2026: chốt bây giờ là chốt sớm."
    ]
    assert in_time == ()


def test_the_forecast_names_the_next_thing_to_do(points_school: School) -> None:
    for code in ("1a", "1b", "1c"):
        points_school.prove(code)
        points_school.save(code, met="yes")
    for code in ("2a", "2b", "2c", "2d", "3a"):
        points_school.prove(code)
        points_school.save(code, count="40", total="40")
    points_school.save("3b", met="yes")
    points_school.prove("3c")
    points_school.save("3c", met="no")

    page = text(points_school.get("chi-tieu/2a/"))
    assert "Loại Tốt" in page
    assert "85" in page
    assert "loại cao nhất" in page
    assert "Thêm minh chứng: +10 điểm" in text(points_school.get("chi-tieu/3b/"))


def test_a_target_of_the_plan_above_is_named_as_what_must_be_reached(points_school: School) -> None:
    above = make.a_plan(
        make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee"), 2022, "tt22-2020-ha-noi"
    )
    Target.objects.create(plan=above, row="2d", percent=75)
    Target.objects.create(plan=points_school.plan, row="2d", percent=80)
    points_school.plan.higher = above
    points_school.plan.save()

    words = target_words(points_school.sheet, points_school.sheet.row("2d"))

    assert words.startswith(
        "Chỉ tiêu phấn đấu của đơn vị: 80%, chưa có số liệu. Mức phải đạt: 75% (kế hoạch cấp trên"
    )
