"""What is still needed: each missing fact is tried with the one engine, and the shortest list kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from dvht.regulation.engine import evaluate
from dvht.regulation.facts import Facts
from dvht.regulation.pack import Pack
from dvht.regulation.results import Result
from dvht.regulation.steps import Improvement, Kind, carry_out, single_steps, steps_of

__all__ = ["Forecast", "Improvement", "Kind", "carry_out", "forecast", "single_steps"]

_ZERO = Decimal(0)
_Reaches = Callable[[Sequence[Improvement]], bool]


@dataclass(frozen=True, slots=True)
class Forecast:
    """From the present result to the next level or rank.

    `goal` is its label, None at the top. `improvements` is a shortest list that reaches it: no list of the same
    single steps is shorter, and without any one of them the goal is missed. It is empty when there is no goal
    or it can't be reached (`reachable`). Under levels the goal is the next one, or the one after it where that
    asks for less (a row may bind level 1 alone); `after` is the level after the goal with all that it asks of
    the present facts. `possible` are all single gains, best first.
    """

    now: Result
    goal: str | None
    improvements: tuple[Improvement, ...]
    reachable: bool
    after: str | None = None
    improvements_after: tuple[Improvement, ...] = ()
    possible: tuple[Improvement, ...] = ()


def forecast(pack: Pack, facts: Facts) -> Forecast:
    """What raises the result to the next level or rank."""
    now = evaluate(pack, facts)
    return _by_points(pack, facts, now) if now.scheme == "points" else _by_levels(pack, facts, now)


def _only_needed(steps: Sequence[Improvement], reaches: _Reaches) -> tuple[Improvement, ...]:
    """The steps without which the goal is missed, each tried; none when even all of them miss it."""
    kept = list(steps)
    if not reaches(kept):
        return ()
    for step in steps:
        without = [other for other in kept if other is not step]
        if reaches(without):
            kept = without
    return tuple(kept)


def _by_levels(pack: Pack, facts: Facts, now: Result) -> Forecast:
    ahead = [level for level in pack.levels if level > (now.level or 0)]
    lists = {level: _level_list(pack, facts, level) for level in ahead}
    reachable = [level for level in ahead if lists[level]]
    if not ahead:
        return Forecast(now=now, goal=None, improvements=(), reachable=False)
    goal = min(reachable, key=lambda level: len(lists[level]), default=ahead[0])
    later = next((level for level in ahead if level > goal), None)
    return Forecast(
        now=now,
        goal=f"Mức độ {goal}",
        improvements=lists[goal],
        reachable=bool(lists[goal]),
        after=None if later is None else f"Mức độ {later}",
        improvements_after=() if later is None else lists[later],
        possible=lists[ahead[-1]] or lists[goal],
    )


def _level_list(pack: Pack, facts: Facts, level: int) -> tuple[Improvement, ...]:
    """What the level still asks. Every row must pass by itself, so what can't be left out is the shortest list."""

    def reaches(steps: Sequence[Improvement]) -> bool:
        return evaluate(pack, carry_out(pack, facts, steps)).passes(level)

    return _only_needed(single_steps(pack, facts, level), reaches)


@dataclass(frozen=True, slots=True)
class _Move:
    """Steps of one row from its present state on; those without a gain of their own stand before one with it."""

    steps: tuple[Improvement, ...]
    gain: Decimal


def _by_points(pack: Pack, facts: Facts, now: Result) -> Forecast:
    points = now.points or _ZERO
    goal = next((rank for rank in reversed(pack.ranks) if rank.minimum > points), None)
    worth = partial(_worth, pack, facts)
    moves = [found for row in pack.rows if (found := _moves(worth, steps_of(pack, facts, row)))]
    chosen = () if goal is None else _shortest(moves, goal.minimum - points)
    improvements = _priced(_trimmed(chosen, goal.minimum, worth) if goal else (), worth)
    single = [one for found in moves for one in found[-1].steps]
    return Forecast(
        now=now,
        goal=goal.label if goal else None,
        improvements=improvements,
        reachable=bool(improvements),
        possible=tuple(sorted(single, key=lambda one: -(one.gain or _ZERO))),
    )


_Worth = Callable[[Sequence[Improvement]], Decimal]


def _worth(pack: Pack, facts: Facts, steps: Sequence[Improvement]) -> Decimal:
    """The total after the steps, as the engine says it."""
    return evaluate(pack, carry_out(pack, facts, steps)).points or _ZERO


def _moves(worth: _Worth, steps: tuple[Improvement, ...]) -> tuple[_Move, ...]:
    """How far a row can be bettered: each move contains the one before it and gains more."""
    moves: list[_Move] = []
    gained, priced = _ZERO, _priced(steps, worth)
    for index, step in enumerate(priced):
        gained += step.gain or _ZERO
        if gained > (moves[-1].gain if moves else _ZERO):
            moves.append(_Move(priced[: index + 1], gained))
    return tuple(moves)


def _priced(steps: Sequence[Improvement], worth: _Worth) -> tuple[Improvement, ...]:
    """The steps with what each adds, the ones before it done."""
    totals = [worth(steps[:index]) for index in range(len(steps) + 1)]
    return tuple(
        replace(step, gain=after - before)
        for step, before, after in zip(steps, totals, totals[1:], strict=False)
    )


_Reached = dict[int, dict[Decimal, tuple[_Move, ...]]]


def _shortest(rows: list[tuple[_Move, ...]], lacking: Decimal) -> tuple[Improvement, ...]:
    """The fewest steps that gain what is lacking, and of those lists one that gains the least beyond it.

    At most one move of each row. Rows add up independently, so every sum of gains that a number of steps can
    make is built row by row; sums beyond the goal are one and the same except for how far they go.
    """
    reached: _Reached = {0: {_ZERO: ()}}
    for moves in rows:
        reached = _with_row(reached, moves, lacking)
    for length in sorted(reached):
        gains = [gain for gain in reached[length] if gain >= lacking]
        if gains:
            chosen = sorted(reached[length][min(gains)], key=lambda move: -move.gain)
            return tuple(step for move in chosen for step in move.steps)
    return ()


def _with_row(reached: _Reached, moves: tuple[_Move, ...], lacking: Decimal) -> _Reached:
    further = {length: dict(sums) for length, sums in reached.items()}
    for length, sums in reached.items():
        for gain, chosen in sums.items():
            if gain >= lacking:
                continue
            for move in moves:
                longer = further.setdefault(length + len(move.steps), {})
                longer.setdefault(gain + move.gain, (*chosen, move))
    return further


def _trimmed(steps: tuple[Improvement, ...], minimum: Decimal, worth: _Worth) -> tuple[Improvement, ...]:
    """The same steps with no more persons than the goal asks for, the largest groups spared first."""
    kept = list(_only_needed(steps, lambda some: worth(some) >= minimum))
    people = [index for index, step in enumerate(kept) if step.kind == "more_people"]
    for index in sorted(people, key=lambda index: -(kept[index].count or 0)):
        kept[index] = _fewest(kept, index, minimum, worth)
    return tuple(kept)


def _fewest(steps: list[Improvement], index: int, minimum: Decimal, worth: _Worth) -> Improvement:
    step = steps[index]
    counts = range(1, (step.count or 1) + 1)

    def enough(count: int) -> bool:
        trial = [*steps[:index], replace(step, count=count), *steps[index + 1 :]]
        return worth(trial) >= minimum

    return replace(step, count=counts[min(bisect_left(counts, 1, key=enough), len(counts) - 1)])
