"""One mail a person and day, of what is new and unread; sent in the background, tried again when it fails."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from dvht.accounts.models import Role, User
from dvht.accounts.queries import AUTHORITY_ROLES
from dvht.inbox.models import Message, Reading
from dvht.reminders.letters import mail_of
from dvht.reminders.models import MOST_TRIES, DailyMail, Preference

NEWS_FOR: Final = dt.timedelta(days=7)
"""A message older than this is no news: a mail server that comes back after a month sends no flood."""

_log = logging.getLogger(__name__)


def write_daily_mails(now: dt.datetime) -> tuple[int, ...]:
    """Write the mails of the day for whoever has unread news and none of today yet; the numbers of those to send now.

    Those of earlier runs that failed are among them, until they are given up. Without a mail server nothing is written.
    A fixed number of queries. Two runs at the same moment write one set of mails.
    """
    if not settings.EMAIL_HOST:
        return ()
    day = timezone.localdate(now)
    try:
        with transaction.atomic():
            _write(_news_by_person(now, day), day)
    except IntegrityError:
        _log.info("another run is writing the mails of %s", day)
    waiting = DailyMail.objects.filter(
        sent_at__isnull=True, tries__lt=MOST_TRIES, day__gte=day - dt.timedelta(days=1)
    )
    return tuple(waiting.order_by("pk").values_list("pk", flat=True))


def _news_by_person(now: dt.datetime, day: dt.date) -> Mapping[int, list[int]]:
    """The messages that each person with an address is to be told of."""
    recent = Message.objects.filter(sent_at__gt=now - NEWS_FOR).order_by("pk")
    of_unit: dict[int, list[tuple[int, str]]] = defaultdict(list)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, unit, topic in recent.filter(unit__isnull=False).values_list("pk", "unit", "topic"):
        of_unit[unit].append((pk, topic))
    for pk, person, topic in recent.filter(person__isnull=False).values_list("pk", "person", "topic"):
        found[person][pk] = topic
    keepers = Role.objects.filter(kind__in=AUTHORITY_ROLES, unit__in=recent.order_by().values("unit"))
    for person, unit in keepers.order_by().values_list("user", "unit").distinct():
        found[person].update(of_unit.get(unit, ()))
    return _wanted(found, recent, day)


def _wanted(
    found: Mapping[int, Mapping[int, str]], recent: Iterable[Message], day: dt.date
) -> Mapping[int, list[int]]:
    """Without what was read, told or isn't wanted, and without people who can't be written to or had their mail."""
    reachable = set(User.objects.filter(is_active=True).exclude(email="").values_list("pk", flat=True))
    reachable -= set(DailyMail.objects.filter(day=day).values_list("person", flat=True))
    unwanted = set(Preference.objects.filter(by_mail=False).values_list("person", "topic"))
    known = set(Reading.objects.filter(message__in=recent).values_list("person", "message"))
    known |= set(
        DailyMail.messages.through.objects.filter(message__in=recent).values_list(
            "dailymail__person", "message"
        )
    )
    return {
        person: kept
        for person, topics in found.items()
        if person in reachable
        and (
            kept := [
                pk
                for pk, topic in topics.items()
                if (person, pk) not in known and (person, topic) not in unwanted
            ]
        )
    }


def _write(news: Mapping[int, list[int]], day: dt.date) -> None:
    mails = DailyMail.objects.bulk_create(DailyMail(person_id=person, day=day) for person in news)
    through = DailyMail.messages.through
    through.objects.bulk_create(
        through(dailymail_id=mail.pk, message_id=message)
        for mail in mails
        for message in news[mail.person_id]
    )


def send_mail_of_day(mail_id: int) -> bool:
    """Try once to send a mail; true when it went out. A failure is written down and tried again at the next run."""
    mail = DailyMail.objects.select_related("person").get(pk=mail_id)
    mine = DailyMail.objects.filter(pk=mail_id, tries=mail.tries, sent_at__isnull=True, tries__lt=MOST_TRIES)
    if not mine.update(tries=F("tries") + 1):
        return False
    person = mail.person
    told = list(mail.messages.filter(Q(person=person) | Q(unit__in=_kept_by(person))).select_related("unit"))
    if not person.is_active or not person.email or not told:
        DailyMail.objects.filter(pk=mail_id).update(tries=MOST_TRIES)
        return False
    subject, body = mail_of(person, told, timezone.localdate())
    try:
        EmailMessage(subject, body, to=[person.email]).send()
    except OSError as error:  # smtplib's errors are kinds of it, as are those of the network
        DailyMail.objects.filter(pk=mail_id).update(problem=_why(error))
        _log.warning("mail %s could not be sent: %s", mail_id, error)
        return False
    DailyMail.objects.filter(pk=mail_id).update(sent_at=timezone.now(), problem="")
    return True


def _kept_by(person: User) -> QuerySet[Role, Any]:
    """Asked again when the mail goes out: a role may have ended since."""
    return Role.objects.filter(user=person, kind__in=AUTHORITY_ROLES).values("unit")


def _why(error: OSError) -> str:
    return f"{type(error).__name__}: {error}"[:300]
