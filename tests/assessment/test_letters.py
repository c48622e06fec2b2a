"""The papers of a self-assessment: exact figures, what isn't recorded left open, what makes them old."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from tests import make
from tests.assessment.conftest import School, a_school

from dvht.assessment import letters
from dvht.assessment.queries import assessment_of
from dvht.documents.letters import FixedPart, Letter, Registration, TextPart, compose, field_values
from dvht.paper.blocks import Cell, GroupRow, Paragraph, Run, Table
from dvht.paper.pdf import render_pdf
from dvht.plans.models import CommitteeMember, Target

pytestmark = pytest.mark.django_db


def words_of(part: object) -> str:
    if isinstance(part, Cell | Run):
        return words_of(part.text)
    if isinstance(part, tuple | list):
        return " | ".join(words_of(one) for one in part)
    if isinstance(part, GroupRow):
        return words_of(part.cells)
    if isinstance(part, Table):
        return "\n".join(words_of(row) for row in part.rows)
    if isinstance(part, Paragraph):
        return words_of(part.text)
    return part if isinstance(part, str) else str(getattr(part, "title", ""))


def text_of(letter: Letter) -> str:
    said: list[str] = []
    for part in letter.parts:
        said += [part.text] if isinstance(part, TextPart) else [words_of(block) for block in part.blocks]
    return "\n".join(said)


@pytest.fixture(scope="module")
def scored_once(module_db: None) -> School:
    points_school = a_school(2022, "tt22-2020-ha-noi")
    for code in ("1a", "1c", "3b", "3c"):
        points_school.prove(code)
        points_school.save(code, met="yes")
    points_school.prove("1b")
    points_school.save("1b", met="yes", points="7,5", reason="theo biên bản họp")
    for code, count in (("2a", "38"), ("2b", "40"), ("2c", "40"), ("3a", "40")):
        points_school.prove(code)
        points_school.save(code, count=count, total="40")
    points_school.save("2d", count="40", total="40", note="Có quyết định khen thưởng của xã.")
    Target.objects.create(plan=points_school.plan, row="2d", percent=80)
    return points_school


@pytest.fixture
def scored(scored_once: School, db: None) -> School:
    return deepcopy(replace(scored_once, clients={}))


@pytest.fixture(scope="module")
def levelled_once(module_db: None) -> School:
    school = a_school(2026, "tt24-2023-huyen")
    for row in school.sheet.rows:
        if row.applies and row.code != "1.5":
            school.prove(row.code)
            values = {"condition": {"met": "yes"}, "grade": {"grade": "basic"}}
            school.save(row.code, **values.get(row.row.measure, {"count": "36", "total": "40"}))
    return school


@pytest.fixture
def levelled(levelled_once: School, db: None) -> School:
    return deepcopy(replace(levelled_once, clients={}))


def test_the_score_sheet_holds_every_criterion_the_groups_and_the_rank(scored: School) -> None:
    letter = letters.score_sheet(assessment_of(scored.plan), title="Biểu điểm tự đánh giá")

    assert (letter.type_name, letter.subject) == ("BIỂU ĐIỂM", "Tự đánh giá “Đơn vị học tập” năm 2022")
    said = text_of(letter)
    assert "2a | Kế hoạch tự học được duyệt | 10 | 38/40 = 95,0% | 9,5 | 2a-01 | " in said
    assert (
        "1b | Quy định động viên học tập | 10 | Đạt yêu cầu | 7,5 | 1b-01 | Gợi ý 10: theo biên bản họp"
        in said
    )
    assert "Không có minh chứng nên 0 điểm\nChỉ tiêu đơn vị đặt 80%: đã đạt" in said
    assert "1. Điều kiện xây dựng | 30 |  | 27,5" in said
    assert "Tổng cộng | 100 |  | 92" in said
    assert "Tự xếp loại: Tốt." in said


def test_titles_follow_the_list_of_the_plan(scored: School) -> None:
    assessment = assessment_of(scored.plan)

    sheet = letters.score_sheet(assessment, title="Biểu tự chấm điểm, đánh giá, xếp loại Đơn vị học tập")
    assert (sheet.type_name, sheet.subject) == (
        "BIỂU TỰ CHẤM ĐIỂM",
        "Đánh giá, xếp loại Đơn vị học tập năm 2022",
    )
    minutes = letters.minutes(assessment, title="Biên bản tự kiểm tra")
    assert (minutes.type_name, minutes.subject) == ("BIÊN BẢN", "Tự kiểm tra “Đơn vị học tập” năm 2022")
    assert minutes.title == "Biên bản tự kiểm tra"
    assert "tổ chức họp tự kiểm tra “Đơn vị học tập” năm 2022." in text_of(minutes)
    own = letters.score_sheet(assessment, title="Bản tự đánh giá, xếp loại “Đơn vị học tập”")
    assert (own.type_name, own.subject) == ("BẢN TỰ ĐÁNH GIÁ, XẾP LOẠI", "“Đơn vị học tập” năm 2022")


def test_the_summary_holds_both_levels_and_what_does_not_apply(levelled: School) -> None:
    said = text_of(letters.results_summary(assessment_of(levelled.plan)))

    assert (
        "2.1 | Kỷ luật, đoàn kết, chia sẻ | Tối thiểu 90% | Tối thiểu 95% | 36/40 = 90,0% | Đạt | Không đạt | 2.1-01"
        in said
    )
    assert "Không áp dụng: Chỉ áp dụng cho cơ sở giáo dục nghề nghiệp (Điều 6 khoản 3 điểm đ)" in said
    assert "Không đạt\n13/14 chỉ tiêu" in said
    assert "Kết quả tự đánh giá:  | Chưa đạt mức độ nào." in said


def test_minutes_claim_nothing_that_nobody_recorded(scored: School) -> None:
    plan = scored.plan
    CommitteeMember.objects.create(
        plan=plan, body="team", name="Đỗ Quang Huy", position="Văn thư", role="Thư ký", order=5
    )

    letter = letters.minutes(assessment_of(plan), title="Biên bản tự đánh giá")

    assert letter.signatory == ("Chủ trì", "Trần Thu Sen")
    assert letter.second_signature == ("Thư ký", "Đỗ Quang Huy")
    said = text_of(letter)
    assert "- Đỗ Quang Huy, Văn thư, Thư ký." in said
    assert "Số thành viên đồng ý: ……/2." in said
    assert "vào lúc …… giờ …… phút" in said
    assert "Kết quả tự đánh giá của đơn vị: 92 điểm, loại Tốt." in said


def test_the_report_says_figures_reasons_notes_and_targets(scored: School) -> None:
    said = text_of(letters.self_assessment_report(assessment_of(scored.plan)))

    assert "38/40 = 95,0%. Tự chấm 9,5/10 điểm." in said
    assert "Có quyết định khen thưởng của xã." in said
    assert "Chỉ tiêu phấn đấu của đơn vị: 80%, đã đạt. Mức phải đạt: 70%" in said
    assert "Lý do: theo biên bản họp." in said
    assert "2d (“Lao động tiên tiến” trở lên)" in said.split("2. Tồn tại")[1]
    assert "Kết quả tự đánh giá năm 2022: 92 điểm, loại Tốt." in said


def test_the_report_under_levels_says_what_is_missing_at_each(levelled: School) -> None:
    said = text_of(letters.self_assessment_report(assessment_of(levelled.plan)))

    assert "Mức độ 1: đạt. Mức độ 2: không đạt (cần 38 người, còn thiếu 2)." in said
    assert "không áp dụng. Chỉ nhà trẻ, trường mẫu giáo, trường mầm non công lập có nhiệm vụ này" in said
    assert "- 1.5. Phục vụ học tập suốt đời cho người dân: nhập kết quả." in said
    assert "Đơn vị chưa đề nghị công nhận" in said


def test_a_changed_figure_makes_a_paper_old(scored: School) -> None:
    before = letters.score_sheet(assessment_of(scored.plan))
    scored.save("2a", count="39", total="40")
    after = letters.score_sheet(assessment_of(scored.plan))

    assert before.source_digest != after.source_digest
    assert (before.source["2a"], after.source["2a"]) == ("38/40 = 95,0%", "39/40 = 97,5%")


def test_papers_follow_the_revision_once_it_is_settled() -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_finalised_year(unit, 2026, by=head)

    letter = letters.results_summary(assessment_of(plan))

    assert letter.source["Bản tự đánh giá"] == "chốt lần 1"
    assert "Kết quả tự đánh giá:  | Đạt Mức độ 2." in text_of(letter)


@pytest.mark.parametrize("name", ["score_sheet", "minutes", "self_assessment_report"])
def test_every_paper_of_points_can_be_set(scored: School, name: str) -> None:
    check_set(scored, getattr(letters, name)(assessment_of(scored.plan)))


@pytest.mark.parametrize("name", ["results_summary", "minutes", "self_assessment_report"])
def test_every_paper_of_levels_can_be_set(levelled: School, name: str) -> None:
    check_set(levelled, getattr(letters, name)(assessment_of(levelled.plan)))


def check_set(school: School, letter: Letter) -> None:
    assert any(isinstance(part, FixedPart) for part in letter.parts)
    values = field_values(letter, school.unit, {}, "Trần Thu Sen")
    paper = compose(letter, school.unit, values, Registration(year=school.plan.year))
    assert render_pdf(paper).startswith(b"%PDF")


def test_papers_of_an_empty_year_can_be_set(school: School) -> None:
    for name in ("results_summary", "minutes", "self_assessment_report"):
        check_set(school, getattr(letters, name)(assessment_of(school.plan)))


def test_the_report_names_the_plan_as_issued_and_only_the_body_that_exists(scored: School) -> None:
    plan = scored.plan
    plan.committee.all().delete()
    CommitteeMember.objects.create(
        plan=plan, body="steering", name="Trần Thu Sen", position="Hiệu trưởng", role="Trưởng ban"
    )
    plan.number_text, plan.dated_on = "12/KH-THHS", date(2022, 2, 8)

    said = text_of(letters.self_assessment_report(assessment_of(plan)))

    assert "Kế hoạch số 12/KH-THHS ngày 08 tháng 02 năm 2022" in said
    assert "Ban chỉ đạo gồm 1 người." in said


def test_the_report_tells_the_activities_of_the_year(levelled: School) -> None:
    report = letters.self_assessment_report(assessment_of(levelled.plan))
    assert "Hoạt động trong năm" not in [part.label for part in report.parts]
    make.an_activity(levelled.plan, by=levelled.head, attended=310, result="Mở cửa thư viện.")

    told = letters.self_assessment_report(assessment_of(levelled.plan))

    said = text_of(told)
    assert "đơn vị đã tổ chức 1 hoạt động: 1 tuần lễ hưởng ứng học tập suốt đời" in said
    assert "Mở cửa thư viện." in said
    assert told.source_digest != report.source_digest
