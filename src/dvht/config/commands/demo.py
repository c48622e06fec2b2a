"""`dvht demo`: load the sample data once, into a database that has no users of its own."""

from __future__ import annotations

import argparse
import sys

from dvht.config.commands import Command


def _arrange(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def _run(_arguments: argparse.Namespace) -> int:
    from dvht.config.serving import ServeError, prepare  # noqa: PLC0415 - other commands start without Django

    try:
        loaded = prepare(demo=True)
    except ServeError as error:
        print(error, file=sys.stderr)
        return 2
    print("Đã nạp dữ liệu mẫu." if loaded else "Dữ liệu mẫu đã có từ trước, không nạp lại.")
    return 0


DEMO = Command(_arrange, _run)
