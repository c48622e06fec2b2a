"""Questions about plans: which there are, what binds them, how far they are."""

from dvht.plans.queries.activities import (
    ActivityLine,
    activities_of,
    activity_counts,
    line_of,
    linkable_evidence,
    rows_proved,
    shown_rows,
    with_proofs,
)
from dvht.plans.queries.limits import Floor, demanded_papers, latest_day, target_floor
from dvht.plans.queries.progress import Problem, Section, blocking, plan_progress, problems_of, sections_of
from dvht.plans.queries.sheet import Sheet, sheet_of
from dvht.plans.queries.wording import (
    actor_words,
    day_words,
    issued_under,
    proposed_bases,
    proposed_purpose,
    proposed_recipients,
    proposed_title,
)
from dvht.plans.queries.years import (
    calendars_offered,
    higher_plans,
    last_plan,
    lists_offered,
    packs_offered,
    plan_of,
    submission_deadline,
    years_above,
    years_of,
)

__all__ = [
    "ActivityLine",
    "Floor",
    "Problem",
    "Section",
    "Sheet",
    "activities_of",
    "activity_counts",
    "actor_words",
    "blocking",
    "calendars_offered",
    "day_words",
    "demanded_papers",
    "higher_plans",
    "issued_under",
    "last_plan",
    "latest_day",
    "line_of",
    "linkable_evidence",
    "lists_offered",
    "packs_offered",
    "plan_of",
    "plan_progress",
    "problems_of",
    "proposed_bases",
    "proposed_purpose",
    "proposed_recipients",
    "proposed_title",
    "rows_proved",
    "sections_of",
    "sheet_of",
    "shown_rows",
    "submission_deadline",
    "target_floor",
    "with_proofs",
    "years_above",
    "years_of",
]  # fmt: skip
