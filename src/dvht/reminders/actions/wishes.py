"""What a person wants to be told by mail."""

from collections.abc import Collection

from django.db import transaction

from dvht.accounts.models import User
from dvht.inbox.models import Topic
from dvht.reminders.models import Preference


def save_wishes(wanted: Collection[str], *, by: User) -> None:
    """These topics by mail, the others only in the inbox."""
    with transaction.atomic():
        for topic in Topic:
            Preference.objects.update_or_create(
                person=by, topic=topic, defaults={"by_mail": topic.value in wanted}
            )
