"""Lists of appraisals: whose they are, how far each examiner has got. A constant number of queries a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Assignment, Finding, Seat, Visit
from dvht.appraisal.queries.results import goal_words
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.models import Delivery
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.rows import UnitFacts

STATES = {
    AppraisalState.EXAMINING: "doing",
    AppraisalState.CONSOLIDATING: "doing",
    AppraisalState.VOTING: "wait",
    AppraisalState.PASSED: "pass",
    AppraisalState.FAILED: "fail",
}

WORDS = {
    AppraisalState.EXAMINING: "Đang thẩm định",
    AppraisalState.CONSOLIDATING: "Đang thống nhất",
    AppraisalState.VOTING: "Đang biểu quyết",
    AppraisalState.PASSED: "Đủ điều kiện",
    AppraisalState.FAILED: "Không đủ điều kiện",
}


@dataclass(frozen=True)
class SeatProgress:
    """One seat on one dossier: how many of its rows are examined, and how many of these before the newest delivery.

    Whether an older finding still stands is said by the page of the dossier, which compares the deliveries.
    """

    seat: Seat
    done: int
    total: int
    older: int = 0

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class AppraisalLine:
    """One dossier in a list."""

    appraisal: Appraisal
    pack: Pack
    receipt: str
    times: int
    shares: tuple[SeatProgress, ...]
    visit: Visit | None

    @property
    def state(self) -> str:
        return STATES[AppraisalState(self.appraisal.state)]

    @property
    def requested(self) -> str:
        return goal_words(self.pack, self.appraisal.submission.requested)

    @property
    def outcome(self) -> str:
        return goal_words(self.pack, self.appraisal.outcome) if self.appraisal.outcome else ""

    @property
    def done(self) -> int:
        return sum(share.done for share in self.shares)

    @property
    def total(self) -> int:
        return sum(share.total for share in self.shares)

    @property
    def older(self) -> int:
        return sum(share.older for share in self.shares)

    @property
    def due_on(self) -> dt.date | None:
        """The last day that the circular gives for recognition; None where it gives none."""
        rule = next((one.rule for one in self.pack.calendar if one.code == "recognition"), None)
        return rule.dates_for(self.appraisal.submission.year)[1] if rule else None


def listed(appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """With what a list shows of each and of its newest delivery, by unit name."""
    newest = Delivery.objects.filter(submission=OuterRef("submission")).order_by("-number")
    return (
        appraisals.select_related("submission__unit", "panel")
        .annotate(
            sent_receipt=Subquery(newest.values("receipt")[:1]),
            sent_times=Subquery(newest.values("number")[:1]),
            sent_unit=Subquery(newest.values("snapshot__unit")[:1]),
        )
        .order_by("submission__unit__name", "pk")
    )


def lines_for(
    appraisals: Sequence[Any], user: User | None = None, *, visits: bool = True
) -> tuple[AppraisalLine, ...]:
    """The lines of one page of `listed`; with `user` only that person's own share of each."""
    given = _given([one.submission_id for one in appraisals], user)
    done = _done(appraisals)
    planned = _visits(appraisals) if visits else {}
    lines = []
    for one in appraisals:
        pack = load_pack(one.submission.pack_id, one.submission.pack_version)
        rows = _binding(pack, one.sent_unit or {})
        shares = tuple(
            _share(seat, codes, done.get((one.pk, seat.pk), {}), one.sent_times)
            for seat, groups in given.get(one.submission_id, {}).items()
            if seat.panel_id == one.panel_id and (codes := _codes(rows, groups))
        )
        lines.append(
            AppraisalLine(
                appraisal=one,
                pack=pack,
                receipt=one.sent_receipt or "",
                times=one.sent_times or 0,
                shares=shares,
                visit=planned.get((one.panel_id, one.submission.unit_id)),
            )
        )
    return tuple(lines)


def _share(seat: Seat, codes: set[str], found: Mapping[str, int], newest: int) -> SeatProgress:
    rows = codes & found.keys()
    return SeatProgress(seat, len(rows), len(codes), sum(found[row] < newest for row in rows))


def given_rows(seat: Seat, submission_id: int) -> frozenset[str] | None:
    """The groups that a seat examines of a dossier; empty for all of it, None for none."""
    found = set(seat.assignments.filter(submission=submission_id).values_list("group", flat=True))
    if not found:
        return None
    return frozenset() if "" in found else frozenset(found)


def groups_given(appraisal: Appraisal) -> dict[Seat, frozenset[str]]:
    """Every seat with a part in this dossier, and the groups of it; empty for the whole."""
    given = _given([appraisal.submission_id], None).get(appraisal.submission_id, {})
    return {
        seat: frozenset() if "" in groups else frozenset(groups)
        for seat, groups in given.items()
        if seat.panel_id == appraisal.panel_id
    }


def _given(submissions: Collection[int], user: User | None) -> dict[int, dict[Seat, set[str]]]:
    assigned = Assignment.objects.filter(submission__in=submissions).select_related("seat")
    if user is not None:
        assigned = assigned.filter(seat__user=user)
    found: dict[int, dict[Seat, set[str]]] = {}
    for one in assigned.order_by("seat__order", "seat_id"):
        found.setdefault(one.submission_id, {}).setdefault(one.seat, set()).add(one.group)
    return found


def _binding(pack: Pack, unit: Mapping[str, Any]) -> dict[str, str]:
    """The rows that bind a unit, with their groups."""
    if not unit:
        return {}
    facts = UnitFacts(unit["kind"], Ownership(unit["ownership"]))
    return {
        row.code: row.group
        for row in pack.rows
        if any(row.applies(facts, level).applies for level in pack.levels or (None,))
    }


def _codes(rows: Mapping[str, str], groups: Collection[str]) -> set[str]:
    return {code for code, group in rows.items() if "" in groups or group in groups}


def _done(appraisals: Sequence[Appraisal]) -> dict[tuple[int, int], dict[str, int]]:
    """The rows that each seat has found, each with the number of the delivery in which it was found."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    said = Finding.objects.filter(appraisal__in=appraisals)
    for appraisal, seat, row, number in said.values_list(
        "appraisal_id", "seat_id", "row", "delivery__number"
    ):
        found.setdefault((appraisal, seat), {})[row] = number
    return found


def _visits(appraisals: Sequence[Appraisal]) -> dict[tuple[int, int], Visit]:
    visits = Visit.objects.filter(
        panel__in={one.panel_id for one in appraisals},
        unit__in={one.submission.unit_id for one in appraisals},
    )
    return {(one.panel_id, one.unit_id): one for one in visits}
