from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests import make

from dvht.audit.models import Event
from dvht.evidence.models import Collection
from dvht.plans import actions
from dvht.plans.models import Plan
from dvht.plans.queries import plan_of, plan_progress, years_of
from dvht.plans.states import TaskState
from dvht.regulation.library import load_pack

pytestmark = pytest.mark.django_db


def test_a_plan_takes_calendar_and_dossier_list_from_its_pack() -> None:
    plan = make.a_plan(make.a_unit())

    assert [(m.code, m.wording, m.last_day) for m in plan.milestones.all()][:2] == [
        ("unit_dossier", "trước ngày 15/01/2027", date(2027, 1, 14)),
        ("recognition", "trước ngày 15/02/2027", date(2027, 2, 14)),
    ]
    assert [(p.kind, p.submitted) for p in plan.papers.all()] == [
        ("submission_letter", True),
        ("self_assessment_report", True),
        ("results_summary", True),
        ("team_decision", False),
        ("evidence", False),
    ]
    assert plan.title == "Kế hoạch xây dựng đơn vị học tập năm 2026"
    assert plan.bases == (
        "Căn cứ Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ trưởng Bộ Giáo dục và Đào tạo "
        "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"
    )


def test_a_plan_opens_the_collection_of_evidence() -> None:
    plan = make.a_plan(make.a_unit())

    assert plan.collection == Collection.objects.get(unit=plan.unit, year=2026)


def test_a_plan_of_thanh_xuan_is_titled_as_its_dossier_list_names_it() -> None:
    plan = make.a_plan(make.a_unit(), 2021, "tt22-2020-ha-noi")

    assert plan.title == "Kế hoạch triển khai và thực hiện việc học tập thường xuyên năm 2021"
    assert plan.subject == "Triển khai và thực hiện việc học tập thường xuyên năm 2021"
    assert [(p.kind, p.submitted) for p in plan.papers.all()][-2:] == [
        ("score_sheet", True),
        ("evidence", False),
    ]


def test_before_a_day_means_the_day_before_it_also_over_the_end_of_a_year() -> None:
    plan = make.a_plan(make.a_unit())
    words = actions.MilestoneWords("Báo cáo", date(2026, 12, 31), wording="trước ngày 01/01/2027")

    own = actions.add_milestone(plan, words, by=make.a_head(plan.unit))

    assert own.words == "trước ngày 01/01/2027: ngày cuối là thứ Năm, 31/12/2026"
    assert plan.milestones.get(code="unit_dossier").words == (
        "trước ngày 15/01/2027: ngày cuối là thứ Năm, 14/01/2027"
    )


def test_a_plan_inherits_from_the_higher_plan() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    school = make.a_unit(under=commune)
    officer = make.a_head(commune)
    higher = make.a_full_plan(commune, by=officer)
    higher = actions.change_plan(
        higher,
        {
            "number_text": "12/KH-UBND",
            "dated_on": date(2026, 1, 5),
            "bases": f"{higher.bases}\nCăn cứ Nghị quyết của Đảng ủy",
        },
        version=higher.version,
        by=officer,
    )
    actions.set_target(higher, "2.5", 95, by=officer)
    actions.add_paper(higher, actions.PaperWords("evidence_index", "Danh mục minh chứng"), by=officer)
    actions.add_milestone(
        higher, actions.MilestoneWords("Tự đánh giá", date(2026, 12, 10), code="self"), by=officer
    )
    actions.put_in_force(higher, by=officer)

    plan = make.a_plan(school, higher=Plan.objects.get(pk=higher.pk))

    cited = (
        "Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của UBND xã Đồng Sen "
        "xây dựng “Đơn vị học tập” của các đơn vị trên địa bàn năm 2026"
    )
    assert plan.higher == higher
    assert plan.higher_reference == cited
    assert plan.bases.splitlines()[1:] == ["Căn cứ Nghị quyết của Đảng ủy", f"Thực hiện {cited}"]
    assert {t.row: t.percent for t in plan.targets.all()} == {"2.5": 95}
    assert "evidence_index" in {paper.kind for paper in plan.papers.all()}
    assert plan.milestones.get(code="self").last_day == date(2026, 12, 10)


