from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make

from dvht.plans import actions
from dvht.plans.models import Plan
from dvht.plans.states import PlanState, TaskState

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def at(plan: Plan, rest: str = "") -> str:
    return f"/don-vi/{plan.unit_id}/{plan.year}/ke-hoach/{rest}"


def test_a_year_without_a_plan_leads_to_its_start() -> None:
    unit = make.a_unit()
    client = signed_in(make.a_clerk(unit))

    response = client.get(f"/don-vi/{unit.pk}/2026/ke-hoach/", follow=True)

    assert response.redirect_chain == [(f"/don-vi/{unit.pk}/2026/ke-hoach/lap/", 302)]
    assert "chỉ bộ quy định này áp dụng" in response.content.decode()


def test_starting_a_year_makes_its_plan() -> None:
    unit = make.a_unit()
    client = signed_in(make.a_clerk(unit))
    written = {"higher": "written", "higher_reference": "Kế hoạch số 12/KH-UBND"}

    response = client.post(f"/don-vi/{unit.pk}/2026/ke-hoach/lap/", written)

    assert response.status_code == 302
    plan = Plan.objects.get()
    assert (plan.pack_id, plan.carries_out) == ("tt24-2023-huyen", "Kế hoạch số 12/KH-UBND")


def test_starting_asks_the_name_of_a_plan_kept_elsewhere_and_keeps_what_was_chosen() -> None:
    unit = make.a_unit()

    response = signed_in(make.a_head(unit)).post(
        f"/don-vi/{unit.pk}/2026/ke-hoach/lap/", {"higher": "written"}
    )

    assert response.status_code == 422
    assert "Hãy ghi số, ngày và tên kế hoạch cấp trên." in response.content.decode()
    assert not Plan.objects.exists()


def test_a_state_body_is_asked_which_level_with_the_reason() -> None:
    unit = make.a_unit(kind="state_agency")
    client = signed_in(make.a_head(unit))
    address = f"/don-vi/{unit.pk}/2026/ke-hoach/lap/"

    page = client.get(address).content.decode()
    client.post(address, {"higher": "none", "pack": "tt24-2023-tinh"})

    assert "vào cấp huyện hay cấp tỉnh tùy cơ quan quản lý" in page
    assert Plan.objects.get().pack_id == "tt24-2023-tinh"


def test_a_higher_plan_of_another_pack_is_told_at_the_question() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="state_agency")
    unit = make.a_unit(under=commune, kind="state_agency")
    higher = make.a_plan_in_force(commune)

    response = signed_in(make.a_head(unit)).post(
        f"/don-vi/{unit.pk}/2026/ke-hoach/lap/", {"higher": str(higher.pk), "pack": "tt24-2023-tinh"}
    )

    assert "Kế hoạch cấp trên dùng TT 24/2023 cấp huyện: hãy chọn quy định đó." in response.content.decode()


def test_a_year_that_no_pack_governs_says_so() -> None:
    unit = make.a_unit()

    page = signed_in(make.a_head(unit)).get(f"/don-vi/{unit.pk}/2019/ke-hoach/lap/").content.decode()

    assert "Năm 2019 chưa có quy định nào áp dụng" in page
    assert "<form class" not in page


def test_a_committee_member_reads_the_plan_and_is_offered_no_act() -> None:
    plan = make.a_full_plan(make.a_unit())
    client = signed_in(make.a_committee_member(plan.unit))

    assert client.get(at(plan)).status_code == 200
    check = client.get(at(plan, "kiem-tra/")).content.decode()
    assert "Cho thực hiện kế hoạch</button>" not in check
    assert "Phổ biến tiêu chí" in check
    assert "Sửa" not in client.get(at(plan, "nhiem-vu/")).content.decode()


