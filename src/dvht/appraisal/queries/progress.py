"""Lists of appraisals: whose they are, how far each examiner has got. A constant number of queries a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Assignment, Finding, Seat, Visit
from dvht.appraisal.queries.results import goal_words
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.models import DeliveredFile, Delivery
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
    """One seat on one dossier: how many of its rows stand examined."""

    seat: Seat
    done: int
    total: int

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
    def due_on(self) -> dt.date | None:
        """The last day that the circular gives for recognition; None where it gives none."""
        rule = next((one.rule for one in self.pack.calendar if one.code == "recognition"), None)
        return rule.dates_for(self.appraisal.submission.year)[1] if rule else None


def listed(appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """With what a list shows, by unit name."""
    return appraisals.select_related("submission__unit", "panel").order_by("submission__unit__name", "pk")


def lines_for(appraisals: Sequence[Appraisal], user: User | None = None) -> tuple[AppraisalLine, ...]:
    """The lines of one page; with `user` only that person's own share of each."""
    submissions = [one.submission_id for one in appraisals]
    newest, times = _deliveries(submissions)
    given = _given(submissions, user)
    done = _done(appraisals, newest)
    visits = _visits(appraisals)
    lines = []
    for one in appraisals:
        sent = newest.get(one.submission_id, {})
        pack = load_pack(one.submission.pack_id, one.submission.pack_version)
        rows = _binding(pack, sent.get("snapshot__unit") or {})
        shares = tuple(
            SeatProgress(seat, len(done.get((one.pk, seat.pk), set()) & codes), len(codes))
            for seat, groups in given.get(one.submission_id, {}).items()
            if seat.panel_id == one.panel_id and (codes := _codes(rows, groups))
        )
        lines.append(
            AppraisalLine(
                appraisal=one,
                pack=pack,
                receipt=str(sent.get("receipt", "")),
                times=times.get(one.submission_id, 0),
                shares=shares,
                visit=visits.get((one.panel_id, one.submission.unit_id)),
            )
        )
    return tuple(lines)


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


def _deliveries(submissions: Collection[int]) -> tuple[dict[int, dict[str, Any]], dict[int, int]]:
    newest: dict[int, dict[str, Any]] = {}
    times: dict[int, int] = {}
    found = Delivery.objects.filter(submission__in=submissions).order_by("submission", "number")
    for one in found.values("pk", "submission_id", "number", "receipt", "snapshot__unit"):
        newest[one["submission_id"]] = dict(one)
        times[one["submission_id"]] = one["number"]
    return newest, times


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


def _done(
    appraisals: Sequence[Appraisal], newest: Mapping[int, Mapping[str, Any]]
) -> dict[tuple[int, int], set[str]]:
    """Rows found by each seat, without those that were handed in otherwise since."""
    said = list(
        Finding.objects.filter(appraisal__in=appraisals).values_list(
            "appraisal_id", "seat_id", "row", "delivery_id", "appraisal__submission_id"
        )
    )
    now = {submission: one["pk"] for submission, one in newest.items()}
    older = {delivery for _, _, _, delivery, submission in said if delivery != now.get(submission)}
    contents = _contents(older | {now[submission] for _, _, _, d, submission in said if d in older})
    found: dict[tuple[int, int], set[str]] = {}
    for appraisal, seat, row, delivery, submission in said:
        stands = delivery not in older or contents[delivery].get(row) == contents[now[submission]].get(row)
        if stands:
            found.setdefault((appraisal, seat), set()).add(row)
    return found


def _contents(deliveries: Collection[int]) -> dict[int, dict[str, Any]]:
    """What each row said, and what proved it; two queries, none where nothing came twice."""
    if not deliveries:
        return {}
    found: dict[int, dict[str, Any]] = {}
    for pk, rows in Delivery.objects.filter(pk__in=deliveries).values_list("pk", "snapshot__rows"):
        found[pk] = {code: [row["facts"], row.get("reason", "")] for code, row in rows.items()}
    files = DeliveredFile.objects.filter(delivery__in=deliveries).order_by("code", "pk")
    for pk, codes, code, sha256 in files.values_list("delivery_id", "codes", "code", "sha256"):
        for row in codes:
            found[pk].setdefault(row, []).append((code, sha256))
    return found


def _visits(appraisals: Sequence[Appraisal]) -> dict[tuple[int, int], Visit]:
    visits = Visit.objects.filter(
        panel__in={one.panel_id for one in appraisals},
        unit__in={one.submission.unit_id for one in appraisals},
    )
    return {(one.panel_id, one.unit_id): one for one in visits}
