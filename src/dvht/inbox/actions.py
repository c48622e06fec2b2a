"""Deeds of the inbox. Whoever tells calls these inside its own transaction: no news of what didn't happen."""

from collections.abc import Iterable

from dvht.accounts.models import User
from dvht.inbox.models import Message, Topic
from dvht.units.models import Unit


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
    Message.objects.bulk_create(
        (
            Message(
                unit=unit,
                topic=topic,
                subject=subject[:200],
                text=text,
                url=url.replace("{unit}", str(unit.pk)),
                key=f"{key}:{unit.pk}" if key else None,
            )
            for unit in units
        ),
        ignore_conflicts=True,
    )


def tell_person(
    person: User, topic: Topic, subject: str, *, text: str = "", url: str = "", key: str | None = None
) -> None:
    """Leave a message for one person."""
    own_key = f"{key}:p{person.pk}" if key else None
    Message.objects.bulk_create(
        [Message(person=person, topic=topic, subject=subject[:200], text=text, url=url, key=own_key)],
        ignore_conflicts=True,
    )
