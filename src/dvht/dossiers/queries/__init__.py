"""How the year's papers stand: which are wanted, which are issued, which rest on figures that have changed."""

from dvht.dossiers.queries.authority import (
    acting_body,
    latest_delivery,
    mending_words,
    open_return,
    submission_of,
)
from dvht.dossiers.queries.checks import Check, checks, receiving_note
from dvht.dossiers.queries.delivered import Sent, facts_of_delivery, unit_facts_of
from dvht.dossiers.queries.differences import Difference, Differences, changes_between
from dvht.dossiers.queries.goals import goal_label, label_of_goal, next_year_goal_label, next_year_goals
from dvht.dossiers.queries.wanted import ASKING_PAPERS, RESULT_PAPERS, WantedPaper, wanted_papers
from dvht.dossiers.queries.year import (
    Change,
    PaperLine,
    VolumeLine,
    Year,
    dossier_of,
    goals_within_reach,
    is_composed,
    volume_digest,
    volume_line,
)

__all__ = [
    "ASKING_PAPERS",
    "RESULT_PAPERS",
    "Change",
    "Check",
    "Difference",
    "Differences",
    "PaperLine",
    "Sent",
    "VolumeLine",
    "WantedPaper",
    "Year",
    "acting_body",
    "changes_between",
    "checks",
    "dossier_of",
    "facts_of_delivery",
    "goal_label",
    "goals_within_reach",
    "is_composed",
    "label_of_goal",
    "latest_delivery",
    "mending_words",
    "next_year_goal_label",
    "next_year_goals",
    "open_return",
    "receiving_note",
    "submission_of",
    "unit_facts_of",
    "volume_digest",
    "volume_line",
    "wanted_papers",
]
