"""Who finds which message, and what opening one does."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, a_cast

from dvht.accounts.models import User
from dvht.inbox.actions import News, tell_each, tell_person, tell_unit, tell_units
from dvht.inbox.models import Message, Reading, Topic
from dvht.inbox.queries import messages_of, unread_count

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


@pytest.fixture
def browser() -> Callable[[User], Client]:
    def opened(person: User) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return opened


def subjects(person: User) -> list[str]:
    return [message.subject for message in messages_of(person)]


def test_a_message_for_a_unit_is_found_by_those_who_keep_it_and_by_nobody_else(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại")

    found = {role for role in ("head", "deputy", "clerk", "committee", "department_head", "member", "administrator",
                               "stranger", "officer", "chair", "examiner", "association")
             if subjects(cast.person(role) or cast.head)}  # fmt: skip

    assert found == {"head", "deputy", "clerk"}


def test_officers_find_what_is_sent_to_their_body_alone(cast: Cast) -> None:
    tell_unit(cast.office, Topic.DOSSIER, "Có hồ sơ mới")

    assert subjects(cast.officer) == subjects(cast.office_head) == ["Có hồ sơ mới"]
    assert subjects(cast.other_officer) == subjects(cast.examiner) == subjects(cast.head) == []


def test_a_message_for_a_person_is_theirs_alone(cast: Cast) -> None:
    tell_person(cast.examiner, Topic.APPRAISAL, "Bạn được phân công")

    assert subjects(cast.examiner) == ["Bạn được phân công"]
    assert subjects(cast.officer) == subjects(cast.head) == []


def test_a_closed_account_and_one_that_lost_its_role_find_nothing(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại")
    cast.clerk.is_active = False
    cast.clerk.save()
    cast.deputy.roles.all().delete()

    assert subjects(cast.clerk) == subjects(cast.deputy) == []
    assert unread_count(cast.clerk) == 0


def test_a_message_with_a_key_is_sent_once_whoever_tries_again(cast: Cast) -> None:
    for _ in range(2):
        tell_units(
            [cast.unit, cast.other_unit], Topic.PLAN, "Kế hoạch mới", url="/don-vi/{unit}/", key="plan:1"
        )
        tell_each([News(cast.unit.pk, Topic.DEADLINE, "Còn 7 ngày", key="moc:1")])
        tell_person(cast.head, Topic.PLAN, "Riêng bạn", key="plan:1")

    assert Message.objects.count() == 4
    assert sorted(
        Message.objects.filter(topic="plan", unit__isnull=False).values_list("url", flat=True)
    ) == sorted(f"/don-vi/{unit.pk}/" for unit in (cast.unit, cast.other_unit))


def test_opening_a_message_marks_it_read_for_that_person_only_and_leads_on(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại", url="/don-vi/1/")
    message = Message.objects.get()

    for _ in range(2):
        answer = browser(cast.head).post(reverse("message_open", args=[message.pk]))

    assert answer["Location"] == "/don-vi/1/"
    assert (unread_count(cast.head), unread_count(cast.clerk)) == (0, 1)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["", "https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)"]
)
def test_a_message_never_leads_out_of_this_site(
    cast: Cast, browser: Callable[[User], Client], url: str
) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Thư", url=url)
    message = Message.objects.get()

    answer = browser(cast.head).post(reverse("message_open", args=[message.pk]))

    assert answer["Location"] == reverse("message", args=[message.pk])
    assert "Mở trang" not in browser(cast.head).get(answer["Location"]).content.decode()


def test_reading_by_get_marks_nothing(cast: Cast, browser: Callable[[User], Client]) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Thư", text="Dòng một\nDòng hai")
    message = Message.objects.get()

    page = browser(cast.head).get(reverse("message", args=[message.pk])).content.decode()

    assert "Dòng một<br>Dòng hai" in page
    opened = browser(cast.head).get(reverse("message_open", args=[message.pk]))
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "không mở trực tiếp được" in opened.content.decode()
    assert unread_count(cast.head) == 1


def test_a_message_of_another_unit_is_unknown(cast: Cast, browser: Callable[[User], Client]) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Thư")
    message = Message.objects.get()

    assert browser(cast.stranger).get(reverse("message", args=[message.pk])).status_code == 404
    assert browser(cast.stranger).post(reverse("message_open", args=[message.pk])).status_code == 404
    assert not Reading.objects.exists()


def test_marking_all_as_read_touches_only_what_one_sees(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    tell_units([cast.unit, cast.other_unit], Topic.PLAN, "Kế hoạch mới")
    tell_person(cast.head, Topic.PLAN, "Riêng bạn")

    answer = browser(cast.head).post(reverse("inbox_read"), follow=True)

    assert "Đã đánh dấu 2 thư là đã đọc." in answer.content.decode()
    assert (unread_count(cast.head), unread_count(cast.stranger)) == (0, 1)


def test_the_list_is_newest_first_and_narrowed_by_topic_words_and_unread(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại", text="Bổ sung Minh chứng 2.1")
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch đã đổi")
    client = browser(cast.head)

    def shown(query: str) -> list[str]:
        page = client.get(reverse("inbox") + query).context["page"]
        return [message.subject for message in page]

    assert shown("") == ["Kế hoạch đã đổi", "Hồ sơ được trả lại"]
    assert shown("?chu-de=plan") == ["Kế hoạch đã đổi"]
    assert shown("?q=minh chung ho so") == shown("?q=MINH+CHỨNG") == ["Hồ sơ được trả lại"]
    assert shown("?q=khong-co") == []
    client.post(reverse("message_open", args=[messages_of(cast.head, topic="plan")[0].pk]))
    assert shown("?chua-doc=1") == ["Hồ sơ được trả lại"]


def test_the_number_of_unread_messages_stands_in_the_frame(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch đã đổi")

    assert (
        '1<span class="visually-hidden"> thư chưa đọc'
        in browser(cast.head).get(reverse("regulations")).content.decode()
    )
    assert "thư chưa đọc" not in browser(cast.stranger).get(reverse("regulations")).content.decode()


def test_the_page_asks_the_database_equally_often_for_three_and_for_three_hundred(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    client = browser(cast.head)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("inbox")).status_code == 200
        return len(captured)

    tell_each(News(cast.unit.pk, Topic.PLAN, f"Thư {number}") for number in range(3))
    queries()
    few = queries()
    tell_each(News(cast.unit.pk, Topic.PLAN, f"Thư {number}") for number in range(300))

    assert queries() == few <= 12
    with CaptureQueriesContext(connection) as counted:
        assert unread_count(cast.head) == 303
    assert len(counted) == 1


def test_a_subject_that_is_too_long_is_cut_with_a_mark(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.PLAN, "x" * 300)

    assert Message.objects.get().subject == "x" * 199 + "…"
