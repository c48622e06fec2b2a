"""The doors of an examination: what a seat opens, what the office and who leads a panel open."""

from collections.abc import Mapping
from typing import Any

from tests import make
from tests.cast import Cast
from tests.doors import IN, REFUSED, SIGN_IN, UNKNOWN, YEAR, Door

from dvht.appraisal.models import Appraisal, Meeting, Panel
from dvht.dossiers.models import DeliveredFile
from dvht.plans.models import Plan

EVERYBODY_SIGNED_IN = Door(SIGN_IN, IN, IN, IN, IN, IN)
"""One's own desk: it shows only what is given to one."""
SEEN = Door(
    SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, officer=IN, office_head=IN, chair=IN, examiner=IN
)
"""The appraisal of the other unit's dossier, before its examiner, for office and deciding body."""
TOGETHER = Door(
    SIGN_IN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    officer=IN,
    office_head=IN,
    chair=IN,
    examiner=REFUSED,
)
"""What all examiners found: not for one of them while they examine."""
EXAMINERS = Door(
    SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    officer=REFUSED, office_head=REFUSED, chair=REFUSED, examiner=IN,
)  # fmt: skip
LEADERS = Door(
    SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    officer=REFUSED, office_head=IN, chair=REFUSED, examiner=REFUSED,
)  # fmt: skip
"""The head of the office leads the council."""
KEEPERS_OF_MINUTES = Door(
    SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    officer=IN, office_head=IN, chair=REFUSED, examiner=REFUSED,
)  # fmt: skip
VOTERS = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, office_head=IN, examiner=IN)
OFFICE = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, officer=IN, office_head=IN)
NOT_THERE = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
OWN_SHEET = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, examiner=IN)
NOT_ISSUED = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN)
"""A paper that is not issued yet has no bytes; an administrator isn't told."""
NAMES = Door(
    SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    officer=REFUSED, office_head=REFUSED, chair=REFUSED, examiner=UNKNOWN,
)  # fmt: skip
"""Names open only behind a row in dispute."""

READING: Mapping[str, Door] = {
    "examinations": EVERYBODY_SIGNED_IN,
    "examination": SEEN,
    "examination_row": SEEN,
    "examination_agree": EXAMINERS,
    "examination_file": NOT_THERE,
    "examination_sheet": OWN_SHEET,
    "examination_vote": VOTERS,
    "consolidation": TOGETHER,
    "consolidation_row": TOGETHER,
    "appraisal_result": TOGETHER,
    "appraisal_results": OFFICE,
    "meetings": OFFICE,
    "meeting_add": OFFICE,
    "meeting": OFFICE,
    "appraisal_paper": OFFICE,
    "appraisal_paper_page": OFFICE,
    "appraisal_paper_draft": OFFICE,
    "appraisal_paper_file": NOT_ISSUED,
}

SENDING: Mapping[str, Door] = {
    "examination_row": EXAMINERS,
    "examination_agree": EXAMINERS,
    "examination_names": NAMES,
    "examination_vote": VOTERS,
    "consolidation_begin": KEEPERS_OF_MINUTES,
    "voting_open": KEEPERS_OF_MINUTES,
    "appraisal_back": LEADERS,
    "consolidation_row": LEADERS,
    "appraisal_conclude": LEADERS,
    "appraisal_reopen": LEADERS,
    "meeting_add": OFFICE,
    "meeting": OFFICE,
    "meeting_votes": OFFICE,
    "appraisal_paper": OFFICE,
    "appraisal_paper_issue": OFFICE,
    "appraisal_paper_reset": OFFICE,
}

NAME = "Hội đồng thẩm định (cửa)"
AT_THE_VOTE = {"examination_vote", "meeting", "meeting_votes"}


def furnish(cast: Cast, plan: Plan) -> None:
    """Two schools beside the cast's, one dossier examined and one at the vote, before a council of three."""
    panel = make.a_panel(
        cast.office, [cast.office_head, make.an_examiner(cast.office), cast.examiner], name=NAME
    )
    for state in ("examining", "voting"):
        unit = make.a_unit(f"Trường {state}", under=cast.commune)
        submission = make.a_submission(
            unit, cast.office, cast.commune, year=YEAR, by=make.a_head(unit), state="received"
        )
        assigned = (cast.examiner,) if state == "examining" else ()
        make.an_appraisal(submission, panel, assigned=assigned, state=state)
        DeliveredFile.objects.create(
            delivery=submission.deliveries.get(),
            kind="evidence_link",
            title="Đường dẫn",
            codes=["1.1"],
            place="x",
        )
    meeting = Meeting.objects.create(panel=panel, mode="meeting", held_on=f"{YEAR + 1}-01-20")
    meeting.present.set(panel.seats.all())
    meeting.appraisals.set(Appraisal.objects.filter(panel=panel, state="voting"))


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    panel = Panel.objects.get(name=NAME)
    state = "voting" if name in AT_THE_VOTE else "examining"
    appraisal = Appraisal.objects.get(panel=panel, state=state)
    office = {"unit_id": cast.office.pk} if name.startswith(("meeting", "appraisal_paper")) else {}
    if name == "appraisal_results":
        office = {"unit_id": cast.office.pk}
    return {
        "appraisal_id": appraisal.pk,
        "panel_id": panel.pk,
        "meeting_id": Meeting.objects.get(panel=panel).pk,
        "file_id": DeliveredFile.objects.get(delivery__submission=appraisal.submission).pk,
        "code": "1.1",
        "slug": "bao-cao",
        "key": str(panel.pk),
        "page": 1,
        "paper_format": "pdf",
        **office,
    }
