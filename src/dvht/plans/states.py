"""The life of a yearly plan."""

from enum import StrEnum


class PlanState(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"


MOVES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.IN_FORCE}),
    PlanState.IN_FORCE: frozenset({PlanState.DRAFT}),
}


class TaskState(StrEnum):
    TO_DO = "to_do"
    DOING = "doing"
    DONE = "done"
