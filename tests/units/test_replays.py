"""What the country lived through, replayed: the end of the district level on 01/7/2025, and a merger in mid-cycle."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import make
from tests.units.build import Province, a_decision, a_province, fresh

from dvht.accounts.models import User
from dvht.accounts.permissions import can_handle_for_body, can_lead_body
from dvht.audit.actions import SYSTEM
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import acting_body
from dvht.units.actions import apply_two_tier, dissolve_unit, merge_units, move_unit
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import authority_of, handing_in_to

TODAY = timezone.localdate()
MERGED = TODAY - timedelta(days=10)


def seen_by(person: User) -> set[int]:
    """As a new request of the person asks."""
    again = User.objects.get(pk=person.pk)
    return set(Submission.objects.visible_to(again).values_list("pk", flat=True))


def acts_on(submission: Submission) -> Unit | None:
    return acting_body(Submission.objects.get(pk=submission.pk), TODAY)


@dataclass(frozen=True)
class District:
    """A district with its education office, to which the school of one of its communes handed in."""

    province: Province
    district: Unit
    office: Unit
    officer: User
    head: User
    submission: Submission


@pytest.fixture
def district(db: None) -> District:
    province = a_province()
    district = make.a_unit(
        "UBND huyện Minh Khai", kind="state_agency", symbol="UBNDH", under=fresh(province.root), receiving_name="",
        head_title="Chủ tịch",
    )  # fmt: skip
    office = make.a_unit(
        "Phòng Giáo dục và Đào tạo huyện Minh Khai", kind="state_agency", symbol="PGDĐT", under=district,
        receiving_name="", head_title="Trưởng phòng",
    )  # fmt: skip
    for commune in (province.commune, province.other_commune):
        move_unit(fresh(commune), under=fresh(district), by=SYSTEM)
    make.a_jurisdiction(fresh(district), fresh(office), fresh(district), since=date(2020, 1, 1))
    head = make.a_head(province.school)
    submission = make.a_submission(
        fresh(province.school), fresh(office), fresh(district), year=2024, by=head, state="received"
    )
    return District(province, district, office, make.an_officer(office), head, submission)


def the_end_of_the_district(place: District) -> None:
    """The communes come under the province; the district and its office are no more; two tiers begin."""
    decision = a_decision(effective_on=date(2025, 7, 1))
    for commune in (place.province.commune, place.province.other_commune):
        move_unit(fresh(commune), under=fresh(place.province.root), decision=decision, by=SYSTEM)
    dissolve_unit(
        fresh(place.office),
        decision=decision,
        successors=[fresh(place.province.office), fresh(place.province.other_office)],
        by=SYSTEM,
    )
    dissolve_unit(fresh(place.district), decision=decision, by=SYSTEM)
    apply_two_tier(fresh(place.province.root), seen=4, by=SYSTEM)


def test_after_the_district_each_commune_receives_and_the_past_says_who_received_then(
    district: District,
) -> None:
    school = district.province.school
    the_end_of_the_district(district)

    then, now = (authority_of(fresh(school), day) for day in (date(2025, 6, 30), date(2025, 7, 1)))

    assert now.receiving == district.province.office
    assert (now.deciding_title, now.confirmed) == ("Chủ tịch UBND xã Đồng Sen", False)
    assert (
        then.receiving_name == ""
    )  # the school stands elsewhere in the tree now; what it handed in says who received
    row = Jurisdiction.objects.get(area=district.district)
    assert (row.receiving, row.until) == (district.office, date(2025, 6, 30))
    district.submission.refresh_from_db()
    assert district.submission.receiving == district.office
    assert district.submission.receiving_name == "Phòng Giáo dục và Đào tạo huyện Minh Khai"


def test_the_dossiers_of_the_district_office_are_seen_by_the_office_of_their_commune_only(
    district: District,
) -> None:
    mine = make.an_officer(district.province.office)
    other = make.an_officer(district.province.other_office, "Người Khác")
    assert (seen_by(mine), seen_by(other)) == (set(), set())

    the_end_of_the_district(district)

    assert seen_by(mine) == {district.submission.pk}
    assert seen_by(other) == set()
    assert seen_by(district.officer) == {district.submission.pk}
    assert seen_by(district.head) == {district.submission.pk}
    assert acts_on(district.submission) == district.province.office


def test_the_district_office_reads_what_it_had_and_does_nothing_more(district: District) -> None:
    the_end_of_the_district(district)
    office = fresh(district.office)

    assert not can_handle_for_body(User.objects.get(pk=district.officer.pk), office)
    assert not can_lead_body(make.a_head(office), office)
    assert not handing_in_to([office.pk], TODAY).exists()


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
def cycle(db: None) -> Cycle:
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

    assert seen_by(cycle.officer) == {cycle.submission.pk}
    assert seen_by(cycle.other_officer) == {cycle.other_submission.pk}
    assert acts_on(cycle.other_submission) == cycle.province.other_office
    assert authority_of(fresh(cycle.province.other_school), TODAY).receiving == cycle.province.office


def test_once_the_offices_merge_the_one_that_goes_on_has_both_and_nothing_is_lost(cycle: Cycle) -> None:
    before = list(Submission.objects.order_by("pk").values())

    commune, office = merge(cycle, offices=True)

    assert list(Submission.objects.order_by("pk").values()) == before
    assert seen_by(cycle.officer) == {cycle.submission.pk, cycle.other_submission.pk}
    assert seen_by(cycle.other_officer) == {cycle.other_submission.pk}
    assert acts_on(cycle.other_submission) == office
    assert set(handing_in_to([office.pk], TODAY)) == {cycle.province.school, cycle.province.other_school}
    assert authority_of(fresh(cycle.province.other_school), TODAY).deciding == commune
    assert not can_handle_for_body(
        User.objects.get(pk=cycle.other_officer.pk), fresh(cycle.province.other_office)
    )


def test_nobody_else_comes_to_see_anything_by_a_merger(cycle: Cycle) -> None:
    department = make.an_officer(cycle.province.department, "Chuyên Viên Sở")
    member = make.a_member_user(cycle.province.school)
    administrator = make.an_administrator(cycle.province.root)

    merge(cycle, offices=True)

    assert seen_by(department) == seen_by(member) == seen_by(administrator) == set()
    assert not can_lead_body(User.objects.get(pk=cycle.chair.pk), fresh(cycle.province.other_commune))
