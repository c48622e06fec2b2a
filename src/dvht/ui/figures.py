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
