"""Deeds of recognition."""

from dvht.recognition.actions.drafting import (
    LineWords,
    Said,
    change_list,
    discard_draft,
    draft_correction,
    draft_decision,
    draft_withdrawal,
)
from dvht.recognition.actions.improving import (
    ImprovementWords,
    add_improvements,
    change_improvement,
    remove_improvement,
)
from dvht.recognition.actions.issuing import Signing, issue_decision
from dvht.recognition.actions.publishing import publish_due
from dvht.recognition.actions.refusing import refuse_recognition

__all__ = [
    "ImprovementWords", "LineWords", "Said", "Signing", "add_improvements", "change_improvement", "change_list",
    "discard_draft", "draft_correction", "draft_decision", "draft_withdrawal", "issue_decision", "publish_due",
    "refuse_recognition", "remove_improvement",
]  # fmt: skip
