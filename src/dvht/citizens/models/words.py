"""What people say of a round, before it is kept: days, people, points, votes, a decision made on paper."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dvht.citizens.models.registrants import Counted


@dataclass(frozen=True)
class Days:
    """The unit's own days; each last day is still in time."""

    registration_until: dt.date
    scoring_from: dt.date
    scoring_until: dt.date
    review_on: dt.date
    collection_until: dt.date


@dataclass(frozen=True)
class Choice:
    """Who is registered; an empty group takes the one that the pack proposes for the kind of member."""

    member_id: int
    group: str = ""


@dataclass(frozen=True)
class ScoreWords:
    """What is said of one indicator; no points: not scored yet."""

    points: Decimal | None
    words: str = ""


@dataclass(frozen=True)
class ResultWords:
    """What was read for one person; `points` by row, where the file gives them all."""

    registrant_id: int
    total: Decimal
    lowest: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class MeetingWords:
    """The meeting as written so far; everything may still be empty."""

    held_on: dt.date | None = None
    began_at: dt.time | None = None
    ended_at: dt.time | None = None
    place: str = ""
    chair: str = ""
    secretary: str = ""
    attendees: str = ""
    absent: str = ""
    voters: int | None = None
    remarks: str = ""


@dataclass(frozen=True)
class VerdictWords:
    """What is written of one person."""

    registrant_id: int
    agree: int | None = None
    disagree: int | None = None
    abstain: int | None = None
    counted: str = Counted.UNDECIDED.value
    recognised: bool | None = None
    reason: str = ""

    @property
    def says_something(self) -> bool:
        return self != VerdictWords(self.registrant_id)


@dataclass(frozen=True)
class OutsideWords:
    """A decision as it stands on paper; `recognised` are ids of registrants, everybody else was not recognised."""

    number: str
    decided_on: dt.date
    signatory: str
    note: str
    recognised: frozenset[int]
    accept_lacking: bool = False
