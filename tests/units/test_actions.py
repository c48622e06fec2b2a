import pytest
from django.core.exceptions import ValidationError
from tests import make

from dvht.audit.actions import SYSTEM
from dvht.audit.queries import events_of
from dvht.units.actions import add_unit, change_unit, move_unit
from dvht.units.models import DEEPEST, Unit

pytestmark = pytest.mark.django_db


def last_event(unit: Unit) -> tuple[str, object, object]:
    event = events_of([f"unit:{unit.pk}"])[0]
    return event.verb, event.before, event.after


def a_draft(**facts: object) -> Unit:
    said = {"name": "Trường Mới", "kind": "primary_school", "place": "Đồng Sen", "symbol": "THM", **facts}
    return Unit(**said)


def test_a_unit_is_added_under_another_and_remembered() -> None:
    commune = make.a_unit("Xã Đồng Sen", kind="commune_peoples_committee", symbol="UBND")

    unit = add_unit(a_draft(), under=commune, by=SYSTEM)

    assert Unit.objects.get_parent(unit) == commune
    assert last_event(unit) == (
        "thêm đơn vị",
        None,
        {
            "name": "Trường Mới",
            "kind": "primary_school",
            "tier": "district",
            "ownership": "public",
            "place": "Đồng Sen",
            "symbol": "THM",
            "head_title": "Hiệu trưởng",
        },
    )


def test_a_wrong_unit_is_not_added() -> None:
    with pytest.raises(ValidationError):
        add_unit(a_draft(symbol="a b"), under=None, by=SYSTEM)

    assert not Unit.objects.exists()


def test_a_change_remembers_only_what_changed() -> None:
    unit = make.a_unit()

    changed = change_unit(unit, {"name": "Trường Sen Hồng", "place": "Đồng Sen"}, version=1, by=SYSTEM)

    assert (changed.name, changed.version) == ("Trường Sen Hồng", 2)
    assert last_event(unit) == (
        "sửa đơn vị",
        {"name": "Trường Tiểu học Hoa Sen"},
        {"name": "Trường Sen Hồng"},
    )


def test_a_change_of_the_receiver_is_remembered_by_name() -> None:
    office = make.a_unit("Phòng", kind="state_agency", symbol="PVHXH")
    unit = make.a_unit()

    change_unit(unit, {"receiving": office, "receiving_name": ""}, version=1, by=SYSTEM)

    assert last_event(unit) == (
        "sửa đơn vị",
        {"receiving": None, "receiving_name": "Phòng Văn hóa - Xã hội xã Đồng Sen"},
        {"receiving": "Phòng", "receiving_name": ""},
    )


def test_saving_without_a_change_leaves_no_trace() -> None:
    unit = make.a_unit()

    assert change_unit(unit, {"name": unit.name}, version=1, by=SYSTEM).version == 1
    assert not events_of([f"unit:{unit.pk}"]).exists()


def test_the_second_of_two_changes_from_one_state_is_refused() -> None:
    unit = make.a_unit()
    change_unit(unit, {"name": "Một"}, version=1, by=SYSTEM)

    with pytest.raises(ValidationError) as caught:
        change_unit(unit, {"name": "Hai"}, version=1, by=SYSTEM)

    assert caught.value.code == "conflict"
    assert Unit.objects.get().name == "Một"


def test_a_wrong_change_is_refused_whole() -> None:
    unit = make.a_unit()

    with pytest.raises(ValidationError):
        change_unit(unit, {"name": "Mới", "symbol": "?"}, version=1, by=SYSTEM)

    assert Unit.objects.get().name == "Trường Tiểu học Hoa Sen"


def test_the_place_in_the_tree_is_no_fact_to_change() -> None:
    with pytest.raises(ValueError, match="path"):
        change_unit(make.a_unit(), {"path": "0009"}, version=1, by=SYSTEM)


def test_a_unit_moves_with_all_below_it() -> None:
    old, new = make.a_unit("Xã A"), make.a_unit("Xã B")
    school = make.a_unit("Trường", under=old)
    branch = make.a_unit("Điểm trường", under=school)

    moved = move_unit(school, under=new, by=SYSTEM)

    assert Unit.objects.get_parent(moved) == new
    assert Unit.objects.get(pk=branch.pk).is_descendant_of(Unit.objects.get(pk=new.pk))
    assert last_event(school) == ("chuyển đơn vị", {"Thuộc": "Xã A"}, {"Thuộc": "Xã B"})


def test_moving_to_where_it_stands_leaves_no_trace() -> None:
    commune = make.a_unit("Xã A")
    school = make.a_unit("Trường", under=commune)

    move_unit(school, under=commune, by=SYSTEM)

    assert not events_of([f"unit:{school.pk}"]).exists()


@pytest.mark.parametrize("below", [False, True])
def test_a_unit_can_not_stand_under_itself_or_those_below(below: bool) -> None:
    school = make.a_unit("Trường", under=make.a_unit("Xã A"))
    target = make.a_unit("Điểm trường", under=school) if below else school

    with pytest.raises(ValidationError, match="không thể thuộc chính mình"):
        move_unit(school, under=target, by=SYSTEM)


def test_a_tree_has_no_more_levels_than_its_areas_are_sought_on() -> None:
    root = make.a_unit()
    lowest = root
    for _ in range(DEEPEST - 1):
        lowest = make.a_unit(under=lowest)
    other = make.a_unit("Trường Hoa Mai")

    with pytest.raises(ValidationError, match="quá nhiều cấp"):
        add_unit(a_draft(), under=lowest, by=SYSTEM)
    with pytest.raises(ValidationError, match="quá nhiều cấp"):
        move_unit(other, under=lowest, by=SYSTEM)
    with pytest.raises(ValidationError, match="quá nhiều cấp"):
        move_unit(root, under=other, by=SYSTEM)
