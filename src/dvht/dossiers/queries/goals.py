"""The levels or ranks of a year, in codes and in words."""

from dvht.plans.models import Plan
from dvht.regulation.library import packs_governing
from dvht.regulation.pack import Pack


def goal_label(plan: Plan, goal: str) -> str:
    """A level or rank of the plan's year in words: "mức độ 1", "loại Tốt"; empty for none."""
    return label_of_goal(plan.pack, goal)


def next_year_goal_label(plan: Plan, goal: str) -> str:
    """What is registered for the year after, in the words of the text that governs that year."""
    labels = (label_of_goal(pack, goal) for pack in _next_packs(plan) if goal in dict(goals_of(pack)))
    return next(labels, goal)


def next_year_goals(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What a unit may register for the year after: a year of TT 22 may be followed by one of TT 24."""
    return tuple(dict(goal for pack in _next_packs(plan) for goal in goals_of(pack)).items())


def _next_packs(plan: Plan) -> tuple[Pack, ...]:
    """The plan's own pack while it governs the next year too, else those that do."""
    unit, year = plan.unit, plan.year + 1
    return (plan.pack,) if plan.pack.governs(unit.kind, year) else packs_governing(unit.kind, year)


def goals_of(pack: Pack) -> tuple[tuple[str, str], ...]:
    """The levels or ranks that a pack gives, lowest last under points, in codes and words."""
    if pack.scheme == "levels":
        return tuple((str(level), f"Mức độ {level}") for level in pack.levels)
    return tuple((rank.code, f"Loại {rank.label}") for rank in pack.ranks if rank.minimum > 0)


def label_of_goal(pack: Pack, goal: str) -> str:
    """A level or rank of a pack in words: "mức độ 1", "loại Tốt"; empty for none."""
    if not goal:
        return ""
    if pack.scheme == "levels":
        return f"mức độ {goal}"
    return next((f"loại {rank.label}" for rank in pack.ranks if rank.code == goal), goal)
