"""Who wants what by mail, and which mails could not be sent."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import QuerySet

from dvht.accounts.models import Role, User
from dvht.accounts.queries import administered_units
from dvht.inbox.models import Topic
from dvht.reminders.models import DailyMail, Preference


def wishes_of(person: User) -> Mapping[str, bool]:
    """Each topic, and whether the person wants it by mail; they do until they say otherwise."""
    said = dict(Preference.objects.filter(person=person).values_list("topic", "by_mail"))
    return {topic: said.get(topic, True) for topic in Topic.values}


def wants_mail(person: User) -> bool:
    """Whether mail to this person is possible at all."""
    return bool(settings.EMAIL_HOST and person.email)


def last_mail(person: User) -> DailyMail | None:
    return DailyMail.objects.filter(person=person).first()


def failed_mails(administrator: User) -> QuerySet[DailyMail]:
    """Mails that did not go out, to people of the units that somebody administers, newest first."""
    units = administered_units(administrator).order_by().values("pk")
    people = Role.objects.filter(unit__in=units).values("user")
    failed = DailyMail.objects.filter(sent_at__isnull=True, person__in=people).exclude(problem="")
    return failed.select_related("person")
