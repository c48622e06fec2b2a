"""What a unit states about itself for one year, checked against the pack before it is evaluated.

The readings chosen where the contract is silent: `indicators` is required (it may be empty); a null is
a wrong type, not an absence; `count` needs `total`, while a `total` alone leaves the row missing; a
target is a per cent with at most two decimals and at most 100, written like "92%"; `points` and
`reason` exist under points only; a blank reason is no reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from dvht.regulation.arithmetic import share_points, two_places
from dvht.regulation.errors import FactsError, UnknownPackError
from dvht.regulation.kinds import UNIT_KINDS, Ownership
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.reading import Path
from dvht.regulation.rows import Grade, Row, UnitFacts
from dvht.regulation.stated import (
    as_boolean,
    as_count,
    as_grade,
    as_integer,
    as_mapping,
    as_text,
    refuse,
    required,
    shown,
)

__all__ = ["Facts", "RowFacts", "UnitFacts", "parse_facts", "parse_target"]

_POINTS: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?\Z")
_TARGET: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)%\Z")
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is stated for one row; which fields are used depends on the row's measure.

    `count_by_level` (row 2.4 only) maps a level to its count. `points` are those entered by people.
    """

    met: bool | None = None
    count: int | None = None
    count_by_level: Mapping[int, int] | None = None
    total: int | None = None
    grade: Grade | None = None
    points: Decimal | None = None
    reason: str = ""
    evidence: int = 0

    def count_at(self, level: int | None) -> int | None:
        """The count that a level looks at."""
        if self.count_by_level is not None:
            return self.count_by_level[level or 1]
        return self.count

    @property
    def given(self) -> bool:
        """Whether the row says enough to be judged."""
        counted = self.total is not None and (self.count is not None or self.count_by_level is not None)
        return self.met is not None or self.grade is not None or counted


@dataclass(frozen=True, slots=True)
class Facts:
    """One unit, one year. Targets are per cents; rows not stated are absent from `rows`."""

    pack_id: str
    year: int
    unit: UnitFacts
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    rows: Mapping[str, RowFacts] = field(default_factory=dict)


def parse_facts(data: Any, pack: Pack | None = None) -> Facts:
    """Check plain data (as read from YAML or JSON) and give it as Facts.

    With `pack`, that very pack (say an older version) is used, and `pack:` must name its id. Raises
    FactsError with the path in the file and a Vietnamese message.
    """
    top = as_mapping(data, (), ("pack", "year", "unit", "targets", "indicators"))
    pack = _pack(top, pack)
    year = as_integer(required(top, "year", ()), ("year",))
    unit = _unit(required(top, "unit", ()))
    _check_governed(pack, year, unit)
    targets = _targets(top["targets"], pack) if "targets" in top else {}
    rows = _rows(required(top, "indicators", ()), pack)
    return Facts(pack.id, year, unit, targets, rows)


def parse_target(written: object, row: Row, path: Path = ("targets",)) -> Decimal:
    """A unit's own target for a share row, like "92%"; never below the pack's (level 1) threshold."""
    threshold = row.threshold()
    if threshold is None:
        refuse(path, "dòng này không tính theo tỉ lệ nên không đặt được chỉ tiêu phấn đấu")
    match = _TARGET.match(as_text(written, path))
    if match is None:
        refuse(path, 'chỉ tiêu phấn đấu phải viết như "92%"')
    target = Decimal(match[1])
    if target > _HUNDRED:
        refuse(path, "chỉ tiêu phấn đấu không thể quá 100%")
    if target < threshold:
        refuse(path, f"thấp hơn mức {threshold}% của bộ quy định; chỉ được đặt bằng hoặc cao hơn")
    return target


def _pack(top: Mapping[str, Any], given: Pack | None) -> Pack:
    pack_id = as_text(required(top, "pack", ()), ("pack",))
    if given is not None:
        if pack_id != given.id:
            refuse(("pack",), f"tệp này không theo bộ {given.id}")
        pack = given
    else:
        try:
            pack = load_pack(pack_id)
        except UnknownPackError as error:
            raise FactsError("pack", error.message) from error
    if pack.scheme == "citizen":
        refuse(("pack",), f"bộ {pack.id} đánh giá từng công dân học tập, không dùng để đánh giá đơn vị")
    return pack


def _unit(value: object) -> UnitFacts:
    unit = as_mapping(value, ("unit",), ("kind", "ownership"))
    kind = as_text(required(unit, "kind", ("unit",)), ("unit", "kind"))
    if kind not in UNIT_KINDS:
        refuse(("unit", "kind"), f"không có loại đơn vị {shown(kind)}")
    ownership = as_text(required(unit, "ownership", ("unit",)), ("unit", "ownership"))
    if ownership not in tuple(Ownership):
        refuse(("unit", "ownership"), "phải là public (công lập) hoặc private (ngoài công lập)")
    return UnitFacts(kind, Ownership(ownership))


