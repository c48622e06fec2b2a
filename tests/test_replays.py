"""What happened to the country's map, replayed: two communes become one in mid-cycle, and the district level ends.

Nothing is lost, and nothing becomes visible to a body that has no business with it.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.test_doors import BACKEND

from dvht.accounts.models import User
from dvht.accounts.queries import visible_units
from dvht.appraisal.models import Appraisal
from dvht.audit.actions import SYSTEM
from dvht.audit.models import Chain, Event
from dvht.audit.queries import verify_chains
from dvht.dossiers.models import DeliveredFile, Delivery, Submission
from dvht.dossiers.permissions import can_handle_submission
from dvht.dossiers.queries import acting_body
from dvht.evidence.models import Evidence
from dvht.plans.models import Plan
from dvht.recognition.models import Decision as Recognition
from dvht.recognition.models import Title
from dvht.units.actions import (
    Decision,
    Powers,
    dissolve_unit,
    end_jurisdiction,
    merge_units,
    set_jurisdiction,
)
from dvht.units.models import Tier, Unit
from dvht.units.queries import authority_of

pytestmark = pytest.mark.django_db

KEPT = (Submission, Delivery, DeliveredFile, Appraisal, Recognition, Title, Plan, Evidence)


@dataclass(frozen=True)
class Commune:
    """A commune with its chair, its office with head and officer, and its schools."""

    unit: Unit
    office: Unit
    chair: User
    head: User
    officer: User
    schools: tuple[Unit, ...]


def a_commune(province: Unit, name: str, *schools: str, since: date = date(2025, 7, 1)) -> Commune:
    unit = make.a_unit(f"Xã {name}", kind="commune_peoples_committee", symbol="UBND", under=province)
    office = make.a_unit(f"Phòng Văn hóa - Xã hội xã {name}", kind="state_agency", symbol="PVHXH", under=unit)
    make.a_jurisdiction(unit, office, unit, since=since)
    return Commune(
        unit,
        office,
        make.a_head(unit, f"Chủ tịch {name}"),
        make.a_head(office, f"Trưởng phòng {name}"),
        make.an_officer(office, f"Chuyên viên {name}"),
        tuple(make.a_unit(school, under=unit, receiving_name="") for school in schools),
    )


def numbers() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in KEPT}


def seen_by(user: User) -> set[Submission]:
    fresh = User.objects.get(pk=user.pk)
    return set(Submission.objects.visible_to(fresh))


def handles(user: User, submission: Submission) -> bool:
    return can_handle_submission(User.objects.get(pk=user.pk), Submission.objects.get(pk=submission.pk))


def status(user: User, body: Unit, submission: Submission) -> int:
    """What the page of the submission answers under the address of a body."""
    browser = Client()
    browser.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    page = reverse("submission", args=[body.pk, submission.year, submission.pk])
    return browser.get(page).status_code


def unbroken() -> bool:
    checked = list(verify_chains(Chain.objects.values_list("scope", flat=True)))
    return all(one.broken_at is None for one in checked) and sum(one.events for one in checked) == (
        Event.objects.count()
    )


@pytest.fixture
def province() -> Unit:
    return make.a_unit("UBND tỉnh Minh Hà", kind="state_agency", symbol="UBND", receiving_name="")


def a_title(submission: Submission, *, by: User) -> Title:
    """What was decided on a dossier before the map changed."""
    panel = make.a_panel(submission.receiving, [by], name=f"Hội đồng {submission.pk}")
    appraisal = make.a_passed_appraisal(submission, panel, by=by)
    decision = Recognition.objects.create(
        body=submission.deciding, body_name=submission.deciding_name, signatory_title="Chủ tịch",
        year=submission.year, pack_id=submission.pack_id, pack_version="1", tier=Tier.DISTRICT, expiry="year_end",
    )  # fmt: skip
    decision.lines.create(
        unit=submission.unit, unit_name=submission.unit.name, appraisal=appraisal, outcome="1"
    )
    return Title.objects.create(
        unit=submission.unit, unit_name=submission.unit.name, year=submission.year, tier=Tier.DISTRICT,
        pack_id=submission.pack_id, outcome="1", decision=decision, decided_on=date(2026, 2, 10),
    )  # fmt: skip


def test_two_communes_become_one_in_mid_cycle(province: Unit) -> None:
    a, b = (
        a_commune(province, "Suối Trong", "TH Suối Trong", "MN Suối Trong"),
        a_commune(province, "Bến Đò", "TH Bến Đò"),
    )
    stranger = a_commune(province, "Đồng Lúa", "TH Đồng Lúa")
    head = make.a_head(a.schools[0])
    decided = make.a_submission(a.schools[0], a.office, a.unit, by=head, state="received")
    title = a_title(decided, by=a.head)
    waiting = make.a_submission(a.schools[1], a.office, a.unit, by=make.a_head(a.schools[1]))
    given_back = make.a_submission(
        b.schools[0], b.office, b.unit, by=make.a_head(b.schools[0]), state="returned"
    )
    elsewhere = make.a_submission(
        stranger.schools[0], stranger.office, stranger.unit, by=make.a_head(stranger.schools[0])
    )
    before = numbers()
    today = timezone.localdate()
    decision = Decision("12/NQ-HĐND", today, "Hội đồng nhân dân tỉnh Minh Hà", today)

    new = Unit(name="Xã Suối Bến", kind="commune_peoples_committee", symbol="UBND", place="Suối Bến")
    merge_units([a.unit, b.unit], new, decision=decision, receiving=a.office, by=SYSTEM)
    commune = Unit.objects.get(name="Xã Suối Bến")
    office = Unit(
        name="Phòng Văn hóa - Xã hội xã Suối Bến", kind="state_agency", symbol="PVHXH", place="Suối Bến"
    )
    merge_units([a.office, b.office], office, decision=decision, by=SYSTEM)
    office = Unit.objects.get(name="Phòng Văn hóa - Xã hội xã Suối Bến")
    officer, chair = make.an_officer(office, "Chuyên viên mới"), make.a_head(commune, "Chủ tịch mới")

    assert numbers() == before
    assert seen_by(officer) == {decided, waiting, given_back}
    assert seen_by(chair) == {decided}, "what nobody has received yet isn't the chair's business"
    assert [handles(officer, one) for one in (waiting, given_back, elsewhere)] == [True, True, False]
    assert acting_body(Submission.objects.get(pk=waiting.pk), today) == office
    assert Unit.objects.get(pk=a.schools[1].pk).path.startswith(commune.path)
    assert authority_of(Unit.objects.get(pk=a.schools[1].pk), today).deciding == commune

    assert seen_by(a.officer) == {decided, waiting}, "the past stays with the body that had it"
    assert seen_by(b.officer) == {given_back}
    assert not any(handles(gone, waiting) for gone in (a.officer, a.head, b.officer))
    assert seen_by(stranger.officer) == {elsewhere}
    assert title.decision.body == a.unit
    assert set(visible_units(User.objects.get(pk=chair.pk))) == {commune, a.unit, b.unit}

    assert status(officer, office, waiting) == 200
    assert status(a.officer, a.office, waiting) == 200
    for wrong in (stranger.officer, stranger.chair, b.officer):
        assert {status(wrong, body, waiting) for body in (office, a.office, stranger.office, b.office)} == {
            404
        }
    assert unbroken()


def test_the_district_level_ends_on_the_first_of_july_2025(province: Unit) -> None:
    district = make.a_unit(
        "Phòng GDĐT huyện Hà Sơn", kind="state_agency", symbol="PGDĐT", under=province, receiving_name=""
    )
    of_old = Powers(
        district, None, date(2020, 9, 21), deciding_name="UBND huyện Hà Sơn", deciding_title="Chủ tịch"
    )
    row = set_jurisdiction(province, Tier.DISTRICT, of_old, by=SYSTEM)
    x, y = a_commune(province, "Hà Đông", "TH Hà Đông"), a_commune(province, "Hà Tây", "TH Hà Tây")
    school_x, school_y = x.schools[0], y.schools[0]
    old_officer = make.an_officer(district, "Chuyên viên huyện")
    of_x = make.a_submission(school_x, district, None, year=2024, by=make.a_head(school_x), state="received")
    of_y = make.a_submission(school_y, district, None, year=2024, by=make.a_head(school_y))
    before = numbers()
    decision = Decision(
        "1/NQ-CP", date(2025, 6, 20), "Chính phủ", date(2025, 7, 1), note="thôi tổ chức cấp huyện"
    )

    end_jurisdiction(row, until=date(2025, 6, 30), version=row.version, by=SYSTEM)
    dissolve_unit(district, decision=decision, successors=[x.office, y.office], by=SYSTEM)

    june, july = date(2025, 6, 30), date(2025, 7, 1)
    assert numbers() == before
    assert authority_of(school_x, june).receiving in (district, x.office)
    assert authority_of(school_x, july).receiving == x.office
    assert authority_of(school_y, july).receiving == y.office
    assert seen_by(x.officer) == {of_x}, "of the old district's dossiers only those of its own schools"
    assert seen_by(y.officer) == {of_y}
    assert seen_by(old_officer) == {of_x, of_y}
    assert [handles(who, of_y) for who in (y.officer, x.officer, old_officer)] == [True, False, False]
    assert acting_body(Submission.objects.get(pk=of_y.pk), timezone.localdate()) == y.office
    assert status(y.officer, y.office, of_y) == 200
    assert status(x.officer, x.office, of_y) == 404
    assert status(x.officer, district, of_y) in {403, 404}
    assert unbroken()
