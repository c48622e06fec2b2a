"""What of an issued paper is told to whoever has its code."""

from typing import Final

from dvht.documents.models import IssuedPaper

NAMED_KINDS: Final = frozenset(
    {
        "plan", "self_check_decision", "team_decision", "steering_decision", "score_sheet", "results_summary",
        "minutes", "self_assessment_report", "submission_letter", "official_letter", "registration", "evidence_index",
        "panel_proposal", "panel_decision", "appraisal_minutes", "appraisal_summary", "appraisal_report",
        "recognition_proposal", "recognition_decision", "correction_decision", "withdrawal_decision", "result_notice",
        "consolidated_report",
    }
)  # fmt: skip
"""Papers of a unit or a body whose title, subject and signatory are told.

Of every other kind (lists of citizens, a person's commitment or study plan, what one examiner found, a refusal,
whatever a later room issues) a visitor learns only that it is real, with number, date and digest.
"""


def can_name_paper(paper: IssuedPaper) -> bool:
    return paper.kind in NAMED_KINDS
