"""What a plan may not go below: it only tightens what stands above it (PL-1, TBA-1)."""

import datetime as dt
from dataclasses import dataclass

from dvht.plans.models import Plan
from dvht.plans.queries.contents import Demands, demands_of
from dvht.regulation.pack import Pack


@dataclass(frozen=True)
class Floor:
    """The least share, in whole percent, that a target may name, and where it comes from."""

    percent: int
    source: str


def target_floor(plan: Plan, row_code: str, *, higher_percent: int | None = None) -> Floor | None:
    """The higher of the pack's threshold (level 1 under levels) and the higher plan's target for the row.

    None when the row is no share, so that it can have no target. KeyError for a row that the pack hasn't.
    `higher_percent` saves the look-up when the caller knows it.
    """
    pack = plan.pack
    threshold = pack.row(row_code).threshold(first_level(pack))
    if threshold is None:
        return None
    if higher_percent is None:
        higher_percent = higher_demands(plan).targets.get(row_code)
    if higher_percent is not None and higher_percent > threshold:
        return Floor(higher_percent, f"kế hoạch cấp trên ({plan.carries_out})")
    return Floor(threshold, pack.row(row_code).reference_at(first_level(pack)))


def first_level(pack: Pack) -> int | None:
    return 1 if pack.levels else None


def latest_day(plan: Plan, code: str) -> dt.date | None:
    """The last day that the higher plan gives for a milestone; None when it gives none."""
    day = higher_demands(plan).days.get(code)
    return day.last_day if day else None


def demanded_papers(plan: Plan) -> frozenset[str]:
    """Kinds of paper in the higher plan's dossier list: the unit may add to them, not drop them."""
    return frozenset(higher_demands(plan).papers)


def higher_demands(plan: Plan) -> Demands:
    """What the plan above demands as it was issued, never the draft of its next version."""
    return demands_of(plan.higher)
