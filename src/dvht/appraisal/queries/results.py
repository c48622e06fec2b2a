"""What the panel's conclusions come to: the same engine, the level or rank allowed, what fails and why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dvht.appraisal.models import Appraisal, Conclusion
from dvht.appraisal.queries.laid import Laid, examined_facts, laid_of, side, value_words
from dvht.appraisal.states import AppraisalState
from dvht.assessment.queries.sheet import SheetRow
from dvht.assessment.queries.words import PEOPLE, needed_people, result_label
from dvht.dossiers.models import Delivery, Submission
from dvht.regulation.engine import Result, evaluate
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.rows import GRADE_WORDS
from dvht.ui.vietnamese import written_number
from dvht.units.models import Unit

CONCLUDED = (AppraisalState.PASSED.value, AppraisalState.FAILED.value)


@dataclass(frozen=True)
class FailingRow:
    """A row that stands against recognition; `unit_value` and `our_value` are in words."""

    code: str
    title: str
    reference: str
    unit_value: str
    our_value: str
    reason: str


@dataclass(frozen=True)
class ResultLine:
    """A concluded appraisal in a list. `outcome` is a level ("1") or the code of a rank; empty when it failed."""

    appraisal_id: int
    submission_id: int
    unit: Unit
    panel: str
    pack: Pack
    requested: str
    passed: bool
    outcome: str
    passed_rows: int
    applicable_rows: int
    concluded_on: dt.date
    decided_in: str
    reasons: str
    result: Mapping[str, Any]

    @property
    def outcome_words(self) -> str:
        return goal_words(self.pack, self.outcome) if self.passed else "Không đủ điều kiện"

    @property
    def requested_words(self) -> str:
        return goal_words(self.pack, self.requested)

    @property
    def points(self) -> str:
        """The points examined, under points: "87,50"; empty under levels."""
        return str(self.result.get("result", {}).get("points", ""))


@dataclass(frozen=True)
class Examined:
    """The whole dossier by the panel's conclusions, beside the unit's own values."""

    laid: Laid
    conclusions: Mapping[str, Conclusion]
    result: Result
    rows: tuple[SheetRow, ...]

    def row(self, code: str) -> SheetRow:
        return next(row for row in self.rows if row.code == code)

    @property
    def label(self) -> str:
        return result_label(self.laid.pack, self.result)

    @cached_property
    def open_rows(self) -> tuple[str, ...]:
        """Codes of the rows that still want a conclusion: none yet, or handed in otherwise since."""
        return tuple(
            row.code
            for row in self.laid.applying
            if (found := self.conclusions.get(row.code)) is None
            or self.laid.is_outdated(found, found.delivery_id)
        )

    @property
    def level(self) -> int | None:
        """The level at which rows are counted as passing or failing: the one asked for, else the lowest."""
        if not self.laid.by_levels:
            return None
        asked = self.laid.appraisal.submission.requested
        return int(asked) if asked.isdecimal() else self.laid.pack.levels[0]

    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """What may be proposed, highest first: never above the examined result, nor a level above the request."""
        pack, result = self.laid.pack, self.result
        if self.laid.by_levels:
            asked = self.laid.appraisal.submission.requested
            most = int(asked) if asked.isdecimal() else max(pack.levels)
            levels = [level for level in pack.levels if level <= most and result.passes(level)]
            return tuple((str(level), f"Mức độ {level}") for level in reversed(levels))
        reached = [rank for rank in pack.ranks if (result.points or 0) >= rank.minimum and rank.minimum > 0]
        return tuple((rank.code, f"Loại {rank.label}") for rank in reached[:1])

    def counts(self, outcome: str = "") -> tuple[int, int]:
        """How many indicators pass, and how many bind the unit, at the level proposed (or asked for)."""
        level = int(outcome) if outcome.isdecimal() else self.level
        passed: dict[str, bool] = {}
        for row in self.rows:
            if (met := _met(row, level)) is not None:
                passed[row.row.indicator] = passed.get(row.row.indicator, True) and met
        return sum(passed.values()), len(passed)

    @cached_property
    def failing(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if reasons_against(row, self.level))


def examined(appraisal: Appraisal, laid: Laid | None = None) -> Examined:
    """What the conclusions say so far."""
    return _by_conclusions(laid or laid_of(appraisal), appraisal.conclusions.select_related("settled_by"))


def examined_all(appraisals: Sequence[Appraisal]) -> tuple[Examined, ...]:
    """The same of many dossiers, each with its submission read already: two queries, however many."""
    deliveries: dict[int, list[Delivery]] = defaultdict(list)
    sent = Delivery.objects.filter(submission__in=[one.submission_id for one in appraisals])
    for delivery in sent.order_by("-number"):
        deliveries[delivery.submission_id].append(delivery)
    conclusions: dict[int, list[Conclusion]] = defaultdict(list)
    for conclusion in Conclusion.objects.filter(appraisal__in=appraisals).select_related("settled_by"):
        conclusions[conclusion.appraisal_id].append(conclusion)
    return tuple(
        _by_conclusions(laid_of(one, tuple(deliveries[one.submission_id])), conclusions[one.pk])
        for one in appraisals
    )


def _by_conclusions(laid: Laid, said: Iterable[Conclusion]) -> Examined:
    conclusions = {one.row: one for one in said}
    facts = examined_facts(laid, list(conclusions.values()))
    result = evaluate(laid.pack, facts)
    rows = tuple(
        side(row, facts, result, laid.stated(row.code), conclusions[row.code].reason if row.code in conclusions else "")
        for row in laid.pack.rows
    )  # fmt: skip
    return Examined(laid, conclusions, result, rows)


def examined_result(appraisal: Appraisal) -> Result:
    """The level, or points and rank, that the engine computes from the conclusions."""
    return examined(appraisal).result


def failing_rows(appraisal: Appraisal) -> tuple[FailingRow, ...]:
    """The rows that fail by the panel's conclusions, with both values in words and the reason given."""
    return failing_of(examined(appraisal))


