"""A real installation in demo mode: `dvht serve --demo` with a data directory and a database of its own."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PATIENCE = 240
"""Seconds in which a server must have migrated, loaded the demonstration and answered."""


@contextmanager
def serving(shared: Path) -> Iterator[str]:
    """The address of a running server; everything that it made is gone afterwards.

    `shared` is where the servers of all workers keep an installation that has loaded the demonstration.
    """
    with database() as url, tempfile.TemporaryDirectory(prefix="dvht-browser-") as directory:
        data = Path(directory)
        if not url:
            shutil.copytree(installed(shared / "installation"), data, dirs_exist_ok=True)
        with running(data, url) as address:
            yield address


def installed(data: Path) -> Path:
    """An installation on SQLite, made by the first worker that asks for it; the others wait and copy it."""
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            making = data.with_suffix(".new")
            making.mkdir()
            with running(making, ""):
                pass
            making.rename(data)
    return data


@contextmanager
def running(data: Path, url: str) -> Iterator[str]:
    """A server on this data directory and database, from its first answer to its orderly end."""
    port = free_port()
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [Path(sysconfig.get_path("scripts")) / "dvht", "serve", "--demo", "--port", str(port)],
            env=environment(data, url),
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/tai-khoan/login/", process, data / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def environment(data: Path, url: str) -> dict[str, str]:
    """What the server sees: nothing of the test suite's own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("DVHT_") and name != "DJANGO_SETTINGS_MODULE"
    }
    return {**kept, "DVHT_DATA": str(data), **({"DVHT_DATABASE_URL": url} if url else {})}


@contextmanager
def database() -> Iterator[str]:
    """A new PostgreSQL database beside the one that the tests are given; an empty address means SQLite."""
    given = os.environ.get("DVHT_TEST_DATABASE_URL", "")
    if not given:
        yield ""
        return
    name = f"dvht_browser_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")
