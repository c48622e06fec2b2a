"""One server a worker, one browser context a person."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.browser.server import serving
from tests.browser.walk import Met, Walk

Visitors = Callable[..., Walk]
WIDE = {"width": 1366, "height": 900}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared: Path) -> Iterator[str]:
    """The address of a real server in demo mode."""
    with serving(shared) as address:
        yield address


@pytest.fixture(scope="session")
def met(shared: Path) -> Met:
    """What axe has met in this run, whoever walked there."""
    return Met(shared / "met")


@pytest.fixture
def visitors(chromium: Browser, site: str, met: Met) -> Iterator[Visitors]:
    """Makes people at browsers of their own: no cookies, no cache of another; width, or no scripts, if asked."""
    contexts: list[BrowserContext] = []
    walks: list[Walk] = []

    def arrive(*, width: int = 1366, scripts: bool = True) -> Walk:
        options: dict[str, Any] = {"viewport": {**WIDE, "width": width}, "locale": "vi-VN"}
        if width < 600:
            options |= {"viewport": {"width": width, "height": 740}, "has_touch": True}
        context = chromium.new_context(java_script_enabled=scripts, accept_downloads=True, **options)
        contexts.append(context)
        walks.append(Walk(context.new_page(), site, met, scripts=scripts))
        return walks[-1]

    yield arrive
    for context in contexts:
        context.close()
    assert [said for walk in walks for said in dict.fromkeys(walk.complaints)] == []
