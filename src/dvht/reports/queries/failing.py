"""Which rows of a pack fail most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dvht.regulation.errors import UnknownPackError
from dvht.regulation.library import load_pack
from dvht.reports.queries.results import UnitResult, reasons_of


@dataclass(frozen=True)
class FailingRow:
    """A row with how many units fail it, how many of these for want of evidence, and of how many it was asked."""

    pack_id: str
    pack_title: str
    code: str
    title: str
    failed: int
    unproved: int
    asked: int


@dataclass(frozen=True)
class Failing:
    """The ranking, and on how many results of each source it rests."""

    rows: tuple[FailingRow, ...]
    concluded: int
    settled: int


def failing_of(results: Mapping[int, UnitResult]) -> Failing:
    """Ranked by how many units fail."""
    asked: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    unproved: Counter[tuple[str, str]] = Counter()
    for result in results.values():
        for row in result.rows:
            reasons = reasons_of(row)
            if reasons is None:
                continue
            key = (result.pack_id, str(row["code"]))
            asked[key] += 1
            failed[key] += bool(reasons)
            unproved[key] += reasons == {"no_evidence"}
    order = sorted((key for key in failed if failed[key]), key=lambda key: (-failed[key], key))
    concluded = sum(result.concluded for result in results.values())
    return Failing(
        tuple(
            FailingRow(
                pack, _pack_title(pack), code, _title(pack, code), failed[key], unproved[key], asked[key]
            )
            for key in order
            for pack, code in (key,)
        ),
        concluded,
        len(results) - concluded,
    )


def _title(pack_id: str, code: str) -> str:
    try:
        return load_pack(pack_id).row(code).title
    except (UnknownPackError, LookupError):
        return code


def _pack_title(pack_id: str) -> str:
    try:
        return load_pack(pack_id).short_title
    except UnknownPackError:
        return pack_id
