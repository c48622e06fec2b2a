"""The yearly plan and its lines."""

from dvht.plans.models.lines import (
    OTHER_SCHEME,
    PAPER_TITLES,
    CommitteeKind,
    CommitteeMember,
    Milestone,
    PlanPaper,
    Target,
    Task,
    Versioned,
)
from dvht.plans.models.plan import LAW_NAMES, Plan, goals_of, law_citation, long_date

__all__ = [
    "LAW_NAMES", "OTHER_SCHEME", "PAPER_TITLES", "CommitteeKind", "CommitteeMember", "Milestone", "Plan", "PlanPaper",
    "Target", "Task", "Versioned", "goals_of", "law_citation", "long_date",
]  # fmt: skip
