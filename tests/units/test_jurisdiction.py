from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.races import DONE, at_once
from tests.units.build import DAY, Province, a_province, fresh, rows, who

from dvht.audit.actions import SYSTEM
from dvht.audit.queries import events_of
from dvht.units.actions import (
    Powers,
    apply_two_tier,
    change_jurisdiction,
    confirm_jurisdiction,
    end_jurisdiction,
    powers_of,
    set_jurisdiction,
)
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries import authority_of, handing_in_to, propose_two_tier, with_jurisdiction

SINCE = date(2025, 7, 1)


@pytest.fixture
def province(db: None) -> Province:
    return a_province()


def powers(province: Province, **more: Any) -> Powers:
    return Powers(**{"receiving": province.office, "deciding": province.commune, "since": SINCE, **more})


def set_for(province: Province, **more: Any) -> Jurisdiction:
    return set_jurisdiction(province.commune, Tier.DISTRICT, powers(province, **more), by=SYSTEM)


def test_names_and_titles_come_from_the_bodies_chosen(province: Province) -> None:
    row = set_for(province)

    assert (row.receiving_name, row.receiving_title) == ("Phòng Văn hóa - Xã hội xã Đồng Sen", "Trưởng phòng")
    assert (row.deciding_name, row.deciding_title) == ("UBND xã Đồng Sen", "Chủ tịch")
    assert events_of([f"unit:{province.commune.pk}"])[0].verb == "đặt thẩm quyền"


