"""The two kinds of database that tests ask for, and the browser."""

import shutil
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import pytest
from django.contrib import auth
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from dvht.accounts.queries import predecessors_of_own
from dvht.config import urls
from dvht.paper import typesetting
from dvht.paper.docx import document

LONGEST = ("tests/browser", "tests/test_doors.py", "tests/test_names_stay_at_home.py", "tests/test_wheel.py")
"""Begun first, so that no worker is left alone with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture
def append_only_restored(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Set the append-only triggers again after a committed test was swept away (SQLite sweeps by DELETE)."""
    kept: list[str] = []
    request_state["triggers"] = kept
    yield
    if kept:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for statement in kept:
                cursor.execute(statement)


request_state: dict[str, list[str]] = {}


@pytest.fixture
def committed_db(append_only_restored: None, transactional_db: None) -> Iterator[None]:
    """A database in which deeds really commit, for tests of races and of other processes."""
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, statement in cursor.fetchall():
            request_state["triggers"].append(statement)
            cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which a fixture of the module makes something once: each test finds it as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def each_paper_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same paper asked for again is not set again: equal data give equal bytes, as other tests show."""
    for module, name in ((typesetting, "_compile"), (document, "_rendered")):
        monkeypatch.setattr(module, name, remembering(getattr(module, name)))


def remembering(deed: Callable[..., Any]) -> Callable[..., Any]:
    """`deed`, done once for the same arguments."""
    done: dict[str, Any] = {}

    def remembered(*given: Any, **named: Any) -> Any:
        key = repr((given, named))
        if key not in done:
            done[key] = deed(*given, **named)
        return done[key]

    return remembered


@pytest.fixture
def refusals_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is refused gets the reason alone, without the frame of a page: for tests that try thousands of doors."""
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", refusing(status), raising=False)


@pytest.fixture
def people_are_known(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Who visits is read once, with their roles: for tests that make thousands of visits and undo each."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    read, known = auth.get_user, dict[str, Any]()

    def get_user(request: HttpRequest) -> Any:
        number = request.session.get(auth.SESSION_KEY, "")
        if number not in known:
            known[number] = read(request)
            predecessors_of_own(known[number])  # keeps the roles too
        return copy(known[number])

    monkeypatch.setattr(auth, "get_user", get_user)


def refusing(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(str(exception), status=status)

    return refuse


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one for the tests of a module: nothing is downloaded, nothing calls home.

    Its driver keeps an event loop in this thread while it runs, in which Django refuses to touch a database: so it
    ends with its module, before the next one's tests.
    """
    quiet = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=quiet)
        yield browser
        browser.close()
