"""Questions about a year's round: who registered, how far each is, what stands in the way."""

from dvht.citizens.queries.decisions import decision_in_force, decisions_of
from dvht.citizens.queries.hints import Known, known_of
from dvht.citizens.queries.lines import Condition, Line, lines_of, own_line, registrants_of
from dvht.citizens.queries.own import OwnState, own_state
from dvht.citizens.queries.rounds import (
    ProposedDays,
    instrument_words,
    last_year_people,
    packs_offered,
    proposed_days,
    round_of,
    unregistered,
)
from dvht.citizens.queries.votes import Conclusion, Votes, conclusion_of, line_votes, votes_of

__all__ = [
    "Conclusion",
    "Condition",
    "Known",
    "Line",
    "OwnState",
    "ProposedDays",
    "Votes",
    "conclusion_of",
    "decision_in_force",
    "decisions_of",
    "instrument_words",
    "known_of",
    "last_year_people",
    "line_votes",
    "lines_of",
    "own_line",
    "own_state",
    "packs_offered",
    "proposed_days",
    "registrants_of",
    "round_of",
    "unregistered",
    "votes_of",
]
