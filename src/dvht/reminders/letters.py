"""The words of the day's mail."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from dvht.accounts.models import User
from dvht.inbox.models import Message, Topic
from dvht.ui.vietnamese import written_date


def mail_of(person: User, messages: Iterable[Message], day: dt.date) -> tuple[str, str]:
    """Subject and plain text: the messages by topic, each with its page where this installation knows its address."""
    by_topic: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_topic[message.topic].append(message)
    count = sum(len(found) for found in by_topic.values())
    lines = [f"Chào {person.full_name},", "", f"Bạn có {count} thư mới trong ĐVHT."]
    for topic in Topic:
        if found := by_topic.get(topic.value):
            lines += ["", str(topic.label).upper(), *(line for message in found for line in _lines(message))]
    return f"ĐVHT ngày {written_date(day)}: {count} thư mới", "\n".join([*lines, "", *_foot()])


def _lines(message: Message) -> Iterable[str]:
    yield f"- {message.subject}"
    if message.text:
        yield f"  {' '.join(message.text.split())}"
    if settings.PUBLIC_URL:
        yield f"  {settings.PUBLIC_URL}{message.url or reverse('message', args=[message.pk])}"


def _foot() -> tuple[str, ...]:
    if settings.PUBLIC_URL:
        return (
            f"Đọc tất cả: {settings.PUBLIC_URL}{reverse('inbox')}",
            f"Chọn việc nào báo qua thư điện tử: {settings.PUBLIC_URL}{reverse('reminders')}",
        )
    return (
        "Đăng nhập ĐVHT, bấm Thư ở góc trên bên phải để đọc. Chọn việc nào báo qua thư điện tử cũng ở đó.",
    )
