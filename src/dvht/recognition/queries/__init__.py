"""Questions about decisions, titles and what the public sees of them."""

from dvht.recognition.queries.public import public_results, standing_results
from dvht.recognition.queries.standing import titles_of
from dvht.recognition.queries.words import outcome_label, title_words

__all__ = ["outcome_label", "public_results", "standing_results", "title_words", "titles_of"]
