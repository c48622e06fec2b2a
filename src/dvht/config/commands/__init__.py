"""The subcommands of `dvht`, each a small module that says its arguments and its deed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: `arrange` adds its arguments, `run` does it and gives the exit code."""

    arrange: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
