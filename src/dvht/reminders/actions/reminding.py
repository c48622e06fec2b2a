"""What is due goes into the inbox: once at each mark, the nearest only, whatever was missed before."""

import datetime as dt
from typing import Final

from django.db import transaction

from dvht.inbox.actions import News, tell_each
from dvht.inbox.models import Message, Topic
from dvht.reminders.queries import Due, due_between
from dvht.ui.vietnamese import written_date, written_number, written_weekday_date

MARKS: Final = (1, 7, 14, 30)
"""Days before the last one at which units are reminded."""
MARKS_OF_TASKS: Final = (1, 7)
LATE: Final = "late"
LATE_FOR: Final = 30
"""Days after which nobody is told any more that something is late: it is history."""
NO_DAY: Final = "; văn bản không ghi ngày, ngày này do kế hoạch đặt"


def remind_of_due(today: dt.date) -> int:
    """Tell every unit what is near or late; how many new messages that made. Doing it again makes none."""
    dues = due_between(today - dt.timedelta(days=LATE_FOR), today + dt.timedelta(days=max(MARKS)))
    news = [told for due in dues if (told := _news(due, today)) is not None]
    with transaction.atomic():
        keys = [one.key for one in news]
        known = set(Message.objects.filter(topic=Topic.DEADLINE, key__in=keys).values_list("key", flat=True))
        new = [one for one in news if one.key not in known]
        tell_each(new)
    return len(new)


def _news(due: Due, today: dt.date) -> News | None:
    left = (due.last_day - today).days
    marks = MARKS_OF_TASKS if due.is_task else MARKS
    mark: int | str | None = LATE if left < 0 else next((mark for mark in marks if left <= mark), None)
    if due.done or mark is None:
        return None
    return News(
        due.unit_id,
        Topic.DEADLINE,
        f"{_when(left)}: {due.title}",
        _text(due, left),
        due.url,
        f"{due.key}:{due.last_day.isoformat()}:{mark}:{due.unit_id}",
    )


def _when(left: int) -> str:
    if left < 0:
        return f"Quá hạn {written_number(-left)} ngày"
    return f"Còn {written_number(left)} ngày" if left else "Hôm nay là ngày cuối"


def _text(due: Due, left: int) -> str:
    said = [f"{due.unit_name}: ngày cuối là {written_weekday_date(due.last_day)}."]
    if due.is_extended:
        said.append(f"Đã được gia hạn, hạn chung là {written_date(due.first_said)}.")
    if due.wording:
        said.append(f"{due.wording[:1].upper()}{due.wording[1:]}{NO_DAY if due.has_no_day else ''}.")
    if left < 0 and due.done is None:
        said.append("Phần mềm không biết việc này đã xong hay chưa; nếu đã xong thì bỏ qua thư này.")
    return " ".join(said)
