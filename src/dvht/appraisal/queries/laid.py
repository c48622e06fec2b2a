"""A dossier as it lies before the panel: the newest delivery read row by row, and what changed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dvht.appraisal.models import Appraisal, Judgement
from dvht.assessment.queries.sheet import SheetRow, SheetRows
from dvht.assessment.queries.words import figures, points_words
from dvht.dossiers.models import DeliveredFile, Delivery
from dvht.regulation.engine import Result, evaluate
from dvht.regulation.facts import Facts, RowFacts, parse_facts
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import kept_pack
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row, UnitFacts

NOTHING: Final = RowFacts()
EXAMINED: Final = "theo kết quả thẩm định"

Stated = Mapping[str, Any]
"""One row of a snapshot: facts, note, reason, evidence."""


@dataclass(frozen=True)
class Laid(SheetRows):
    """The deliveries of a dossier, newest first, and what the pack makes of the newest."""

    appraisal: Appraisal
    deliveries: tuple[Delivery, ...]
    pack: Pack
    facts: Facts
    result: Result
    rows: tuple[SheetRow, ...]

    @property
    def delivery(self) -> Delivery:
        return self.deliveries[0]

    @property
    def before(self) -> Delivery | None:
        """The delivery before the newest; None when the dossier came once."""
        return self.deliveries[1] if len(self.deliveries) > 1 else None

    @property
    def snapshot(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.delivery.snapshot
        return found

    @cached_property
    def applying(self) -> tuple[SheetRow, ...]:
        """The rows that bind the unit: these are examined."""
        return tuple(row for row in self.rows if row.applies)

    def stated(self, code: str) -> Stated:
        return _stated(self.delivery, code)

    @cached_property
    def changed(self) -> frozenset[str]:
        """Codes of the rows that differ from the delivery before."""
        return self.changed_since(self.before.pk) if self.before else frozenset()

    def changed_since(self, delivery_id: int) -> frozenset[str]:
        """Codes of the rows whose values, reasons or evidence differ from an earlier delivery."""
        old = next((one for one in self.deliveries if one.pk == delivery_id), None)
        if old is None or old.pk == self.delivery.pk:
            return frozenset()
        return frozenset(
            row.code for row in self.rows if self._says(old, row.code) != self._says(self.delivery, row.code)
        )

    def is_outdated(self, judged: Judgement, delivery_id: int) -> bool:
        """The row was handed in otherwise after it was judged."""
        return judged.row in self.changed_since(delivery_id)

    def _says(self, delivery: Delivery, code: str) -> tuple[Any, ...]:
        stated = _stated(delivery, code)
        facts = stated.get("facts", {})
        return facts, stated.get("reason", ""), self._bytes[delivery.pk].get(code, ())

    @cached_property
    def _bytes(self) -> dict[int, dict[str, tuple[tuple[str, str], ...]]]:
        """What proved each row, by its code and digest, in each delivery."""
        found: dict[int, dict[str, tuple[tuple[str, str], ...]]] = {one.pk: {} for one in self.deliveries}
        files = DeliveredFile.objects.filter(delivery__in=found).order_by("code", "pk")
        for delivery, codes, code, sha256 in files.values_list("delivery_id", "codes", "code", "sha256"):
            for row in codes:
                found[delivery][row] = (*found[delivery].get(row, ()), (code, sha256))
        return found


def laid_of(appraisal: Appraisal, deliveries: tuple[Delivery, ...] = ()) -> Laid:
    """Read the dossier of an appraisal; raises ChangedPackError when its pack isn't what it was.

    `deliveries`, newest first, spares asking for them.
    """
    deliveries = deliveries or tuple(appraisal.submission.deliveries.order_by("-number"))
    snapshot = deliveries[0].snapshot
    pack = pack_of(snapshot)
    mapping = mapping_of(snapshot)
    facts = parse_facts(mapping, pack)
    result = evaluate(pack, facts)
    rows = tuple(side(row, facts, result, snapshot["rows"].get(row.code, {})) for row in pack.rows)
    return Laid(appraisal, deliveries, pack, facts, result, rows)


def pack_of(snapshot: Mapping[str, Any]) -> Pack:
    kept = snapshot["pack"]
    return kept_pack(kept["id"], kept["version"], kept["digest"])


def unit_facts(snapshot: Mapping[str, Any]) -> UnitFacts:
    return UnitFacts(snapshot["unit"]["kind"], Ownership(snapshot["unit"]["ownership"]))


def mapping_of(snapshot: Mapping[str, Any], indicators: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The facts as `dvht evaluate` reads them: the unit's own, or those given."""
    stated = {code: row["facts"] for code, row in snapshot["rows"].items() if row["facts"]}
    return {
        "pack": snapshot["pack"]["id"],
        "year": snapshot["year"],
        "unit": {name: snapshot["unit"][name] for name in ("kind", "ownership")},
        "targets": dict(snapshot.get("targets") or {}),
        "indicators": stated if indicators is None else dict(indicators),
    }


