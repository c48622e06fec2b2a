"""A person's deadlines as a calendar file (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from dvht.reminders.queries.due import Due
from dvht.ui.vietnamese import written_date

REFRESH = dt.timedelta(hours=12)


def calendar_file(dues: Iterable[Due], *, host: str, now: dt.datetime) -> bytes:
    """All-day events with names that stay, so that a day that is moved moves in the calendar program too."""
    calendar = Calendar()
    calendar.add("prodid", "-//DVHT//Don vi hoc tap//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Đơn vị học tập: các hạn")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for due in dues:
        calendar.add_component(_event(due, host, now))
    content: bytes = calendar.to_ical()
    return content


def _event(due: Due, host: str, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.key.replace(':', '-')}-{due.unit_id}@{host or 'dvht'}")
    event.add("dtstamp", now)
    event.add("sequence", due.version)
    event.add("dtstart", due.last_day)
    event.add("dtend", due.last_day + dt.timedelta(days=1))
    event.add("summary", f"{'Đã nộp: ' if due.done else ''}{due.title}")
    event.add("location", due.unit_name)
    event.add("description", "\n".join(_description(due)))
    event.add("transp", "TRANSPARENT")
    return event


def _description(due: Due) -> Iterable[str]:
    yield f"{due.unit_name}, năm đánh giá {due.year}"
    if due.is_extended:
        yield f"Được gia hạn đến {written_date(due.last_day)}; hạn chung {written_date(due.first_said)}"
    if due.wording:
        yield due.wording
