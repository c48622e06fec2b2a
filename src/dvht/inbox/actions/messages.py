"""Deeds of the inbox. Whoever tells calls these inside its own transaction: no news of what didn't happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dvht.accounts.models import User
from dvht.inbox.models import Message, Reading, Topic
from dvht.ui.vietnamese import without_marks
from dvht.units.models import Unit

LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True)
class News:
    """A message for a unit; one with a `key` that was sent already isn't sent again."""

    unit_id: int
    topic: Topic
    subject: str
    text: str = ""
    url: str = ""
    key: str | None = None


def tell_unit(
    unit: Unit, topic: Topic, subject: str, *, text: str = "", url: str = "", key: str | None = None
) -> None:
    """Leave a message for a unit; one with a `key` that was sent already isn't sent again."""
    tell_units([unit], topic, subject, text=text, url=url, key=key)


def tell_units(
    units: Iterable[Unit],
    topic: Topic,
    subject: str,
    *,
    text: str = "",
    url: str = "",
    key: str | None = None,
) -> None:
    """The same message for many units in one statement; `url` and `key` may hold “{unit}”, the number of each."""
    tell_each(
        News(
            unit.pk,
            topic,
            subject,
            text,
            url.replace("{unit}", str(unit.pk)),
            f"{key.replace('{unit}', str(unit.pk))}:{unit.pk}" if key else None,
        )
        for unit in units
    )


def tell_each(news: Iterable[News]) -> None:
    """Many messages in one statement, each with words and a key of its own."""
    Message.objects.bulk_create(
        (
            _worded(
                Message(
                    unit_id=one.unit_id,
                    topic=one.topic,
                    subject=one.subject,
                    text=one.text,
                    url=one.url,
                    key=one.key,
                )
            )
            for one in news
        ),
        ignore_conflicts=True,
    )


def tell_person(
    person: User, topic: Topic, subject: str, *, text: str = "", url: str = "", key: str | None = None
) -> None:
    """Leave a message for one person."""
    own_key = f"{key}:p{person.pk}" if key else None
    message = Message(person=person, topic=topic, subject=subject, text=text, url=url, key=own_key)
    Message.objects.bulk_create([_worded(message)], ignore_conflicts=True)


def read_message(message: Message, *, by: User) -> None:
    """Mark as read; twice is once."""
    Reading.objects.bulk_create([Reading(message=message, person=by)], ignore_conflicts=True)


def read_all(*, by: User) -> int:
    """Mark everything that the person has as read; how many were not."""
    unread = Message.objects.visible_to(by).unread_by(by)
    readings = [Reading(message_id=pk, person=by) for pk in unread.values_list("pk", flat=True)]
    Reading.objects.bulk_create(readings, ignore_conflicts=True)
    return len(readings)


def _worded(message: Message) -> Message:
    if len(message.subject) > LONGEST_SUBJECT:
        message.subject = f"{message.subject[: LONGEST_SUBJECT - 1]}…"
    message.words = without_marks(f"{message.subject} {message.text}")
    return message
