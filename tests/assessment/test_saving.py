"""Typing values into rows: every measure, every kind of bad input, two people at once."""

from decimal import Decimal

import pytest
from tests.assessment.conftest import School, text

from dvht.audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_condition_is_saved_and_shown(school: School) -> None:
    answer = school.save("1.1", met="yes")

    assert answer.status_code == 302
    assert answer["Location"] == school.row_url("1.1")
    assert school.kept("1.1").met is True
    page = text(school.get("chi-tieu/1.1/"))
    assert 'name="met" value="yes"' in page.replace('class="form-check-input" ', "")
    assert "Đã lưu chỉ tiêu 1.1." in page


def test_the_answer_no_is_saved_as_explicitly_as_yes(school: School) -> None:
    school.save("1.1", met="no")

    assert school.kept("1.1").met is False
    assert "Đơn vị chưa đạt yêu cầu này." in text(school.get("chi-tieu/1.1/"))


def test_a_share_is_saved_with_its_gauge_and_what_is_still_needed(school: School) -> None:
    school.prove("2.1")
    school.save("2.1", count="35", total="40")

    page = text(school.get("chi-tieu/2.1/"))
    assert "/40 người = 87,5%" in page
    assert "35/40 người, cần 36. Còn thiếu 1 người." in page
    assert "35/40 người, cần 38. Còn thiếu 3 người." in page
    assert "Mức độ 1: 36 người" in page


def test_a_grade_is_saved_and_judged_by_level(school: School) -> None:
    school.prove("3.4")
    school.save("3.4", grade="basic")

    assert school.kept("3.4").grade == "basic"
    row = school.sheet.row("3.4").levels
    assert row is not None
    assert (row.met_at(1), row.met_at(2)) == (True, False)
    assert "Cần “mức đáp ứng tốt”, đơn vị ở “mức đáp ứng cơ bản”." in text(school.get("chi-tieu/3.4/"))


def test_languages_may_be_counted_differently_at_each_level(school: School) -> None:
    school.prove("2.4")
    school.save("2.4", count="30", count_level_2="26", total="40")

    row = school.sheet.row("2.4")
    assert row.share == "30/40 và 26/40"
    assert row.levels is not None
    assert (row.levels.met_at(1), row.levels.met_at(2)) == (True, False)


def test_points_are_typed_with_a_comma_or_a_dot(points_school: School) -> None:
    points_school.save("1b", met="yes", points="7,25", reason="theo biên bản họp")
    points_school.save("1c", met="yes", points="7.5", reason="theo biên bản họp")

    assert points_school.kept("1b").points == Decimal("7.25")
    assert points_school.kept("1c").points == Decimal("7.50")
    page = text(points_school.get("chi-tieu/1b/"))
    assert 'value="7,25"' in page
    assert 'Gợi ý: <strong class="dv-num">10</strong>/10 điểm' in page


def test_empty_points_take_the_suggestion(points_school: School) -> None:
    points_school.prove("2a")
    points_school.save("2a", count="38", total="40", points="")

    row = points_school.sheet.row("2a").points
    assert row is not None
    assert row.points == Decimal("9.50")


def test_an_incomplete_row_is_kept_and_counts_as_missing(school: School) -> None:
    answer = school.save("2.1", count="35", total="")

    assert answer.status_code == 302
    assert school.kept("2.1").count == 35
    assert school.sheet.row("2.1").is_missing


def test_the_first_total_becomes_that_of_the_unit_and_fills_the_next_row(school: School) -> None:
    school.save("2.1", count="35", total="40")

    assert school.sheet.member_total == 40
    assert 'name="total" class="form-control" value="40"' in text(school.get("chi-tieu/2.2/"))
    school.save("2.2", count="40", total="40")
    assert school.kept("2.2").total is None
    assert school.sheet.row("2.2").share == "40/40"


def test_a_row_of_learners_never_takes_the_total_of_members(school: School) -> None:
    school.unit.kind = "vocational_centre"
    school.unit.save()
    school.save("2.1", count="35", total="40")

    school.save("3.1b", count="380", total="400")

    assert school.kept("3.1b").total == 400
    assert school.sheet.member_total == 40


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"count": "41", "total": "40"}, "Chỉ tiêu 2.1: 41 nhiều hơn tổng số 40."),
        ({"count": "ba mươi", "total": "40"}, "“ba mươi” không phải số người"),
        ({"count": "-3", "total": "40"}, "không nhập số âm"),
        ({"count": "3,5", "total": "40"}, "“3,5” không phải số người"),
        ({"count": "0", "total": "0"}, "Chỉ tiêu 2.1: tổng số phải lớn hơn 0."),
        ({"count": "1", "total": "99999999999"}, "số quá lớn"),
        ({"count": "1", "total": "9" * 5000}, "số quá lớn"),
    ],
)
def test_bad_counts_are_refused_and_stay_on_the_page(
    school: School, values: dict[str, str], message: str
) -> None:
    answer = school.save("2.1", note="Ghi chú dài", **values)

    assert answer.status_code == 422
    page = text(answer)
    assert message in page
    assert all(f'value="{typed}"' in page for typed in values.values())
    assert "Ghi chú dài" in page
    assert school.entry("2.1") is None


