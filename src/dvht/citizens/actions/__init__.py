"""Deeds on a year's round: open, register, score, bring results in, review, decide, hand over."""

from dvht.citizens.actions.deciding import issue_decision, record_outside_decision
from dvht.citizens.actions.registering import choose_group, register_members, withdraw
from dvht.citizens.actions.results import bring_results, forget_result, record_print
from dvht.citizens.actions.reviewing import (
    close_review,
    reopen_review,
    save_review,
)
from dvht.citizens.actions.rounds import change_round, mark_collected, open_round
from dvht.citizens.actions.scoring import save_scores, submit_scores, take_back_scores
from dvht.citizens.models.words import (
    Choice,
    Days,
    MeetingWords,
    OutsideWords,
    ResultWords,
    ScoreWords,
    VerdictWords,
)

__all__ = [
    "Choice",
    "Days",
    "MeetingWords",
    "OutsideWords",
    "ResultWords",
    "ScoreWords",
    "VerdictWords",
    "bring_results",
    "change_round",
    "choose_group",
    "close_review",
    "forget_result",
    "issue_decision",
    "mark_collected",
    "open_round",
    "record_outside_decision",
    "record_print",
    "register_members",
    "reopen_review",
    "save_review",
    "save_scores",
    "submit_scores",
    "take_back_scores",
    "withdraw",
]
