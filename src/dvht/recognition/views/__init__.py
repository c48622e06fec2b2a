"""Pages of recognition: of the body that decides, of the one that replies, of the unit."""

from dvht.recognition.views.changing import decision_correct, decision_correction, withdrawal_start
from dvht.recognition.views.decisions import decision_discard, decision_list, decision_start, decisions
from dvht.recognition.views.own import (
    improvement,
    improvement_add,
    improvement_remove,
    improvement_suggest,
    recognition,
    recognition_notice,
    recognition_paper,
)
from dvht.recognition.views.papers import (
    decision,
    decision_confirm,
    decision_file,
    decision_page,
    decision_reset,
)
from dvht.recognition.views.refusals import (
    refusal,
    refusal_file,
    refusal_issue,
    refusal_page,
    refusal_reset,
    refusals,
)
from dvht.recognition.views.register import titles, titles_export

__all__ = [
    "decision", "decision_confirm", "decision_correct", "decision_correction", "decision_discard", "decision_file",
    "decision_list", "decision_page", "decision_reset", "decision_start", "decisions", "improvement",
    "improvement_add", "improvement_remove", "improvement_suggest", "recognition", "recognition_notice",
    "recognition_paper", "refusal", "refusal_file", "refusal_issue", "refusal_page", "refusal_reset", "refusals",
    "titles", "titles_export", "withdrawal_start",
]  # fmt: skip
