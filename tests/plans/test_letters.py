from datetime import date

import pytest
from tests import make

from dvht.documents.letters import FixedPart, Letter, Registration, compose, field_values
from dvht.paper.blocks import Table
from dvht.paper.pdf import render_pdf
from dvht.plans import actions
from dvht.plans.letters import (
    plan_letter,
    self_check_decision_letter,
    steering_decision_letter,
    team_decision_letter,
)
from dvht.plans.models import Plan

pytestmark = pytest.mark.django_db
OFFICE = "Phòng Văn hóa - Xã hội xã Đồng Sen"


def text_of(letter: Letter, key: str) -> str:
    return next(part.text for part in letter.text_parts if part.key == key)


def tables_of(letter: Letter) -> list[Table]:
    fixed = [part for part in letter.parts if isinstance(part, FixedPart)]
    return [block for part in fixed for block in part.blocks if isinstance(block, Table)]


def a_plan_of_thanh_xuan() -> Plan:
    plan = make.a_full_plan(make.a_unit(), 2021, "tt22-2020-ha-noi")
    head = make.a_head(plan.unit)
    actions.set_target(plan, "2d", 80, by=head)
    words = actions.TaskWords(
        "Tự đánh giá.", "Tổ đánh giá", "Công đoàn", date(2021, 11, 1), date(2021, 11, 30)
    )
    actions.add_task(plan, words, by=head)
    return Plan.objects.get(pk=plan.pk)


def test_the_plan_prints_under_its_own_title_with_the_tables_of_targets_and_tasks() -> None:
    letter = plan_letter(a_plan_of_thanh_xuan())

    assert (letter.kind, letter.type_name, letter.abbreviation) == ("plan", "KẾ HOẠCH", "KH")
    assert letter.subject == "Triển khai và thực hiện việc học tập thường xuyên năm 2021"
    assert "".join(letter.bases) == (
        "Căn cứ Thông tư số 22/2020/TT-BGDĐT ngày 06 tháng 8 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo quy định "
        "về đánh giá, xếp loại Đơn vị học tập"
    )
    assert text_of(letter, "goal").splitlines()[2] == "Phấn đấu Đơn vị học tập năm 2021 được xếp loại Tốt."
    assert text_of(letter, "measures").splitlines()[1:] == ["- Phổ biến tiêu chí.", "- Tự đánh giá."]
    targets, tasks, days = tables_of(letter)
    assert ("2d", "“Lao động tiên tiến” trở lên", "70% thành viên, tối đa 5 điểm", "80%") in targets.rows
    assert ("1a", "Kế hoạch học tập thường xuyên", "Đạt, tối đa 10 điểm", "Đạt") in targets.rows
    assert tasks.rows[1] == (
        "2",
        "Tự đánh giá.",
        "Tổ đánh giá",
        "Công đoàn",
        "Từ ngày 01/11/2021 đến ngày 30/11/2021",
    )
    assert days.rows[0] == (
        "Đơn vị nộp hồ sơ tự đánh giá về Phòng Giáo dục và Đào tạo",
        "Đơn vị",
        "Trước ngày 15/11/2021: ngày cuối là Chủ nhật, 14/11/2021",
    )
    assert letter.source["Chỉ tiêu 2d"] == "80%"


def test_a_row_that_does_not_apply_is_printed_with_its_reason() -> None:
    plan = make.a_full_plan(make.a_unit())

    row = next(
        row for row in tables_of(plan_letter(plan))[0].rows if isinstance(row, tuple) and row[0] == "3.5"
    )

    assert "Chỉ áp dụng cho cơ sở giáo dục nghề nghiệp" in str(row[2])


def test_at_level_2_the_table_asks_the_thresholds_of_level_2() -> None:
    plan = make.a_full_plan(make.a_unit())
    plan = actions.set_goal(plan, "2", by=make.a_head(plan.unit))

    assert ("2.4", "Ngoại ngữ hoặc tiếng dân tộc", "70% thành viên", "70%") in [
        (row[0], "Ngoại ngữ hoặc tiếng dân tộc", row[2], row[3])
        for row in tables_of(plan_letter(plan))[0].rows
        if isinstance(row, tuple) and len(row) == 4
    ]


