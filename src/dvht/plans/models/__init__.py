"""The yearly plan, its lines, and the activities of the year."""

from dvht.plans.models.activities import MOST_PEOPLE, Activity, ActivityEvidence, Participation
from dvht.plans.models.authority import (
    Answer,
    Extension,
    ModelUnit,
    PlanVersion,
    Question,
    Routing,
    Session,
    SessionKind,
)
from dvht.plans.models.lines import (
    OTHER_SCHEME,
    PAPER_TITLES,
    CommitteeKind,
    CommitteeMember,
    DateKind,
    Milestone,
    PlanPaper,
    Target,
    Task,
    Versioned,
)
from dvht.plans.models.plan import LAW_NAMES, AppraisalForm, Plan, goals_of, law_citation, long_date

__all__ = [
    "LAW_NAMES",
    "MOST_PEOPLE",
    "OTHER_SCHEME",
    "PAPER_TITLES",
    "Activity",
    "ActivityEvidence",
    "Answer",
    "AppraisalForm",
    "CommitteeKind",
    "CommitteeMember",
    "DateKind",
    "Extension",
    "Milestone",
    "ModelUnit",
    "Participation",
    "Plan",
    "PlanPaper",
    "PlanVersion",
    "Question",
    "Routing",
    "Session",
    "SessionKind",
    "Target",
    "Task",
    "Versioned",
    "goals_of",
    "law_citation",
    "long_date",
]
