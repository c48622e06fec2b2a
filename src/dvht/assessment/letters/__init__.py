"""The papers of a self-assessment, composed from its newest revision, or from the entries as a draft."""

from dvht.assessment.letters.meeting import minutes
from dvht.assessment.letters.report import self_assessment_report
from dvht.assessment.letters.results import results_summary, score_sheet

__all__ = ["minutes", "results_summary", "score_sheet", "self_assessment_report"]
