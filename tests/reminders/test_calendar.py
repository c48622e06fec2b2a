"""The calendar of a person at their secret address, and the page on which they choose."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.cast import Cast, a_cast
from tests.reminders.build import a_calendar, an_extension

from dvht.inbox.models import Topic
from dvht.reminders.actions import make_address, revoke_address
from dvht.reminders.models import CalendarAddress, Preference
from dvht.reminders.queries import wishes_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def feed(secret: str) -> Any:
    return Client().get(reverse("calendar_feed", args=[secret]))


def events(secret: str) -> list[Any]:
    return list(Calendar.from_ical(feed(secret).content).walk("VEVENT"))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def test_the_calendar_shows_the_days_of_the_persons_units_as_whole_days(cast: Cast) -> None:
    year = timezone.localdate().year
    a_calendar(cast.unit, year, "unit_dossier")
    a_calendar(cast.other_unit, year, "unit_dossier")

    (event,) = events(make_address(by=cast.head))

    assert event.decoded("dtstart") == date(year + 1, 1, 14)
    assert event.decoded("dtend") == date(year + 1, 1, 15)
    assert str(event["location"]) == cast.unit.name


def test_names_of_events_stay_when_a_day_moves(cast: Cast) -> None:
    milestone = a_calendar(cast.unit, timezone.localdate().year, "unit_dossier").milestones.get()
    secret = make_address(by=cast.head)
    before = events(secret)[0]

    milestone.last_day += timedelta(days=3)
    milestone.save()

    after = events(secret)[0]
    assert before["uid"] == after["uid"]
    assert before.decoded("dtstart") != after.decoded("dtstart")


def test_more_time_stands_in_the_calendar(cast: Cast) -> None:
    year = timezone.localdate().year
    of_office = a_calendar(cast.office, year, "unit_dossier").milestones.get()
    a_calendar(cast.unit, year, "unit_dossier")
    an_extension(of_office, cast.unit, date(year + 1, 2, 1), by=cast.office_head)

    (event,) = events(make_address(by=cast.head))

    assert event.decoded("dtstart") == date(year + 1, 2, 1)
    assert f"Được gia hạn đến 01/02/{year + 1}" in str(event["description"])


def test_officers_see_the_days_of_their_body(cast: Cast) -> None:
    a_calendar(cast.office, timezone.localdate().year)

    assert "Hoàn thành đánh giá, công nhận" in {
        str(one["summary"]) for one in events(make_address(by=cast.officer))
    }
    assert events(make_address(by=cast.other_officer)) == []


def test_a_wrong_a_revoked_and_an_old_secret_are_unknown(cast: Cast) -> None:
    first = make_address(by=cast.head)
    second = make_address(by=cast.head)

    assert [feed(secret).status_code for secret in ("sai", first, second)] == [404, 404, 200]
    revoke_address(by=cast.head)
    assert feed(second).status_code == 404


def test_the_secret_of_a_closed_account_is_unknown(cast: Cast) -> None:
    secret = make_address(by=cast.head)
    cast.head.is_active = False
    cast.head.save()

    assert feed(secret).status_code == 404


def test_only_a_digest_of_the_secret_is_kept_and_the_address_is_shown_once(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://dvht.example.vn"
    client = signed_in(cast.head)

    page = client.post(reverse("calendar_address"), follow=True).content.decode()
    found = re.search(r"https://dvht\.example\.vn/nhac-viec/lich/([\w-]+)\.ics", page)

    assert found is not None
    assert feed(found[1]).status_code == 200
    assert found[1] not in client.get(reverse("reminders")).content.decode()
    assert found[1] not in str(CalendarAddress.objects.values().get())


def test_revoking_twice_says_that_there_is_none(cast: Cast) -> None:
    client = signed_in(cast.head)

    assert (
        "chưa có địa chỉ lịch nào"
        in client.post(reverse("calendar_address_revoke"), follow=True).content.decode()
    )


def test_the_feed_is_kept_by_no_cache_and_no_search_engine(cast: Cast) -> None:
    answer = feed(make_address(by=cast.head))

    assert "no-store" in answer["Cache-Control"]
    assert (answer["Content-Type"], answer["X-Robots-Tag"]) == ("text/calendar; charset=utf-8", "noindex")


def test_wishes_are_kept_per_person(cast: Cast) -> None:
    client = signed_in(cast.head)

    answer = client.post(reverse("reminders"), {"topics": [Topic.DEADLINE, Topic.PLAN]}, follow=True)

    assert "Đã ghi lựa chọn" in answer.content.decode()
    assert {topic for topic, wanted in wishes_of(cast.head).items() if wanted} == {"deadline", "plan"}
    assert all(wishes_of(cast.clerk).values())


def test_an_unknown_topic_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    answer = signed_in(cast.head).post(reverse("reminders"), {"topics": ["khac"]})

    assert answer.status_code == 422
    assert "không có trong danh sách" in answer.content.decode()
    assert not Preference.objects.exists()


def test_the_page_lists_what_is_due_within_thirty_days(cast: Cast) -> None:
    plan = a_calendar(cast.unit, timezone.localdate().year, "unit_dossier")
    milestone = plan.milestones.get()
    milestone.last_day = timezone.localdate() + timedelta(days=9)
    milestone.save()

    assert milestone.title in signed_in(cast.head).get(reverse("reminders")).content.decode()
    assert milestone.title not in signed_in(cast.stranger).get(reverse("reminders")).content.decode()
