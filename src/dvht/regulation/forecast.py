"""What is still needed: each missing fact is tried with the one engine, and the shortest list kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from dvht.regulation.arithmetic import needed_more
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import Facts, RowFacts
from dvht.regulation.pack import Pack
from dvht.regulation.results import LevelRow, Result
from dvht.regulation.rows import Row

Kind = Literal["evidence", "more_people", "meet", "grade", "fill"]
_NOTHING = RowFacts()
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to do. `count` is how many more persons; `gain` the points it adds (under points)."""

    row: str
    kind: Kind
    count: int | None
    gain: Decimal | None
    reference: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """From the present result to the next level or rank.

    `goal` is its label, None at the top. `improvements` is the shortest list found that reaches it;
    empty when there is no goal or it can't be reached (`reachable`). Under levels `after` is the level
    after the goal with all that it asks of the present facts. `possible` are all single gains, best first.
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
    return _by_points(pack, facts, now) if now.scheme == "points" else _by_levels(pack, now)


def _by_levels(pack: Pack, now: Result) -> Forecast:
    ahead = [level for level in pack.levels if level > (now.level or 0)]
    lists = [_level_list(pack, now, level) for level in ahead]
    labels: list[str | None] = [f"Mức độ {level}" for level in ahead]
    lists += [()] * (2 - len(lists))
    labels += [None] * (2 - len(labels))
    return Forecast(
        now=now,
        goal=labels[0],
        improvements=lists[0],
        reachable=bool(lists[0]),
        after=labels[1],
        improvements_after=lists[1],
        possible=lists[1] or lists[0],
    )


def _level_list(pack: Pack, now: Result, level: int) -> tuple[Improvement, ...]:
    """Every reason that stands against the level; nothing shorter can reach it."""
    found: list[Improvement] = []
    for row in pack.rows:
        result = cast(LevelRow, now.row(row.code))
        for reason in result.reasons_at(level):
            kind = _KIND_OF_REASON[reason]
            count = result.needed_at(level) if kind == "more_people" else None
            found.append(Improvement(row.code, kind, count, None, row.reference_at(level)))
    return tuple(found)


_KIND_OF_REASON: dict[str, Kind] = {
    "missing": "fill",
    "no_evidence": "evidence",
    "not_met": "meet",
    "below_threshold": "more_people",
    "grade_too_low": "grade",
}


@dataclass(frozen=True, slots=True)
class _Move:
    """Improvements of one row that only together add points, and the row's facts after them."""

    improvements: tuple[Improvement, ...]
    gain: Decimal
    after: RowFacts


def _by_points(pack: Pack, facts: Facts, now: Result) -> Forecast:
    points = now.points or _ZERO
    ahead = [rank for rank in reversed(pack.ranks) if rank.minimum > points]
    goal = ahead[0] if ahead else None
    found = {row.code: moves for row in pack.rows if (moves := _moves(pack, facts, row))}
    chosen: list[_Move] = [] if goal is None else _shortest(pack, facts, found, goal.minimum)
    everything = [one for moves in found.values() for move in moves for one in move.improvements]
    return Forecast(
        now=now,
        goal=goal.label if goal else None,
        improvements=tuple(one for move in chosen for one in move.improvements),
        reachable=bool(chosen),
        possible=tuple(sorted(everything, key=lambda one: -(one.gain or _ZERO))),
    )


def _shortest(pack: Pack, facts: Facts, found: dict[str, list[_Move]], goal: Decimal) -> list[_Move]:
    """The biggest gains first until the goal is reached; the last one no bigger than it must be."""
    chosen: list[_Move] = []
    waiting = {code: list(moves) for code, moves in found.items()}
    while waiting:
        code = max(waiting, key=lambda code: waiting[code][0].gain)
        enough = _cheapest_that_reaches(pack, facts, [moves[0] for moves in waiting.values()], goal)
        if enough is not None:
            return [*chosen, enough]
        move = waiting[code].pop(0)
        chosen.append(move)
        facts = _with(facts, move.improvements[0].row, move.after)
        if not waiting[code]:
            del waiting[code]
    return []


