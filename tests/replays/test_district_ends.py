"""The end of the district level on 01/7/2025, replayed: nothing is lost, and its heirs see what was theirs only."""

from dataclasses import dataclass
from datetime import date

import pytest
from tests import make
from tests.replays.build import TODAY, acts_on, again, handles, numbers, seen_by, status, unbroken
from tests.units.build import Province, a_decision, a_province, fresh

from dvht.accounts.models import User
from dvht.accounts.permissions import can_handle_for_body, can_lead_body
from dvht.audit.actions import SYSTEM
from dvht.dossiers.models import Submission
from dvht.units.actions import apply_two_tier, dissolve_unit, move_unit
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import authority_of, handing_in_to

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class District:
    """A district with its education office, to which a school of each of its communes handed in."""

    province: Province
    district: Unit
    office: Unit
    officer: User
    head: User
    submission: Submission
    other_submission: Submission


@pytest.fixture
def district() -> District:
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
    other = make.a_submission(
        fresh(province.other_school), fresh(office), fresh(district), year=2024,
        by=make.a_head(province.other_school),
    )  # fmt: skip
    return District(province, district, office, make.an_officer(office), head, submission, other)


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
    school, other_school = district.province.school, district.province.other_school
    before = numbers()
    the_end_of_the_district(district)

    then, now = (authority_of(fresh(school), day) for day in (date(2025, 6, 30), date(2025, 7, 1)))

    assert now.receiving == district.province.office
    assert authority_of(fresh(other_school), date(2025, 7, 1)).receiving == district.province.other_office
    assert (now.deciding_title, now.confirmed) == ("Chủ tịch UBND xã Đồng Sen", False)
    assert (
        then.receiving_name == ""
    )  # the school stands elsewhere in the tree now; what it handed in says who received
    row = Jurisdiction.objects.get(area=district.district)
    assert (row.receiving, row.until) == (district.office, date(2025, 6, 30))
    district.submission.refresh_from_db()
    assert district.submission.receiving == district.office
    assert district.submission.receiving_name == "Phòng Giáo dục và Đào tạo huyện Minh Khai"
    assert numbers() == before
    assert unbroken()


def test_the_dossiers_of_the_district_office_are_those_of_the_office_of_their_commune_only(
    district: District,
) -> None:
    mine = make.an_officer(district.province.office)
    other = make.an_officer(district.province.other_office, "Người Khác")
    of_mine, of_other = district.submission, district.other_submission
    assert (seen_by(mine), seen_by(other)) == (set(), set())

    the_end_of_the_district(district)

    assert (seen_by(mine), seen_by(other)) == ({of_mine}, {of_other})
    assert seen_by(district.officer) == {of_mine, of_other}
    assert seen_by(district.head) == {of_mine}
    assert (acts_on(of_mine), acts_on(of_other)) == (district.province.office, district.province.other_office)
    assert [handles(who, of_other) for who in (other, mine, district.officer)] == [True, False, False]
    assert status(other, district.province.other_office, of_other) == 200
    assert status(mine, district.province.office, of_other) == 404
    assert status(mine, district.office, of_other) in {403, 404}


def test_the_district_office_reads_what_it_had_and_does_nothing_more(district: District) -> None:
    the_end_of_the_district(district)
    office = fresh(district.office)

    assert not can_handle_for_body(again(district.officer), office)
    assert not can_lead_body(make.a_head(office), office)
    assert not handing_in_to([office.pk], TODAY).exists()
