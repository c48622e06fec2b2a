"""Findings of several examiners side by side, and who has got how far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dvht.appraisal.models import Conclusion, Finding, Judgement, Seat
from dvht.appraisal.queries.laid import Laid, differs, our_side, value_words
from dvht.appraisal.queries.results import Examined
from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import row_state


@dataclass(frozen=True)
class Said:
    """One examiner's value for one row, in words."""

    finding: Finding
    seat: Seat
    value: str
    state: str
    word: str
    differs: bool
    outdated: bool


@dataclass(frozen=True)
class Together:
    """One row: the unit's value, what each examiner said, and the panel's conclusion."""

    theirs: SheetRow
    value: str
    said: tuple[Said, ...]
    agreed: bool
    conclusion: Conclusion | None
    ours: SheetRow | None
    outdated: bool

    @property
    def code(self) -> str:
        return self.theirs.code

    @property
    def our_value(self) -> str:
        return value_words(self.ours) if self.ours and self.conclusion else ""

    @property
    def differs(self) -> bool:
        return self.ours is not None and differs(self.theirs, self.ours)

    @property
    def is_open(self) -> bool:
        return self.conclusion is None or self.outdated

    @property
    def state(self) -> tuple[str, str]:
        if self.conclusion is None:
            return "todo", "Chưa thống nhất"
        if self.outdated:
            return "stale", "Đã đổi sau khi thống nhất"
        return row_state(self.ours) if self.ours else ("todo", "Chưa thống nhất")


def standing_findings(laid: Laid) -> dict[str, tuple[Finding, ...]]:
    """What examiners found for each row as it now lies there; findings on what has changed since are left out."""
    found: dict[str, tuple[Finding, ...]] = {}
    for one in laid.appraisal.findings.select_related("seat").order_by("seat__order", "seat_id"):
        if not laid.is_outdated(one, one.delivery_id):
            found[one.row] = (*found.get(one.row, ()), one)
    return found


def agreed(said: Sequence[Judgement]) -> bool:
    """Whether all say the same, the fit of the evidence too."""
    return len({same_value(one) for one in said}) == 1


def same_value(one: Judgement) -> tuple[Any, ...]:
    level_2 = one.count_level_2 if one.count_level_2 is not None else one.count
    return one.met, one.count, level_2, one.total, one.grade, one.points, one.evidence_fits


def side_by_side(found: Examined) -> tuple[Together, ...]:
    """Every row that binds the unit, in the order of the pack."""
    laid = found.laid
    said: dict[str, list[Finding]] = {}
    for one in laid.appraisal.findings.select_related("seat").order_by("seat__order", "seat_id"):
        said.setdefault(one.row, []).append(one)
    return tuple(_together(found, row, said.get(row.code, [])) for row in laid.applying)


def _together(found: Examined, row: SheetRow, findings: Sequence[Finding]) -> Together:
    laid = found.laid
    conclusion = found.conclusions.get(row.code)
    return Together(
        theirs=row,
        value=value_words(row),
        said=tuple(said_of(laid, row, one) for one in findings),
        agreed=bool(findings) and agreed(findings),
        conclusion=conclusion,
        ours=found.row(row.code) if conclusion else None,
        outdated=conclusion is not None and laid.is_outdated(conclusion, conclusion.delivery_id),
    )


def said_of(laid: Laid, row: SheetRow, finding: Finding) -> Said:
    ours = our_side(laid, finding)
    state, word = row_state(ours)
    return Said(
        finding=finding,
        seat=finding.seat,
        value=value_words(ours),
        state=state,
        word=word,
        differs=differs(row, ours),
        outdated=laid.is_outdated(finding, finding.delivery_id),
    )


@dataclass(frozen=True)
class Share:
    """What one seat was given of a dossier and how much of it is done."""

    seat: Seat
    codes: tuple[str, ...]
    done: int
    key: str
    """Appraisal and seat, as the address of the examiner's own sheet names them."""

    @property
    def total(self) -> int:
        return len(self.codes)

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


def shares_of(laid: Laid, groups: Mapping[Seat, frozenset[str]]) -> tuple[Share, ...]:
    """The progress of each examiner; `groups` empty for a seat: the whole dossier."""
    findings = standing_findings(laid)
    done = {(one.seat_id, row) for row, said in findings.items() for one in said}
    shares = []
    for seat, given in groups.items():
        codes = tuple(row.code for row in laid.applying if not given or row.row.group in given)
        key = f"{laid.appraisal.pk}-{seat.pk}"
        shares.append(Share(seat, codes, sum((seat.pk, code) in done for code in codes), key))
    return tuple(shares)
