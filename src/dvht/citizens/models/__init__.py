"""A year's round of "Công dân học tập": who registered, what they scored, what was concluded and decided."""

from dvht.citizens.models.decisions import CitizenDecision, DecisionLine
from dvht.citizens.models.registrants import NationalResult, Registrant, Score, Verdict
from dvht.citizens.models.rounds import CitizenRound, Review

__all__ = [
    "CitizenDecision",
    "CitizenRound",
    "DecisionLine",
    "NationalResult",
    "Registrant",
    "Review",
    "Score",
    "Verdict",
]
