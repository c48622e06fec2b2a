"""The home page tells of the people behind the year, each thing to those who act on it; members have a frame too."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import RoleKind, User
from dvht.members.models import Certificate, DataRequest, Exclusion, Member, Posting, StudyPlan
from dvht.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return make.a_plan_in_force(cast.unit, 2025, by=cast.head)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def home_of(user: User, plan: Plan) -> str:
    answer = browser(user).get(reverse("year_home", args=[plan.unit_id, plan.year]))
    assert answer.status_code == 200
    return answer.content.decode()


def a_waiting_plan(member: Member, year: int = 2025) -> StudyPlan:
    return StudyPlan.objects.create(member=member, year=year, state="submitted", submitted_at=timezone.now())


def links(page: str) -> list[str]:
    start, end = page.index('<nav class="dv-nav"'), page.index("</nav>")
    return [part.split('"')[0] for part in page[start:end].split('<a href="')[1:]]


def test_without_a_roster_the_step_says_that_counts_are_typed(cast: Cast, plan: Plan) -> None:
    Posting.objects.all().delete()

    page = home_of(cast.head, plan)

    assert "số liệu gõ tay" in page
    assert "Lập danh sách thành viên" in page


def test_the_step_shows_how_many_people_and_how_much_is_recorded(cast: Cast, plan: Plan) -> None:
    for member in Member.objects.filter(unit=cast.unit):
        make.a_fact(member, "discipline", year=2025)

    page = home_of(cast.head, plan)

    assert "2 người" in page
    assert "mục ghi đủ" in page


def test_whoever_is_set_apart_still_stands_on_the_roster(cast: Cast, plan: Plan) -> None:
    member = cast.as_member("member")
    Exclusion.objects.create(member=member, year=2025, reason="long_leave", words="Nghỉ thai sản")

    page = home_of(cast.head, plan)

    assert "2 người" in page
    assert "1 thành viên chưa cam kết" in page


@pytest.mark.parametrize(
    ("role", "told"), [("head", True), ("deputy", True), ("clerk", False), ("committee", False)]
)
def test_study_plans_wait_for_those_who_approve(cast: Cast, plan: Plan, role: str, told: bool) -> None:
    a_waiting_plan(cast.as_member("member"))

    assert ("Duyệt 1 kế hoạch tự học" in home_of(getattr(cast, role), plan)) is told


def test_nobody_is_told_to_approve_their_own(cast: Cast, plan: Plan) -> None:
    head = make.a_member(cast.unit, cast.head.full_name, user=cast.head)
    a_waiting_plan(head)

    assert "Duyệt 1 kế hoạch tự học" not in home_of(cast.head, plan)
    assert "Duyệt 1 kế hoạch tự học" in home_of(cast.deputy, plan)


@pytest.mark.parametrize(
    ("role", "told"),
    [("head", True), ("deputy", True), ("clerk", True), ("committee", False), ("administrator", False)],
)
def test_certificates_and_requests_wait_for_those_who_keep_the_roster(
    cast: Cast, plan: Plan, role: str, told: bool
) -> None:
    member = cast.as_member("member")
    Certificate.objects.create(member=member, year=2025, fact="language", value="certificate", title="Bậc 3")
    DataRequest.objects.create(
        unit=cast.unit,
        member=member,
        asked_by="Ngô Văn Bảo",
        kind="access",
        words="Cho tôi xem dữ liệu",
        received_on=timezone.localdate() - dt.timedelta(days=30),
    )

    page = home_of(getattr(cast, role), plan)

    assert ("Xác nhận 1 chứng nhận, chứng chỉ" in page) is told
    assert ("Trả lời 1 yêu cầu về dữ liệu cá nhân" in page) is told
    assert ("Mở sổ yêu cầu" in page) is told


def test_a_line_of_the_forecast_opens_the_names_for_those_who_may_see_them(cast: Cast, plan: Plan) -> None:
    make.a_fact(cast.as_member("member"), "digital", year=2025)
    page = home_of(cast.head, plan)
    opened = reverse("assessment_row", args=[plan.unit_id, plan.year, "2.1"]) + "#ten"

    assert "2.1: thêm" in page
    assert opened in page
    assert opened not in home_of(cast.administrator, plan)


def test_the_authority_has_no_section_with_names(cast: Cast, plan: Plan) -> None:
    names = {reverse("roster", args=[plan.unit_id, 2025]), reverse("citizens", args=[plan.unit_id, 2025])}

    assert names <= set(links(home_of(cast.head, plan)))
    assert names.isdisjoint(links(home_of(cast.administrator, plan)))


def test_a_member_lands_on_their_own_year_with_links_of_their_own(cast: Cast, plan: Plan) -> None:
    answer = browser(cast.member).get("/", follow=True)

    member = cast.as_member("member")
    assert answer.redirect_chain[-1][0] == reverse("own_year", args=[member.pk, 2025])
    own = links(answer.content.decode())
    assert reverse("own_study_plan", args=[member.pk, 2025]) in own
    assert reverse("own_data", args=[member.pk]) in own
    assert not [link for link in own if link.startswith("/don-vi/")]


def test_the_head_of_a_department_is_led_to_its_people(cast: Cast, plan: Plan) -> None:
    answer = browser(cast.department_head).get("/", follow=True)
    people = reverse("roster", args=[plan.unit_id, 2025])

    assert people in links(answer.content.decode())
    shown = browser(cast.department_head).get(people).content.decode()
    assert reverse("own_year", args=[cast.as_member("department_head").pk, 2025]) in links(shown)
    assert reverse("plan", args=[plan.unit_id, 2025]) not in links(shown)


def test_a_head_who_is_on_the_roster_reaches_both(cast: Cast, plan: Plan) -> None:
    own = make.a_member(cast.unit, cast.head.full_name, user=cast.head)

    page = home_of(cast.head, plan)
    assert reverse("own_home") in page
    assert reverse("roster", args=[plan.unit_id, 2025]) in links(page)
    back = browser(cast.head).get(reverse("own_year", args=[own.pk, 2025])).content.decode()
    assert "Đơn vị của tôi" in back


def test_a_member_without_a_line_on_a_roster_is_told_so(cast: Cast) -> None:
    user = make.a_member_user(cast.unit, "Ai Đó")

    answer = browser(user).get("/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("own_home")


def test_somebody_who_works_at_one_unit_and_is_a_member_of_another_lands_at_work(
    cast: Cast, plan: Plan
) -> None:
    both = make.a_clerk(cast.other_unit, "Hai Nơi")
    make.a_member(cast.unit, "Hai Nơi", user=both)
    both.roles.create(unit=cast.unit, kind=RoleKind.MEMBER)

    answer = browser(both).get("/")

    assert answer.headers["Location"] == reverse("unit_home", args=[cast.other_unit.pk])


def test_the_home_page_asks_as_often_with_thirty_members_as_with_one(cast: Cast, plan: Plan) -> None:
    client = browser(cast.head)
    address = reverse("year_home", args=[plan.unit_id, 2025])

    def furnish(number: int) -> None:
        member = make.a_member(cast.unit, f"Trần Văn {number}")
        a_waiting_plan(member)
        Certificate.objects.create(member=member, year=2025, fact="digital", value="met", title="Bậc 3")
        DataRequest.objects.create(
            unit=cast.unit,
            member=member,
            asked_by="Ai",
            kind="access",
            words="Xem",
            received_on=dt.date(2025, 5, 5),
        )

    furnish(0)
    client.get(address)
    once = asked(lambda: client.get(address))
    for number in range(1, 30):
        furnish(number)

    assert asked(lambda: client.get(address)) == once


def asked(deed: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert deed().status_code == 200
    return len(captured)
