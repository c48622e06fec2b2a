"""What people say about a dossier, as the deeds take it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Words:
    """A value for one row as somebody gives it."""

    met: bool | None = None
    count: int | None = None
    count_level_2: int | None = None
    total: int | None = None
    grade: str = ""
    points: Decimal | None = None
    evidence_fits: bool = True
    reason: str = ""


@dataclass(frozen=True)
class MeetingWords:
    """A meeting as its secretary writes it down; `present` and `appraisals` by their numbers."""

    mode: str
    held_on: dt.date
    place: str = ""
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    notes: str = ""
    present: tuple[int, ...] = ()
    appraisals: tuple[int, ...] = ()


@dataclass(frozen=True)
class VoteWords:
    """How a seat votes; `agrees` None: no vote."""

    seat_id: int
    agrees: bool | None
    opinion: str = ""
