"""What only a body's plan holds: how it examines, sessions, surveys, model units, routing, more time."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests import make
from tests.cast import Cast
from tests.plans.build import a_cast_below_the_office, an_office_draft, an_office_plan, issued_again

from dvht.accounts.models import User
from dvht.audit.queries import events_of
from dvht.inbox.models import Message
from dvht.plans import actions
from dvht.plans.letters import plan_letter
from dvht.plans.models import Answer, Milestone, Plan, Session
from dvht.plans.queries import days_of_units, submission_deadline_of, unit_lines
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast_below_the_office()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(unit: Unit, rest: str) -> str:
    return f"/don-vi/{unit.pk}/2026/ke-hoach/{rest}"


def a_survey(plan: Plan, by: User) -> Session:
    """A survey of today and the week to come, with a number, a yes or no and words."""
    today = timezone.localdate()
    words = actions.SessionWords("survey", "Khảo sát", today, today + timedelta(days=7))
    survey = actions.add_session(plan, words, by=by)
    actions.add_question(survey, "Bao nhiêu máy tính?", "number", by=by)
    actions.add_question(survey, "Có thư viện không?", "yes_no", by=by)
    actions.add_question(survey, "Khó khăn gì?", "text", by=by)
    return survey


def test_only_a_body_is_asked_for_what_concerns_the_units_below(cast: Cast) -> None:
    an_office_draft(cast)
    make.a_plan(cast.unit, by=cast.head)

    office = signed_in(cast.officer).get(at(cast.office, "")).content.decode()
    school = signed_in(cast.head).get(at(cast.unit, "")).content.decode()

    assert "Chuyên viên nhận hồ sơ" in office
    assert "Chuyên viên nhận hồ sơ" not in school
    for page in ("hinh-thuc/", "dot/", "mo-hinh-diem/", "phan-cong/", "gia-han/", "don-vi/"):
        assert signed_in(cast.head).get(at(cast.unit, page)).status_code == 404, page


def test_an_officer_writes_the_plan_of_the_body_and_only_its_head_puts_it_in_force(cast: Cast) -> None:
    plan = an_office_draft(cast)
    officer = signed_in(cast.officer)

    saved = officer.post(
        at(cast.office, "hinh-thuc/"), {"appraisal_form": "council", "version": str(plan.version)}
    )
    refused = officer.post(at(cast.office, "kiem-tra/"), {"version": str(plan.version + 1)})

    assert (saved.status_code, refused.status_code) == (302, 403)
    assert Plan.objects.get(pk=plan.pk).appraisal_form == "council"


def test_model_units_and_officers_are_chosen_by_sector_among_ones_own(cast: Cast) -> None:
    plan = an_office_draft(cast)
    officer = signed_in(cast.officer)

    officer.post(
        at(cast.office, "mo-hinh-diem/"), {"primary": str(cast.unit.pk), "version": str(plan.version)}
    )
    officer.post(
        at(cast.office, "phan-cong/"), {"primary": str(cast.officer.pk), "version": str(plan.version + 1)}
    )
    stranger = officer.post(
        at(cast.office, "phan-cong/"),
        {"primary": str(cast.other_officer.pk), "version": str(plan.version + 2)},
    )

    assert plan.model_units.get().unit == cast.unit
    assert plan.routings.get().officer == cast.officer
    assert stranger.status_code == 422
    with pytest.raises(ValidationError):
        actions.save_routings(
            plan, {"primary": cast.other_officer}, version=plan.version + 2, by=cast.officer
        )
    with pytest.raises(ValidationError):
        actions.save_model_units(
            plan, {"state": cast.other_office}, version=plan.version + 2, by=cast.officer
        )


def test_two_officers_routing_at_once_the_second_is_told(cast: Cast) -> None:
    plan = an_office_draft(cast)
    actions.save_routings(plan, {"primary": cast.officer}, version=plan.version, by=cast.officer)

    answer = signed_in(cast.office_head).post(
        at(cast.office, "phan-cong/"), {"primary": str(cast.office_head.pk), "version": str(plan.version)}
    )

    assert answer.status_code == 409
    assert plan.routings.get().officer == cast.officer


def test_a_session_is_added_changed_given_its_result_and_printed(cast: Cast) -> None:
    plan = an_office_draft(cast)
    officer = signed_in(cast.officer)
    sent = {
        "kind": "training",
        "title": "Tập huấn đánh giá",
        "starts_on": "15/03/2026",
        "audience": "Hiệu trưởng",
        "version": "0",
    }
    officer.post(at(cast.office, "dot/them/"), sent)
    session = plan.sessions.get()
    wrong = officer.post(
        at(cast.office, f"dot/{session.pk}/"), {**sent, "ends_on": "14/03/2026", "version": "1"}
    )
    actions.change_plan(
        plan,
        {"appraisal_form": "team"},
        version=Plan.objects.get(pk=plan.pk).version,
        by=cast.officer,
    )
    plan = actions.put_in_force(Plan.objects.get(pk=plan.pk), by=cast.office_head)
    officer.post(at(cast.office, f"dot/{session.pk}/ket-qua/"), {"result": "12 trường dự", "version": "1"})

    letter = plan_letter(plan)
    assert wrong.status_code == 422
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in wrong.content.decode()
    assert Session.objects.get().result == "12 trường dự"
    assert letter.source["Đợt 1: Tập huấn đánh giá"] == "15/03/2026 | Hiệu trưởng | "
    assert letter.source["Hình thức thẩm định"] == "Đoàn kiểm tra"
    closed = officer.post(at(cast.office, f"dot/{session.pk}/bo/"))
    assert closed.status_code == 302
    assert Session.objects.exists()


def test_a_survey_is_answered_by_the_units_and_read_as_a_table_and_a_workbook(cast: Cast) -> None:
    survey = a_survey(an_office_draft(cast), cast.officer)
    actions.put_in_force(survey.plan, by=cast.office_head)
    number, yes, words = survey.questions.all()
    page = at(cast.unit, f"khao-sat/{survey.pk}/")
    clerk = signed_in(cast.clerk)

    wrong = clerk.post(page, {str(number.pk): "nhiều"})
    done = clerk.post(page, {str(number.pk): "012", str(yes.pk): "Có", str(words.pk): "Thiếu phòng"})
    table = signed_in(cast.officer).get(at(cast.office, f"dot/{survey.pk}/tra-loi/")).content.decode()
    silent = signed_in(cast.officer).get(at(cast.office, f"dot/{survey.pk}/tra-loi/?chua=1")).content.decode()
    book = signed_in(cast.officer).get(at(cast.office, f"dot/{survey.pk}/tra-loi/excel/"))

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert "Hãy ghi một số nguyên, ví dụ 12." in wrong.content.decode()
    assert "1/2 đơn vị đã trả lời" in table
    assert "Thiếu phòng" in table
    assert "Trường Mầm non Hoa Mai" in silent
    assert "Trường Tiểu học Hoa Sen" not in silent
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[1][1:] == ["Trường Mầm non Hoa Mai", "Chưa", "", "", ""]
    assert rows[2][1:] == ["Trường Tiểu học Hoa Sen", "Có", 12.0, "Có", "Thiếu phòng"]


def test_a_survey_that_was_answered_keeps_its_questions_and_stays(cast: Cast) -> None:
    survey = a_survey(an_office_draft(cast), cast.officer)
    plan = actions.put_in_force(survey.plan, by=cast.office_head)
    question = survey.questions.all()[0]
    actions.answer_survey(survey, cast.unit, {question.pk: "3"}, by=cast.head)
    actions.reopen_plan(plan, reason="Sửa", by=cast.office_head)
    survey.refresh_from_db()

    deeds = (
        lambda: actions.add_question(survey, "Thêm?", "text", by=cast.officer),
        lambda: actions.remove_question(question, by=cast.officer),
        lambda: actions.remove_session(survey, by=cast.officer),
    )

    for deed in deeds:
        with pytest.raises(ValidationError) as error:
            deed()
        assert error.value.code == "answered"
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("shift", [-30, 30])
def test_a_survey_is_answered_only_in_its_days(cast: Cast, shift: int) -> None:
    survey = a_survey(an_office_draft(cast), cast.officer)
    actions.put_in_force(survey.plan, by=cast.office_head)
    days = {name: getattr(survey, name) + timedelta(days=shift) for name in ("starts_on", "ends_on")}
    Session.objects.update(**days)

    with pytest.raises(ValidationError) as error:
        actions.answer_survey(survey, cast.unit, {}, by=cast.head)

    assert error.value.code == "closed"


def test_units_that_have_not_answered_are_reminded_once_a_day(cast: Cast) -> None:
    survey = a_survey(an_office_draft(cast), cast.officer)
    actions.put_in_force(survey.plan, by=cast.office_head)
    actions.answer_survey(survey, cast.unit, {survey.questions.all()[0].pk: "3"}, by=cast.head)
    Message.objects.all().delete()

    for _ in range(2):
        signed_in(cast.officer).post(at(cast.office, f"dot/{survey.pk}/nhac/"))

    assert [message.unit for message in Message.objects.all()] == [cast.other_unit]


def test_nobody_answers_for_a_unit_of_another_body(cast: Cast) -> None:
    outsider = make.a_unit(
        "Trường Tiểu học Đồng Lúa", under=Unit.objects.get(name="Xã Đồng Lúa"), receiving_name=""
    )
    survey = a_survey(an_office_draft(cast), cast.officer)
    actions.put_in_force(survey.plan, by=cast.office_head)
    head = signed_in(make.a_head(outsider))

    assert head.post(at(outsider, f"khao-sat/{survey.pk}/"), {}).status_code == 404
    assert head.post(at(cast.unit, f"khao-sat/{survey.pk}/"), {}).status_code == 404
    assert signed_in(cast.committee).post(at(cast.unit, f"khao-sat/{survey.pk}/"), {}).status_code == 403


def test_more_time_is_granted_in_writing_shown_to_the_unit_and_taken_back(cast: Cast) -> None:
    plan = an_office_plan(cast)
    make.a_plan(cast.unit, by=cast.head, higher=plan)
    day = plan.milestones.get(code="unit_dossier")
    officer = signed_in(cast.officer)
    sent = {
        "unit": str(cast.unit.pk),
        "milestone": str(day.pk),
        "until": "20/01/2027",
        "reason": "Bão ngập trường",
    }

    granted = officer.post(at(cast.office, "gia-han/them/"), sent)
    twice = officer.post(at(cast.office, "gia-han/them/"), sent)
    calendar = signed_in(cast.head).get(at(cast.unit, "lich/")).content.decode()
    extension = day.extensions.get()
    empty = officer.post(at(cast.office, f"gia-han/{extension.pk}/thu-hoi/"), {"reason": ""})
    officer.post(at(cast.office, f"gia-han/{extension.pk}/thu-hoi/"), {"reason": "Nhầm đơn vị"})
    again = officer.post(at(cast.office, f"gia-han/{extension.pk}/thu-hoi/"), {"reason": "Nhầm đơn vị"})

    assert (granted.status_code, twice.status_code, empty.status_code, again.status_code) == (
        302,
        422,
        422,
        409,
    )
    assert "Gia hạn đến 20/01/2027" in calendar
    assert "Bão ngập trường" in calendar
    extension.refresh_from_db()
    assert (extension.revoked_by, extension.revoked_reason) == (cast.officer, "Nhầm đơn vị")
    deadline = submission_deadline_of(cast.unit, 2026)
    assert deadline is not None
    assert deadline.effective == date(2027, 1, 10)
    assert Message.objects.filter(unit=cast.unit, topic="deadline").count() == 2
    verbs = [event.verb for event in events_of([f"unit:{cast.office.pk}"])]
    assert {"gia hạn cho đơn vị", "thu hồi gia hạn"} <= set(verbs)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": date(2027, 1, 10)}, "until"),
        ({"until": date(2028, 1, 11)}, "until"),
        ({"reason": "  "}, "reason"),
        ({"unit": "outside"}, "unit"),
    ],
)
def test_more_time_needs_a_later_day_a_reason_and_a_unit_of_ones_own(
    cast: Cast, changes: dict[str, object], field: str
) -> None:
    day = an_office_plan(cast).milestones.get(code="unit_dossier")
    facts = {"unit": cast.unit, "until": date(2027, 1, 20), "reason": "Bão", **changes}
    unit = cast.other_office if facts["unit"] == "outside" else cast.unit

    with pytest.raises(ValidationError) as error:
        actions.grant_extension(day, unit, facts["until"], str(facts["reason"]), by=cast.officer)  # type: ignore[arg-type]

    assert field in error.value.message_dict


def test_more_time_is_offered_and_granted_only_for_what_units_do_and_for_a_year(cast: Cast) -> None:
    plan = an_office_plan(cast)
    theirs, of_department = (plan.milestones.get(code=code) for code in ("unit_dossier", "department_report"))
    officer, add = signed_in(cast.officer), at(cast.office, "gia-han/them/")
    sent = {"unit": str(cast.unit.pk), "milestone": str(theirs.pk), "until": "31/12/2199", "reason": "Bão"}

    offered = officer.get(add).content.decode()
    too_long = officer.post(add, sent)
    not_theirs = officer.post(add, {**sent, "milestone": str(of_department.pk), "until": "20/06/2027"})
    with pytest.raises(ValidationError) as refused:
        actions.grant_extension(of_department, cast.unit, date(2027, 6, 20), "Bão", by=cast.officer)
    a_year = officer.post(add, {**sent, "until": "10/01/2028"})

    assert theirs.title in offered
    assert of_department.title not in offered
    assert [answer.status_code for answer in (too_long, not_theirs, a_year)] == [422, 422, 302]
    assert "nhiều nhất một năm, đến hết 10/01/2028" in too_long.context["form"].errors["until"][0]
    assert list(not_theirs.context["form"].errors) == ["milestone"]
    assert list(refused.value.message_dict) == ["milestone"]


def test_a_day_that_the_plan_added_itself_is_of_whom_it_names(cast: Cast) -> None:
    plan = an_office_draft(cast)
    day = plan.milestones.get(code="unit_dossier")
    for number, actor in enumerate(("Đơn vị", "", "Sở Giáo dục và Đào tạo")):
        Milestone.objects.create(
            plan=plan, code=f"own_{number}", title="Việc", actor=actor, last_day=day.last_day
        )

    assert {"own_0", "own_1"} == {one.code for one in days_of_units(plan) if one.code.startswith("own_")}


def test_more_time_is_not_granted_on_a_plan_that_was_never_issued(cast: Cast) -> None:
    day = an_office_draft(cast).milestones.get(code="unit_dossier")

    with pytest.raises(ValidationError) as error:
        actions.grant_extension(day, cast.unit, date(2027, 1, 20), "Bão", by=cast.officer)

    assert error.value.code == "state"


def test_a_milestone_with_more_time_granted_is_not_removed(cast: Cast) -> None:
    plan = an_office_plan(cast)
    day = plan.milestones.get(code="unit_dossier")
    actions.grant_extension(day, cast.unit, date(2027, 1, 20), "Bão", by=cast.officer)
    actions.reopen_plan(plan, reason="Sửa", by=cast.office_head)

    with pytest.raises(ValidationError) as error:
        actions.remove_milestone(day, by=cast.officer)

    assert error.value.code == "granted"


def test_the_body_sees_who_has_a_plan_which_version_it_follows_and_who_is_weaker(cast: Cast) -> None:
    plan = an_office_plan(cast)
    own = make.a_plan_in_force(cast.unit, by=cast.head, higher=plan)
    plan = issued_again(plan, cast, r2_5=95)

    lines = {line.unit: line for line in unit_lines(plan)}
    page = signed_in(cast.officer).get(at(cast.office, "don-vi/?loc=weak")).content.decode()
    book = signed_in(cast.officer).get(at(cast.office, "don-vi/excel/"))

    assert lines[cast.other_unit].state == "none"
    assert (lines[cast.unit].state, lines[cast.unit].follows) == ("behind", 1)
    assert lines[cast.unit].plan == own
    assert "Chỉ tiêu 2.5: chưa đặt riêng, cấp trên: 95%" in page
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3
