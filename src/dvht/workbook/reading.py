"""Reading what offices send: .xlsx, .xls, .ods and .csv, known by their content."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final

from dvht.workbook.characters import clean
from dvht.workbook.errors import WorkbookError
from dvht.workbook.refusals import DAMAGED, EMPTY, NO_TABLE, TOO_BIG, TOO_MANY_BYTES
from dvht.workbook.sheets import MOST_BYTES, Cell, Sheet, Workbook

READING_SECONDS: Final = 30
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
    sheets = tuple(sheet for sheet in _sheets(_answer(data)) if sheet.rows)
    if not sheets:
        raise WorkbookError(NO_TABLE)
    return Workbook(clean(name), sheets)


def _answer(data: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "dvht.workbook.child"],
            input=data,
            capture_output=True,
            timeout=READING_SECONDS,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(TOO_BIG) from error
    return done.stdout


def _environment() -> dict[str, str]:
    """The child finds this package, and nothing large is mapped for its language."""
    paths = [str(_PACKAGES), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "LC_ALL": "C"}


def _sheets(answer: bytes) -> Iterator[Sheet]:
    """The sheets of an answer. Raises WorkbookError for a refusal, and for an answer that ends too early."""
    name, first, rows, done = "", 0, list[tuple[Cell, ...]](), False
    for line in answer.splitlines():
        said: Any = json.loads(line)
        if isinstance(said, list):
            rows.append(tuple(map(_cell, said)))
            continue
        if "error" in said:
            raise WorkbookError(said["error"])
        if first:
            yield _trimmed(name, first, rows)
        name, first, rows, done = said.get("sheet", ""), said.get("first_row", 0), [], "done" in said
    if not done:
        raise WorkbookError(DAMAGED)


def _trimmed(name: str, first: int, rows: list[tuple[Cell, ...]]) -> Sheet:
    while rows and not rows[-1]:
        rows.pop()
    leading = next((place for place, row in enumerate(rows) if row), 0)
    return Sheet(name, tuple(rows[leading:]), first + leading)


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]  # JSON: text, whole number, true or nothing
    if "number" in value:
        return Decimal(value["number"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return datetime.fromisoformat(value["moment"])
