"""Start everything that an installation needs: database, static files, background worker and web server."""

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final
from zoneinfo import ZoneInfo

from dvht.config.environment import number

DEFAULT_PORT = 8000
WAKING_HOURS: Final = range(7, 21)
"""In which people are reminded and written to."""
HOUR: Final = 60 * 60


class ServeError(Exception):
    """The server can't start; the message says why, in Vietnamese."""


def chosen_port(named: str | None) -> int:
    """The port of --port, else of $DVHT_PORT, else 8000. Raises ServeError outside 1-65535."""
    text = named if named is not None else os.environ.get("DVHT_PORT", str(DEFAULT_PORT))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ServeError(f"Cổng “{text}” không dùng được. Hãy ghi một số từ 1 đến 65535.")
    return int(text)


def prepare(*, demo: bool) -> bool:
    """Bring the database up to date, collect static files and, in demo mode, load the sample data once.

    True when the sample data was loaded just now. Raises ServeError when the database can't be reached or already
    holds the work of real users.
    """
    _set_environment(demo=demo)
    import django  # noqa: PLC0415 - settings are read only when the server really starts
    from django.core.management import call_command  # noqa: PLC0415 - for the same reason

    django.setup()
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - after the settings are chosen
    from django.db import Error  # noqa: PLC0415 - as above

    from dvht.members.actions.uploads import empty_old_uploads  # noqa: PLC0415 - its models need django.setup()

    try:
        call_command("migrate", interactive=False, verbosity=0)
        empty_old_uploads()
        call_command("collectstatic", interactive=False, verbosity=0)
    except (Error, ImproperlyConfigured) as error:
        raise ServeError(
            f"Không mở được cơ sở dữ liệu: {error}. Hãy xem lại DVHT_DATABASE_URL hoặc DVHT_DATA."
        ) from error
    except OSError as error:
        raise ServeError(
            f"Không ghi được “{error.filename}” ({error.strerror}). Hãy xem lại DVHT_DATA và chỗ trống trên đĩa."
        ) from error
    if not demo:
        return False
    from dvht.demo.actions import DemoError, load_demo_once  # noqa: PLC0415 - its models need django.setup()

    try:
        return load_demo_once()
    except DemoError as error:
        raise ServeError(str(error)) from error


def remind() -> tuple[int, int]:
    """The daily round of reminders on an installation that is prepared; how many messages, and mails to be sent.

    Raises ServeError when the database can't be used.
    """
    _set_environment(demo=False)
    import django  # noqa: PLC0415 - settings are read only when the round really begins

    django.setup()
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - after the settings are chosen
    from django.db import Error  # noqa: PLC0415 - as above

    from dvht.reminders.tasks import remind as round_of_reminders  # noqa: PLC0415 - its models need django.setup()

    try:
        return round_of_reminders()
    except (Error, ImproperlyConfigured) as error:
        raise ServeError(
            f"Không dùng được cơ sở dữ liệu: {error}. Hãy chạy dvht serve một lần để chuẩn bị, hoặc xem lại "
            "DVHT_DATABASE_URL, DVHT_DATA."
        ) from error


def _set_environment(*, demo: bool) -> None:
    if demo:
        os.environ["DVHT_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dvht.config.settings")


def _prepare_apart(*, demo: bool) -> None:
    """Prepare in a process of its own.

    The web server forks from this one. Sample data is typeset by threads that a fork doesn't have: had they
    been started here, the server would wait for them for ever at its first paper.
    """
    _set_environment(demo=demo)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        apart.submit(prepare, demo=demo).result()


class Keeper(threading.Thread):
    """Runs a program beside the web server again and again, and ends it with the server."""

    words: Sequence[str] = ()
    """What to run, after Python's own name."""
    output: int | None = None
    """Where its words go; errors always go where the server's go."""
    delay: float = 0
    """Seconds before the first run, and `pause` between two."""
    pause: float = 0

    def __init__(self) -> None:
        super().__init__(name=f"{type(self).__name__.lower()}-keeper", daemon=True)
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        self.ending.wait(self.delay)
        while not self.ending.is_set():
            if self.may_run():
                command = [sys.executable, *self.words]
                self.process = subprocess.Popen(command, stdout=self.output)  # noqa: S603 - words of the classes below
                self.process.wait()
            self.ending.wait(self.pause)

    def may_run(self) -> bool:
        return True

    def end(self) -> None:
        self.ending.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Worker(Keeper):
    """Keeps a background worker alive; starts it again when it ends by itself."""

    words = ("-m", "django", "db_worker", "--no-startup-delay")
    pause = 2


class Reminders(Keeper):
    """Does the round of reminders every hour of the day: it tells nothing twice, and tries failed mail again."""

    words = ("-m", "dvht.config.cli", "remind")
    output = subprocess.DEVNULL
    delay = 30
    pause = HOUR

    def may_run(self) -> bool:
        return _hour_here() in WAKING_HOURS


def _hour_here() -> int:
    return dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).hour


def serve(*, demo: bool, port: str | None) -> None:
    """Serve until interrupted. Listens on $DVHT_HOST (127.0.0.1 unless named)."""
    listening = chosen_port(port)
    threads = number("DVHT_THREADS", 4)
    host = os.environ.get("DVHT_HOST", "127.0.0.1")
    _refuse_if_taken(host, listening)
    if demo and not os.environ.get("DVHT_PUBLIC_URL"):
        os.environ["DVHT_PUBLIC_URL"] = f"http://127.0.0.1:{listening}"
    _prepare_apart(demo=demo)
    from granian import Granian  # noqa: PLC0415 - the command starts fast when it doesn't serve
    from granian.constants import Interfaces  # noqa: PLC0415 - as above
    from granian.log import LogLevels  # noqa: PLC0415 - as above

    print(f"ĐVHT đang chạy ở http://{host}:{listening} (dừng: Ctrl+C)", flush=True)  # noqa: T201 - the command speaks to its user
    keepers = (Worker(), Reminders())
    for keeper in keepers:
        keeper.start()
    try:
        Granian(
            "dvht.config.wsgi:application",
            address=host,
            port=listening,
            interface=Interfaces.WSGI,
            blocking_threads=threads,
            websockets=False,
            log_level=LogLevels.warning,
            log_access=False,
        ).serve()
    finally:
        for keeper in keepers:
            keeper.end()


def _refuse_if_taken(host: str, port: int) -> None:
    import socket  # noqa: PLC0415 - only the server asks for it

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise ServeError(f"Không có máy nào tên “{host}”. Hãy xem lại DVHT_HOST.") from error
        except OSError as error:
            raise ServeError(
                f"Không mở được cổng {port} trên {host} ({error.strerror}). "
                f"Hãy dùng cổng khác: DVHT_PORT={port + 1 if port < 65535 else 8000} make run"
            ) from error
