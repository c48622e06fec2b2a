"""The newest result of each unit of a reach: as a panel concluded it, else as the unit settled it itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.assessment.models import Revision
from dvht.regulation.errors import UnknownPackError
from dvht.regulation.library import load_pack
from dvht.reports.queries.bodies import Reach

CONCLUDED = (AppraisalState.PASSED.value, AppraisalState.FAILED.value)
CITIZEN = "citizen"
"""The personal fact that rows about “Công dân học tập” are fed by."""

RowJson = Mapping[str, Any]


@dataclass(frozen=True)
class UnitResult:
    """Rows of a result as the engine writes them, by what pack, and whether a panel concluded it."""

    pack_id: str
    rows: tuple[RowJson, ...]
    concluded: bool


def results_of(reach: Reach, kinds: Collection[str] = ()) -> dict[int, UnitResult]:
    """By unit; one query whatever their number. `kinds` keeps the units of these kinds; empty: all."""
    year = reach.year
    panel = Appraisal.objects.filter(
        submission__unit=OuterRef("pk"), submission__year=year, state__in=CONCLUDED
    )
    own = Revision.objects.filter(assessment__plan__unit=OuterRef("pk"), assessment__plan__year=year)
    units = reach.units().filter(kind__in=kinds) if kinds else reach.units()
    mine = panel.order_by(), own.order_by("-number")
    rows = units.annotate(
        newest=Coalesce(*(Subquery(found.values("result")[:1]) for found in mine), output_field=JSONField()),
        panel_pack=Subquery(mine[0].values("submission__pack_id")[:1]),
        own_pack=Subquery(mine[1].values("pack_id")[:1]),
    ).order_by()
    return {
        unit: UnitResult(concluded or settled, tuple(result["rows"]), concluded=bool(concluded))
        for unit, result, concluded, settled in rows.values_list("pk", "newest", "panel_pack", "own_pack")
        if result and result.get("rows")
    }


def reasons_of(row: RowJson) -> set[str] | None:
    """Why a row of a result fails, at the lowest level at which it applies; None where it doesn't apply."""
    reasons = row.get("reasons", ())
    if not isinstance(reasons, Mapping):
        return set(reasons)
    levels = sorted(level for level, applies in row.get("applicable", {}).items() if applies)
    return set(reasons.get(levels[0], ())) if levels else None


@dataclass(frozen=True)
class Citizens:
    """Members recognised as “Công dân học tập”, of those counted, over the units whose result says so."""

    recognised: int = 0
    counted: int = 0
    units: int = 0


def citizens_of(results: Mapping[int, UnitResult]) -> Citizens:
    """From the rows that ask for it of members; a circular that counts nobody's recognition gives nothing."""
    recognised = counted = units = 0
    codes: dict[str, frozenset[str]] = {}
    for result in results.values():
        wanted = codes.setdefault(result.pack_id, _citizen_rows(result.pack_id))
        shares = [parts for row in result.rows if row["code"] in wanted if (parts := _share(row))]
        for part, whole in shares:
            recognised, counted, units = recognised + part, counted + whole, units + 1
    return Citizens(recognised, counted, units)


def _citizen_rows(pack_id: str) -> frozenset[str]:
    try:
        pack = load_pack(pack_id)
    except UnknownPackError:
        return frozenset()
    level = pack.levels[0] if pack.levels else None
    return frozenset(
        row.code
        for row in pack.rows
        if row.measure == "share" and row.population == "members"
        if any(need.fact == CITIZEN for need in row.needs(level))
    )


def _share(row: RowJson) -> tuple[int, int] | None:
    """ "38/40" as two numbers; the lowest level's where the counts differ by level."""
    said = row.get("share")
    if isinstance(said, Mapping):
        said = said[min(said)] if said else None
    part, slash, whole = str(said or "").partition("/")
    return (int(part), int(whole)) if slash and part.isdigit() and whole.isdigit() else None
