"""Questions about decisions, titles and what the public sees of them."""

from dvht.recognition.queries.standing import titles_of
from dvht.recognition.queries.words import outcome_label

__all__ = ["outcome_label", "titles_of"]
