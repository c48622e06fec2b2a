"""Mergers of communes in mid-cycle, replayed: nothing is lost, and nothing becomes visible to who has no business."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests import make
from tests.replays.build import TODAY, acts_on, again, handles, numbers, seen_by, status, unbroken
from tests.units.build import Province, a_decision, a_province, fresh

from dvht.accounts.models import User
from dvht.accounts.permissions import can_handle_for_body, can_lead_body
from dvht.accounts.queries import visible_units
from dvht.audit.actions import SYSTEM
from dvht.dossiers.models import Submission
from dvht.recognition.models import Decision, Title
from dvht.units.actions import apply_two_tier, merge_units
from dvht.units.models import Tier, Unit
from dvht.units.queries import authority_of, handing_in_to

pytestmark = pytest.mark.django_db

MERGED = TODAY - timedelta(days=10)


@dataclass(frozen=True)
class Cycle:
    """Two communes in mid-cycle: a dossier on its way in each."""

    province: Province
    officer: User
    other_officer: User
    chair: User
    submission: Submission
    other_submission: Submission


@pytest.fixture
def cycle() -> Cycle:
    province = a_province()
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    made = []
    for school, office, commune in (
        (province.school, province.office, province.commune),
        (province.other_school, province.other_office, province.other_commune),
    ):
        made.append(make.a_submission(school, office, commune, by=make.a_head(school)))
    return Cycle(
        province,
        make.an_officer(province.office),
        make.an_officer(province.other_office, "Người Khác"),
        make.a_head(province.other_commune, "Chủ Tịch Cũ"),
        *made,
    )


def merge(cycle: Cycle, *, offices: bool) -> tuple[Unit, Unit]:
    """The second commune joins the first; then its office joins the other too. Returns the commune and the office."""
    province, decision = cycle.province, a_decision(effective_on=MERGED)
    merge_units([province.commune, province.other_commune], province.commune, decision=decision, by=SYSTEM)
    if offices:
        merge_units(
            [fresh(province.office), fresh(province.other_office)],
            fresh(province.office),
            decision=decision,
            by=SYSTEM,
        )
    return fresh(province.commune), fresh(province.office)


def test_a_merger_of_communes_alone_moves_no_dossier_on_its_way(cycle: Cycle) -> None:
    merge(cycle, offices=False)

    assert seen_by(cycle.officer) == {cycle.submission}
    assert seen_by(cycle.other_officer) == {cycle.other_submission}
    assert acts_on(cycle.other_submission) == cycle.province.other_office
    assert authority_of(fresh(cycle.province.other_school), TODAY).receiving == cycle.province.office


def test_once_the_offices_merge_the_one_that_goes_on_has_both_and_nothing_is_lost(cycle: Cycle) -> None:
    before = list(Submission.objects.order_by("pk").values())

    commune, office = merge(cycle, offices=True)

    assert list(Submission.objects.order_by("pk").values()) == before
    assert seen_by(cycle.officer) == {cycle.submission, cycle.other_submission}
    assert acts_on(cycle.other_submission) == office
    assert set(handing_in_to([office.pk], TODAY)) == {cycle.province.school, cycle.province.other_school}
    assert authority_of(fresh(cycle.province.other_school), TODAY).deciding == commune
    assert not can_handle_for_body(again(cycle.other_officer), fresh(cycle.province.other_office))


def test_nobody_else_comes_to_see_anything_by_a_merger(cycle: Cycle) -> None:
    department = make.an_officer(cycle.province.department, "Chuyên Viên Sở")
    member = make.a_member_user(cycle.province.school)
    administrator = make.an_administrator(cycle.province.root)

    merge(cycle, offices=True)

    assert seen_by(department) == seen_by(member) == seen_by(administrator) == set()
    assert not can_lead_body(again(cycle.chair), fresh(cycle.province.other_commune))


@dataclass(frozen=True)
class Commune:
    """A commune with its chair, its office with head and officer, and its schools."""

    unit: Unit
    office: Unit
    chair: User
    head: User
    officer: User
    schools: tuple[Unit, ...]


def a_commune(province: Unit, name: str, *schools: str) -> Commune:
    unit = make.a_unit(f"Xã {name}", kind="commune_peoples_committee", symbol="UBND", under=province)
    office = make.a_unit(f"Phòng Văn hóa - Xã hội xã {name}", kind="state_agency", symbol="PVHXH", under=unit)
    make.a_jurisdiction(unit, office, unit)
    return Commune(
        unit,
        office,
        make.a_head(unit, f"Chủ tịch {name}"),
        make.a_head(office, f"Trưởng phòng {name}"),
        make.an_officer(office, f"Chuyên viên {name}"),
        tuple(make.a_unit(school, under=unit, receiving_name="") for school in schools),
    )


def a_title(submission: Submission, *, by: User) -> Title:
    """What was decided on a dossier before the map changed."""
    panel = make.a_panel(submission.receiving, [by], name=f"Hội đồng {submission.pk}")
    appraisal = make.a_passed_appraisal(submission, panel, by=by)
    decision = Decision.objects.create(
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


@dataclass(frozen=True)
class Communes:
    """Two communes that will be one, a third that stays, and dossiers in every state."""

    a: Commune
    b: Commune
    stranger: Commune
    title: Title
    decided: Submission
    waiting: Submission
    given_back: Submission
    elsewhere: Submission


@pytest.fixture
def communes() -> Communes:
    province = make.a_unit("UBND tỉnh Minh Hà", kind="state_agency", symbol="UBND", receiving_name="")
    a = a_commune(province, "Suối Trong", "TH Suối Trong", "MN Suối Trong")
    b = a_commune(province, "Bến Đò", "TH Bến Đò")
    stranger = a_commune(province, "Đồng Lúa", "TH Đồng Lúa")
    states = ((a, 0, "received"), (a, 1, "submitted"), (b, 0, "returned"), (stranger, 0, "submitted"))
    decided, waiting, given_back, elsewhere = (
        make.a_submission(
            one.schools[number], one.office, one.unit, by=make.a_head(one.schools[number]), state=state
        )
        for one, number, state in states
    )
    return Communes(a, b, stranger, a_title(decided, by=a.head), decided, waiting, given_back, elsewhere)


def become_one(place: Communes) -> tuple[Unit, Unit]:
    """A new commune, then a new office, take the place of the two. Returns both."""
    decision = a_decision(effective_on=TODAY)
    commune = Unit(name="Xã Suối Bến", kind="commune_peoples_committee", symbol="UBND", place="Suối Bến")
    merge_units([place.a.unit, place.b.unit], commune, decision=decision, receiving=place.a.office, by=SYSTEM)
    office = Unit(
        name="Phòng Văn hóa - Xã hội xã Suối Bến", kind="state_agency", symbol="PVHXH", place="Suối Bến"
    )
    merge_units([place.a.office, place.b.office], office, decision=decision, by=SYSTEM)
    return Unit.objects.get(name=commune.name), Unit.objects.get(name=office.name)


def test_a_new_office_works_with_what_the_two_had_and_its_chair_sees_what_was_received(
    communes: Communes,
) -> None:
    a, b = communes.a, communes.b
    before = numbers()
    commune, office = become_one(communes)
    officer, chair = make.an_officer(office, "Chuyên viên mới"), make.a_head(commune, "Chủ tịch mới")
    school = fresh(a.schools[1])

    assert numbers() == before
    assert seen_by(officer) == {communes.decided, communes.waiting, communes.given_back}
    assert seen_by(chair) == {communes.decided}, "what nobody has received yet isn't the chair's business"
    assert [handles(officer, one) for one in (communes.waiting, communes.given_back, communes.elsewhere)] == [
        True, True, False,
    ]  # fmt: skip
    assert acts_on(communes.waiting) == office
    assert school.path.startswith(commune.path)
    assert authority_of(school, TODAY).deciding == commune
    assert set(visible_units(again(chair))) == {commune, a.unit, b.unit}
    assert unbroken()


def test_the_past_stays_with_the_two_communes_that_became_one(communes: Communes) -> None:
    a, b, stranger, waiting = communes.a, communes.b, communes.stranger, communes.waiting
    _, office = become_one(communes)
    officer = make.an_officer(office, "Chuyên viên mới")

    assert seen_by(a.officer) == {communes.decided, waiting}
    assert seen_by(b.officer) == {communes.given_back}
    assert not any(handles(gone, waiting) for gone in (a.officer, a.head, b.officer))
    assert seen_by(stranger.officer) == {communes.elsewhere}
    assert Title.objects.get(decision__body=a.unit) == communes.title
    assert (status(officer, office, waiting), status(a.officer, a.office, waiting)) == (200, 200)
    for wrong in (stranger.officer, stranger.chair, b.officer):
        assert {status(wrong, body, waiting) for body in (office, a.office, stranger.office, b.office)} == {
            404
        }
