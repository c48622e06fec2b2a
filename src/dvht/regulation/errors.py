"""What can be wrong with a pack or with facts, always said in Vietnamese and with the place."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def path_text(path: Sequence[str | int]) -> str:
    """Write a path as the contract does: `indicators."2.1".count`, `groups[0].title`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
            continue
        shown = part if _PLAIN_KEY.match(part) else '"' + printable(part) + '"'
        text += f".{shown}" if text else shown
    return text


def printable(key: str) -> str:
    """A stranger's words made safe for one line of a message."""
    shortened = key if len(key) <= 60 else key[:60] + "…"
    return "".join(char if char.isprintable() else " " for char in shortened)


class RegulationError(Exception):
    """Base of every error of this room; `path` may be empty, `message` is Vietnamese."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message


class DocumentError(RegulationError):
    """A file that can't be read as strict YAML or JSON; `line` counts from 1, None when unknown."""

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        super().__init__(path, message)
        self.line = line


class PackError(RegulationError):
    """A pack that breaks its own rules; `file` and `line` say where to mend it."""

    def __init__(self, path: str, message: str, *, file: str = "", line: int | None = None) -> None:
        super().__init__(path, message)
        self.file = file
        self.line = line

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


class UnknownPackError(RegulationError):
    """No shipped pack has this id and version."""


class ChangedPackError(RegulationError):
    """A shipped version of a pack differs from the one that was used under its name."""


class FactsError(RegulationError):
    """Facts that don't fit the contract or the pack."""
