"""From records to the sheet: entries, evidence and targets read as facts, facts evaluated by the pack."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dvht.assessment.models import Assessment, Entry, Revision
from dvht.assessment.queries.again import Again, again_of
from dvht.assessment.queries.basis import Basis, basis_of_revision, live_basis
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.evidence.models import Use
from dvht.plans.models import Plan
from dvht.regulation.engine import Result, evaluate
from dvht.regulation.errors import FactsError
from dvht.regulation.facts import Facts, RowFacts, parse_facts
from dvht.regulation.library import kept_pack
from dvht.regulation.pack import Pack
from dvht.regulation.rows import Row

NOTHING = RowFacts()
KEY_NAMES = re.compile(r" \((total|reason)\)")
DROPPABLE = re.compile(r'(indicators|targets)\."([^"]+)"')


@dataclass(frozen=True)
class Said:
    """What people wrote and filed for each row, by its code."""

    notes: Mapping[str, str]
    reasons: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    unread: Mapping[str, str]


def basis_of(assessment: Assessment) -> Basis:
    """What the year's records say now."""
    plan = assessment.plan
    again = again_of(assessment, plan.pack)
    return again.basis if again else live_basis(plan, plan.pack, counting_day(plan.pack, plan.year))


def fact_of(row: Row, entry: Entry, member_total: int | None, basis: Basis) -> dict[str, Any]:
    """The row as `dvht evaluate` reads it: counted from records, else as entered; empty while it is incomplete."""
    fact = dict(basis.counted.get(row.code, {})) if basis.source(row) else _typed(row, entry, member_total)
    if fact and entry.points is not None:
        fact["points"] = f"{entry.points:.2f}"
        if entry.reason.strip():
            fact["reason"] = entry.reason.strip()
    return fact


def _typed(row: Row, entry: Entry, member_total: int | None) -> dict[str, Any]:
    if row.measure == "condition":
        return {} if entry.met is None else {"met": entry.met}
    if row.measure == "grade":
        return {"grade": entry.grade} if entry.grade else {}
    total = entry.total or (member_total if row.population == "members" else None)
    if entry.count is None or total is None:
        return {}
    if row.count_by_level and entry.count_level_2 is not None:
        return {"count_by_level": {"1": entry.count, "2": entry.count_level_2}, "total": total}
    return {"count": entry.count, "total": total}


def facts_mapping(
    assessment: Assessment, entries: Mapping[str, Entry], evidence: Mapping[str, int], basis: Basis
) -> dict[str, Any]:
    """Everything the unit states, in the form of the public contract."""
    plan = assessment.plan
    indicators: dict[str, Any] = {}
    for row in plan.pack.rows:
        entry = entries.get(row.code) or Entry(row=row.code)
        fact = fact_of(row, entry, assessment.member_total, basis)
        if evidence.get(row.code):
            fact["evidence"] = evidence[row.code]
        if fact:
            indicators[row.code] = fact
    return {
        "pack": plan.pack_id,
        "year": plan.year,
        "unit": {"kind": plan.unit.kind, "ownership": plan.unit.ownership},
        "targets": {target.row: f"{target.percent}%" for target in plan.targets.all()},
        "indicators": indicators,
    }


def read_facts(mapping: dict[str, Any], pack: Pack) -> tuple[Facts, dict[str, str]]:
    """The facts, and for each row or target left out why it couldn't be used.

    A value that became wrong after it was saved (the member total changed, say) never takes the page away.
    Raises FactsError when the unit or the year isn't the pack's.
    """
    left_out: dict[str, str] = {}
    while True:
        try:
            return parse_facts(mapping, pack), left_out
        except FactsError as error:
            found = DROPPABLE.match(error.path)
            if found is None or mapping[found[1]].pop(found[2], None) is None:
                raise
            left_out.setdefault(found[2], KEY_NAMES.sub("", error.message))


def live_sheet(assessment: Assessment) -> Sheet:
    """The assessment as it stands now: the year's records, its entries, the evidence filed, the plan's targets."""
    plan = assessment.plan
    pack = kept_pack(plan.pack_id, plan.pack_version, plan.pack_digest)
    again = again_of(assessment, pack)
    counted_on = again.kept.counted_on if again else counting_day(pack, plan.year)
    basis = again.basis if again else live_basis(plan, pack, counted_on)
    entries = {entry.row: entry for entry in assessment.entries.all()} if assessment.pk else {}
    codes = evidence_codes(plan)
    mapping = facts_mapping(assessment, entries, {row: len(found) for row, found in codes.items()}, basis)
    if again:
        mapping = again.merged_facts(mapping)
    facts, unread = read_facts(mapping, pack)
    result = evaluate(pack, facts)
    said = _said_now(entries, codes, {**basis.unread, **unread}, again)
    return Sheet(
        assessment=assessment,
        plan=plan,
        pack=pack,
        mapping=mapping,
        facts=facts,
        result=result,
        rows=_rows(pack, facts, result, said, basis),
        member_total=_member_total(assessment, basis, again),
        counted_on=counted_on,
        revision=None,
        basis=basis,
        names_again=again.names if again else None,
    )


