"""`dvht remind`: the round of reminders, by hand or by a timer of the system; `dvht serve` does it every hour."""

from __future__ import annotations

import argparse
import sys

from dvht.config.commands import Command


def _arrange(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def _run(_arguments: argparse.Namespace) -> int:
    from dvht.config.serving import ServeError, remind  # noqa: PLC0415 - other commands start without Django

    try:
        told, mails = remind()
    except ServeError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Đã nhắc: {told} thư mới, {mails} thư điện tử chờ gửi.")
    return 0


REMIND = Command(_arrange, _run)
