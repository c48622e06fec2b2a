"""The plan's own papers: the Kế hoạch, and the decisions that set up a body or order the self-check."""

from dvht.plans.letters.activities import activities_sentence, activities_source, activities_table
from dvht.plans.letters.decisions import (
    self_check_decision_letter,
    steering_decision_letter,
    team_decision_letter,
)
from dvht.plans.letters.plan import plan_letter
from dvht.plans.letters.sources import base_lines

__all__ = [
    "activities_sentence", "activities_source", "activities_table",
    "base_lines", "plan_letter", "self_check_decision_letter", "steering_decision_letter", "team_decision_letter",
]  # fmt: skip