@pytest.mark.parametrize(
    ("points", "reason", "message"),
    [
        ("10,5", "vì tốt", "Tiêu chí 1b: điểm tối đa là 10, không chấm được 10,5."),
        ("9,555", "vì tốt", "Điểm “9,555” có quá hai chữ số sau dấu phẩy."),
        ("chín", "vì tốt", "“chín” không phải số điểm"),
        ("-1", "vì tốt", "Điểm không được âm."),
        ("7", "", "Tiêu chí 1b: chấm 7 khác điểm gợi ý 10. Ghi lý do"),
        ("7", "   ", "Tiêu chí 1b: chấm 7 khác điểm gợi ý 10. Ghi lý do"),
    ],
)
def test_bad_points_are_refused_and_stay_on_the_page(
    points_school: School, points: str, reason: str, message: str
) -> None:
    answer = points_school.save("1b", met="yes", points=points, reason=reason)

    assert answer.status_code == 422
    assert message in text(answer)
    assert f'value="{points}"' in text(answer)
    assert points_school.entry("1b") is None


def test_an_autosave_answers_with_the_new_version_and_the_running_result(school: School) -> None:
    school.prove("2.1")

    answer = school.save("2.1", htmx=True, count="36", total="40")

    assert answer.status_code == 200
    part = text(answer)
    assert '<input type="hidden" id="id_version" name="version" value="1">' in part
    for root in ("row-verdict", "cay", "assessment-foot", "row-figure", "id_count_error"):
        assert f'id="{root}"' in part
    assert "1/14 chỉ tiêu" in part
    assert "<html" not in part


def test_an_autosave_of_bad_input_answers_with_the_reasons_alone(school: School) -> None:
    answer = school.save("2.1", htmx=True, count="41", total="40")

    assert answer.status_code == 422
    assert 'id="id_count_error"' in text(answer)
    assert "41 nhiều hơn tổng số 40" in text(answer)


def test_saving_the_same_again_changes_nothing_and_leaves_no_trace(school: School) -> None:
    school.save("1.1", met="yes")
    events = Event.objects.count()

    school.save("1.1", met="yes")

    assert school.kept("1.1").version == 1
    assert Event.objects.count() == events


def test_the_trail_holds_who_and_what_before_and_after(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.save("2.1", by=school.clerk, count="36", total="40")

    event = Event.objects.filter(thing="assessment.Entry").latest("pk")
    assert event.actor_name == "Ngô Bích Thảo"
    assert (event.before, event.after) == ({"count": 35}, {"count": 36})
    page = text(school.get("lich-su/"))
    assert "Số người đạt: 35 → 36" in page
    assert "Ngô Bích Thảo" in page


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.save("2.1", by=school.clerk, version=1, count="36", total="40", note="của văn thư")

    answer = school.save("2.1", by=school.head, version=1, count="37", total="40", note="của hiệu trưởng")

    assert answer.status_code == 409
    page = text(answer)
    assert "Ngô Bích Thảo vừa sửa chỉ tiêu 2.1" in page
    assert "của văn thư" in page
    assert "của hiệu trưởng" in page
    assert 'name="keep" value="2"' in page
    assert school.kept("2.1").count == 36


def test_one_click_keeps_mine_over_theirs(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.save("2.1", by=school.clerk, version=1, count="36", total="40")

    answer = school.post("chi-tieu/2.1/", {"count": "37", "total": "40", "version": "1", "keep": "2"})

    assert answer.status_code == 302
    assert school.kept("2.1").count == 37


def test_an_autosave_in_conflict_answers_with_the_comparison_alone(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.save("2.1", by=school.clerk, version=1, count="36", total="40")

    answer = school.save("2.1", htmx=True, version=1, count="37", total="40")

    assert answer.status_code == 409
    assert text(answer).startswith('<section class="dv-conflict" id="_conflict"')


def test_two_people_who_save_the_same_value_do_not_quarrel(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.save("2.1", by=school.clerk, version=1, count="36", total="40")

    assert school.save("2.1", version=1, count="36", total="40").status_code == 302


def test_the_next_button_saves_and_goes_on(school: School) -> None:
    answer = school.save("1.1", met="yes", go="1.2a")

    assert answer["Location"] == school.row_url("1.2a")
    assert school.kept("1.1").met is True


def test_the_first_page_is_that_of_the_first_row_that_needs_work(school: School) -> None:
    school.save("1.1", met="yes")

    assert school.get()["Location"] == school.row_url("1.2a")


def test_the_member_total_is_the_denominator_of_every_row(school: School) -> None:
    school.save("2.1", count="35", total="40")

    answer = school.post("so-thanh-vien/", {"member_total": "42", "version": "2"})

    assert answer.status_code == 302
    assert school.sheet.row("2.1").share == "35/42"


def test_a_member_total_below_a_count_is_refused_and_names_the_row(school: School) -> None:
    school.save("2.1", count="35", total="40")

    answer = school.post("so-thanh-vien/", {"member_total": "30", "version": "2"})

    assert answer.status_code == 422
    assert "Chỉ tiêu 2.1: 35 nhiều hơn tổng số 30." in text(answer)
    assert 'value="30"' in text(answer)
    assert school.sheet.member_total == 40


def test_a_member_total_that_somebody_else_changed_is_not_overwritten(school: School) -> None:
    school.save("2.1", count="35", total="40")
    school.post("so-thanh-vien/", {"member_total": "42", "version": "2"}, by=school.clerk)

    answer = school.post("so-thanh-vien/", {"member_total": "41", "version": "2"})

    assert answer.status_code == 422
    assert "Người khác vừa sửa tổng số thành viên." in text(answer)
    assert school.sheet.member_total == 42


@pytest.mark.parametrize("version", ["", "abc", "-1", "١", "9" * 5000])
def test_an_unreadable_version_never_overwrites(school: School, version: str) -> None:
    school.save("2.1", count="35", total="40")

    answer = school.post("chi-tieu/2.1/", {"count": "36", "total": "40", "version": version})

    assert answer.status_code == 409
    assert school.kept("2.1").count == 35
