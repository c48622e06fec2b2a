"""Geometry of the two drawn figures: a count against thresholds, and points against ranks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dvht.ui.vietnamese import written_number

Amount = int | Decimal | Fraction


@dataclass(frozen=True)
class Tick:
    """A labelled position on a figure; `x` is a percentage of its width, written for SVG."""

    x: str
    label: str
    anchor: str
    below: bool = False


@dataclass(frozen=True)
class Gauge:
    fill: str
    ticks: tuple[Tick, ...]
    text: str

    @property
    def is_one(self) -> bool:
        """No label stands under the bar, so the figure may be lower."""
        return not any(tick.below for tick in self.ticks)


@dataclass(frozen=True)
class Segment:
    """One rank on the ruler: `x` is the middle of its stretch."""

    x: str
    label: str
    is_reached: bool


@dataclass(frozen=True)
class Ruler:
    got: str
    can: str | None
    segments: tuple[Segment, ...]
    edges: tuple[Tick, ...]
    text: str


def gauge_of(have: Amount, whole: Amount, marks: Iterable[tuple[str, Amount]], unit: str) -> Gauge:
    """A count `have` of `whole`; `marks` are (label, count needed) and alternate above and below the bar."""
    kept = list(marks)
    ticks = tuple(
        Tick(
            x=share(needed, whole),
            label=f"{label}: {written_number(needed)} {unit}".rstrip(),
            anchor="end" if 2 * needed > whole else "start",
            below=place % 2 == 1,
        )
        for place, (label, needed) in enumerate(kept)
    )
    needs = ", ".join(f"{label} cần {written_number(needed)} {unit}".rstrip() for label, needed in kept)
    has = f"{written_number(have)} trên {written_number(whole)} {unit}".rstrip()
    return Gauge(share(have, whole), ticks, f"{has}. {needs}." if needs else f"{has}.")


def ruler_of(
    points: Amount,
    maximum: Amount,
    ranks: Iterable[tuple[str, Amount]],
    *,
    can: Amount | None,
    below: str,
) -> Ruler:
    """Points against `ranks`, each (label, least points); `can` are the points within reach; `below` names
    the stretch under the lowest rank."""
    steps = sorted(ranks, key=lambda rank: rank[1])
    if not steps or steps[0][1] > 0:
        steps.insert(0, (below, 0))
    edges = tuple(
        Tick(share(least, maximum), written_number(least), "middle")
        for _, least in steps
        if 0 < least < maximum
    )
    return Ruler(
        got=share(points, maximum),
        can=share(can, maximum) if can is not None and can > points else None,
        segments=_segments(steps, points, maximum),
        edges=(*edges, Tick("100%", written_number(maximum), "end")),
        text=_ruler_text(points, maximum, steps, can),
    )


def _segments(steps: Sequence[tuple[str, Amount]], points: Amount, maximum: Amount) -> tuple[Segment, ...]:
    ends = [least for _, least in steps[1:]] + [maximum]
    return tuple(
        Segment(
            x=share(Fraction(least) / 2 + Fraction(end) / 2, maximum),
            label=label,
            is_reached=least <= points and (points < end or end == maximum),
        )
        for (label, least), end in zip(steps, ends, strict=True)
    )


def _ruler_text(
    points: Amount, maximum: Amount, steps: Sequence[tuple[str, Amount]], can: Amount | None
) -> str:
    ranks = ", ".join(f"{label} từ {written_number(least)}" for label, least in steps if least > 0)
    text = f"{written_number(points)} trên {written_number(maximum)} điểm. {ranks}."
    if can is not None and can > points:
        text += f" Có thể thành {written_number(can)} điểm."
    return text


def share(part: Amount, whole: Amount) -> str:
    """Percentage of `whole` for an SVG attribute, between 0% and 100%, at most two decimals."""
    if whole <= 0:
        return "0%"
    hundredths = min(max(int(Fraction(part) / Fraction(whole) * 10000), 0), 10000)
    text = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    return f"{text}%"


@dataclass(frozen=True)
class Bar:
    """One column of a chart: `x` its left edge, `middle` its centre (percentages); `y` and `height` in pixels."""

    x: str
    middle: str
    y: int
    height: int
    label: str
    value: str
    value_y: int


@dataclass(frozen=True)
class Bars:
    """A chart of columns with their numbers written over them, and a dashed line at the goal."""

    bars: tuple[Bar, ...]
    width: str
    height: int
    base: int
    goal_y: int | None
    goal_label: str
    text: str

    @property
    def is_wide(self) -> bool:
        """More columns than a phone is wide: the drawing keeps its width and is moved sideways."""
        return len(self.bars) > MOST_BARS


MOST_BARS = 6
BARS_BASE, BARS_TOP = 158, 28
"""Where the columns stand and how high the highest may reach, in pixels from the top of the drawing."""


def bars_of(points: Iterable[tuple[str, int]], *, title: str, goal: int = 0, goal_label: str = "") -> Bars:
    """Columns from (label, value); the scale ends at the greatest value or at `goal`, whichever is more."""
    kept = list(points)
    top = max([value for _, value in kept] + [goal, 1])
    step = Fraction(100, max(len(kept), 1))
    bars = tuple(_bar(place, label, value, top, step) for place, (label, value) in enumerate(kept))
    said = ", ".join(f"{label}: {written_number(value)}" for label, value in kept)
    whole = f"; {goal_label}" if goal else ""
    return Bars(
        bars=bars,
        width=_percent(step * Fraction(3, 5)),
        height=BARS_BASE + 32,
        base=BARS_BASE,
        goal_y=BARS_BASE - _rise(goal, top) if goal else None,
        goal_label=goal_label if goal else "",
        text=f"{title}. {said}{whole}.",
    )


def _bar(place: int, label: str, value: int, top: int, step: Fraction) -> Bar:
    rise = _rise(value, top)
    left = place * step + step / 5
    return Bar(
        x=_percent(left),
        middle=_percent(left + step * Fraction(3, 10)),
        y=BARS_BASE - rise,
        height=rise,
        label=label,
        value=written_number(value),
        value_y=BARS_BASE - rise - 6,
    )


def _rise(value: int, top: int) -> int:
    return 0 if value <= 0 else max(value * (BARS_BASE - BARS_TOP) // top, 1)


def _percent(value: Fraction) -> str:
    return share(value, Fraction(100))


@dataclass(frozen=True)
class MiniCell:
    """One row of a result in a line of small marks; `kind`: p passed, f failed, t nobody looked, n doesn't apply."""

    x: int
    kind: str


def mini_cells(groups: Iterable[Iterable[str]]) -> tuple[tuple[MiniCell, ...], int]:
    """Marks of 6 px with a wider gap between groups, and the width of them all."""
    cells: list[MiniCell] = []
    x = 0
    for group in groups:
        for kind in group:
            cells.append(MiniCell(x, kind))
            x += 8
        x += 5
    return tuple(cells), max(x - 7, 1)
