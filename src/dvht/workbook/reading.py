"""Reading what offices send: .xlsx, .xls, .ods and .csv, known by their content."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO, Final

from dvht.workbook.characters import clean
from dvht.workbook.errors import WorkbookError
from dvht.workbook.refusals import DAMAGED, EMPTY, NO_TABLE, TOO_BIG, TOO_MANY_BYTES
from dvht.workbook.sheets import MOST_BYTES, Cell, Sheet, Workbook

_LOG: Final = logging.getLogger(__name__)
READING_SECONDS: Final = 30
_KEPT_VARIABLES: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
_SEATS: Final = BoundedSemaphore(2)
"""How many files one server process reads at the same time; more wait their turn."""
_PACKAGES: Final = Path(__file__).parents[2]


def read_workbook(content: bytes | BinaryIO, name: str) -> Workbook:
    """Read the file in a process of its own. Raises WorkbookError, in Vietnamese, when it can't be taken.

    `name` is only kept for showing. Empty sheets and hidden ones are left out.
    """
    data = content if isinstance(content, bytes) else content.read(MOST_BYTES + 1)
    if not data:
        raise WorkbookError(EMPTY)
    if len(data) > MOST_BYTES:
        raise WorkbookError(TOO_MANY_BYTES)
    answer, status, told = _answer(data)
    try:
        sheets = tuple(sheet for sheet in _sheets(answer) if sheet.rows)
    except _CutShortError as error:
        _LOG.warning("reading a workbook ended with status %s: %s", status, told[-2_000:])
        # 1 is a Python error over what the file holds; any other end is the system's, which took memory or time away
        raise WorkbookError(DAMAGED if status == 1 else TOO_BIG) from error
    if not sheets:
        raise WorkbookError(NO_TABLE)
    return Workbook(clean(name), sheets)


class _CutShortError(Exception):
    """The process ended before it had said all."""


def _answer(data: bytes) -> tuple[bytes, int, str]:
    """What the process answered, the status that it ended with, and what it complained of."""
    try:
        with _SEATS:
            done = subprocess.run(
                [sys.executable, "-P", "-X", "utf8", "-m", "dvht.workbook.child"],
                input=data,
                capture_output=True,
                timeout=READING_SECONDS,
                check=False,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(TOO_BIG) from error
    return done.stdout, done.returncode, done.stderr.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """What Python needs to start, and no secret of the server; the plain language maps nothing large."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    paths = [str(_PACKAGES), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C"}


def _sheets(answer: bytes) -> Iterator[Sheet]:
    """The sheets of an answer. Raises WorkbookError for a refusal."""
    about: dict[str, Any] = {}
    rows = list[tuple[Cell, ...]]()
    for line in answer.splitlines():
        said = _said(line)
        if isinstance(said, list):
            rows.append(tuple(map(_cell, said)))
            continue
        if "error" in said:
            raise WorkbookError(said["error"])
        if about:
            yield _trimmed(about, rows)
        about, rows = said, []
    if "done" not in about:
        raise _CutShortError


def _said(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _CutShortError from error


def _trimmed(about: dict[str, Any], rows: list[tuple[Cell, ...]]) -> Sheet:
    while rows and not rows[-1]:
        rows.pop()
    leading = next((place for place, row in enumerate(rows) if row), 0)
    return Sheet(about["sheet"], tuple(rows[leading:]), leading + 1, tuple(map(tuple, about["spans"])))


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]  # JSON: text, whole number, true or nothing
    if "number" in value:
        return Decimal(value["number"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return datetime.fromisoformat(value["moment"])
