"""What is known of one member: all their postings, and what has been recorded of them."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, Model

from dvht.members.models import Member, NameWord, Posting


def postings_of(member: Member) -> tuple[Posting, ...]:
    """Every posting, the latest first."""
    held = member.postings.select_related("department").prefetch_related("positions")
    return tuple(sorted(held, key=lambda one: (one.started_on is not None, one.started_on), reverse=True))


def hanging_on(member: Member) -> tuple[str, ...]:
    """What rows of any room say something of the member, in words; their name and postings aside."""
    found = []
    for model, name in _pointing_at_members():
        if model._default_manager.filter(**{name: member.pk}).exists():  # noqa: SLF001 - Django's public name
            found.append(str(model._meta.verbose_name))  # noqa: SLF001 - Django's public name
    return tuple(dict.fromkeys(found))


def _pointing_at_members() -> list[tuple[type[Model], str]]:
    own = (Posting, NameWord)
    return [
        (model, field.name)
        for model in apps.get_models()
        if model not in own
        for field in model._meta.get_fields()  # noqa: SLF001 - Django's public name
        if isinstance(field, ForeignKey) and field.related_model is Member
    ]
