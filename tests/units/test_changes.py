from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests import make
from tests.races import DONE, at_once
from tests.units.build import DAY, Province, a_decision, a_province, fresh, rows, who

from dvht.audit.actions import SYSTEM
from dvht.audit.queries import events_of
from dvht.units.actions import (
    Part,
    add_unit,
    apply_two_tier,
    confirm_jurisdiction,
    dissolve_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from dvht.units.models import Change, ChangedUnit, Jurisdiction, Unit
from dvht.units.queries import change_lines, holdings_of, names_of, predecessors_of, successors_of

LATER = timezone.localdate() + timedelta(days=30)
MERGED = date(2026, 1, 1)


@pytest.fixture
def province(db: None) -> Province:
    return a_province()


def a_draft(name: str = "UBND xã Sen Lúa", **facts: Any) -> Unit:
    said = {
        "kind": "commune_peoples_committee",
        "place": "Sen Lúa",
        "symbol": "UBND",
        "head_title": "Chủ tịch",
    }
    return Unit(name=name, **{**said, **facts})


def merged(province: Province, into: Unit | None = None, **more: Any) -> Change:
    facts: dict[str, Any] = {"decision": a_decision(effective_on=MERGED), **more}
    sources = [province.commune, province.other_commune]
    return merge_units(sources, into or a_draft(), by=SYSTEM, **facts)


def parts_of(change: Change) -> list[tuple[str, str]]:
    return [(part.side, part.name) for part in ChangedUnit.objects.filter(change=change)]


def test_a_merge_makes_one_of_two_and_keeps_both(province: Province) -> None:
    change = merged(province)

    new = Unit.objects.get(name="UBND xã Sen Lúa")
    assert Unit.objects.get_parent(new) == province.root
    assert fresh(province.commune).dissolved_on == fresh(province.other_commune).dissolved_on == MERGED
    assert {Unit.objects.get_parent(fresh(one)) for one in (province.school, province.other_office)} == {new}
    assert parts_of(change) == [
        ("before", "UBND xã Đồng Sen"), ("before", "UBND xã Đồng Lúa"), ("after", "UBND xã Sen Lúa"),
    ]  # fmt: skip
    assert {events_of([f"unit:{one.pk}"])[0].verb for one in (province.commune, new)} == {"hợp nhất đơn vị"}


def test_a_merge_hands_the_powers_over_on_its_day(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    merged(province)

    new = Unit.objects.get(name="UBND xã Sen Lúa")
    sen = "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert rows(province.commune) == [(sen, date(2025, 7, 1), date(2025, 12, 31))]
    assert rows(new) == [(sen, MERGED, None)]
    assert who(province.school) == who(province.other_school) == (sen, "UBND xã Sen Lúa")
    row = Jurisdiction.objects.get(area=new)
    assert (row.confirmed_by, row.basis) == (
        "",
        "Quyết định số 12/QĐ-UBND ngày 16/06/2025 của UBND tỉnh Minh Hà",
    )


def test_who_receives_in_the_new_area_can_be_chosen(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    merged(province, receiving=province.other_office)

    assert who(province.school)[0] == "Phòng Văn hóa - Xã hội xã Đồng Lúa"


def test_offices_merge_after_their_communes(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    merged(province)
    office = a_draft("Phòng Văn hóa - Xã hội xã Sen Lúa", kind="state_agency", head_title="Trưởng phòng")

    merge_units(
        [province.office, province.other_office], office, decision=a_decision(effective_on=DAY), by=SYSTEM
    )

    assert who(province.school, DAY - timedelta(days=1))[0] == "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert who(province.school)[0] == "Phòng Văn hóa - Xã hội xã Sen Lúa"
    assert predecessors_of([office.pk], DAY) == {province.office.pk, province.other_office.pk}


def test_one_of_those_that_merge_may_go_on(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    change = merged(province, into=province.commune)

    assert fresh(province.commune).dissolved_on is None
    assert fresh(province.other_commune).dissolved_on == MERGED
    assert who(province.other_school) == ("Phòng Văn hóa - Xã hội xã Đồng Sen", "UBND xã Đồng Sen")
    assert [side for side, _ in parts_of(change)] == ["before", "before", "after"]
    assert predecessors_of([province.commune.pk], DAY) == {province.other_commune.pk}
    assert successors_of([province.other_commune.pk], DAY) == {province.commune.pk}


def test_units_without_others_below_may_merge_on_a_day_to_come(province: Province) -> None:
    second = make.a_unit("Trường Tiểu học Hai", under=fresh(province.commune))

    merge_units(
        [province.school, second], province.school, decision=a_decision(effective_on=LATER), by=SYSTEM
    )

    kept = fresh(second)
    assert not kept.is_dissolved(LATER - timedelta(days=1))
    assert kept.is_dissolved(LATER)
    assert predecessors_of([province.school.pk]) == frozenset()
    assert predecessors_of([province.school.pk], LATER) == {second.pk}


def refused(province: Province, kind: str) -> Callable[[], object]:
    coming = a_decision(effective_on=LATER)
    school, commune, root = fresh(province.school), fresh(province.commune), fresh(province.root)
    other = fresh(province.other_commune)
    now = a_decision()
    deeds: dict[str, Callable[[], object]] = {
        "merge later with units below": lambda: merged(province, decision=coming),
        "merge alone": lambda: merge_units([school], school, decision=now, by=SYSTEM),
        "merge with what is above": lambda: merge_units([school, commune], commune, decision=now, by=SYSTEM),
        "merge into what is below": lambda: merge_units([commune, other], school, decision=now, by=SYSTEM),
        "merge without a name": lambda: merged(province, into=a_draft("")),
        "no number": lambda: merged(province, decision=replace(now, number=" ")),
        "no issuer": lambda: merged(province, decision=replace(now, decided_by="")),
        "signed tomorrow": lambda: merged(province, decision=replace(now, decided_on=LATER)),
        "in force long before it was signed": lambda: merged(
            province, decision=replace(now, effective_on=date(2020, 1, 1))
        ),
        "a mistyped year": lambda: merged(
            province, decision=replace(now, decided_on=date(26, 1, 1), effective_on=date(26, 1, 1))
        ),
        "split into nothing": lambda: split_unit(school, [], keeps=True, decision=now, by=SYSTEM),
        "end with one part": lambda: split_unit(
            school, [Part(a_draft())], keeps=False, decision=now, by=SYSTEM
        ),
        "split with a unit left over": lambda: split_unit(
            commune, [Part(a_draft("A")), Part(a_draft("B"))], keeps=False, decision=now, by=SYSTEM
        ),
        "split with a unit twice": lambda: split_unit(
            commune,
            [Part(a_draft("A"), frozenset([school.pk])), Part(a_draft("B"), frozenset([school.pk]))],
            keeps=True,
            decision=now,
            by=SYSTEM,
        ),
        "rename later": lambda: rename_unit(school, {"name": "Mới"}, version=1, decision=coming, by=SYSTEM),
        "rename to the same": lambda: rename_unit(
            school, {"name": school.name}, version=1, decision=now, by=SYSTEM
        ),
        "rename to nothing": lambda: rename_unit(school, {"name": " "}, version=1, decision=now, by=SYSTEM),
        "rename what has moved on": lambda: rename_unit(
            school, {"name": "Mới"}, version=7, decision=now, by=SYSTEM
        ),
        "move later": lambda: move_unit(school, under=root, decision=coming, by=SYSTEM),
        "dissolve with units below": lambda: dissolve_unit(commune, decision=now, by=SYSTEM),
        "dissolve under itself": lambda: dissolve_unit(
            commune, decision=now, children_under=school, by=SYSTEM
        ),
        "dissolve into itself": lambda: dissolve_unit(school, decision=now, successors=[school], by=SYSTEM),
        "dissolve later with units below": lambda: dissolve_unit(
            commune, decision=coming, children_under=root, by=SYSTEM
        ),
    }
    return deeds[kind]


KINDS = (
    "merge later with units below", "merge alone", "merge with what is above", "merge into what is below",
    "merge without a name", "no number", "no issuer", "signed tomorrow", "in force long before it was signed",
    "a mistyped year",
    "split into nothing", "end with one part", "split with a unit left over", "split with a unit twice",
    "rename later", "rename to the same", "rename to nothing", "rename what has moved on", "move later",
    "dissolve with units below", "dissolve under itself", "dissolve into itself", "dissolve later with units below",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_can_not_be_is_refused_whole(province: Province, kind: str) -> None:
    before = list(Unit.objects.order_by("pk").values())

    with pytest.raises(ValidationError):
        refused(province, kind)()

    assert list(Unit.objects.order_by("pk").values()) == before
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "deed", ["add", "move in", "move out", "merge", "split", "rename", "dissolve", "heir"]
)
def test_nothing_more_is_done_with_what_is_no_more(province: Province, deed: str) -> None:
    dissolve_unit(province.other_school, decision=a_decision(), by=SYSTEM)
    gone, school, now = fresh(province.other_school), fresh(province.school), a_decision()
    deeds: dict[str, Callable[[], object]] = {
        "add": lambda: add_unit(a_draft(), under=gone, by=SYSTEM),
        "move in": lambda: move_unit(school, under=gone, by=SYSTEM),
        "move out": lambda: move_unit(gone, under=province.root, by=SYSTEM),
        "merge": lambda: merge_units([school, gone], school, decision=now, by=SYSTEM),
        "split": lambda: split_unit(gone, [Part(a_draft())], keeps=True, decision=now, by=SYSTEM),
        "rename": lambda: rename_unit(gone, {"name": "Mới"}, version=gone.version, decision=now, by=SYSTEM),
        "dissolve": lambda: dissolve_unit(gone, decision=now, by=SYSTEM),
        "heir": lambda: dissolve_unit(school, decision=now, successors=[gone], by=SYSTEM),
    }

    with pytest.raises(ValidationError) as caught:
        deeds[deed]()

    assert caught.value.code == "dissolved"


def test_of_two_who_merge_the_same_unit_one_is_told(committed_db: None) -> None:
    province = a_province()

    outcomes = at_once(lambda: merged(province), lambda: merged(province))

    assert outcomes == ["dissolved", DONE]
    assert Change.objects.count() == 1


def test_a_part_leaves_a_unit_that_goes_on_and_its_past_stays_behind(province: Province) -> None:
    change = split_unit(
        province.commune,
        [Part(a_draft("UBND xã Sen Mới"), frozenset([province.school.pk]))],
        keeps=True,
        decision=a_decision(),
        by=SYSTEM,
    )

    new = Unit.objects.get(name="UBND xã Sen Mới")
    assert Unit.objects.get_parent(fresh(province.school)) == new
    assert Unit.objects.get_parent(fresh(province.office)) == province.commune
    assert fresh(province.commune).dissolved_on is None
    assert [side for side, _ in parts_of(change)] == ["before", "after", "after"]
    assert predecessors_of([new.pk]) == frozenset()


def test_a_unit_that_is_divided_is_no_more_and_the_part_with_the_office_keeps_the_powers(
    province: Province,
) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    split_unit(
        province.commune,
        [
            Part(a_draft("Xã Một"), frozenset([province.school.pk])),
            Part(a_draft("Xã Hai"), frozenset([province.office.pk])),
        ],
        keeps=False,
        decision=a_decision(effective_on=MERGED),
        by=SYSTEM,
    )

    one, two = Unit.objects.get(name="Xã Một"), Unit.objects.get(name="Xã Hai")
    assert rows(province.commune)[0][2] == date(2025, 12, 31)
    assert rows(one) == []
    assert rows(two) == [("Phòng Văn hóa - Xã hội xã Đồng Sen", MERGED, None)]
    assert who(province.school)[0] == "Sở Giáo dục và Đào tạo Minh Hà"
    assert predecessors_of([one.pk], DAY) == predecessors_of([two.pk], DAY) == {province.commune.pk}


def test_a_new_name_keeps_the_old_one_with_its_last_day(province: Province) -> None:
    rename_unit(
        province.school,
        {"name": "Trường Tiểu học Sen Hồng", "symbol": "THSH"},
        version=1,
        decision=a_decision(),
        by=SYSTEM,
    )

    kept = fresh(province.school)
    assert (kept.name, kept.symbol, kept.version) == ("Trường Tiểu học Sen Hồng", "THSH", 2)
    assert [(name.name, name.until) for name in names_of(kept)] == [
        ("Trường Tiểu học Sen Hồng", None), ("Trường Tiểu học Đồng Sen", date(2025, 6, 30)),
    ]  # fmt: skip
    (line,) = change_lines(kept, DAY)
    assert line.before[0].facts["symbol"] == "TH"
    assert line.after[0].facts["symbol"] == "THSH"


def test_an_office_receives_under_its_new_name_from_its_day_on_and_stays_confirmed(
    province: Province,
) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)
    row = Jurisdiction.objects.get(receiving=province.office)
    confirm_jurisdiction(row, document="Công văn 5", version=row.version, by=SYSTEM)

    rename_unit(
        province.office,
        {"name": "Phòng Văn Xã"},
        version=1,
        decision=a_decision(effective_on=MERGED),
        by=SYSTEM,
    )

    assert rows(province.commune) == [
        ("Phòng Văn hóa - Xã hội xã Đồng Sen", date(2025, 7, 1), date(2025, 12, 31)),
        ("Phòng Văn Xã", MERGED, None),
    ]
    assert Jurisdiction.objects.get(since=MERGED).confirmed_by == "Công văn 5"


def test_a_move_by_decision_is_kept_and_one_that_mends_a_mistake_is_not(province: Province) -> None:
    move_unit(province.school, under=province.other_commune, decision=a_decision(), by=SYSTEM)
    move_unit(fresh(province.school), under=province.commune, by=SYSTEM)

    (line,) = change_lines(province.school, DAY)
    assert (line.before[0].facts["under"], line.after[0].facts["under"]) == (
        "UBND xã Đồng Sen",
        "UBND xã Đồng Lúa",
    )


def test_a_dissolved_body_leaves_what_stood_below_it_and_its_past(province: Province) -> None:
    apply_two_tier(province.root, seen=4, by=SYSTEM)

    dissolve_unit(
        province.other_commune,
        decision=a_decision(effective_on=MERGED),
        children_under=province.commune,
        successors=[province.commune],
        by=SYSTEM,
    )

    assert Unit.objects.get_parent(fresh(province.other_school)) == province.commune
    assert rows(province.other_commune)[0][2] == date(2025, 12, 31)
    assert who(province.other_school)[0] == "Phòng Văn hóa - Xã hội xã Đồng Sen"
    assert predecessors_of([province.commune.pk], DAY) == {province.other_commune.pk}


def test_what_was_dissolved_before_stays_below_what_it_stood_under(province: Province) -> None:
    dissolve_unit(province.other_school, decision=a_decision(), by=SYSTEM)

    dissolve_unit(province.other_commune, decision=a_decision(), children_under=province.commune, by=SYSTEM)

    assert Unit.objects.get_parent(fresh(province.other_school)) == province.other_commune
    assert Unit.objects.get_parent(fresh(province.other_office)) == province.commune


def test_a_change_is_never_rewritten(province: Province) -> None:
    change = merged(province)

    for statement in ("UPDATE units_change SET note = 'x'", "DELETE FROM units_changedunit"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert Change.objects.get() == change


def test_what_hangs_on_a_unit_is_counted_over_all_rooms(province: Province) -> None:
    make.a_member(province.school)
    make.a_member(province.school, "Người Hai")
    head = make.a_head(province.school)
    make.a_submission(province.school, province.office, by=head)

    told = {holding.label: holding.count for holding in holdings_of([province.school.pk])}

    assert told["thành viên"] == 2
    assert told["hồ sơ đã nộp"] == 1
    of_office = {holding.label: holding.count for holding in holdings_of([province.office.pk])}
    assert of_office["hồ sơ đã nộp (nơi nhận)"] == 1
