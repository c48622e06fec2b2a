"""The home page says where the year stands and what comes next."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.reports.build import queries
from tests.units.build import a_decision

from dvht.accounts.models import User
from dvht.audit.actions import SYSTEM
from dvht.dossiers.actions import issue_year_paper, open_dossier, request_recognition
from dvht.dossiers.queries import Year, dossier_of
from dvht.plans import actions as plans
from dvht.plans.models import Plan
from dvht.units.actions import merge_units
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


@pytest.fixture
def as_head(client: Client, head: User) -> Client:
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    return client


def home_of(client: Client, plan: Plan) -> str:
    answer = client.get(reverse("year_home", args=[plan.unit_id, plan.year]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_with_a_unit_is_led_to_its_newest_year(unit: Unit, head: User, as_head: Client) -> None:
    make.a_plan(unit, 2025, by=head)

    answer = as_head.get("/", follow=True)

    assert answer.redirect_chain[-1][0] == reverse("year_home", args=[unit.pk, 2025])


def test_a_person_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(make.a_user(), backend="django.contrib.auth.backends.ModelBackend")

    assert "Tài khoản chưa thuộc đơn vị nào" in client.get("/", follow=True).content.decode()


def test_a_year_without_a_plan_offers_to_start_one(unit: Unit, as_head: Client) -> None:
    answer = as_head.get(reverse("year_home", args=[unit.pk, 2025]))

    assert reverse("plan_start", args=[unit.pk, 2025]) in answer.content.decode()


def test_a_year_that_no_law_governs_says_so(unit: Unit, as_head: Client) -> None:
    answer = as_head.get(reverse("year_home", args=[unit.pk, 2015]))

    assert "Chưa có văn bản nào quy định" in answer.content.decode()


@pytest.mark.parametrize("with_plan", [True, False])
def test_the_home_of_a_unit_that_is_no_more_says_since_when_why_and_who_goes_on(
    unit: Unit, head: User, as_head: Client, with_plan: bool
) -> None:
    if with_plan:
        make.a_plan(unit, 2025, by=head)
    heir = make.a_unit("Trường Tiểu học Kế Thừa", symbol="THKT")
    merge_units([unit], heir, decision=a_decision(effective_on=date(2026, 3, 2)), by=SYSTEM)

    page = as_head.get(reverse("year_home", args=[unit.pk, 2025])).content.decode()

    assert "thôi hoạt động từ ngày 02/03/2026 theo Quyết định số 12/QĐ-UBND ngày 16/06/2025" in page
    assert "của UBND tỉnh Minh Hà; hồ sơ cũ vẫn xem được" in page
    assert "Nơi tiếp nối: Trường Tiểu học Kế Thừa." in page
    assert "Lập kế hoạch để mở" not in page
    assert reverse("plan_start", args=[unit.pk, 2025]) not in page


def test_the_home_of_a_unit_that_goes_on_says_nothing_of_an_end(unit: Unit, as_head: Client) -> None:
    assert "thôi hoạt động" not in as_head.get(reverse("year_home", args=[unit.pk, 2025])).content.decode()


def test_rows_still_empty_come_first(unit: Unit, head: User, as_head: Client) -> None:
    plan = make.a_plan_in_force(unit, 2025, by=head)

    assert "Chấm 14 chỉ tiêu còn trống" in home_of(as_head, plan)


def test_what_raises_the_result_is_listed(unit: Unit, head: User, as_head: Client) -> None:
    plan = make.a_filled_year(unit, by=head)
    make.save(plan, "2.1", {"count": 35, "total": 40}, by=head)

    shown = home_of(as_head, plan)

    assert "Còn 1 chỉ tiêu nữa là đủ Mức độ 1" in shown
    assert "2.1: thêm 1 người" in shown


def test_a_filled_year_asks_the_head_to_finalise(unit: Unit, head: User, as_head: Client) -> None:
    assert "Kiểm tra và chốt tự đánh giá" in home_of(as_head, make.a_filled_year(unit, by=head))


def test_a_finalised_year_asks_for_the_papers(unit: Unit, head: User, as_head: Client) -> None:
    shown = home_of(as_head, make.a_finalised_year(unit, by=head))

    assert "Ban hành 3 văn bản của hồ sơ" in shown
    assert "Đã chốt: Đạt Mức độ 2" in shown


def test_the_home_page_asks_as_often_with_30_tasks_as_with_1(unit: Unit, head: User, as_head: Client) -> None:
    plan = make.a_plan(unit, 2025, by=head)
    plans.add_task(plan, plans.TaskWords("Việc đầu", "Văn thư"), by=head)
    home_of(as_head, plan)
    before = queries(lambda: home_of(as_head, plan))
    for number in range(30):
        plans.add_task(plan, plans.TaskWords(f"Việc {number}", "Văn thư"), by=head)

    assert queries(lambda: home_of(as_head, plan)) == before


def test_another_units_year_is_not_found(unit: Unit, head: User, client: Client) -> None:
    plan = make.a_plan(unit, 2025, by=head)
    client.force_login(make.a_head(make.a_unit("Khác")), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(reverse("year_home", args=[plan.unit_id, 2025])).status_code == 404


@pytest.mark.parametrize(
    "pack", ["tt22-2020", "tt22-2020-ha-noi", "tt24-2023-huyen", "tt24-2023-tinh", "cdht-2023"]
)
def test_every_regulation_is_shown_with_what_it_leaves_open(as_head: Client, pack: str) -> None:
    answer = as_head.get(reverse("regulation", args=[pack]))

    assert answer.status_code == 200
    assert "Căn cứ" in answer.content.decode()


def test_an_unknown_regulation_is_not_found(as_head: Client) -> None:
    assert as_head.get(reverse("regulation", args=["tt99"])).status_code == 404


def test_the_page_of_a_regulation_shows_both_levels_and_sorts_what_the_text_leaves_open(
    as_head: Client,
) -> None:
    page = as_head.get(reverse("regulation", args=["tt24-2023-huyen"])).content.decode()

    assert "Mức độ 2: tối thiểu 95%, Điều 7 khoản 2 điểm a." in page
    assert "có trình độ ngoại ngữ hoặc tiếng dân tộc thiểu số" in page
    assert "Chỉ áp dụng cho cơ sở giáo dục nghề nghiệp (Điều 6 khoản 3 điểm đ)." in page
    assert page.index("Điều văn bản để ngỏ") < page.index("Chỗ văn bản địa phương ghi khác")
    assert "36 tháng tiếp theo năm được công nhận (Điều 5 khoản 4)" in page


def test_a_year_under_points_speaks_of_its_criteria(unit: Unit, head: User, as_head: Client) -> None:
    plan = make.a_plan_in_force(unit, 2022, "tt22-2020-ha-noi", by=head)

    page = home_of(as_head, plan)

    assert "0/10 tiêu chí" in page
    assert "Chấm 10 tiêu chí còn trống" in page


def test_a_dossier_with_all_its_papers_is_still_to_be_bound(unit: Unit, head: User, as_head: Client) -> None:
    plan = make.a_finalised_year(unit, by=head)
    for kind in ("submission_letter", "self_assessment_report", "results_summary"):
        _issue(plan, kind, head)

    assert "Ghép hồ sơ thành một tệp PDF" in home_of(as_head, plan)


def _issue(plan: Plan, kind: str, by: User) -> None:
    dossier = open_dossier(plan)
    if not dossier.requested:
        request_recognition(dossier, requested="2", next_year_goal="", version=dossier.version, by=by)
    today = timezone.localdate()
    issue_year_paper(Year(dossier_of(plan)), kind, issued_on=today, head_name=by.full_name, by=by)
