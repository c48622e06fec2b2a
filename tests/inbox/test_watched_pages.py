"""No page that changes the tree or who receives is forgotten: found in the code of the views, not in a list."""

from collections.abc import Callable, Iterator
from inspect import isclass, isfunction, ismodule, unwrap
from types import CodeType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dvht.inbox.middleware import CHANGING
from dvht.units import actions

QUESTIONS = {"powers_of", "touched", "hold_changes"}
"""What `units.actions` offers that writes nothing."""
DEEDS = {
    getattr(actions, name)
    for name in actions.__all__
    if isfunction(getattr(actions, name)) and name not in QUESTIONS
}
TELLS_NOBODY = {
    "set_up_check": "the first unit with its first person: nobody is there yet",
}
"""Pages that do such a deed and are not watched, with the reason."""


def pages(found: list[URLPattern | URLResolver] | None = None) -> Iterator[tuple[str, Any]]:
    for item in get_resolver().url_patterns if found is None else found:
        if isinstance(item, URLResolver):
            yield from pages(item.url_patterns)
        elif item.name:
            yield item.name, item.callback


def code_in(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of those written inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from code_in(inner)


def called_by(function: Callable[..., Any]) -> Iterator[Any]:
    """What a function of ours names: functions, the methods of classes, and what a module offers under such a name."""
    names = {name for code in code_in(function.__code__) for name in code.co_names}
    for name in names:
        one = function.__globals__.get(name)
        if isfunction(one):
            yield unwrap(one)
        elif isclass(one) and one.__module__.startswith("dvht."):
            yield from (unwrap(method) for method in vars(one).values() if isfunction(method))
        elif ismodule(one):
            yield from (unwrap(held) for other in names if isfunction(held := getattr(one, other, None)))


def does_a_deed(view: Callable[..., Any]) -> bool:
    """Whether a deed of the units can be reached from a view, through our own functions."""
    waiting: list[Any] = [unwrap(view)]
    seen = set()
    while waiting:
        one = waiting.pop()
        if one in DEEDS:
            return True
        if one not in seen and isfunction(one) and one.__module__.startswith("dvht."):
            seen.add(one)
            waiting += called_by(one)
    return False


def test_every_page_that_does_a_deed_on_units_is_watched_or_says_why_not() -> None:
    doing = {name for name, view in pages() if does_a_deed(view)}

    assert doing == CHANGING | TELLS_NOBODY.keys()
