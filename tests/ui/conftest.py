"""A small server of the gallery, under the Content-Security-Policy of the settings, and a browser."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from csp.utils import build_policy
from playwright.sync_api import Browser, Page
from tests.ui.gallery import PAGES, render

STATIC = Path(__file__).parents[2] / "src" / "dvht" / "ui" / "static"
SAVED = '<div class="dv-field-error" id="id_name_error"><p>Máy chủ đã xem</p></div>'
LISTED = '<ul class="dv-files" id="_files"><li>{}</li></ul>'


class GalleryHandler(BaseHTTPRequestHandler):
    """Pages of the gallery; answers an autosave by what the note says, and an upload by the file's name."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name in PAGES:
            self.answer(200, render(name).encode(), "text/html; charset=utf-8")
        elif self.path.startswith("/static/") and (file := STATIC / name.removeprefix("static/")).is_file():
            self.answer(200, file.read_bytes(), mimetypes.guess_type(file)[0] or "font/woff2")
        elif self.path == "/":  # a slow machine gives the work on the page time to ask how far it is
            self.part(200, '<div class="dv-work" id="ghep"><p role="status">Ghép quyển hồ sơ</p></div>')
        else:
            self.answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
        if self.path == "/up":
            self.upload(body)
        elif "mâu thuẫn" in body:
            self.part(
                409,
                '<section class="dv-conflict" id="_conflict" data-focus tabindex="-1"><p>Hai bản</p></section>',
            )
        else:
            self.part(422 if "sai" in body else 200, SAVED)

    def upload(self, body: str) -> None:
        name = body.partition('filename="')[2].partition('"')[0]
        if name.endswith(".exe"):
            self.part(422, "<p>Không nhận tệp chương trình.</p>")
        else:
            self.part(200, LISTED.format(name))

    def part(self, status: int, html: str) -> None:
        self.answer(status, html.encode(), "text/html; charset=utf-8")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", build_policy())
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Says nothing: the tests tell what they saw."""


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """Address of the gallery."""
    with ThreadingHTTPServer(("127.0.0.1", 0), GalleryHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of its own context: no cookies, no cache of another test."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
