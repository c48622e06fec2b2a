"""A year that is ready to hand in, and the office that receives it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from tests import make

from dvht.accounts.models import User
from dvht.assessment.actions import finalise_assessment, open_assessment, sheet_digest
from dvht.assessment.models import Entry
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.dossiers.actions import issue_year_paper, open_dossier, request_recognition, submit_dossier
from dvht.dossiers.models import Delivery, Submission
from dvht.dossiers.queries import Year, dossier_of
from dvht.dossiers.queries.sending import Parcel
from dvht.evidence.actions import Description, add_paper_record
from dvht.plans.models import Plan
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
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
    plan = _a_finalised_year(unit, year, head)
    plan.papers.exclude(
        kind__in=["submission_letter", "evidence"]
    ).delete()  # one paper to render is enough here
    if ready:
        make_ready(plan, head)
    return Place(commune, office, unit, head, officer, office_head, plan)


def _a_finalised_year(unit: Unit, year: int, head: User) -> Plan:
    """As make.a_finalised_year, with the entries written at once: a deed for each row would count the roster anew."""
    plan = make.a_plan_in_force(unit, year, by=head)
    assessment = open_assessment(plan, by=head)
    values: dict[str, dict[str, Any]] = {
        "condition": {"met": True}, "share": {"count": 40, "total": 40}, "grade": {"grade": "good"},
    }  # fmt: skip
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    rows = [
        row
        for row in plan.pack.rows
        if any(row.applies(facts, level).applies for level in plan.pack.levels or (None,))
    ]
    Entry.objects.bulk_create(
        Entry(assessment=assessment, row=row.code, **values[row.measure]) for row in rows
    )
    assert plan.collection is not None
    for row in rows:
        add_paper_record(plan.collection, [row.code], Description(f"Sổ theo dõi {row.code}"), "Tủ 1", by=head)
    assessment = assessment_of(plan)
    finalise_assessment(assessment, seen=sheet_digest(sheet_of(assessment)), by=head)
    return plan


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
