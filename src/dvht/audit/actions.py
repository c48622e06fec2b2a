"""The only door through which an event is written."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from dvht.audit.models import Chain, Event
from dvht.audit.queries import scope_of_unit


class Actor(Protocol):
    """Whoever does a deed: a user, or the system itself."""

    pk: Any
    full_name: Any


class System:
    """The actor of deeds that no person does, such as loading sample data."""

    pk = None
    full_name = "Hệ thống"


SYSTEM = System()


def record(
    verb: str,
    *,
    by: Actor,
    thing: str,
    thing_id: object,
    label: str,
    unit_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event to the chain of the unit (or of the installation) and return it.

    Runs inside the caller's transaction: the deed and its trace stand or fall together.
    `before` and `after` hold only what changed; dates and decimals become strings.
    """
    scope = scope_of_unit(unit_id)
    with transaction.atomic():
        Chain.objects.get_or_create(scope=scope)
        chain = Chain.objects.select_for_update().get(scope=scope)
        event = Event(
            scope=scope,
            position=chain.length + 1,
            at=timezone.now(),
            actor_id=by.pk,
            actor_name=by.full_name or "",
            verb=verb,
            thing=thing,
            thing_id=str(thing_id),
            label=label[:300],
            before=_plain(before),
            after=_plain(after),
            previous=chain.head,
        )
        event.digest = event.true_digest()
        event.save(force_insert=True)
        chain.length, chain.head = event.position, event.digest
        chain.save(update_fields=["length", "head"])
    return event


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
    return plain
