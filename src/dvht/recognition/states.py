"""The life of a decision, and of a title."""

from enum import StrEnum


class DecisionState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


DECISION_MOVES: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.DRAFT: frozenset({DecisionState.ISSUED}),
    DecisionState.ISSUED: frozenset(),
}


class TitleState(StrEnum):
    IN_FORCE = "in_force"
    """Until its day, which a query compares; nothing is written when it passes."""
    REPLACED = "replaced"
    """By a higher level, a repeated recognition or a correction."""
    WITHDRAWN = "withdrawn"


TITLE_MOVES: dict[TitleState, frozenset[TitleState]] = {
    TitleState.IN_FORCE: frozenset({TitleState.REPLACED, TitleState.WITHDRAWN}),
    # a correction that leaves a unit out gives back the title that the corrected decision had ended
    TitleState.REPLACED: frozenset({TitleState.IN_FORCE}),
    TitleState.WITHDRAWN: frozenset(),
}


def before(after: TitleState) -> list[str]:
    """From which states a title may come into this one."""
    return [state.value for state, onward in TITLE_MOVES.items() if after in onward]
