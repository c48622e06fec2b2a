"""Reading the trail: which events, what they changed, and whether a chain is still whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Max, Model, QuerySet

from dvht.audit.models import Chain, Event

CHUNK = 500
"""Events held in memory while a chain is verified or written out."""


def events_of(scopes: Iterable[str] | QuerySet[Any, Any]) -> QuerySet[Event]:
    """The events of these chains, newest first; `scopes` may be a subquery of one column."""
    return Event.objects.filter(scope__in=scopes if isinstance(scopes, QuerySet) else list(scopes))


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
    """Read a chain from its first event to its last and compare every digest, in constant memory.

    Events appended while it reads are left to the next verification.
    """
    written = Event.objects.filter(scope=scope).aggregate(last=Max("position"))["last"] or 0
    chain = Chain.objects.filter(scope=scope).first() or Chain(scope=scope)
    expected, previous = 1, ""
    for event in _in_order(scope, chain.length):
        problem = _problem_of(event, expected, previous)
        if problem:
            return ChainCheck(scope, chain.length, expected, problem)
        expected, previous = expected + 1, event.digest
    if expected != chain.length + 1:
        return ChainCheck(scope, chain.length, expected, f"Thiếu sự kiện số {expected}.")
    if previous != chain.head:
        return ChainCheck(scope, chain.length, chain.length, "Sự kiện cuối không khớp với dấu của chuỗi.")
    if written > chain.length:
        return ChainCheck(scope, chain.length, written, f"Sự kiện số {written} được chèn thêm ngoài chuỗi.")
    return ChainCheck(scope, chain.length)


def broken_chains(scopes: Iterable[str]) -> Iterator[ChainCheck]:
    """The chains among these that don't hold any more."""
    for scope in scopes:
        check = verify_chain(scope)
        if not check.is_whole:
            yield check


def _in_order(scope: str, last: int) -> Iterator[Event]:
    events = Event.objects.filter(scope=scope, position__lte=last).order_by("position")
    return events.iterator(chunk_size=CHUNK)


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