PAGES = [
    "",
    "lap/",
    "muc-dich/",
    "chi-tieu/",
    "khac/",
    "kiem-tra/",
    "mo-lai/",
    "bo/",
    "to-chuc/",
    "to-chuc/them/",
]
PAGES += ["nhiem-vu/", "nhiem-vu/them/", "lich/", "lich/them/", "danh-muc/", "danh-muc/them/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_plan_of_another_unit_is_not_found(page: str) -> None:
    plan = make.a_full_plan(make.a_unit())
    stranger = signed_in(make.a_head(make.a_unit("Trường khác")))

    assert stranger.get(at(plan, page)).status_code == 404
    assert stranger.post(at(plan, page), {"version": "1"}).status_code in (404, 405)


@pytest.mark.parametrize(
    "page",
    ["muc-dich/", "chi-tieu/", "khac/", "mo-lai/", "bo/", "to-chuc/them/", "nhiem-vu/them/", "lich/them/"],
)
def test_writing_pages_are_closed_to_a_committee_member(page: str) -> None:
    plan = make.a_full_plan(make.a_unit())

    assert signed_in(make.a_committee_member(plan.unit)).get(at(plan, page)).status_code == 403


def test_every_page_opens_for_the_head() -> None:
    plan = make.a_full_plan(make.a_unit())
    client = signed_in(make.a_head(plan.unit))
    lines = [
        f"to-chuc/{plan.committee.get().pk}/",
        f"nhiem-vu/{plan.tasks.get().pk}/",
        f"nhiem-vu/{plan.tasks.get().pk}/tien-do/",
        f"lich/{plan.milestones.all()[0].pk}/",
        f"danh-muc/{plan.papers.all()[0].pk}/",
    ]

    opened = {page: client.get(at(plan, page), follow=True).status_code for page in [*PAGES, *lines]}

    assert set(opened.values()) == {200}


def test_a_line_of_another_plan_is_not_found() -> None:
    plan = make.a_full_plan(make.a_unit())
    other = make.a_full_plan(make.a_unit("Trường khác"))

    client = signed_in(make.a_head(plan.unit))

    assert client.get(at(plan, f"nhiem-vu/{other.tasks.get().pk}/")).status_code == 404
    assert client.post(at(plan, f"nhiem-vu/{other.tasks.get().pk}/xoa/")).status_code == 404


def test_two_people_saving_one_section_the_second_sees_both_and_loses_nothing() -> None:
    plan = make.a_plan(make.a_unit())
    client = signed_in(make.a_head(plan.unit))
    mine = {
        "title": plan.title,
        "purpose": "Mục đích của tôi",
        "bases": plan.bases,
        "version": str(plan.version),
    }
    actions.change_plan(plan, {"purpose": "Của người khác"}, version=plan.version, by=make.a_clerk(plan.unit))

    response = client.post(at(plan, "muc-dich/"), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Mục đích của tôi" in page
    assert "Của người khác" in page
    assert Plan.objects.get().purpose == "Của người khác"

    again = client.post(at(plan, "muc-dich/"), {**mine, "version": str(plan.version + 1)})
    assert again.status_code == 302
    assert Plan.objects.get().purpose == "Mục đích của tôi"


def test_two_people_saving_one_task_the_second_sees_both() -> None:
    plan = make.a_full_plan(make.a_unit())
    task = plan.tasks.get()
    client = signed_in(make.a_head(plan.unit))
    words = actions.TaskWords("Việc của người khác", "Văn thư")
    actions.change_task(task, words, version=task.version, by=make.a_clerk(plan.unit))

    response = client.post(
        at(plan, f"nhiem-vu/{task.pk}/"), {"content": "Việc của tôi", "lead": "Hiệu trưởng", "version": "1"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Việc của tôi" in page
    assert "Việc của người khác" in page
    assert 'name="version" value="2"' in page


def test_a_target_below_the_threshold_is_told_at_its_row_and_keeps_what_was_typed() -> None:
    plan = make.a_plan(make.a_unit())

    response = signed_in(make.a_head(plan.unit)).post(
        at(plan, "chi-tieu/"),
        {"goal": "1", "target-2.1": "80", "target-2.2": "95", "version": str(plan.version)},
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "80% thấp hơn 90% của Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 2 điểm a" in page
    assert 'value="95"' in page
    assert not plan.targets.exists()


def test_the_table_of_targets_is_saved() -> None:
    plan = make.a_plan(make.a_unit())

    signed_in(make.a_head(plan.unit)).post(
        at(plan, "chi-tieu/"), {"goal": "2", "target-2.1": "97", "version": str(plan.version)}
    )

    saved = Plan.objects.get()
    assert (saved.goal, {target.row: target.percent for target in saved.targets.all()}) == ("2", {"2.1": 97})


def test_a_date_written_as_before_a_day_ends_on_the_day_before() -> None:
    plan = make.a_plan(make.a_unit())

    signed_in(make.a_clerk(plan.unit)).post(
        at(plan, "lich/them/"),
        {"title": "Tự đánh giá", "rule": "before", "day": "01/01/2027", "version": "0"},
    )

    own = plan.milestones.get(title="Tự đánh giá")
    assert (own.last_day, own.wording) == (date(2026, 12, 31), "trước ngày 01/01/2027")


def test_saving_a_milestone_untouched_keeps_the_words_of_the_text() -> None:
    plan = make.a_plan(make.a_unit(), 2021, "tt22-2020-ha-noi")
    line = plan.milestones.get(code="self_assessment")
    form = {
        "title": line.title,
        "actor": line.actor,
        "rule": "in_month",
        "first": "",
        "day": "30/11/2021",
    }

    signed_in(make.a_clerk(plan.unit)).post(
        at(plan, f"lich/{line.pk}/"), {**form, "reference": "Kế hoạch khác", "version": "1"}
    )

    line.refresh_from_db()
    assert (line.wording, line.reference) == ("trong tháng 11/2021", "Kế hoạch khác")


def test_a_milestone_later_than_the_higher_plans_is_told_at_its_day() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    plan = make.a_plan(make.a_unit(under=commune), higher=make.a_plan_in_force(commune))
    line = plan.milestones.get(code="unit_dossier")

    response = signed_in(make.a_head(plan.unit)).post(
        at(plan, f"lich/{line.pk}/"),
        {"title": line.title, "rule": "no_later", "day": "20/01/2027", "version": "1"},
    )

    assert response.status_code == 422
    assert (
        response.context["form"]
        .errors["day"][0]
        .startswith("Kế hoạch cấp trên (Kế hoạch của UBND xã Đồng Sen")
    )


def test_a_paper_is_added_with_its_usual_title_and_moved_and_removed() -> None:
    plan = make.a_plan(make.a_unit())
    client = signed_in(make.a_clerk(plan.unit))

    client.post(at(plan, "danh-muc/them/"), {"kind": "minutes", "submitted": "on", "version": "0"})
    added = plan.papers.get(kind="minutes")
    client.post(at(plan, f"danh-muc/{added.pk}/chuyen/"), {"len": "1"})
    added.refresh_from_db()
    assert (added.title, added.position, added.submitted) == ("Biên bản tự đánh giá", 5, True)

    client.post(at(plan, f"danh-muc/{added.pk}/bo/"))
    assert not plan.papers.filter(kind="minutes").exists()


def test_the_head_puts_the_plan_in_force_and_the_clerk_may_not() -> None:
    plan = make.a_full_plan(make.a_unit())
    form = {"version": str(plan.version)}

    assert signed_in(make.a_clerk(plan.unit)).post(at(plan, "kiem-tra/"), form).status_code == 403
    assert signed_in(make.a_head(plan.unit)).post(at(plan, "kiem-tra/"), form).status_code == 302
    assert Plan.objects.get().state == PlanState.IN_FORCE


def test_only_the_head_opens_again_or_gives_up() -> None:
    plan = make.a_plan_in_force(make.a_unit())
    clerk, head = signed_in(make.a_clerk(plan.unit)), signed_in(make.a_head(plan.unit))

    assert clerk.post(at(plan, "mo-lai/"), {"reason": "Sửa lịch"}).status_code == 403
    assert clerk.post(at(plan, "bo/"), {"name": plan.unit.name}).status_code == 403
    assert head.post(at(plan, "mo-lai/"), {"reason": "Sửa lịch"}).status_code == 302
    assert head.post(at(plan, "bo/"), {"name": "nhầm tên"}).status_code == 422
    assert head.post(at(plan, "bo/"), {"name": plan.unit.name}).status_code == 302
    assert not Plan.objects.exists()


def test_a_plan_with_gaps_lists_them_with_the_way_to_mend_each() -> None:
    plan = make.a_plan(make.a_unit())
    client = signed_in(make.a_head(plan.unit))

    page = client.get(at(plan, "kiem-tra/")).content.decode()
    refused = client.post(at(plan, "kiem-tra/"), {"version": str(plan.version)})

    assert "Chưa cho thực hiện được: còn 4 việc" in page
    assert f'href="{at(plan, "to-chuc/")}"' in page
    assert refused.status_code == 409
    assert Plan.objects.get().state == PlanState.DRAFT


def test_a_plan_in_force_turns_writers_away_and_takes_progress() -> None:
    plan = make.a_plan_in_force(make.a_unit())
    client = signed_in(make.a_clerk(plan.unit))
    task = plan.tasks.get()

    turned = client.get(at(plan, "muc-dich/"), follow=True)
    done = {"state": "done", "done_on": "31/03/2026", "result": "40 người dự", "version": str(task.version)}
    client.post(at(plan, f"nhiem-vu/{task.pk}/tien-do/"), done)

    assert "Kế hoạch đang thực hiện nên không sửa được" in turned.content.decode()
    task.refresh_from_db()
    assert (task.state, task.done_on) == (TaskState.DONE, date(2026, 3, 31))


def test_a_late_task_asks_for_its_reason() -> None:
    plan = make.a_plan_in_force(make.a_unit())
    task = plan.tasks.get()

    response = signed_in(make.a_clerk(plan.unit)).post(
        at(plan, f"nhiem-vu/{task.pk}/tien-do/"),
        {"state": "done", "done_on": "01/04/2026", "version": str(task.version)},
    )

    assert response.context["form"].errors["late_reason"] == ["Xong sau hạn 31/03/2026: hãy ghi lý do muộn."]


def test_what_the_pack_leaves_open_and_what_is_unverified_stand_on_the_page() -> None:
    plan = make.a_plan(make.a_unit(), 2021, "tt22-2020-ha-noi")

    page = signed_in(make.a_clerk(plan.unit)).get(at(plan)).content.decode()

    assert "Chưa kiểm chứng:" in page
    assert "Phần vận dụng này chỉ biết qua một kế hoạch" in page


@pytest.mark.parametrize("page", ["", "nhiem-vu/", "kiem-tra/"])
def test_a_page_asks_as_many_queries_for_30_tasks_as_for_1(page: str) -> None:
    plan = make.a_full_plan(make.a_unit())
    head = make.a_head(plan.unit)
    client = signed_in(head)
    client.get(at(plan, page))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(at(plan, page))
    for number in range(29):
        actions.add_task(plan, actions.TaskWords(f"Nhiệm vụ {number}", "Tổ"), by=head)
        actions.add_member(
            plan, actions.MemberWords("team", f"Người {number}", "Giáo viên", "Thành viên"), by=head
        )
    with CaptureQueriesContext(connection) as thirty:
        client.get(at(plan, page))

    assert len(thirty) == len(one)


def test_a_known_list_and_calendar_are_taken_over_from_their_pages() -> None:
    plan = make.a_plan(make.a_unit(), 2021, "tt22-2020")
    client = signed_in(make.a_clerk(plan.unit))

    assert "Hồ sơ theo kế hoạch UBND huyện Hà Quảng" in client.get(at(plan, "danh-muc/")).content.decode()
    client.post(at(plan, "danh-muc/theo/"), {"danh_muc": "ha-quang"})
    client.post(at(plan, "lich/theo/"), {"danh_muc": "ha-quang"})

    assert (plan.papers.count(), plan.milestones.count()) == (6, 6)
    assert client.post(at(plan, "lich/theo/"), {"danh_muc": "không có"}).status_code == 404


def test_the_line_ends_of_a_browser_are_no_difference() -> None:
    plan = make.a_plan(make.a_unit())
    actions.change_plan(
        plan, {"recipients": "Một\nHai", "budget": "Quỹ"}, version=1, by=make.a_clerk(plan.unit)
    )

    response = signed_in(make.a_head(plan.unit)).post(
        at(plan, "khac/"), {"recipients": "Một\r\nHai", "budget": "Ngân sách", "version": "1"}
    )

    assert response.context["theirs"] == [("Nguồn kinh phí", "Quỹ")]


def test_saving_into_a_plan_that_was_just_given_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)
    client = signed_in(head)
    change = actions.change_plan

    def given_up_meanwhile(*args: Any, **more: Any) -> Plan:
        actions.discard_plan(plan, by=head)
        return change(*args, **more)

    monkeypatch.setattr("dvht.plans.views.sections.change_plan", given_up_meanwhile)
    response = client.post(at(plan, "khac/"), {"budget": "Ngân sách", "version": "1"})

    assert response.status_code == 409
    assert "Kế hoạch này không còn nữa" in response.content.decode()
