"""“Công dân học tập”: one person's scores against the pack, a total to reach and a floor under every indicator.

The readings chosen where no text was readable: points have at most two decimals and are never rounded; the
pass mark and the floor are reached by equality; who has not scored every indicator does not pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

from dvht.regulation.arithmetic import two_places
from dvht.regulation.errors import FactsError, path_text
from dvht.regulation.pack import CitizenRules, Group, Pack
from dvht.regulation.reading import Path
from dvht.regulation.stated import as_mapping, as_text, refuse, required

CitizenReason = Literal["incomplete", "below_pass", "below_floor", "lowest_unknown"]
_ZERO = Decimal(0)
_MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class CompetenceResult:
    """The points of one group of indicators; `missing` says that some of it isn't scored yet."""

    code: str
    title: str
    points: Decimal
    max_points: Decimal
    missing: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "points": two_places(self.points),
            "max": two_places(self.max_points),
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class CitizenResult:
    """What the pack says of one person.

    `missing` and `below_floor` are codes of rows in the order of the pack, empty when only a total is known;
    `groups` is empty then, too. `lowest` is the lowest single score, None when it isn't known. `lacking` is how
    many points the total lacks.
    """

    total: Decimal
    lowest: Decimal | None
    missing: tuple[str, ...]
    below_floor: tuple[str, ...]
    groups: tuple[CompetenceResult, ...]
    lacking: Decimal
    reasons: tuple[CitizenReason, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing stands against it; what isn't known stands against it."""
        return not self.reasons

    def as_json(self) -> dict[str, Any]:
        """The result as worked cases write it."""
        return {
            "total": two_places(self.total),
            "lowest": None if self.lowest is None else two_places(self.lowest),
            "missing": list(self.missing),
            "below_floor": list(self.below_floor),
            "groups": {group.code: group.as_json() for group in self.groups},
            "lacking": two_places(self.lacking),
            "reasons": list(self.reasons),
            "passes": self.passes,
        }


def evaluate_citizen(pack: Pack, scores: Mapping[str, Decimal]) -> CitizenResult:
    """The result of scores by row, not all of which need be given yet.

    While some are missing, `below_pass` is said only when full marks for them all would not help either.
    Raises FactsError for an unknown row and for points that are negative, above the maximum or too fine.
    """
    rules = _rules(pack)
    for code, points in scores.items():
        _check_score(pack, code, points)
    total = sum(scores.values(), _ZERO)
    missing = tuple(row.code for row in pack.rows if row.code not in scores)
    below = tuple(
        row.code for row in pack.rows if scores.get(row.code, rules.floor_points) < rules.floor_points
    )
    open_points = sum((pack.row(code).max_points or _ZERO for code in missing), _ZERO)
    reasons: list[CitizenReason] = ["incomplete"] if missing else []
    if total + open_points < rules.pass_points:
        reasons.append("below_pass")
    if below:
        reasons.append("below_floor")
    return CitizenResult(
        total=total,
        lowest=min(scores.values(), default=None),
        missing=missing,
        below_floor=below,
        groups=tuple(_competence(group, scores) for group in pack.groups),
        lacking=max(_ZERO, rules.pass_points - total),
        reasons=tuple(reasons),
    )


def evaluate_total(pack: Pack, total: Decimal, lowest: Decimal | None = None) -> CitizenResult:
    """The result of a total that was reached elsewhere, with the lowest single score where it is known.

    Without `lowest` nobody passes: the floor can't be shown to be kept. Raises FactsError for points that are
    negative, too fine, above the pack's total, or that contradict each other.
    """
    rules = _rules(pack)
    _check_points(total, pack.total_points or _ZERO, ("total",))
    reasons: list[CitizenReason] = ["below_pass"] if total < rules.pass_points else []
    if lowest is None:
        reasons.append("lowest_unknown")
    else:
        _check_points(lowest, pack.total_points or _ZERO, ("lowest",))
        if lowest * len(pack.rows) > total:
            every, told = _plain(lowest), _plain(total)
            raise FactsError(
                "lowest",
                f"{len(pack.rows)} chỉ báo đều từ {every} điểm thì tổng không thể chỉ {told} điểm",
            )
        if lowest < rules.floor_points:
            reasons.append("below_floor")
    return CitizenResult(
        total=total,
        lowest=lowest,
        missing=(),
        below_floor=(),
        groups=(),
        lacking=max(_ZERO, rules.pass_points - total),
        reasons=tuple(reasons),
    )


def stated_citizen(pack: Pack, data: Any) -> CitizenResult:
    """The result of scores, or of a total, as a file states them; raises FactsError with the path in the file."""
    if isinstance(data, Mapping) and "scores" in data:
        top = as_mapping(data, (), ("pack", "scores"))
        scores = as_mapping(top["scores"], ("scores",), None)
        return evaluate_citizen(
            pack, {code: _stated(points, ("scores", code)) for code, points in scores.items()}
        )
    top = as_mapping(data, (), ("pack", "total", "lowest"))
    lowest = _stated(top["lowest"], ("lowest",)) if "lowest" in top else None
    return evaluate_total(pack, _stated(required(top, "total", ()), ("total",)), lowest)


def _stated(value: object, path: Path) -> Decimal:
    written = as_text(value, path, 'điểm phải viết trong ngoặc kép, như "4.50"')
    try:
        return Decimal(written)
    except InvalidOperation:
        refuse(path, 'điểm phải là một số viết như "4.50"')


def reason_text(pack: Pack, reason: CitizenReason) -> str:
    """The reason for people, with the pack's own numbers."""
    rules = _rules(pack)
    words: dict[CitizenReason, str] = {
        "incomplete": "chưa chấm đủ các chỉ báo",
        "below_pass": f"dưới {_plain(rules.pass_points)} điểm",
        "below_floor": f"có chỉ báo dưới {_plain(rules.floor_points)} điểm",
        "lowest_unknown": f"chưa biết có chỉ báo nào dưới {_plain(rules.floor_points)} điểm không",
    }
    return words[reason]


def _plain(points: Decimal) -> str:
    """Points as people write them: no decimals where there are none, else a comma."""
    text = two_places(points)
    return text.removesuffix(".00").replace(".", ",")


def _rules(pack: Pack) -> CitizenRules:
    if pack.citizens is None:
        raise FactsError("pack", f"bộ {pack.id} đánh giá đơn vị, không đánh giá từng công dân học tập")
    return pack.citizens


def _competence(group: Group, scores: Mapping[str, Decimal]) -> CompetenceResult:
    return CompetenceResult(
        code=group.code,
        title=group.title,
        points=sum((scores.get(row.code, _ZERO) for row in group.rows), _ZERO),
        max_points=group.max_points or _ZERO,
        missing=any(row.code not in scores for row in group.rows),
    )


def _check_score(pack: Pack, code: str, points: Decimal) -> None:
    try:
        row = pack.row(code)
    except KeyError as error:
        raise FactsError(path_text(("scores", code)), f"bộ {pack.id} không có chỉ báo này") from error
    _check_points(points, row.max_points or _ZERO, ("scores", code))


def _check_points(points: Decimal, maximum: Decimal, path: tuple[str, ...]) -> None:
    if not points.is_finite():
        raise FactsError(path_text(path), "điểm phải là một số")
    if points < 0:
        raise FactsError(path_text(path), "điểm không được âm")
    if points > maximum:
        raise FactsError(path_text(path), f"quá điểm tối đa {two_places(maximum)}")
    exponent = points.as_tuple().exponent
    too_long = not isinstance(exponent, int) or exponent < -_MOST_PLACES
    if too_long or (Fraction(points) * 100).denominator != 1:
        raise FactsError(path_text(path), "điểm có tối đa hai chữ số thập phân")
