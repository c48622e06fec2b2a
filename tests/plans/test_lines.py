from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests import make

from dvht.plans import actions
from dvht.plans.forms import PaperForm
from dvht.plans.models import CommitteeKind, Milestone, Plan, Task
from dvht.plans.states import TaskState
from dvht.regulation.practice import DossierList, calendars, dossier_lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def lower() -> Plan:
    """A school's plan that carries out its commune's."""
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    school = make.a_unit(under=commune)
    return make.a_plan(school, higher=make.a_plan_in_force(commune))


def member(name: str, body: CommitteeKind = CommitteeKind.TEAM) -> actions.MemberWords:
    return actions.MemberWords(body, name, "Giáo viên", "Ủy viên")


def test_a_milestone_of_the_higher_plan_may_be_earlier_and_not_later(lower: Plan) -> None:
    head = make.a_head(lower.unit)
    inherited = lower.milestones.get(code="unit_dossier")

    def moved_to(day: date) -> Milestone:
        words = actions.MilestoneWords(inherited.title, day)
        return actions.change_milestone(inherited, words, version=inherited.version, by=head)

    with pytest.raises(ValidationError) as error:
        moved_to(date(2027, 1, 15))
    (message,) = error.value.message_dict["last_day"]
    assert message == (
        "Kế hoạch cấp trên (Kế hoạch của UBND xã Đồng Sen xây dựng “Đơn vị học tập” của các đơn vị trên địa bàn năm "
        "2026) đặt ngày cuối là 14/01/2027: “Đơn vị gửi hồ sơ đề nghị công nhận đến Phòng Văn hóa - Xã hội xã Đồng "
        "Sen” chỉ được sớm hơn hoặc đúng ngày đó."
    )
    assert moved_to(date(2027, 1, 10)).last_day == date(2027, 1, 10)


def test_a_milestone_of_the_higher_plan_is_not_removed_and_an_own_one_is(lower: Plan) -> None:
    head = make.a_head(lower.unit)
    own = actions.add_milestone(lower, actions.MilestoneWords("Họp Tổ", date(2026, 12, 1)), by=head)

    actions.remove_milestone(own, by=head)
    with pytest.raises(ValidationError, match="chỉ dời sớm hơn, không xóa được"):
        actions.remove_milestone(lower.milestones.get(code="unit_dossier"), by=head)

    assert lower.milestones.count() == 4


def test_a_paper_that_the_higher_plan_demands_is_not_dropped_and_more_may_be_added(lower: Plan) -> None:
    head = make.a_head(lower.unit)
    demanded = lower.papers.get(kind="self_assessment_report")
    own = actions.add_paper(lower, actions.PaperWords("minutes", "Biên bản"), by=head)

    with pytest.raises(ValidationError, match="yêu cầu “Báo cáo tự đánh giá"):
        actions.remove_paper(demanded, by=head)
    kept_in = actions.PaperWords(demanded.kind, demanded.title, submitted=False)
    with pytest.raises(ValidationError, match="không để lại đơn vị được"):
        actions.change_paper(demanded, kept_in, version=1, by=head)
    actions.remove_paper(own, by=head)

    assert lower.papers.filter(kind="minutes").count() == 0


def test_the_same_kind_of_paper_is_listed_once() -> None:
    plan = make.a_plan(make.a_unit())

    with pytest.raises(ValidationError, match="Danh mục đã có loại văn bản này"):
        actions.add_paper(
            plan, actions.PaperWords("submission_letter", "Tờ trình"), by=make.a_head(plan.unit)
        )


def test_a_paper_of_the_other_scheme_is_neither_offered_nor_listed() -> None:
    plan = make.a_plan(make.a_unit())
    words = actions.PaperWords("score_sheet", "Biểu điểm tự đánh giá")

    with pytest.raises(ValidationError, match="không dùng “Biểu điểm tự đánh giá”"):
        actions.add_paper(plan, words, by=make.a_head(plan.unit))

    form = str(PaperForm(scheme=plan.pack.scheme)["kind"])
    assert "score_sheet" not in form
    assert "results_summary" in form


def test_papers_change_places() -> None:
    plan = make.a_plan(make.a_unit())
    last = plan.papers.get(kind="evidence")

    actions.move_paper(last, up=True, by=make.a_head(plan.unit))
    actions.move_paper(last, up=False, by=make.a_head(plan.unit))
    actions.move_paper(last, up=False, by=make.a_head(plan.unit))
    actions.move_paper(plan.papers.get(kind="submission_letter"), up=False, by=make.a_head(plan.unit))

    assert [paper.kind for paper in plan.papers.all()] == [
        "self_assessment_report",
        "submission_letter",
        "results_summary",
        "team_decision",
        "evidence",
    ]


