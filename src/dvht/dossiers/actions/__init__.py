"""Deeds on the dossier: the unit composes and hands in; the authority checks, returns, receives."""

from dvht.dossiers.actions.handling import (
    Giving,
    close_submission,
    keep_conclusion,
    reassign_submission,
    receive_submission,
    return_submission,
)
from dvht.dossiers.actions.papers import (
    SILENCE,
    ask_for_volume,
    bind_volume,
    issue_year_paper,
    open_dossier,
    request_recognition,
)
from dvht.dossiers.actions.registering import Arrival, register_submission
from dvht.dossiers.actions.submitting import submit_dossier, withdraw_submission

__all__ = [
    "SILENCE",
    "Arrival",
    "Giving",
    "ask_for_volume",
    "bind_volume",
    "close_submission",
    "issue_year_paper",
    "keep_conclusion",
    "open_dossier",
    "reassign_submission",
    "receive_submission",
    "register_submission",
    "request_recognition",
    "return_submission",
    "submit_dossier",
    "withdraw_submission",
]
