"""A line of what is to be done."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ToDo:
    """Something somebody must do: what, why, by when, and where; `may` says whether the reader is one who does it."""

    name: str
    why: str
    url: str
    act: str
    state: str
    word: str
    due: dt.date | None = None
    may: bool = True
