"""The moves of a year's round, and of one person's self-score in it."""

from enum import StrEnum


class RoundState(StrEnum):
    OPEN = "open"
    REVIEWED = "reviewed"
    DECIDED = "decided"


ROUND_MOVES: dict[RoundState, frozenset[RoundState]] = {
    # a decision that was made on paper elsewhere is recorded without minutes of ours
    RoundState.OPEN: frozenset({RoundState.REVIEWED, RoundState.DECIDED}),
    RoundState.REVIEWED: frozenset({RoundState.OPEN, RoundState.DECIDED}),
    # a correction reviews again; the decision stands until the next one replaces it
    RoundState.DECIDED: frozenset({RoundState.OPEN}),
}


class ScoreState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


SCORE_MOVES: dict[ScoreState, frozenset[ScoreState]] = {
    ScoreState.DRAFT: frozenset({ScoreState.SUBMITTED}),
    ScoreState.SUBMITTED: frozenset({ScoreState.DRAFT}),
}
