"""The unit's side of what members do: their plans, certificates and commitments, and the papers of all."""

from dvht.members.views.study.below import study_plan_below, study_plans_below
from dvht.members.views.study.certificates import (
    certificate,
    certificate_file,
    certificate_reopen,
    certificates,
    certificates_check,
)
from dvht.members.views.study.commitments import commitments
from dvht.members.views.study.papers import study_paper, study_papers
from dvht.members.views.study.plans import study_plan, study_plans, study_plans_check

__all__ = [
    "certificate",
    "certificate_file",
    "certificate_reopen",
    "certificates",
    "certificates_check",
    "commitments",
    "study_paper",
    "study_papers",
    "study_plan",
    "study_plan_below",
    "study_plans",
    "study_plans_below",
    "study_plans_check",
]