def _cheapest_that_reaches(pack: Pack, facts: Facts, moves: list[_Move], goal: Decimal) -> _Move | None:
    able = [move for move in moves if _total(pack, _with(facts, _code(move), move.after)) >= goal]
    if not able:
        return None
    best = min(able, key=lambda move: (len(move.improvements), move.gain))
    return _trimmed(pack, facts, best, goal)


def _trimmed(pack: Pack, facts: Facts, move: _Move, goal: Decimal) -> _Move:
    """The same move with no more persons than the goal asks for."""
    last = move.improvements[-1]
    if last.kind != "more_people" or last.count is None or move.after.count is None:
        return move
    start = move.after.count - last.count

    def with_more(more: int) -> RowFacts:
        return replace(move.after, count=start + more)

    def enough(more: int) -> bool:
        return _total(pack, _with(facts, last.row, with_more(more))) >= goal

    counts = range(1, last.count + 1)
    fewest = counts[min(bisect_left(counts, 1, key=enough), last.count - 1)]
    gain = _total(pack, _with(facts, last.row, with_more(fewest))) - _total(pack, facts)
    spent = sum((one.gain or _ZERO for one in move.improvements[:-1]), _ZERO)
    trimmed = replace(last, count=fewest, gain=gain - spent)
    return _Move((*move.improvements[:-1], trimmed), gain, with_more(fewest))


def _moves(pack: Pack, facts: Facts, row: Row) -> list[_Move]:
    """The steps that raise a row to its maximum, those without a gain joined to the next one."""
    moves: list[_Move] = []
    waiting: list[Improvement] = []
    gained = _ZERO
    for step in _STEPS:
        tried = step(_Trial(row, facts.rows.get(row.code, _NOTHING), pack.evidence_rule == "required"))
        if tried is None:
            continue
        kind, count, after = tried
        better = _with(facts, row.code, after)
        gain = _total(pack, better) - _total(pack, facts)
        waiting.append(Improvement(row.code, kind, count, gain, row.reference))
        facts, gained = better, gained + gain
        if gained > 0:
            moves.append(_Move(tuple(waiting), gained, after))
            waiting, gained = [], _ZERO
    return moves


@dataclass(frozen=True, slots=True)
class _Trial:
    """A row as it stands, from which a step goes on."""

    row: Row
    stated: RowFacts
    evidence_required: bool


_Tried = tuple[Kind, int | None, RowFacts]


def _fill(trial: _Trial) -> _Tried | None:
    """A row without facts, filled at its best; its evidence comes with it."""
    if trial.stated.given:
        return None
    total = trial.stated.total or 1
    filled = replace(trial.stated, evidence=max(1, trial.stated.evidence), points=None)
    if trial.row.measure == "share":
        return "fill", None, replace(filled, count=total, total=total)
    return "fill", None, replace(filled, met=True)


def _add_evidence(trial: _Trial) -> _Tried | None:
    if trial.stated.evidence or not trial.evidence_required:
        return None
    return "evidence", None, replace(trial.stated, evidence=1)


def _meet(trial: _Trial) -> _Tried | None:
    if trial.stated.met is not False:
        return None
    return "meet", None, replace(trial.stated, met=True, points=None)


def _add_people(trial: _Trial) -> _Tried | None:
    threshold, stated = trial.row.threshold(), trial.stated
    if threshold is None or stated.count is None or stated.total is None:
        return None
    more = needed_more(stated.count, stated.total, threshold)
    return ("more_people", more, replace(stated, count=stated.count + more, points=None)) if more else None


_STEPS: tuple[Callable[[_Trial], _Tried | None], ...] = (_fill, _add_evidence, _meet, _add_people)


def _with(facts: Facts, code: str, stated: RowFacts) -> Facts:
    return replace(facts, rows={**facts.rows, code: stated})


def _code(move: _Move) -> str:
    return move.improvements[0].row


def _total(pack: Pack, facts: Facts) -> Decimal:
    return evaluate(pack, facts).points or _ZERO