def _check_governed(pack: Pack, year: int, unit: UnitFacts) -> None:
    if not pack.years.covers(year):
        span = f"năm {pack.years.first} đến {pack.years.last}" if pack.years.last else (
            f"năm {pack.years.first} trở đi"
        )  # fmt: skip
        refuse(("year",), f"bộ {pack.id} chỉ áp dụng cho năm đánh giá từ {span}")
    if pack.kinds is not None and unit.kind not in pack.kinds:
        label = UNIT_KINDS[unit.kind].label
        refuse(("unit", "kind"), f"bộ {pack.id} không áp dụng cho loại đơn vị “{label}”")


def _targets(value: object, pack: Pack) -> dict[str, Decimal]:
    targets = as_mapping(value, ("targets",), None)
    return {
        code: parse_target(written, _row(pack, code, ("targets", code)), ("targets", code))
        for code, written in targets.items()
    }


def _rows(value: object, pack: Pack) -> dict[str, RowFacts]:
    indicators = as_mapping(value, ("indicators",), None)
    return {
        code: _row_facts(stated, _row(pack, code, ("indicators", code)), pack)
        for code, stated in indicators.items()
    }


def _row(pack: Pack, code: str, path: Path) -> Row:
    try:
        return pack.row(code)
    except KeyError:
        refuse(path, f"bộ {pack.id} không có mã này")


def _row_facts(value: object, row: Row, pack: Pack) -> RowFacts:
    path: Path = ("indicators", row.code)
    stated = as_mapping(value, path, _allowed(row, pack))
    evidence = as_count(stated["evidence"], (*path, "evidence")) if "evidence" in stated else 0
    facts = RowFacts(
        met=as_boolean(stated["met"], (*path, "met")) if "met" in stated else None,
        grade=as_grade(stated["grade"], (*path, "grade")) if "grade" in stated else None,
        evidence=evidence,
        **_shares(stated, path, pack),
        **_entered(stated, path, row),
    )
    _check_reason(facts, row, path)
    return facts


def _allowed(row: Row, pack: Pack) -> tuple[str, ...]:
    by_measure = {"condition": ("met",), "grade": ("grade",), "share": ("count", "total")}
    keys = by_measure[row.measure]
    if row.count_by_level:
        keys = (*keys, "count_by_level")
    if pack.scheme == "points":
        keys = (*keys, "points", "reason")
    return (*keys, "evidence")


def _shares(stated: Mapping[str, Any], path: Path, pack: Pack) -> dict[str, Any]:
    if "count" in stated and "count_by_level" in stated:
        refuse((*path, "count_by_level"), "chỉ ghi một trong hai: count hoặc count_by_level")
    result: dict[str, Any] = {}
    if "count" in stated:
        result["count"] = as_count(stated["count"], (*path, "count"))
    if "count_by_level" in stated:
        result["count_by_level"] = _by_level(stated["count_by_level"], (*path, "count_by_level"), pack)
    if "total" in stated:
        result["total"] = as_count(stated["total"], (*path, "total"))
        if result["total"] == 0:
            refuse((*path, "total"), "tổng số phải lớn hơn 0")
    _check_within(result, path)
    return result


def _check_within(shares: Mapping[str, Any], path: Path) -> None:
    places: dict[Path, int] = {}
    if "count" in shares:
        places[(*path, "count")] = shares["count"]
    for level, count in shares.get("count_by_level", {}).items():
        places[(*path, "count_by_level", str(level))] = count
    if places and "total" not in shares:
        refuse((*path, "total"), "thiếu tổng số (total)")
    for place, count in places.items():
        if count > shares["total"]:
            refuse(place, "lớn hơn tổng số (total)")


def _by_level(value: object, path: Path, pack: Pack) -> dict[int, int]:
    levels = tuple(str(level) for level in pack.levels)
    stated = as_mapping(value, path, levels)
    return {int(level): as_count(required(stated, level, path), (*path, level)) for level in levels}


def _entered(stated: Mapping[str, Any], path: Path, row: Row) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if "reason" in stated:
        result["reason"] = as_text(stated["reason"], (*path, "reason")).strip()
    if "points" in stated:
        written = as_text(stated["points"], (*path, "points"), 'điểm phải viết trong ngoặc kép, như "4.50"')
        if not _POINTS.match(written):
            refuse((*path, "points"), 'điểm phải từ 0, tối đa hai chữ số sau dấu chấm, như "4.50"')
        points = Decimal(written)
        if row.max_points is not None and points > row.max_points:
            refuse((*path, "points"), f"quá điểm tối đa {two_places(row.max_points)}")
        result["points"] = points
    return result


def suggested_points(row: Row, facts: RowFacts) -> Decimal:
    """What the facts of a row suggest under points: 0 when it is missing or not met."""
    maximum, threshold = row.max_points or Decimal(0), row.threshold()
    if threshold is None:
        return maximum if facts.met else Decimal(0)
    if facts.count is None or facts.total is None:
        return Decimal(0)
    return share_points(maximum, threshold, facts.count, facts.total)


def _check_reason(facts: RowFacts, row: Row, path: Path) -> None:
    if facts.points is None or facts.reason:
        return
    suggested = suggested_points(row, facts)
    if facts.points != suggested:
        refuse((*path, "points"), f"khác điểm gợi ý {two_places(suggested)} thì phải ghi lý do (reason)")
