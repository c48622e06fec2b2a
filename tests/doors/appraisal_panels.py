"""The doors of panels: the office that receives runs them, its head sets them up and ends them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests import make
from tests.appraisal.build import OUTSIDER, a_full_council
from tests.cast import Cast
from tests.doors import EVERYBODY, OFFICE, OFFICE_HEAD, OFFICE_READERS, YEAR, Door

from dvht.appraisal.actions.invitations import digest_of, invite
from dvht.appraisal.models import Assignment, Invitation, Panel, Seat, Visit
from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.dossiers.models import Submission
from dvht.plans.models import Plan

PANEL = "Hội đồng của cửa"
SECRET = "mot-bi-mat"

READING: Mapping[str, Door] = {
    "panel_list": OFFICE_READERS,
    "panel_add": OFFICE,
    "panel": OFFICE_READERS,
    "panel_change": OFFICE,
    "panel_begin": OFFICE_HEAD,
    "panel_end": OFFICE_HEAD,
    "panel_paper": OFFICE_READERS,
    "panel_paper_page": OFFICE_READERS,
    "panel_paper_draft": OFFICE_READERS,
    "panel_paper_file": OFFICE_READERS,
    "seat_add": OFFICE,
    "seat": OFFICE,
    "invitation": OFFICE,
    "assignments": OFFICE_READERS,
    "visits": OFFICE_READERS,
    "visit_add": OFFICE,
    "visit": OFFICE,
    "visit_export": OFFICE_READERS,
    "invitation_accept": EVERYBODY,
}

SENDING: Mapping[str, Door] = {
    "panel_add": OFFICE,
    "panel_change": OFFICE,
    "panel_discard": OFFICE,
    "panel_begin": OFFICE_HEAD,
    "panel_end": OFFICE_HEAD,
    "panel_paper": OFFICE,
    "panel_paper_issue": OFFICE_HEAD,
    "panel_paper_reset": OFFICE,
    "seat_add": OFFICE,
    "seat_remove": OFFICE,
    "seat_move": OFFICE,
    "seat": OFFICE,
    "invitation": OFFICE,
    "invitation_revoke": OFFICE,
    "assignments": OFFICE,
    "assignment_remove": OFFICE,
    "visit_add": OFFICE,
    "visit": OFFICE,
    "visit_remove": OFFICE,
    "seat_copy": OFFICE,
    "invitation_accept": EVERYBODY,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """A council at work with an outsider invited, a dossier given, a visit planned and its decision on file."""
    panel = a_full_council(cast, name=PANEL, state="at_work")
    earlier = Panel.objects.create(body=cast.office, year=YEAR - 1, form="council", name=PANEL)
    Seat.objects.create(
        panel=earlier, full_name="X", organisation="Y", organisation_kind="other", role="chair"
    )
    invitation, _ = invite(panel.seats.get(full_name=OUTSIDER), days=14, by=cast.officer)
    Invitation.objects.filter(pk=invitation.pk).update(secret_digest=digest_of(SECRET))
    submission = Submission.objects.filter(unit=cast.other_unit, year=YEAR).first()
    submission = submission or make.a_submission(
        cast.other_unit, cast.office, cast.commune, by=cast.stranger, state="received"
    )
    Assignment.objects.create(seat=panel.seats.get(user=cast.officer), submission=submission)
    Visit.objects.create(panel=panel, unit=cast.other_unit, on=date(YEAR + 1, 1, 10))
    paper = IssuedPaper.objects.create(
        unit=cast.office, kind="panel_decision", about=panel.about, year=YEAR, title="Quyết định", subject="về việc",
        place="Đồng Sen", issued_on=date(YEAR + 1, 1, 5), signatory_name="Vũ Thị Phòng", signatory_title="Trưởng phòng",
        verification_code="PANEL", source_digest="", pages=1,
    )  # fmt: skip
    StoredPaper.objects.create(paper=paper, format="pdf", content=b"%PDF-1.4", sha256="0" * 64)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    panel = Panel.objects.get(name=PANEL, year=YEAR)
    return {
        "unit_id": cast.office.pk,
        "panel_id": panel.pk,
        "seat_id": panel.seats.get(full_name=OUTSIDER).pk,
        "assignment_id": Assignment.objects.get(seat__panel=panel).pk,
        "visit_id": Visit.objects.get(panel=panel).pk,
        "slug": "quyet-dinh",
        "page": 1,
        "paper_id": IssuedPaper.objects.get(about=panel.about).pk,
        "paper_format": "pdf",
        "secret": SECRET,
    }
