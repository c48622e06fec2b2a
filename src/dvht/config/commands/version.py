"""`dvht version`: which version is installed."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from dvht.config.commands import Command


def _arrange(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def _run(_arguments: argparse.Namespace) -> int:
    print(f"dvht {version('dvht')}")
    return 0


VERSION = Command(_arrange, _run)
