"""A year that is ready to hand in, and the office that receives it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from tests import make

from dvht.accounts.models import User
from dvht.dossiers.actions import issue_year_paper, open_dossier, request_recognition, submit_dossier
from dvht.dossiers.models import Delivery, Submission
from dvht.dossiers.queries import Year, dossier_of
from dvht.dossiers.queries.sending import Parcel
from dvht.plans.models import Plan
from dvht.units.models import Unit

LATE = "Trường sửa phòng máy, mất mạng một tuần."


@dataclass
class Place:
    """A commune whose office receives, a school below it with a year ready to hand in, and their people."""

    commune: Unit
    office: Unit
    unit: Unit
    head: User
    officer: User
    office_head: User
    plan: Plan


def a_place(*, ready: bool = True, year: int = 2025) -> Place:
    commune = make.a_unit("Xã Đồng Sen", kind="commune_peoples_committee", symbol="UBND", receiving_name="")
    office = make.a_unit(
        "Phòng Văn hóa - Xã hội",
        kind="state_agency",
        symbol="PVHXH",
        under=commune,
        head_title="Trưởng phòng",
    )
    make.a_jurisdiction(commune, office, commune)
    unit = make.a_unit(under=commune, receiving_name="")
    head = make.a_head(unit)
    officer, office_head = make.an_officer(office), make.a_head(office, "Vũ Thị Phòng")
    plan = make.a_finalised_year(unit, year, by=head)
    plan.papers.exclude(
        kind__in=["submission_letter", "evidence"]
    ).delete()  # one paper to render is enough here
    if ready:
        make_ready(plan, head)
    return Place(commune, office, unit, head, officer, office_head, plan)


def make_ready(plan: Plan, head: User) -> None:
    """Ask for level 1 and issue every paper that is to be handed in."""
    dossier = open_dossier(plan)
    request_recognition(dossier, requested="1", next_year_goal="", version=dossier.version, by=head)
    issue_papers(plan, head)


def issue_papers(plan: Plan, head: User) -> None:
    """Issue what is missing or out of date."""
    file = year_of(plan)
    for line in file.lines:
        if line.wanted.submitted and line.state != "ready" and line.wanted.kind != "evidence":
            issue_year_paper(
                year_of(plan),
                line.wanted.kind,
                issued_on=timezone.localdate(),
                head_name=head.full_name,
                by=head,
            )


def year_of(plan: Plan) -> Year:
    return Year(dossier_of(Plan.objects.select_related("unit", "collection").get(pk=plan.pk)))


def parcel_of(plan: Plan) -> Parcel:
    return Parcel(year_of(plan), timezone.localdate())


def hand_in(place: Place, **more: Any) -> Delivery:
    """Exactly what the page shows now; late, since the year assessed is over."""
    return submit_dossier(
        place.plan,
        **{"seen": parcel_of(place.plan).digest, "late_reason": LATE, "by": place.head, **more},
    )


def submission_at(place: Place) -> Submission:
    return Submission.objects.select_related("unit", "receiving", "officer").get(unit=place.unit)


def soon() -> date:
    return date.fromordinal(timezone.localdate().toordinal() + 7)
