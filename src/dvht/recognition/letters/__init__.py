"""Official papers of recognition."""

from dvht.recognition.letters.decision import decision_letter
from dvht.recognition.letters.notice import notice_letter
from dvht.recognition.letters.refusal import refusal_letter

__all__ = ["decision_letter", "notice_letter", "refusal_letter"]