def test_members_change_places_within_their_own_body() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)
    for name in ("An", "Bình", "Chi"):
        actions.add_member(plan, member(name), by=head)
        actions.add_member(plan, member(name, CommitteeKind.STEERING), by=head)

    actions.move_member(plan.committee.get(name="Chi", body="team"), up=True, by=head)

    assert [one.name for one in plan.committee.filter(body="team")] == ["An", "Chi", "Bình"]
    assert [one.name for one in plan.committee.filter(body="steering")] == ["An", "Bình", "Chi"]


def test_two_people_changing_one_line_the_second_is_told() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)
    one = actions.add_member(plan, member("An"), by=head)

    actions.change_member(one, member("Nguyễn An"), version=1, by=head)
    with pytest.raises(ValidationError) as error:
        actions.change_member(one, member("Trần An"), version=1, by=head)

    assert error.value.code == "conflict"
    assert plan.committee.get().name == "Nguyễn An"


def test_changing_a_line_that_somebody_removed_is_refused() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)
    one = actions.add_member(plan, member("An"), by=head)
    actions.remove_member(plan.committee.get(), by=head)

    with pytest.raises(ValidationError, match="Dòng này không còn nữa"):
        actions.change_member(one, member("Nguyễn An"), version=1, by=head)


def test_a_task_that_ends_before_it_begins_is_refused() -> None:
    plan = make.a_plan(make.a_unit())
    words = actions.TaskWords("Họp", "Tổ", starts_on=date(2026, 3, 2), due_on=date(2026, 3, 1))

    with pytest.raises(ValidationError, match="Ngày bắt đầu phải đến trước hạn"):
        actions.add_task(plan, words, by=make.a_head(plan.unit))


def a_task(due_on: date) -> Task:
    plan = make.a_plan(make.a_unit())
    return actions.add_task(plan, actions.TaskWords("Họp", "Tổ", due_on=due_on), by=make.a_head(plan.unit))


def test_a_task_done_after_its_day_needs_a_reason_and_is_marked_late() -> None:
    task = a_task(date(2026, 3, 10))
    by = make.a_head(task.plan.unit)

    with pytest.raises(ValidationError) as error:
        actions.update_task_progress(task, state=TaskState.DONE, done_on=date(2026, 3, 13), version=1, by=by)
    assert error.value.message_dict == {"late_reason": ["Xong sau hạn 10/03/2026: hãy ghi lý do muộn."]}

    late = actions.update_task_progress(
        task, state=TaskState.DONE, done_on=date(2026, 3, 13), late_reason="Mưa bão", version=1, by=by
    )
    assert (late.days_late(date(2026, 9, 1)), late.late_reason) == (3, "Mưa bão")


def test_a_task_done_in_time_is_not_late_and_keeps_no_reason() -> None:
    task = a_task(date(2026, 3, 10))

    done = actions.update_task_progress(
        task,
        state=TaskState.DONE,
        done_on=date(2026, 3, 10),
        late_reason="thừa",
        version=1,
        by=make.a_head(task.plan.unit),
    )

    assert (done.days_late(date(2026, 9, 1)), done.late_reason) == (0, "")


def test_a_task_is_not_done_on_a_day_to_come() -> None:
    task = a_task(date(2027, 3, 10))
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="chưa đến"):
        actions.update_task_progress(
            task, state=TaskState.DONE, done_on=tomorrow, version=1, by=make.a_head(task.plan.unit)
        )


def known_list(code: str) -> DossierList:
    return next(known for known in dossier_lists() if known.code == code)


def test_the_dossier_list_of_ha_quang_is_taken_over_in_its_order() -> None:
    plan = make.a_plan(make.a_unit(), 2021, "tt22-2020")

    actions.follow_dossier_list(plan, known_list("ha-quang"), by=make.a_head(plan.unit))

    assert [(paper.kind, paper.submitted) for paper in plan.papers.all()] == [
        ("self_check_decision", True),
        ("plan", True),
        ("score_sheet", True),
        ("minutes", True),
        ("self_assessment_report", True),
        ("submission_letter", True),
    ]
    plan.refresh_from_db()
    assert plan.title == "Kế hoạch tự kiểm tra, đánh giá, xếp loại năm 2021"
    assert "291/HD-UBND và 219/HD-UBND" in plan.note


