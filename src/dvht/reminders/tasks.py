"""Background work of the reminders."""

import datetime as dt

from django.utils import timezone
from django_tasks import task

from dvht.recognition.actions import publish_due
from dvht.reminders import actions


@task()
def send_mail_of_day(mail_id: int) -> None:
    actions.send_mail_of_day(mail_id)


def remind(now: dt.datetime | None = None) -> tuple[int, int]:
    """The daily round: publish decisions whose day has come, remind of what is due, write the day's mails and queue
    them; how many messages and mails.

    Any number of rounds a day does the work of one; after days without one only the nearest mark is told.
    """
    moment = now or timezone.now()
    publish_due(timezone.localdate(moment))
    told = actions.remind_of_due(timezone.localdate(moment))
    mails = actions.write_daily_mails(moment)
    for mail_id in mails:
        send_mail_of_day.enqueue(mail_id)
    return told, len(mails)
