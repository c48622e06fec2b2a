"""What stands in a person's inbox."""

from django.db.models import Q, QuerySet

from dvht.accounts.models import User
from dvht.inbox.models import Message
from dvht.ui.vietnamese import without_marks


def unread_count(user: User) -> int:
    """How many messages the person has yet to open; one query."""
    return Message.objects.visible_to(user).unread_by(user).count()


def messages_of(user: User, *, topic: str = "", words: str = "", unread: bool = False) -> QuerySet[Message]:
    """The person's messages, newest first; `words` are sought without marks."""
    found = Message.objects.visible_to(user).with_unread(user).select_related("unit")
    if topic:
        found = found.filter(topic=topic)
    for word in without_marks(words).split():
        found = found.filter(words__contains=word)
    return found.filter(Q(is_unread=True)) if unread else found
