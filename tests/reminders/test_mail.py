"""The one mail of a person and day."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import User
from dvht.inbox.actions import read_all, tell_person, tell_unit, tell_units
from dvht.inbox.models import Message, Topic
from dvht.reminders.actions import save_wishes, write_daily_mails
from dvht.reminders.models import MOST_TRIES, DailyMail
from dvht.reminders.tasks import remind

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _server(settings: Any) -> None:
    settings.EMAIL_HOST = "thu.example.vn"
    settings.PUBLIC_URL = ""


@pytest.fixture
def cast() -> Cast:
    cast = a_cast()
    for number, person in enumerate((cast.head, cast.clerk, cast.stranger, cast.officer, cast.administrator)):
        person.email = f"nguoi{number}@example.vn"
        person.save()
    return cast


@pytest.fixture
def broken(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.reminders.broken.EmailBackend"


def sent_to(person: User) -> list[str]:
    return [str(one.body) for one in mail.outbox if one.to == [person.email]]


def test_the_news_of_a_day_are_one_mail_to_each_who_keeps_the_unit(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.DEADLINE, "Còn 7 ngày: nộp hồ sơ")
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại", text="Thiếu 2.1")
    tell_person(cast.head, Topic.RECOGNITION, "Riêng cho bạn")

    for _ in range(3):
        remind()

    assert sorted(address for one in mail.outbox for address in one.to) == [cast.head.email, cast.clerk.email]
    (body,) = sent_to(cast.head)
    assert "Bạn có 3 thư mới" in body
    assert "- Hồ sơ được trả lại\n  Thiếu 2.1" in body
    assert "Riêng cho bạn" not in sent_to(cast.clerk)[0]


def test_what_was_told_is_not_told_the_next_day_and_what_came_since_is(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch thứ nhất")
    remind()
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch thứ hai")

    remind()
    remind(timezone.now() + DAY)
    remind(timezone.now() + 2 * DAY)

    assert [body.count("Kế hoạch thứ nhất") for body in sent_to(cast.head)] == [1, 0]
    assert "Kế hoạch thứ hai" in sent_to(cast.head)[1]


def test_what_was_read_in_the_inbox_is_not_mailed(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    read_all(by=cast.head)

    remind()

    assert (len(sent_to(cast.head)), len(sent_to(cast.clerk))) == (0, 1)


def test_a_topic_is_switched_off_per_person(cast: Cast) -> None:
    save_wishes([topic for topic in Topic.values if topic != Topic.PLAN], by=cast.head)
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    tell_unit(cast.unit, Topic.DOSSIER, "Hồ sơ được trả lại")

    remind()

    assert "Kế hoạch mới" not in sent_to(cast.head)[0]
    assert "Kế hoạch mới" in sent_to(cast.clerk)[0]


def test_without_a_server_nothing_is_written_and_the_page_says_so(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    client = Client()
    client.force_login(cast.head, backend=BACKEND)

    assert remind()[1] == 0
    assert "chưa đặt máy chủ thư điện tử" in client.get(reverse("reminders")).content.decode()
    assert (mail.outbox, DailyMail.objects.count()) == ([], 0)


def test_people_without_an_address_and_closed_accounts_get_none(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    User.objects.filter(pk=cast.head.pk).update(is_active=False)
    User.objects.filter(pk=cast.clerk.pk).update(email="")

    assert remind()[1] == 0


def test_old_news_are_no_news(cast: Cast) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    Message.objects.update(sent_at=timezone.now() - 8 * DAY)

    assert remind()[1] == 0


def test_links_stand_in_the_mail_where_the_installation_knows_its_address(cast: Cast, settings: Any) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới", url="/don-vi/7/2026/")
    remind()
    assert "http" not in sent_to(cast.head)[0]
    assert "Đăng nhập ĐVHT, bấm Thư" in sent_to(cast.head)[0]

    settings.PUBLIC_URL = "https://dvht.example.vn"
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch khác", url="/don-vi/8/2026/")
    remind(timezone.now() + DAY)
    assert "https://dvht.example.vn/don-vi/8/2026/" in sent_to(cast.head)[1]


def test_a_mail_that_fails_is_tried_again_and_then_given_up_and_the_administrator_sees_it(
    cast: Cast, broken: None
) -> None:
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")

    rounds = [remind()[1] for _ in range(MOST_TRIES + 1)]

    assert rounds == [2] * MOST_TRIES + [0]
    assert set(DailyMail.objects.values_list("tries", "problem")) == {
        (MOST_TRIES, "ConnectionRefusedError: cửa đóng")
    }
    client = Client()
    for person, seen in (
        (cast.administrator, True),
        (cast.outside_administrator, False),
        (cast.stranger, False),
    ):
        client.force_login(person, backend=BACKEND)
        assert ("cửa đóng" in client.get(reverse("reminders")).content.decode()) is seen
    client.force_login(cast.head, backend=BACKEND)
    assert "đã thôi gửi" in client.get(reverse("reminders")).content.decode()


def test_a_mail_that_failed_once_goes_out_at_the_next_round(cast: Cast, settings: Any) -> None:
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.reminders.broken.EmailBackend"
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    remind()
    settings.EMAIL_BACKEND = good

    remind()
    remind()

    assert (len(sent_to(cast.head)), len(sent_to(cast.clerk))) == (1, 1)
    assert not DailyMail.objects.exclude(problem="").exists()


def test_whoever_lost_the_role_before_the_mail_went_out_is_told_nothing(cast: Cast, settings: Any) -> None:
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.reminders.broken.EmailBackend"
    tell_unit(cast.unit, Topic.PLAN, "Kế hoạch mới")
    remind()
    cast.clerk.roles.all().delete()
    settings.EMAIL_BACKEND = good

    remind()

    assert (len(sent_to(cast.head)), len(sent_to(cast.clerk))) == (1, 0)


def test_writing_the_mails_asks_the_database_equally_often_for_three_and_for_thirty_people(
    cast: Cast,
) -> None:
    def people(number: int) -> None:
        for _ in range(number):
            person = make.an_officer(cast.other_office)
            User.objects.filter(pk=person.pk).update(email=f"{person.username}@example.vn")

    def queries(now: dt.datetime) -> int:
        tell_units([cast.other_office, cast.unit], Topic.PLAN, "Kế hoạch")
        with CaptureQueriesContext(connection) as captured:
            assert write_daily_mails(now)
        return len(captured)

    people(3)
    few = queries(timezone.now())
    people(30)

    assert queries(timezone.now() + DAY) == few
