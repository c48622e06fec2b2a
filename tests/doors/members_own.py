"""A member's own pages, the unit's side of study plans and certificates, and the register of data requests."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from tests.cast import Cast
from tests.doors import APPROVERS, IN, OWN, PEOPLE, REFUSED, ROSTER_KEEPERS, SIGN_IN, UNKNOWN, YEAR, Door

from dvht.evidence.models import StoredFile
from dvht.members.models import Certificate, DataRequest, StudyItem, StudyPlan
from dvht.plans.models import Plan

BELOW = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN)
"""The authority's page about the head of a unit below: the commune of the cast has no head with an account."""
HEAD_ALONE = Door(SIGN_IN, IN, REFUSED, REFUSED, REFUSED, UNKNOWN)

READING = {
    "own_home": PEOPLE,
    "personal_data": PEOPLE,
    "own_data": OWN,
    "own_data_export": OWN,
    "own_year": OWN,
    "own_commitment": OWN,
    "own_study_plan": OWN,
    "own_study_item": OWN,
    "own_certificates": OWN,
    "own_certificate": OWN,
    "own_certificate_file": OWN,
    "own_paper": OWN,
    "study_plans": ROSTER_KEEPERS,
    "study_plan": ROSTER_KEEPERS,
    "study_plans_check": APPROVERS,
    "study_plans_below": APPROVERS,
    "study_plan_below": BELOW,
    "certificates": ROSTER_KEEPERS,
    "certificate": ROSTER_KEEPERS,
    "certificate_file": ROSTER_KEEPERS,
    "certificates_check": ROSTER_KEEPERS,
    "commitments": ROSTER_KEEPERS,
    "study_papers": ROSTER_KEEPERS,
    "study_paper": ROSTER_KEEPERS,
    "data_requests": ROSTER_KEEPERS,
    "data_request_add": ROSTER_KEEPERS,
    "data_request": ROSTER_KEEPERS,
}

SENDING = {
    "own_data": OWN,
    "own_request_add": OWN,
    "own_commitment": OWN,
    "own_commitment_withdraw": OWN,
    "own_study_plan": OWN,
    "own_study_plan_submit": OWN,
    "own_study_plan_take_back": OWN,
    "own_study_item": OWN,
    "own_certificates": OWN,
    "own_certificate": OWN,
    "own_certificate_withdraw": OWN,
    "study_plan": APPROVERS,
    "study_plans_check": APPROVERS,
    "study_plan_below": BELOW,
    "certificate": ROSTER_KEEPERS,
    "certificate_reopen": ROSTER_KEEPERS,
    "certificates_check": ROSTER_KEEPERS,
    "commitments": APPROVERS,
    "data_request_add": ROSTER_KEEPERS,
    "data_request": ROSTER_KEEPERS,
    "data_request_erase": HEAD_ALONE,
    "data_request_hand_over": ROSTER_KEEPERS,
}


def furnish(cast: Cast, plan: Plan) -> None:
    member = cast.as_member("member")
    study_plan = StudyPlan.objects.create(
        member=member, year=YEAR, state="submitted", submitted_at=timezone.now()
    )
    StudyItem.objects.create(plan=study_plan, content="Đọc sách")
    stored = StoredFile.objects.create(
        unit=plan.unit,
        content=ContentFile(b"%PDF-1.4", "c.pdf"),
        sha256="1" * 64,
        size=8,
        media_type="application/pdf",
    )
    Certificate.objects.create(
        member=member,
        year=YEAR,
        fact="digital",
        value="met",
        title="Năng lực số",
        file=stored,
        file_name="c.pdf",
    )
    DataRequest.objects.create(
        unit=plan.unit,
        member=member,
        asked_by=member.full_name,
        kind="access",
        words="Cho xem",
        received_on=timezone.localdate(),
    )


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    member = cast.as_member("member")
    below = {"unit_id": cast.commune.pk} if name == "study_plan_below" else {}
    return {
        "member_id": member.pk,
        "plan_id": StudyPlan.objects.get().pk,
        "item_id": StudyItem.objects.get().pk,
        "certificate_id": Certificate.objects.get().pk,
        "request_id": DataRequest.objects.get().pk,
        "kind": "cam-ket",
        "paper_format": "pdf",
        **below,
    }