def failing_of(found: Examined) -> tuple[FailingRow, ...]:
    return tuple(
        FailingRow(
            code=row.code,
            title=row.row.title,
            reference=row.row.reference_at(found.level),
            unit_value=value_words(found.laid.row(row.code)),
            our_value=value_words(row),
            reason=row.reason.strip() or against_words(row, found.level),
        )
        for row in found.failing
    )


def results_of(body: Unit, year: int) -> tuple[ResultLine, ...]:
    """Concluded appraisals of a year of the dossiers that a body received or decides on, by unit name.

    One query, whatever their number.
    """
    here = frozenset({body.pk})
    came = Submission.objects.of_bodies(here, timezone.localdate()).values("pk")
    decided = Submission.objects.decided_by(here).values("pk")
    concluded = Appraisal.objects.filter(
        Q(submission__in=came) | Q(submission__in=decided), submission__year=year, state__in=CONCLUDED
    )
    return lines_of(concluded.select_related("submission__unit", "panel").order_by("submission__unit__name"))


def lines_of(appraisals: Sequence[Appraisal] | Any) -> tuple[ResultLine, ...]:
    """Concluded appraisals as lines; each with its submission, unit and panel read already."""
    return tuple(
        ResultLine(
            appraisal_id=one.pk,
            submission_id=one.submission_id,
            unit=one.submission.unit,
            panel=one.panel.name,
            pack=load_pack(one.submission.pack_id, one.submission.pack_version),
            requested=one.submission.requested,
            passed=one.state == AppraisalState.PASSED,
            outcome=one.outcome,
            passed_rows=one.passed_rows or 0,
            applicable_rows=one.applicable_rows or 0,
            concluded_on=timezone.localdate(one.concluded_at),
            decided_in=one.decided_in,
            reasons=one.reasons,
            result=one.result or {},
        )
        for one in appraisals
    )


def goal_words(pack: Pack, code: str) -> str:
    """ "Mức độ 1", "loại Tốt"; a dash for none."""
    if not code:
        return "–"
    if pack.levels:
        return f"Mức độ {code}"
    label = next((rank.label for rank in pack.ranks if rank.code == code), code)
    return f"loại {label}"


def reasons_against(row: SheetRow, level: int | None) -> tuple[str, ...]:
    """What the engine holds against the row at the level, or against its points."""
    if row.points is not None:
        return row.points.reasons
    return row.levels.reasons_at(level) if row.levels and level else ()


def against_words(row: SheetRow, level: int | None) -> str:
    """The same in a few words, for a row without a reason of its own."""
    who = PEOPLE[row.row.population]
    grade = row.row.clause_at(level).grade
    words = {
        "missing": "chưa có kết quả",
        "no_evidence": "thiếu minh chứng phù hợp",
        "not_met": "chưa đạt yêu cầu",
        "grade_too_low": f"cần “{GRADE_WORDS[grade or 'none']}”",
        "below_threshold": f"cần {written_number(needed_people(row, level))} {who}",
    }
    return "; ".join(words[reason] for reason in reasons_against(row, level)).capitalize()


def _met(row: SheetRow, level: int | None) -> bool | None:
    """None where the row doesn't bind the unit."""
    if row.points is not None:
        return not row.points.reasons
    return row.levels.met_at(level) if row.levels and level else None
