"""What a delivery says, read again: the facts for the engine, the rows in words, the files that came with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import (
    figures,
    level_words,
    points_sentence,
    result_label,
    row_state,
)
from dvht.dossiers.models import DeliveredFile, Delivery
from dvht.dossiers.queries.goals import label_of_goal
from dvht.regulation.engine import evaluate
from dvht.regulation.errors import RegulationError
from dvht.regulation.facts import Facts, RowFacts, parse_facts
from dvht.regulation.kinds import UNIT_KINDS, Ownership
from dvht.regulation.library import kept_pack
from dvht.regulation.pack import Group, Pack
from dvht.regulation.results import Result
from dvht.regulation.rows import UnitFacts

NOTHING = RowFacts()


def facts_of_delivery(delivery: Delivery) -> dict[str, Any]:
    """The mapping that `parse_facts` takes, exactly as it was handed in; the caller may change its own copy."""
    said = delivery.snapshot
    return {
        "pack": said["pack"]["id"],
        "year": said["year"],
        "unit": {"kind": said["unit"]["kind"], "ownership": said["unit"]["ownership"]},
        "targets": dict(said["targets"]),
        "indicators": {code: dict(row["facts"]) for code, row in said["rows"].items() if row["facts"]},
    }


def unit_facts_of(delivery: Delivery) -> UnitFacts:
    """What the law asks of the unit, as it was when the dossier was handed in."""
    unit = delivery.snapshot["unit"]
    return UnitFacts(unit["kind"], Ownership(unit["ownership"]))


def pack_of(delivery: Delivery) -> Pack:
    """The pack in the version that was handed in. Raises RegulationError when it is no longer what it was."""
    kept = delivery.snapshot["pack"]
    return kept_pack(kept["id"], kept["version"], kept["digest"])


@dataclass(frozen=True)
class SentRow:
    """One row as it was handed in, in words, with the files that prove it, each with its code in this row."""

    row: SheetRow
    state: str
    word: str
    figures: str
    why: tuple[str, ...]
    files: tuple[tuple[str, DeliveredFile], ...]
    unplaced: tuple[str, ...]
    """Codes of which nothing tells which of the files they name."""

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def title(self) -> str:
        return self.row.row.title


class Sent:
    """A delivery as its reader sees it. Two queries with its files, whatever their number."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.said: Mapping[str, Any] = delivery.snapshot

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.delivery)

    @cached_property
    def facts(self) -> Facts:
        return parse_facts(facts_of_delivery(self.delivery), self.pack)

    @cached_property
    def result(self) -> Result:
        return evaluate(self.pack, self.facts)

    @cached_property
    def problem(self) -> str:
        """Why nothing can be computed from it; empty where all is well."""
        try:
            self.result  # noqa: B018 - computed to see whether it can be
        except RegulationError as error:
            return error.message
        return ""

    @property
    def result_label(self) -> str:
        return result_label(self.pack, self.result)

    @property
    def requested(self) -> str:
        return label_of_goal(self.pack, self.said["requested"])

    @property
    def kind_label(self) -> str:
        known = UNIT_KINDS.get(self.said["unit"]["kind"])
        return known.label if known else self.said["unit"]["kind"]

    @property
    def has_values(self) -> bool:
        """False where only papers came: nobody entered a value of any row."""
        return any(row["facts"] for row in self.said["rows"].values())

    @property
    def has_scans(self) -> bool:
        return any(file.kind == "scan" for file in self.files)

    @property
    def apart(self) -> int:
        return sum(self.said.get("apart", {}).values())

    @cached_property
    def files(self) -> tuple[DeliveredFile, ...]:
        return tuple(self.delivery.files.all())

    @property
    def papers(self) -> tuple[tuple[DeliveredFile, Mapping[str, Any]], ...]:
        """The papers with what is printed on them: number and date."""
        printed = {paper["kind"]: paper for paper in self.said["papers"]}
        return tuple(
            (file, _printed(printed.get(file.kind, {}))) for file in self.files if file.paper_id is not None
        )

    @property
    def proofs(self) -> tuple[DeliveredFile, ...]:
        return tuple(file for file in self.files if file.kind.startswith("evidence_"))

    @property
    def others(self) -> tuple[DeliveredFile, ...]:
        """Bound volumes and scans."""
        return tuple(file for file in self.files if file.kind.startswith(("volume_", "scan")))

    @cached_property
    def groups(self) -> tuple[tuple[Group, tuple[SentRow, ...]], ...]:
        by_row: dict[str, list[DeliveredFile]] = {}
        for file in self.proofs:
            for code in file.codes:
                by_row.setdefault(code, []).append(file)
        return tuple(
            (
                group,
                tuple(
                    self._row(row.code, by_row.get(row.code, []))
                    for row in group.rows
                    if row.code in self.said["rows"]
                ),
            )
            for group in self.pack.groups
        )

    @property
    def rows(self) -> tuple[SentRow, ...]:
        return tuple(row for _, rows in self.groups for row in rows)

    def _row(self, code: str, files: list[DeliveredFile]) -> SentRow:
        said = self.said["rows"][code]
        row = SheetRow(
            row=self.pack.row(code),
            stated=self.facts.rows.get(code, NOTHING),
            result=self.result.row(code),
            note=said["note"],
            codes=tuple(said["evidence"]),
            unread="",
            reason=said["reason"],
        )
        state, word = row_state(row)
        coded, left = coded_in_row(self.said, code, files)
        return SentRow(row, state, word, figures(row), _why(self.pack, row), coded, left if files else ())


def coded_in_row(
    said: Mapping[str, Any], row: str, files: Iterable[DeliveredFile]
) -> tuple[tuple[tuple[str, DeliveredFile], ...], tuple[str, ...]]:
    """Evidence of a row with the code that it has in this row, by code; and the codes left that no file is known for.

    Evidence filed under several rows has a code in each. A delivery that doesn't say which is whose leaves the code
    empty, unless only one is left for one file.
    """
    codes, also = tuple(said["rows"].get(row, {}).get("evidence", ())), said.get("also", {})
    known = [
        (next((code for code in codes if code in (file.code, *also.get(file.code, ()))), ""), file)
        for file in files
    ]
    left = tuple(code for code in codes if code not in {one for one, _ in known})
    if len(left) == sum(not code for code, _ in known) == 1:
        known, left = [(code or left[0], file) for code, file in known], ()
    return tuple(sorted(known, key=lambda one: (not one[0], one[0], one[1].pk))), left


def _printed(paper: Mapping[str, Any]) -> Mapping[str, Any]:
    day = paper.get("issued_on")
    return {**paper, "issued_on": dt.date.fromisoformat(day) if day else None}


def _why(pack: Pack, row: SheetRow) -> tuple[str, ...]:
    if row.points:
        return (points_sentence(row, pack.evidence_reference),)
    said = {level: level_words(row, level, pack.evidence_reference) for level in pack.levels}
    if len(set(said.values())) == 1:
        return (next(iter(said.values())),)
    return tuple(f"Mức độ {level}: {text}" for level, text in said.items())
