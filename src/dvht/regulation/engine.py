"""The one engine: facts and a pack in, a result out. No clock, no files, no rounding up."""

from __future__ import annotations

from dvht.regulation.errors import FactsError
from dvht.regulation.facts import Facts
from dvht.regulation.levels import evaluate_levels
from dvht.regulation.pack import Pack
from dvht.regulation.points import evaluate_points
from dvht.regulation.results import Result

__all__ = ["Result", "evaluate"]


def evaluate(pack: Pack, facts: Facts) -> Result:
    """What the pack says of the facts.

    The facts are taken as checked by `parse_facts`; facts built in code are not checked again (a draft
    may still lack the reason for its points). Raises FactsError for a pack that judges persons.
    """
    if pack.scheme == "levels":
        return evaluate_levels(pack, facts)
    if pack.scheme == "points":
        return evaluate_points(pack, facts)
    raise FactsError("pack", f"bộ {pack.id} đánh giá từng công dân học tập, không đánh giá đơn vị")
