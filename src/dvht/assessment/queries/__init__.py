"""What a self-assessment says: its facts, its result, its forecast, what blocks it, who changed it."""

from dvht.assessment.models import Assessment, Revision
from dvht.assessment.queries.reading import newest_revision, settled_sheet
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import result_label
from dvht.plans.models import Plan
from dvht.regulation.engine import Result
from dvht.regulation.facts import Facts
from dvht.regulation.forecast import Forecast, forecast

__all__ = [
    "assessment_of",
    "blockers",
    "evaluated",
    "facts_of",
    "first_open_row",
    "forecast_of",
    "latest_revision",
    "result_label",
    "sheet_of",
]


def assessment_of(plan: Plan) -> Assessment:
    """The self-assessment of the plan's year; one that isn't saved yet while nobody has begun."""
    found = Assessment.objects.filter(plan=plan).first() or Assessment(plan=plan)
    found.plan = plan
    return found


def sheet_of(assessment: Assessment) -> Sheet:
    """Everything at once: the newest revision while final, else the entries as they stand."""
    return settled_sheet(assessment)


def facts_of(assessment: Assessment) -> Facts:
    """What the unit states. Raises FactsError when the unit or the year isn't the pack's any more."""
    return settled_sheet(assessment).facts


def evaluated(assessment: Assessment) -> Result:
    """The result by the pack in the version that the plan (or the revision) keeps."""
    return settled_sheet(assessment).result


def forecast_of(assessment: Assessment) -> Forecast:
    """What would raise the result to the next level or rank."""
    sheet = settled_sheet(assessment)
    return forecast(sheet.pack, sheet.facts)


def blockers(assessment: Assessment) -> tuple[str, ...]:
    """Codes of the rows without a value: the self-assessment can't be finalised before they have one."""
    return tuple(row.code for row in settled_sheet(assessment).gaps)


def latest_revision(assessment: Assessment) -> Revision | None:
    """The finalised assessment while it stands; None while it is open."""
    return newest_revision(assessment) if assessment.is_final else None


def first_open_row(sheet: Sheet) -> str:
    """The first row that needs work: given back, without a value, without evidence, failing; else the first."""
    for code in (row.code for row in sheet.rows if row.code in sheet.assessment.returned_rows):
        return code
    failing = tuple(row for row in sheet.rows if row.applies and not row.passes)
    for rows in (sheet.gaps, sheet.unproved, failing):
        if rows:
            return rows[0].code
    return next((row.code for row in sheet.rows if row.applies), sheet.rows[0].code)
