"""The papers of a round: list of registrants, personal forms, minutes, decision, list of results."""

from dvht.citizens.letters.decision import DECISION, decision_letter
from dvht.citizens.letters.form import form_letter
from dvht.citizens.letters.lists import registration_letter, results_letter
from dvht.citizens.letters.minutes import MINUTES, minutes_letter
from dvht.citizens.letters.sources import law_words

__all__ = [
    "DECISION",
    "MINUTES",
    "decision_letter",
    "form_letter",
    "law_words",
    "minutes_letter",
    "registration_letter",
    "results_letter",
]
