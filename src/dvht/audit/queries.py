"""Reading the trail: which events, what they changed, and whether a chain is still whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby, takewhile
from typing import Any

from django.apps import apps
from django.db.models import Max, Model, Q, QuerySet

from dvht.audit.models import Chain, Event

INSTALLATION = "installation"
"""The chain of deeds that belong to no unit."""

CHUNK = 500
"""Events held in memory while a chain is verified or written out."""


def scope_of_unit(unit_id: int | None) -> str:
    """The name of a unit's chain; without a unit, that of the installation."""
    return f"unit:{unit_id}" if unit_id else INSTALLATION


def events_of(scopes: Iterable[str] | QuerySet[Any, Any]) -> QuerySet[Event]:
    """The events of these chains, newest first; `scopes` may be a subquery of one column."""
    return Event.objects.filter(scope__in=scopes if isinstance(scopes, QuerySet) else list(scopes))


def events_about(things: Mapping[str, Collection[object]]) -> QuerySet[Event]:
    """The events of single things, newest first: ids by the name of their model ("members.Fact")."""
    about = Q(pk__in=[])
    for thing, ids in things.items():
        about |= Q(thing=thing, thing_id__in=[str(one) for one in ids])
    return Event.objects.filter(about)


def deeds_of(actor_id: int) -> QuerySet[Event]:
    """What one person did, newest first."""
    return Event.objects.filter(actor_id=actor_id)


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What verifying a chain found: `broken_at` is the position of the first link that doesn't hold."""

    scope: str
    events: int
    broken_at: int | None = None
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify_chain(scope: str) -> ChainCheck:
    """Verify one chain; see verify_chains."""
    return next(verify_chains([scope]))


def verify_chains(scopes: Iterable[str]) -> Iterator[ChainCheck]:
    """Read chains from their first event to their last and compare every digest.

    Events stream through: memory and queries don't grow with them. What is appended meanwhile is left to the
    next verification.
    """
    names = list(dict.fromkeys(scopes))
    events = Event.objects.filter(scope__in=names)
    written = dict(events.order_by().values_list("scope").annotate(Max("position")))
    chains = {chain.scope: chain for chain in Chain.objects.filter(scope__in=names)}
    stream = events.order_by("scope", "position").iterator(chunk_size=CHUNK)
    for scope, links in groupby(stream, key=lambda event: event.scope):
        yield _verified(chains.get(scope) or Chain(scope=scope), links, written.get(scope, 0))
        names.remove(scope)
    for scope in names:
        yield _verified(chains.get(scope) or Chain(scope=scope), (), 0)


def _verified(chain: Chain, links: Iterable[Event], written: int) -> ChainCheck:
    broken = partial(ChainCheck, chain.scope, chain.length)
    expected, previous = 1, ""
    for event in takewhile(lambda link: link.position <= chain.length, links):
        problem = _problem_of(event, expected, previous)
        if problem:
            return broken(expected, problem)
        expected, previous = expected + 1, event.digest
    if expected != chain.length + 1:
        return broken(expected, f"Thiếu sự kiện số {expected}.")
    if previous != chain.head:
        return broken(chain.length, "Sự kiện cuối không khớp với dấu của chuỗi.")
    if written > chain.length:
        return broken(written, f"Sự kiện số {written} được chèn thêm ngoài chuỗi.")
    return ChainCheck(chain.scope, chain.length)


def _problem_of(event: Event, expected: int, previous: str) -> str:
    if event.position != expected:
        return f"Thiếu sự kiện số {expected}."
    if event.previous != previous:
        return f"Sự kiện số {expected} không nối với sự kiện trước nó."
    if event.true_digest() != event.digest:
        return f"Sự kiện số {expected} đã bị sửa sau khi ghi."
    return ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a deed changed, in words; empty text where there was or is nothing."""

    label: str
    before: str
    after: str


def changes_of(event: Event) -> tuple[Change, ...]:
    """What the event changed, with the labels and words that people know from the pages."""
    model = _model_of(event.thing)
    before, after = event.before or {}, event.after or {}
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        Change(_label_of(model, key), _words(model, key, before.get(key)), _words(model, key, after.get(key)))
        for key in keys
    )


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An event as people read it; `at` is aware, `digest` is what the chain keeps."""

    scope: str
    position: int
    at: datetime
    actor: str
    verb: str
    thing: str
    label: str
    changes: tuple[Change, ...]
    digest: str


def trail_line(event: Event) -> TrailLine:
    """An event with the words that people know."""
    return TrailLine(
        event.scope,
        event.position,
        event.at,
        event.actor_name,
        event.verb,
        thing_label(event.thing),
        event.label,
        changes_of(event),
        event.digest,
    )


NAMES_KEPT_BACK = "tên chỉ hiện ở đơn vị"


def nameless_line(event: Event) -> TrailLine:
    """The event for whoever may not read the names of the unit: who did what and when, of people not whom."""
    line = trail_line(event)
    return replace(line, label=NAMES_KEPT_BACK, changes=()) if tells_names(event.thing) else line


def tells_names(thing: str) -> bool:
    """Whether events about such things name people of a roster: their room says so (`names_people`)."""
    room, _, model = thing.partition(".")
    named = getattr(apps.app_configs.get(room), "names_people", ())
    return "*" in named or model in named


def thing_label(thing: str) -> str:
    """The Vietnamese name of what was changed: "units.Unit" is "đơn vị"."""
    model = _model_of(thing)
    return str(model._meta.verbose_name) if model else thing  # noqa: SLF001 - Django's public name


def _model_of(thing: str) -> type[Model] | None:
    try:
        return apps.get_model(thing)
    except (LookupError, ValueError):
        return None


def _field_of(model: type[Model] | None, key: str) -> Any:
    if model is None:
        return None
    fields = model._meta.get_fields()  # noqa: SLF001 - Django's public name
    return next((field for field in fields if field.name == key), None)


def _label_of(model: type[Model] | None, key: str) -> str:
    label = str(getattr(_field_of(model, key), "verbose_name", key))
    return label[:1].upper() + label[1:]


def _words(model: type[Model] | None, key: str, value: Any) -> str:
    choices = dict(getattr(_field_of(model, key), "flatchoices", None) or ())
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    return _plain_words(value)


def _plain_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "; ".join(_plain_words(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain_words(item)}" for key, item in value.items())
    return str(value)
