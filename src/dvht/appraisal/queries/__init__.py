"""Questions about panels and about what they find."""

from dvht.appraisal.queries.results import (
    FailingRow,
    ResultLine,
    examined_result,
    failing_rows,
    goal_words,
    results_of,
)

__all__ = ["FailingRow", "ResultLine", "examined_result", "failing_rows", "goal_words", "results_of"]