def test_a_list_of_units_papers_gives_a_body_no_title() -> None:
    district = make.a_unit("UBND huyện Hà Quảng", kind="state_agency")
    make.a_unit(under=district)
    plan = make.a_plan(district, 2021, "tt22-2020")

    actions.follow_dossier_list(plan, known_list("ha-quang"), by=make.a_head(district))

    plan.refresh_from_db()
    assert plan.title == "Kế hoạch kiểm tra, đánh giá, xếp loại Đơn vị học tập năm 2021"


def test_a_list_taken_over_keeps_what_the_higher_plan_demands() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    school = make.a_unit(under=commune)
    plan = make.a_plan(school, 2023, "tt22-2020", higher=make.a_plan_in_force(commune, 2023, "tt22-2020"))

    actions.follow_dossier_list(plan, known_list("nguyen-binh-khiem"), by=make.a_head(school))

    assert [paper.kind for paper in plan.papers.all()] == [
        "score_sheet",
        "evidence",
        "official_letter",
        "registration",
        "minutes",
        "self_assessment_report",
    ]


def test_a_list_of_another_pack_is_refused() -> None:
    plan = make.a_plan(make.a_unit())

    with pytest.raises(ValidationError, match="không dùng cho TT 24/2023 cấp huyện"):
        actions.follow_dossier_list(plan, known_list("ha-quang"), by=make.a_head(plan.unit))


def test_a_calendar_is_taken_over_and_the_own_dates_stay() -> None:
    plan = make.a_plan(make.a_unit(), 2023, "tt22-2020")
    head = make.a_head(plan.unit)
    actions.add_milestone(plan, actions.MilestoneWords("Họp Tổ", date(2023, 11, 2)), by=head)

    known = next(known for known in calendars() if known.code == "nguyen-binh-khiem")
    actions.follow_calendar(plan, known, by=head)

    assert [(one.title, one.last_day) for one in plan.milestones.all()] == [
        ("Họp Tổ", date(2023, 11, 2)),
        ("Tự đánh giá, xếp loại", date(2023, 11, 30)),
        ("Gửi kết quả tự đánh giá và bản đăng ký danh hiệu năm sau", date(2023, 12, 4)),
        ("Văn thư tổng hợp, báo cáo kết quả xếp loại về Phòng Giáo dục và Đào tạo", date(2023, 12, 5)),
        ("Thẩm định, kiểm tra, đánh giá, xếp loại", date(2023, 12, 20)),
    ]


def test_a_calendar_taken_over_never_makes_a_date_of_the_higher_plan_later() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    school = make.a_unit(under=commune)
    officer = make.a_head(commune)
    higher = make.a_full_plan(commune, 2023, "tt22-2020", by=officer)
    for code, day in (("self_assessment", date(2023, 11, 20)), ("unit_dossier", date(2023, 12, 20))):
        actions.add_milestone(higher, actions.MilestoneWords("Mốc của xã", day, code=code), by=officer)
    plan = make.a_plan(school, 2023, "tt22-2020", higher=actions.put_in_force(higher, by=officer))

    known = next(known for known in calendars() if known.code == "nguyen-binh-khiem")
    actions.follow_calendar(plan, known, by=make.a_head(school))

    assert plan.milestones.get(code="self_assessment").last_day == date(2023, 11, 20)
    assert plan.milestones.get(code="unit_dossier").last_day == date(2023, 12, 4)
    assert plan.milestones.filter(code="unit_report").exists()


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(2023, 12, 31)])
def test_a_day_far_from_the_plans_year_is_a_slip_of_the_pen(day: date) -> None:
    plan = make.a_plan(make.a_unit(), 2025)
    head = make.a_head(plan.unit)
    deeds = {
        "due_on": lambda: actions.add_task(plan, actions.TaskWords("Tập huấn", "Tổ", due_on=day), by=head),
        "last_day": lambda: actions.add_milestone(plan, actions.MilestoneWords("Họp", day), by=head),
        "starts_on": lambda: actions.add_session(
            plan, actions.SessionWords("training", "Tập huấn", day), by=head
        ),
    }

    for field, deed in deeds.items():
        with pytest.raises(ValidationError) as refused:
            deed()
        assert "quá xa năm 2025" in refused.value.message_dict[field][0]
