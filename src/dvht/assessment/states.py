"""The life of a self-assessment: it stays open until the head finalises, and may be opened again."""

from enum import StrEnum


class AssessmentState(StrEnum):
    OPEN = "open"
    FINAL = "final"


MOVES: dict[AssessmentState, frozenset[AssessmentState]] = {
    AssessmentState.OPEN: frozenset({AssessmentState.FINAL}),
    AssessmentState.FINAL: frozenset({AssessmentState.OPEN}),
}
