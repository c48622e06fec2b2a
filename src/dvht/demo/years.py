"""The years of the invented units: some empty, some half done, some with everything filled in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dvht.accounts.models import User
from dvht.assessment import actions as assessment
from dvht.assessment.queries.reading import live_sheet
from dvht.demo.proofs import Proof, file_proofs
from dvht.demo.rosters import past
from dvht.demo.surveys import hold_sessions
from dvht.documents.actions import register_outside_numbers
from dvht.dossiers.actions import issue_year_paper
from dvht.dossiers.queries import Year, dossier_of
from dvht.plans import actions as plans
from dvht.plans.actions import MemberWords, TaskWords
from dvht.plans.models import Plan
from dvht.plans.queries import is_body, proposed_purpose
from dvht.plans.states import TaskState
from dvht.regulation.kinds import SECTORS
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

Entries = Mapping[str, Mapping[str, Any]]

POINTS_PROOFS: Final = (
    Proof(("1a",), "pdf", "Kế hoạch học tập thường xuyên của đơn vị"),
    Proof(("1b",), "pdf", "Quy chế chi tiêu nội bộ, phần hỗ trợ người đi học"),
    Proof(("1c",), "docx", "Danh mục thiết bị, sách phục vụ học tập"),
    Proof(("1c", "3c"), "jpg", "Phòng đọc của đơn vị"),
    Proof(("2a",), "pdf", "Danh sách phê duyệt kế hoạch tự học"),
    Proof(("2b",), "paper", "Biên bản đánh giá, xếp loại cuối năm", "Tủ hồ sơ số 2, cặp Thi đua"),
    Proof(("2c",), "pdf", "Danh sách hoàn thành bồi dưỡng bắt buộc"),
    Proof(("2d",), "pdf", "Quyết định công nhận Lao động tiên tiến"),
    Proof(("3a",), "pdf", "Danh sách thành viên đáp ứng năng lực công dân học tập"),
    Proof(("3b",), "pdf", "Quyết định công nhận Tập thể lao động tiên tiến"),
    Proof(("3c",), "link", "Trang chia sẻ học liệu của đơn vị", "https://hoclieu.example.vn/chia-se"),
)


def points_entries(people: int, *, advanced: int) -> dict[str, dict[str, Any]]:
    """Every row of TT 22 answered: all met, everybody counted, `advanced` people Lao động tiên tiến."""
    met: dict[str, dict[str, Any]] = {code: {"met": True} for code in ("1a", "1b", "1c", "3b", "3c")}
    everybody = {code: {"count": people, "total": people} for code in ("2a", "2b", "2c", "3a")}
    return {**met, **everybody, "2d": {"count": advanced, "total": people}}


def full_points_year(plan: Plan, *, by: User) -> None:
    """Everything filled in and proved; only finalising, issuing and binding remain."""
    prove(plan, POINTS_PROOFS, dt.date(plan.year, 11, 20), by=by)
    answer(plan, points_entries(32, advanced=29), by=by)


def half_points_year(plan: Plan, *, by: User) -> None:
    prove(plan, POINTS_PROOFS[:4], dt.date(plan.year, 10, 12), by=by)
    answers = points_entries(46, advanced=40)
    answer(plan, {code: answers[code] for code in ("1a", "1b", "1c", "2a", "2b")}, by=by)


def choi_biec(unit: Unit, higher: Plan, *, by: User) -> None:
    """A preschool of Thanh Xuân, half way through 2022."""
    plan = started(unit, higher, "kha", by=by)
    staff(plan, ("Vũ Thị Lan", "Hiệu trưởng"), ("Hà Như Quỳnh", "Phó Hiệu trưởng"), by=by)
    half_points_year(in_force(plan, by=by), by=by)


def tu_lieu(unit: Unit, higher: Plan, *, by: User) -> None:
    """An agency of Hà Quảng that has filled in and proved everything of 2021."""
    plan = started(unit, higher, "kha", by=by)
    staff(plan, ("Nông Văn Bách", "Trưởng phòng"), ("Triệu Mùi Pết", "Chuyên viên"), by=by)
    plan = in_force(plan, by=by)
    prove(plan, POINTS_PROOFS, dt.date(2021, 12, 20), by=by)
    answer(plan, points_entries(9, advanced=8), by=by)


SEN_OFFICE: Final = "Phòng Văn hóa - Xã hội"
DONG_SEN_TASKS: Final = (
    TaskWords("Tập huấn tiêu chí, minh chứng cho các đơn vị", SEN_OFFICE, "Hội Khuyến học xã", timing="Tháng 9/2026"),
    TaskWords("Xây dựng kế hoạch, tổ chức học tập, lưu minh chứng", "Các đơn vị", timing="Cả năm 2026"),
    TaskWords("Tự đánh giá, nộp hồ sơ đề nghị công nhận", "Các đơn vị", due_on=dt.date(2027, 1, 14),
              timing="Trước ngày 15/01/2027"),
    TaskWords("Tiếp nhận, thẩm định hồ sơ; trình công nhận", SEN_OFFICE,
              "Hội Khuyến học, các tổ chức chính trị - xã hội xã", due_on=dt.date(2027, 2, 14),
              timing="Trước ngày 15/02/2027"),
    TaskWords("Tổng hợp, báo cáo Sở Giáo dục và Đào tạo", SEN_OFFICE, due_on=dt.date(2027, 3, 14),
              timing="Trước ngày 15/3/2027"),
)  # fmt: skip


def dong_sen(unit: Unit, models: Mapping[str, Unit], *, officer: User, by: User) -> Plan:
    """The commune's plan for 2026, which its schools carry out; the commune assesses itself by it too.

    `models` are the units that show the others how it is done, by sector.
    """
    plan = plans.start_plan(unit=unit, year=2026, pack=load_pack("tt24-2023-huyen"), by=by)
    words = {"number_text": "12/KH-UBND", "dated_on": dt.date(2026, 1, 5), "appraisal_form": "council"}
    plan = plans.change_plan(plan, words, version=plan.version, by=by)
    plan = plans.set_goal(plan, "1", by=by)
    team(plan, ("Phan Đình Lộc", "Chủ tịch"), ("Đinh Thị Hồng Gấm", "Công chức văn hóa - xã hội"), by=by)
    for task in DONG_SEN_TASKS:
        plans.add_task(plan, task, by=by)
    plan.refresh_from_db()
    plan = plans.save_routings(plan, dict.fromkeys(SECTORS, officer), version=plan.version, by=by)
    plan = plans.save_model_units(plan, models, version=plan.version, by=by)
    hold_sessions(plan, by=by)
    return in_force(plan, by=by)


HOA_SEN_PROOFS: Final = (
    Proof(("1.1",), "pdf", "Kế hoạch học tập thường xuyên của trường"),
    Proof(("1.2a",), "pdf", "Quy chế hỗ trợ người đi học"),
    Proof(("1.3",), "pdf", "Dự toán mục đào tạo, bồi dưỡng"),
    Proof(("1.4", "2.3"), "docx", "Danh mục thiết bị và tài khoản học tập số"),
    Proof(("2.1",), "pdf", "Kết quả đánh giá, xếp loại cuối năm"),
    Proof(("2.2",), "pdf", "Danh sách hoàn thành bồi dưỡng thường xuyên"),
    Proof(("2.2", "2.3"), "jpg", "Lớp tập huấn học liệu số"),
    Proof(("2.4",), "paper", "Bản sao chứng chỉ ngoại ngữ của giáo viên", "Phòng Văn thư, tủ số 3, cặp 2.4"),
    Proof(("2.5",), "pdf", "Quyết định công nhận Lao động tiên tiến"),
    Proof(("3.1a",), "pdf", "Danh sách công nhận Công dân học tập"),
    Proof(("3.2a",), "link", "Kho bài giảng chia sẻ với trường bạn", "https://hoasen.example.vn/bai-giang"),
    Proof(("3.3",), "pdf", "Quyết định công nhận Tập thể lao động tiên tiến"),
    Proof(("3.4",), "pdf", "Phiếu đánh giá mức độ chuyển đổi số"),
)


def hoa_sen_2025(unit: Unit, *, by: User) -> None:
    """Last year, finalised below level 1: nothing was asked for, its evidence may be used again."""
    plan = plans.start_plan(unit=unit, year=2025, pack=load_pack("tt24-2023-huyen"), by=by)
    plan = plans.set_goal(plan, "1", by=by)
    staff(plan, ("Trần Thu Sen", "Hiệu trưởng"), ("Ngô Bích Thảo", "Văn thư"), by=by)
    plan = in_force(plan, by=by)
    prove(plan, HOA_SEN_PROOFS, dt.date(2025, 12, 10), by=by)
    answers = {**_hoa_sen_answers(38), "3.1a": {"count": 27, "total": 38}, "2.4": {"count": 24, "total": 38}}
    answer(plan, answers, by=by)
    begun = assessment.open_assessment(plan, by=by)
    assessment.finalise_assessment(begun, seen=assessment.sheet_digest(live_sheet(begun)), by=by)


def hoa_sen_2026(unit: Unit, higher: Plan, *, by: User) -> Plan:
    """This year, its shares counted from the roster: two indicators short of level 1.

    One wants evidence; for the other the year's learning citizens are still to be recognised.
    """
    plan = started(unit, higher, "1", by=by)
    for name, position, duties in (
        ("Phùng Quốc Đạt", "Phó Hiệu trưởng", "Tiêu chí 2"),
        ("Đỗ Quang Huy", "Chủ tịch Công đoàn", "Tiêu chí 3"),
        ("Lê Thu Hà", "Tổ trưởng chuyên môn", "Tiêu chí 1"),
    ):
        plans.add_member(plan, MemberWords("team", name, position, "Ủy viên", duties), by=by)
    plan = in_force(plan, by=by)
    for task in plan.tasks.all()[:2]:
        plans.update_task_progress(
            task, state=TaskState.DONE, version=task.version, done_on=past(dt.date(2026, 9, 30)), by=by
        )
    prove(plan, HOA_SEN_PROOFS, dt.date(2026, 11, 16), by=by)
    answer(plan, _judged(_hoa_sen_answers(40)), by=by)
    register_outside_numbers(unit=unit, year=2026, upto=4, note="theo sổ văn bản đi", by=by)
    _issue(plan, "plan", dt.date(2026, 1, 12), by=by)
    _issue(plan, "team_decision", dt.date(2026, 1, 14), by=by)
    return plan


def day_nghe_2026(unit: Unit, *, by: User) -> Plan:
    """A vocational centre, where learners count too; one of its classes is still to be counted."""
    plan = plans.start_plan(unit=unit, year=2026, pack=load_pack("tt24-2023-huyen"), by=by)
    plan = plans.set_goal(plan, "1", by=by)
    staff(plan, ("Châu Minh Tuệ", "Giám đốc"), ("Thạch Văn Rạng", "Trưởng phòng Đào tạo"), by=by)
    plan = in_force(plan, by=by)
    answer(plan, {code: {"met": True} for code in ("1.1", "1.2a", "1.3")}, by=by)
    return plan


def _judged(answers: Entries) -> Entries:
    """What people judge: the shares come from the roster."""
    return {code: values for code, values in answers.items() if "count" not in values}


def _hoa_sen_answers(people: int) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = {
        code: {"met": True} for code in ("1.1", "1.2a", "1.3", "1.4", "1.5", "3.2a", "3.3")
    }
    return {
        **answers,
        "2.1": {"count": people, "total": people},
        "2.2": {
            "count": people - 2,
            "total": people,
            "note": "Nhà trường tổ chức 4 buổi học chung về sử dụng học liệu số.",
        },
        "2.3": {"count": people, "total": people},
        "2.4": {"count": 26, "count_level_2": 26, "total": people},
        "2.5": {"count": people - 3, "total": people},
        "3.1a": {"count": people - 5, "total": people},
        "3.4": {"grade": "basic"},
    }


def started(unit: Unit, higher: Plan, goal: str, *, by: User) -> Plan:
    plan = plans.start_plan(unit=unit, year=higher.year, pack=higher.pack, by=by, higher=higher)
    return plans.set_goal(plan, goal, by=by)


def team(plan: Plan, head: tuple[str, str], second: tuple[str, str], *, by: User) -> None:
    """The smallest team that assesses."""
    plans.add_member(plan, MemberWords("team", *head, "Tổ trưởng", "Phụ trách chung"), by=by)
    plans.add_member(plan, MemberWords("team", *second, "Thư ký", "Minh chứng, biên bản"), by=by)


def staff(plan: Plan, head: tuple[str, str], second: tuple[str, str], *, by: User) -> None:
    """A small team and the tasks that every unit has."""
    year = plan.year
    team(plan, head, second, by=by)
    for words in (
        TaskWords("Phổ biến tiêu chí, cam kết học tập suốt đời", head[1], second[1], timing="Quý I"),
        TaskWords("Bồi dưỡng thường xuyên, tập huấn chuyển đổi số", head[1], timing=f"Cả năm {year}"),
        TaskWords("Thu thập minh chứng theo từng chỉ tiêu", second[1], timing="Trước khi tự đánh giá"),
        TaskWords(
            "Tự đánh giá, hoàn thiện và nộp hồ sơ", head[1], "Tổ đánh giá", timing="Theo lịch của kế hoạch"
        ),
    ):
        plans.add_task(plan, words, by=by)


def in_force(plan: Plan, *, by: User) -> Plan:
    plan.refresh_from_db()
    if not plan.purpose:
        words = {"purpose": proposed_purpose(plan.unit, plan.year, of_body=is_body(plan.unit))}
        plan = plans.change_plan(plan, words, version=plan.version, by=by)
    return plans.put_in_force(plan, by=by)


def prove(plan: Plan, proofs: Sequence[Proof], dated: dt.date, *, by: User) -> None:
    assert plan.collection is not None  # noqa: S101 - opened with the plan
    file_proofs(plan.collection, proofs, dated=past(dated), signed_by=by.full_name, by=by)


def answer(plan: Plan, entries: Entries, *, by: User) -> None:
    begun = assessment.open_assessment(plan, by=by)
    for code, values in entries.items():
        assessment.save_entry(begun, plan.pack.row(code), values, version=0, by=by)
        begun.refresh_from_db(fields=["member_total", "version"])


def _issue(plan: Plan, kind: str, issued_on: dt.date, *, by: User) -> None:
    issue_year_paper(Year(dossier_of(plan)), kind, issued_on=past(issued_on), head_name=by.full_name, by=by)
