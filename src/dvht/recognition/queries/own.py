"""What a unit reads of its own result: decisions over it, its titles, the reply, and what may come next."""

import datetime as dt
import json
from dataclasses import dataclass

from dvht.assessment.queries import assessment_of, forecast_of, sheet_of
from dvht.assessment.queries.running import deed_words
from dvht.dossiers.models import Submission
from dvht.plans.models import Plan
from dvht.plans.queries import plan_of
from dvht.recognition.models import DecidedUnit, Improvement, Refusal, Title
from dvht.recognition.queries.law import again_reference, upgrade_reference
from dvht.recognition.queries.register import TitleLine, title_lines, with_goal
from dvht.recognition.states import DecisionState, TitleState
from dvht.regulation.errors import FactsError
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit


@dataclass(frozen=True)
class Suggestion:
    """A line that the plan to improve may begin with."""

    row: str
    content: str

    @property
    def key(self) -> str:
        return f"{self.row}|{self.content}"


@dataclass(frozen=True)
class OwnResult:
    """Everything of the year that was decided about a unit; nothing of how it was examined."""

    unit: Unit
    year: int
    submission: Submission | None
    decided: tuple[DecidedUnit, ...]
    title: TitleLine | None
    ended: tuple[TitleLine, ...]
    standing: TitleLine | None
    refusal: Refusal | None
    today: dt.date

    @property
    def reasons(self) -> list[list[str]]:
        """Code, title and reason of each row that failed, as the reply froze them."""
        if self.refusal is None:
            return []
        kept = self.refusal.paper.source.get("Lý do", "{}")
        rows: list[list[str]] = json.loads(kept).get("rows", [])
        return rows

    @property
    def is_open(self) -> bool:
        """Nothing was decided yet."""
        return not self.decided and self.refusal is None


def own_result(unit: Unit, year: int, today: dt.date) -> OwnResult:
    """A constant number of queries."""
    decided = DecidedUnit.objects.filter(
        unit=unit, decision__year=year, decision__state=DecisionState.ISSUED.value
    )
    titles = Title.objects.filter(unit=unit).select_related(
        "unit", "decision__paper", "decision__body", "ended_by__paper"
    )
    lines = title_lines(with_goal(titles).order_by("-decided_on", "-pk"), today)
    of_year = [line for line in lines if line.title.year == year]
    here = next((line for line in of_year if line.title.state == TitleState.IN_FORCE), None)
    others = (line for line in lines if line.title.year != year and line.holds and not line.is_yearly)
    refusal = Refusal.objects.filter(appraisal__submission__unit=unit, appraisal__submission__year=year)
    return OwnResult(
        unit=unit,
        year=year,
        submission=Submission.objects.filter(unit=unit, year=year).first(),
        decided=tuple(
            decided.select_related("decision__paper", "decision__replaces__paper").order_by(
                "-decision__issued_at"
            )
        ),
        title=here,
        ended=tuple(line for line in of_year if line is not here),
        standing=next(others, None),
        refusal=refusal.select_related("paper").first(),
        today=today,
    )


def next_steps(result: OwnResult) -> tuple[tuple[str, str], ...]:
    """What may come next, each with its clause."""
    line = result.title or result.standing
    if line is None or line.is_yearly:
        return (("Tự đánh giá lại cho năm sau; đề nghị công nhận khi kết quả đạt điều kiện.", ""),)
    title, said = line.title, line.title.pack.validity
    steps: list[tuple[str, str]] = []
    if said and title.upgrade_from:
        words = f"Đề nghị nâng mức độ từ ngày {written_date(title.upgrade_from)}, khi đã đạt Mức độ 2."
        steps.append((words, upgrade_reference(title.pack)))
    if said and title.valid_until:
        words = f"Làm lại quy trình đánh giá, công nhận khi hết thời hạn: sau ngày {written_date(title.valid_until)}."
        steps.append((words, again_reference(title.pack)))
    return tuple(steps)


def suggestions_for(result: OwnResult) -> tuple[Suggestion, ...]:
    """From the rows that failed and from what would raise the result; what is there already is left out."""
    found = [Suggestion(code, f"{title}: {reason}") for code, title, reason in result.reasons]
    rows = {one.row for one in found}
    plan = plan_of(result.unit, result.year)
    if plan is not None:
        found += [one for one in _from_records(plan) if one.row not in rows]
    known = set(Improvement.objects.filter(unit=result.unit, year=result.year).values_list("row", "content"))
    return tuple(one for one in found if (one.row, one.content) not in known)


def _from_records(plan: Plan) -> list[Suggestion]:
    assessment = assessment_of(plan)
    try:
        outlook, sheet = forecast_of(assessment), sheet_of(assessment)
    except FactsError:
        return []
    steps = [*outlook.improvements, *outlook.improvements_after]
    words = {(one.row, deed_words(sheet, one)) for one in steps}
    return [Suggestion(row, f"{sheet.pack.row(row).title}: {deed}") for row, deed in sorted(words) if deed]