def _member_total(assessment: Assessment, basis: Basis, again: Again | None) -> int | None:
    if again:
        return again.kept.member_total
    return basis.member_total if basis.has_roster else assessment.member_total


def _said_now(
    entries: Mapping[str, Entry],
    codes: Mapping[str, tuple[str, ...]],
    unread: Mapping[str, str],
    again: Again | None,
) -> Said:
    notes = {row: entry.note for row, entry in entries.items()}
    reasons = {row: entry.reason for row, entry in entries.items()}
    if again is None:
        return Said(notes, reasons, codes, unread)
    kept = {row: tuple(found) for row, found in again.kept.evidence.items()}
    return Said(
        again.merged_words(notes, again.kept.notes),
        again.merged_words(reasons, again.kept.reasons),
        again.merged_words(codes, kept),
        {row: why for row, why in unread.items() if row in again.rows},
    )


def sheet_of_revision(revision: Revision) -> Sheet:
    """The assessment as it was finalised, computed again by the pack in the version of that day."""
    pack = kept_pack(revision.pack_id, revision.pack_version, revision.pack_digest)
    facts = parse_facts(revision.facts, pack)
    result = evaluate(pack, facts)
    codes = {row: tuple(found) for row, found in revision.evidence.items()}
    basis = basis_of_revision(revision.basis, revision.member_total, revision.finalised_at)
    said = Said(notes=revision.notes, reasons=revision.reasons, codes=codes, unread={})
    return Sheet(
        assessment=revision.assessment,
        plan=revision.assessment.plan,
        pack=pack,
        mapping=revision.facts,
        facts=facts,
        result=result,
        rows=_rows(pack, facts, result, said, basis),
        member_total=revision.member_total,
        counted_on=revision.counted_on,
        revision=revision,
        basis=basis,
    )


def settled_sheet(assessment: Assessment) -> Sheet:
    """The newest revision while the assessment is final, else as it stands. Read once per object."""
    known: Sheet | None = assessment.__dict__.get("_sheet")
    if known is None:
        revision = newest_revision(assessment) if assessment.is_final else None
        known = sheet_of_revision(revision) if revision else live_sheet(assessment)
        assessment.__dict__["_sheet"] = known
    return known


def drift(sheet: Sheet) -> tuple[str, ...]:
    """Codes of the rows of a revision for which the records now give other numbers. The revision stays as it is."""
    if sheet.revision is None or not sheet.basis.sources:
        return ()
    now = live_basis(sheet.plan, sheet.pack, sheet.counted_on)
    kept = sheet.mapping["indicators"]
    return tuple(
        row.code
        for row in sheet.rows
        if row.is_counted
        and row.applies
        and any(
            kept.get(row.code, {}).get(name) != now.counted.get(row.code, {}).get(name)
            for name in ("count", "count_by_level", "total")
        )
    )


def newest_revision(assessment: Assessment) -> Revision | None:
    revision = assessment.revisions.select_related("finalised_by").first() if assessment.pk else None
    if revision:
        revision.assessment = assessment
    return revision


def evidence_codes(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The codes of the evidence filed under each row."""
    found: dict[str, tuple[str, ...]] = {}
    if plan.collection_id is None:
        return found
    for use in Use.objects.filter(collection=plan.collection_id, removed_at__isnull=True):
        found[use.row] = (*found.get(use.row, ()), use.code)
    return found


def counting_day(pack: Pack, year: int) -> dt.date:
    """The day on which members are counted (MB-1).

    The last day of the pack's data window (TT 24: 31/12); without one, the day of finalising.
    """
    return dt.date(year, 12, 31) if pack.data_window else timezone.localdate()


def _rows(pack: Pack, facts: Facts, result: Result, said: Said, basis: Basis) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(
            row=row,
            stated=facts.rows.get(row.code, NOTHING),
            result=result.row(row.code),
            note=said.notes.get(row.code, ""),
            codes=said.codes.get(row.code, ()),
            unread=said.unread.get(row.code, ""),
            source=basis.source(row),
            reason=said.reasons.get(row.code, "").strip(),
        )
        for row in pack.rows
    )