def test_a_written_reference_to_a_higher_plan_becomes_a_base() -> None:
    plan = make.a_plan(make.a_unit(), higher_reference="Kế hoạch số 5/KH-UBND ngày 06/01/2026 của UBND xã")

    assert plan.carries_out == "Kế hoạch số 5/KH-UBND ngày 06/01/2026 của UBND xã"
    assert plan.bases.splitlines()[-1] == "Thực hiện Kế hoạch số 5/KH-UBND ngày 06/01/2026 của UBND xã"


def test_last_years_words_are_copied_with_progress_reset() -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    last = make.a_full_plan(unit, 2024, by=head)
    purpose = "Đạt Mức độ 1 trong năm 2024 theo Luật số 06 ngày 15 tháng 6 năm 2024; gửi trong tháng 11/2024."
    last = actions.change_plan(
        last, {"purpose": purpose, "budget": "Ngân sách"}, version=last.version, by=head
    )
    task = actions.add_task(
        last,
        actions.TaskWords(
            "Tự đánh giá năm 2024 theo Thông tư 24/2023",
            "Tổ",
            starts_on=date(2024, 2, 29),
            timing="Trước ngày 20/02/2024",
        ),
        by=head,
    )
    actions.update_task_progress(task, state=TaskState.DONE, version=1, done_on=date(2024, 3, 1), by=head)

    plan = make.a_plan(unit, 2025, by=head)

    assert plan.purpose == (
        "Đạt Mức độ 1 trong năm 2025 theo Luật số 06 ngày 15 tháng 6 năm 2024; gửi trong tháng 11/2025."
    )
    assert plan.budget == "Ngân sách"
    assert [member.name for member in plan.committee.all()] == ["Trần Thu Sen"]
    copied = plan.tasks.get(content="Tự đánh giá năm 2025 theo Thông tư 24/2023")
    assert (copied.state, copied.done_on, copied.starts_on) == (TaskState.TO_DO, None, date(2025, 2, 28))
    assert copied.timing == "Trước ngày 20/02/2025"
    assert plan.tasks.get(content="Phổ biến tiêu chí").due_on == date(2025, 3, 31)
    assert plan.title == "Kế hoạch xây dựng đơn vị học tập năm 2025"


def refused(**more: object) -> str:
    with pytest.raises(ValidationError) as error:
        actions.start_plan(**more)  # type: ignore[arg-type]  # the cases name what each needs
    return str(error.value.code)


def test_a_pack_that_does_not_govern_the_unit_or_the_year_is_refused() -> None:
    unit = make.a_unit()
    head = make.a_head(unit)

    assert refused(unit=unit, year=2026, pack=load_pack("tt22-2020"), by=head) == "pack"
    assert refused(unit=unit, year=2026, pack=load_pack("tt24-2023-tinh"), by=head) == "pack"
    assert refused(unit=unit, year=2019, pack=load_pack("tt22-2020"), by=head) == "pack"
    assert refused(unit=unit, year=2099, pack=load_pack("tt24-2023-huyen"), by=head) == "year"


def test_a_higher_plan_must_be_in_force_above_and_of_the_same_pack() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="state_agency")
    unit = make.a_unit(under=commune, kind="state_agency")
    head = make.a_head(unit)
    draft = make.a_full_plan(commune)
    stranger = make.a_plan_in_force(make.a_unit("UBND xã khác", kind="state_agency"))
    unit.refresh_from_db()
    pack = load_pack("tt24-2023-huyen")

    assert refused(unit=unit, year=2026, pack=pack, higher=draft, by=head) == "higher"
    assert refused(unit=unit, year=2026, pack=pack, higher=stranger, by=head) == "higher"

    actions.put_in_force(draft, by=make.a_head(commune))
    tinh = load_pack("tt24-2023-tinh")
    assert refused(unit=unit, year=2026, pack=tinh, higher=draft, by=head) == "pack"


def test_a_year_is_started_once() -> None:
    unit = make.a_unit()
    plan = make.a_plan(unit)

    assert refused(unit=unit, year=2026, pack=plan.pack, by=make.a_head(unit)) == "exists"
    assert years_of(unit) == (2026,)
    assert plan_of(unit, 2026) == plan
    assert plan_progress(plan) == (2, 6)


def test_starting_leaves_an_event() -> None:
    make.a_plan(make.a_unit(), by=make.a_user("Trần Thu Sen"))

    event = Event.objects.get(thing="plans.Plan")
    assert (event.verb, event.actor_name, (event.after or {})["pack"]) == (
        "lập kế hoạch năm",
        "Trần Thu Sen",
        "tt24-2023-huyen",
    )
