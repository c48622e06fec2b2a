"""Which papers a year wants: the plan's dossier list, and what is needed besides."""

from collections.abc import Iterable
from dataclasses import dataclass

from dvht.plans.models import PAPER_TITLES, CommitteeKind, Plan, PlanPaper


@dataclass(frozen=True)
class WantedPaper:
    """A line of the dossier list, or a paper that the year needs besides."""

    kind: str
    title: str
    note: str
    position: int | None
    submitted: bool


TITLES = {
    **PAPER_TITLES,
    "plan": "Kế hoạch",
    "submission_letter": "Tờ trình",
}
"""What a paper is called where the plan's list doesn't name it."""

# These say what the assessment found, so that they wait for the head to finalise it.
RESULT_PAPERS = frozenset(
    {
        "score_sheet",
        "results_summary",
        "minutes",
        "self_assessment_report",
        "submission_letter",
        "official_letter",
        "registration",
    }
)

# These ask the authority for a level or a rank.
ASKING_PAPERS = frozenset({"submission_letter", "official_letter"})


def wanted_papers(plan: Plan) -> tuple[WantedPaper, ...]:
    """The plan's dossier list in its order, then the papers that the year needs besides and may be asked for."""
    listed = [_listed(paper) for paper in plan.papers.all()]
    kinds = {wanted.kind for wanted in listed}
    besides = [kind for kind in _besides(plan) if kind not in kinds]
    return (*listed, *(WantedPaper(kind, TITLES[kind], "", None, submitted=False) for kind in besides))


def _listed(paper: PlanPaper) -> WantedPaper:
    return WantedPaper(paper.kind, paper.title, paper.note, paper.position, submitted=paper.submitted)


def _besides(plan: Plan) -> Iterable[str]:
    yield "plan"
    bodies = {member.body for member in plan.committee.all()}
    if CommitteeKind.TEAM in bodies:
        yield "team_decision"
    if CommitteeKind.STEERING in bodies:
        yield "steering_decision"
    yield "score_sheet" if plan.pack.scheme == "points" else "results_summary"
    yield from ("minutes", "self_assessment_report", "submission_letter", "registration", "evidence_index")