def side(row: Row, facts: Facts, result: Result, stated: Stated, reason: str | None = None) -> SheetRow:
    """One party's values for a row with what the pack makes of them."""
    return SheetRow(
        row=row,
        stated=facts.rows.get(row.code, NOTHING),
        result=result.row(row.code),
        note=stated.get("note", ""),
        codes=tuple(stated.get("evidence", ())),
        unread="",
        reason=stated.get("reason", "") if reason is None else reason,
    )


def judged_facts(row: Row, judged: Judgement, stated: Stated) -> dict[str, Any]:
    """The row as the engine reads it with our values; evidence that doesn't fit is no evidence.

    Of a dossier that came on paper nothing is stated here: then whoever looked says whether it is proved.
    """
    given = stated.get("facts", {})
    facts = {**_measured(row, judged)}
    if not facts:
        return {}
    if judged.points is not None:
        facts["points"] = f"{judged.points:.2f}"
        facts["reason"] = judged.reason.strip() or given.get("reason", "") or EXAMINED
    if judged.evidence_fits and (not given or given.get("evidence")):
        facts["evidence"] = given.get("evidence", 1)
    return facts


def _measured(row: Row, judged: Judgement) -> dict[str, Any]:
    if row.measure == "condition":
        return {} if judged.met is None else {"met": judged.met}
    if row.measure == "grade":
        return {"grade": judged.grade} if judged.grade else {}
    if judged.count is None or judged.total is None:
        return {}
    if row.count_by_level and judged.count_level_2 is not None:
        return {"count_by_level": {"1": judged.count, "2": judged.count_level_2}, "total": judged.total}
    return {"count": judged.count, "total": judged.total}


def our_side(laid: Laid, judged: Judgement) -> SheetRow:
    """Our values for one row with what the pack makes of them; raises FactsError when they can't be."""
    row, stated = laid.pack.row(judged.row), laid.stated(judged.row)
    facts = parse_facts(mapping_of(laid.snapshot, {row.code: judged_facts(row, judged, stated)}), laid.pack)
    return side(row, facts, evaluate(laid.pack, facts), stated, judged.reason)


def examined_facts(laid: Laid, judged: Sequence[Judgement]) -> Facts:
    """The facts of the whole dossier by our values alone; a row nobody judged stays missing."""
    binding = {row.code for row in laid.applying}
    indicators = {
        one.row: judged_facts(laid.pack.row(one.row), one, laid.stated(one.row))
        for one in judged
        if one.row in binding
    }
    return parse_facts(mapping_of(laid.snapshot, indicators), laid.pack)


def differs(theirs: SheetRow, ours: SheetRow) -> bool:
    """Whether our value for a row isn't the unit's: measured, or in points; never where the unit stated none here."""
    if not theirs.stated.given:
        return False
    one, two = theirs.stated, ours.stated
    measured = any(
        getattr(one, name) != getattr(two, name)
        for name in ("met", "count", "count_by_level", "total", "grade")
    )
    return measured or points_of(theirs) != points_of(ours)


def points_of(row: SheetRow) -> Any:
    return row.points.points if row.points else None


def value_words(row: SheetRow) -> str:
    """A value in words: “36/40 = 90,0%”, “Đạt yêu cầu”, under points with “9/10 điểm”."""
    words = figures(row) or "Chưa có kết quả"
    if row.points is None:
        return words
    return f"{words}; {points_words(row.points.points)}/{points_words(row.points.max_points)} điểm"


def _stated(delivery: Delivery, code: str) -> Stated:
    found: Stated = delivery.snapshot["rows"].get(code, {})
    return found