def test_a_body_asks_of_its_units_what_binds_their_kinds_and_which_papers() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee", head_title="Chủ tịch")
    make.a_unit(under=commune)

    letter = plan_letter(make.a_plan(commune))

    rows = {row[0]: row for row in tables_of(letter)[0].rows if isinstance(row, tuple)}
    assert rows["3.1b"][2] == "95% người học"
    assert rows["3.4"][2:] == ("Đạt", "Chỉ áp dụng cho cơ sở giáo dục phổ thông (Điều 6 khoản 3 điểm d)")
    assert text_of(letter, "goal").splitlines()[2].startswith("Các đơn vị xây dựng, tự đánh giá")
    assert "1. Chủ tịch Ủy ban nhân dân xã Đồng Sen" in text_of(letter, "organisation")
    printed = str(letter.parts)
    assert "Tờ trình đề nghị đánh giá, công nhận “Đơn vị học tập” cấp huyện;" in printed
    assert "quy chế chi tiêu nội bộ" not in printed


def test_a_school_year_has_no_last_day_on_paper_since_the_circular_names_none() -> None:
    days = tables_of(plan_letter(make.a_full_plan(make.a_unit())))[-1].rows

    assert [row[2] for row in days if str(row[0]).startswith("Sở Giáo dục")] == ["Cuối năm học"]


@pytest.mark.parametrize(
    ("year", "title", "actor"),
    [
        (2024, "Phòng Giáo dục và Đào tạo báo cáo Sở Giáo dục và Đào tạo", "Phòng Giáo dục và Đào tạo"),
        (2025, f"{OFFICE} báo cáo Sở Giáo dục và Đào tạo", OFFICE),
    ],
)
def test_no_calendar_names_the_district_office_for_days_on_which_it_is_no_more(
    year: int, title: str, actor: str
) -> None:
    plan = make.a_plan(make.a_unit(), year)

    assert plan.milestones.filter(code="office_report").values_list("title", "actor").get() == (title, actor)


def test_the_letter_is_out_of_date_when_a_target_changes() -> None:
    plan = make.a_full_plan(make.a_unit())
    before = plan_letter(plan).source_digest

    actions.set_target(plan, "2.1", 97, by=make.a_head(plan.unit))

    assert plan_letter(Plan.objects.get(pk=plan.pk)).source_digest != before


def test_the_decision_on_the_team_lists_its_members_in_an_annex() -> None:
    letter = team_decision_letter(make.a_full_plan(make.a_unit()))

    assert letter.decided_by == "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HOA SEN"
    assert letter.subject == "Về việc thành lập Tổ đánh giá “Đơn vị học tập” năm 2026"
    assert letter.title == "Quyết định thành lập Tổ đánh giá"
    assert text_of(letter, "articles").splitlines()[0] == (
        "Điều 1. Thành lập Tổ đánh giá “Đơn vị học tập” năm 2026 của Trường Tiểu học Hoa Sen gồm 01 người "
        "(có danh sách kèm theo)."
    )
    (table,) = letter.annexes[0].body
    assert isinstance(table, Table)
    assert table.rows == (("1", "Trần Thu Sen", "Hiệu trưởng", "Tổ trưởng", ""),)


def test_the_self_check_of_the_points_scheme_is_ordered_with_place() -> None:
    plan = a_plan_of_thanh_xuan()
    plan = actions.change_plan(
        plan, {"meeting_place": "Hội trường tầng II"}, version=plan.version, by=make.a_head(plan.unit)
    )

    letter = self_check_decision_letter(plan)

    assert letter.subject == "Về việc tự kiểm tra, đánh giá, xếp loại Đơn vị học tập năm 2021"
    assert text_of(letter, "articles").splitlines()[0] == (
        "Điều 1. Tổ chức tự kiểm tra, đánh giá, xếp loại Đơn vị học tập năm 2021 của Trường Tiểu học Hoa Sen. "
        "Thời gian: trong tháng 11/2021: ngày cuối là thứ Ba, 30/11/2021. Địa điểm: Hội trường tầng II."
    )


@pytest.mark.parametrize(
    "compose_letter",
    [plan_letter, team_decision_letter, steering_decision_letter, self_check_decision_letter],
)
def test_every_letter_becomes_a_paper(compose_letter: object) -> None:
    plan = make.a_full_plan(make.a_unit())
    assert callable(compose_letter)
    letter: Letter = compose_letter(plan)

    paper = compose(letter, plan.unit, field_values(letter, plan.unit, {}, "Trần Thu Sen"), Registration())

    assert render_pdf(paper).startswith(b"%PDF-")