def test_a_body_outside_the_tree_is_only_named(province: Province) -> None:
    set_for(province, receiving=None, receiving_name=" Sở  X ", receiving_title="Giám đốc")

    said = authority_of(province.school, DAY)

    assert (said.receiving, said.receiving_name, said.deciding) == (None, "Sở X", province.commune)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"receiving": None, "receiving_title": "Giám đốc"}, "receiving_name"),
        ({"deciding": None, "deciding_name": "UBND"}, "deciding_title"),
        ({"until": date(2025, 6, 30)}, "until"),
    ],
)
def test_what_is_missing_is_named(province: Province, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        set_for(province, **facts)

    assert list(caught.value.error_dict) == [field]
    assert not Jurisdiction.objects.exists()


@pytest.mark.parametrize(
    ("since", "until", "clashes"),
    [
        (date(2025, 1, 1), date(2025, 6, 30), False),
        (date(2025, 1, 1), date(2025, 7, 1), True),
        (date(2025, 1, 1), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
    ],
)
def test_spans_of_one_area_and_tier_never_overlap(
    province: Province, since: date, until: date | None, clashes: bool
) -> None:
    set_for(province, until=date(2026, 12, 31))

    if not clashes:
        set_for(province, since=since, until=until)
        return
    with pytest.raises(ValidationError) as caught:
        set_for(province, since=since, until=until)
    assert caught.value.error_dict["since"][0].code == "overlap"


def test_another_tier_of_the_same_area_has_its_own_span(province: Province) -> None:
    set_for(province)

    set_jurisdiction(province.commune, Tier.PROVINCE, powers(province), by=SYSTEM)

    assert Jurisdiction.objects.count() == 2


def test_of_two_who_set_the_same_span_one_is_told(committed_db: None) -> None:
    province = a_province()

    assert at_once(lambda: set_for(province), lambda: set_for(province)) == [DONE, "refused"]
    assert Jurisdiction.objects.count() == 1


def test_a_change_rests_on_what_was_shown(province: Province) -> None:
    row = set_for(province)
    change_jurisdiction(row, powers(province, basis="Công văn 1"), version=1, by=SYSTEM)

    with pytest.raises(ValidationError) as caught:
        change_jurisdiction(row, powers(province), version=1, by=SYSTEM)

    assert caught.value.code == "conflict"
    assert Jurisdiction.objects.get().basis == "Công văn 1"


def test_another_body_must_be_confirmed_anew_and_another_basis_not(province: Province) -> None:
    row = confirm_jurisdiction(set_for(province), document="Công văn 12/SGDĐT", version=1, by=SYSTEM)
    row = change_jurisdiction(row, powers(province, basis="Nghị quyết"), version=2, by=SYSTEM)
    assert row.confirmed_by == "Công văn 12/SGDĐT"

    row = change_jurisdiction(row, powers(province, receiving=province.department), version=3, by=SYSTEM)

    assert row.confirmed_by == ""


def test_saving_the_same_leaves_no_trace(province: Province) -> None:
    row = set_for(province)

    assert change_jurisdiction(row, powers_of(row), version=1, by=SYSTEM).version == 1
    assert events_of([f"unit:{province.commune.pk}"]).count() == 1


def test_an_ended_row_holds_through_its_last_day(province: Province) -> None:
    row = set_for(province)

    end_jurisdiction(row, until=date(2026, 1, 31), version=1, by=SYSTEM)

    assert who(province.school, date(2026, 1, 31))[0] == "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert who(province.school, date(2026, 2, 1)) == ("", "")


@pytest.mark.parametrize("until", [date(2025, 6, 30), date(2026, 2, 1)])
def test_an_end_is_neither_before_the_beginning_nor_later_than_before(
    province: Province, until: date
) -> None:
    row = set_for(province, until=date(2026, 1, 31))

    with pytest.raises(ValidationError) as caught:
        end_jurisdiction(row, until=until, version=1, by=SYSTEM)

    assert "until" in caught.value.error_dict


def test_a_confirmation_names_its_document(province: Province) -> None:
    row = set_for(province)
    with pytest.raises(ValidationError):
        confirm_jurisdiction(row, document="  ", version=1, by=SYSTEM)
    assert not authority_of(province.school, DAY).confirmed

    confirm_jurisdiction(row, document="Công văn 12/SGDĐT", version=1, by=SYSTEM)

    said = authority_of(province.school, DAY)
    assert (said.confirmed, said.note) == (True, "")


def test_a_body_that_is_no_more_is_given_nothing(province: Province) -> None:
    Unit.objects.filter(pk=province.office.pk).update(dissolved_on=date(2025, 1, 1))
    office = fresh(province.office)
    with pytest.raises(ValidationError) as caught:
        set_for(province, receiving=office)
    assert "receiving" in caught.value.error_dict

    with pytest.raises(ValidationError) as caught:
        set_jurisdiction(office, Tier.DISTRICT, powers(province, receiving=province.department), by=SYSTEM)
    assert caught.value.code == "dissolved"


def test_a_body_that_is_no_more_receives_nothing_and_the_area_above_holds(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    Unit.objects.filter(pk=province.office.pk).update(dissolved_on=date(2026, 1, 1))

    assert who(province.school, date(2025, 12, 31))[0] == "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert who(province.school)[0] == "Sở Giáo dục và Đào tạo Minh Hà"


def test_what_is_said_of_the_unit_goes_before_its_area(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    Unit.objects.filter(pk=province.school.pk).update(
        receiving=province.department, receiving_note="Công văn 9"
    )

    said = authority_of(fresh(province.school), DAY)

    assert (said.receiving, said.receiving_title, said.deciding) == (
        province.department, "Giám đốc", province.root,
    )  # fmt: skip
    assert said.basis == "Công văn 9"
    assert fresh(province.school).receiver == "Sở Giáo dục và Đào tạo Minh Hà"


def test_a_receiver_of_its_own_that_is_no_more_gives_way_to_the_area(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    district = make.a_unit(
        "Phòng GDĐT huyện", kind="state_agency", symbol="PGD", dissolved_on=date(2025, 7, 1)
    )
    Unit.objects.filter(pk=province.school.pk).update(receiving=district)

    assert who(province.school, date(2025, 6, 30))[0] == "Phòng GDĐT huyện"
    assert who(province.school, date(2025, 7, 1))[0] == "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert fresh(province.school).receiver == "Phòng Văn hóa - Xã hội xã Đồng Sen"


def test_the_default_of_two_tiers_proposes_the_offices_and_chairs_of_the_tree(province: Province) -> None:
    told = [
        (row.area.name, row.tier, row.receiving_name, row.deciding_name)
        for row in propose_two_tier(province.root)
    ]

    assert told == [
        ("UBND tỉnh Minh Hà", Tier.PROVINCE, "Sở Giáo dục và Đào tạo Minh Hà", "UBND tỉnh Minh Hà"),
        ("UBND tỉnh Minh Hà", Tier.DISTRICT, "Sở Giáo dục và Đào tạo Minh Hà", "UBND tỉnh Minh Hà"),
        ("UBND xã Đồng Sen", Tier.DISTRICT, "Phòng Văn hóa - Xã hội xã Đồng Sen", "UBND xã Đồng Sen"),
        ("UBND xã Đồng Lúa", Tier.DISTRICT, "Phòng Văn hóa - Xã hội xã Đồng Lúa", "UBND xã Đồng Lúa"),
    ]


def test_offices_that_are_not_in_the_tree_are_only_named(db: None) -> None:
    root = make.a_unit("UBND tỉnh Minh Hà", kind="state_agency", symbol="UBND", place="Minh Hà")
    make.a_unit(
        "UBND xã Suối Mơ", kind="commune_peoples_committee", symbol="UBND", under=root, place="Suối Mơ"
    )

    told = [(row.receiving, row.receiving_name, row.receiving_title) for row in propose_two_tier(fresh(root))]

    assert told == [
        (None, "Sở Giáo dục và Đào tạo Minh Hà", "Giám đốc"),
        (None, "Sở Giáo dục và Đào tạo Minh Hà", "Giám đốc"),
        (None, "Phòng Văn hóa - Xã hội Suối Mơ", "Trưởng phòng"),
    ]


def test_the_default_sends_everybody_where_they_belong(province: Province) -> None:
    college = make.a_unit(
        "Trường THPT", kind="upper_secondary_school", symbol="THPT", under=province.commune, receiving_name=""
    )
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    sen, so = "Phòng Văn hóa - Xã hội xã Đồng Sen", "Sở Giáo dục và Đào tạo Minh Hà"
    tinh = "UBND tỉnh Minh Hà"

    assert who(province.school) == (sen, "UBND xã Đồng Sen")
    assert who(college) == (so, tinh)
    assert who(province.commune) == (so, tinh)
    assert who(province.office) == (so, tinh)
    assert who(province.department) == ("", "")


def test_a_list_in_sql_says_the_same_as_one_unit_alone(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    for unit in with_jurisdiction(Unit.objects.all(), DAY):
        receiving = authority_of(unit, DAY).receiving
        assert unit.receiving_now == (receiving.pk if receiving else None)
    assert province.school in handing_in_to([province.office.pk], DAY)
    assert province.office not in handing_in_to([province.office.pk], DAY)


def test_the_default_leaves_what_somebody_has_set(province: Province) -> None:
    own = set_for(province, receiving=province.department)

    made = apply_two_tier(province.root, seen=3, by=SYSTEM)

    assert len(made) == 3
    assert rows(province.commune) == [("Sở Giáo dục và Đào tạo Minh Hà", SINCE, None)]
    assert not any(row.confirmed_by for row in made)
    assert own.pk in {row.standing.pk for row in propose_two_tier(province.root) if row.standing}


def test_the_default_is_not_applied_when_the_list_has_moved_on(province: Province) -> None:
    set_for(province)

    with pytest.raises(ValidationError) as caught:
        apply_two_tier(province.root, seen=4, by=SYSTEM)

    assert caught.value.code == "conflict"


def test_the_default_asks_the_same_questions_of_two_communes_and_of_thirty(province: Province) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            propose_two_tier(province.root)
        return len(asked)

    few = questions()
    for number in range(28):
        make.a_unit(
            f"Xã {number}", kind="commune_peoples_committee", symbol="UBND", under=fresh(province.root)
        )

    assert questions() == few == 2
