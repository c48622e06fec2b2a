"""What `parse_facts` refuses, and the path that it names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.regulation.cast import levels_facts, points_facts

from dvht.regulation.errors import FactsError
from dvht.regulation.facts import parse_facts
from dvht.regulation.library import load_pack
from dvht.regulation.reading import Unsupported

FLOAT = Unsupported("38.0", "số thập phân")


def refused_at(data: Any) -> str:
    with pytest.raises(FactsError) as caught:
        parse_facts(data)
    return caught.value.path


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"pack": "tt99"}, "pack"),
        ({"pack": 22}, "pack"),
        ({"pack": "cdht-2023"}, "pack"),
        ({"pack": "../tt22-2020"}, "pack"),
        ({"year": "2025"}, "year"),
        ({"year": True}, "year"),
        ({"year": FLOAT}, "year"),
        ({"year": None}, "year"),
        ({"year": 2023}, "year"),
        ({"unit": None}, "unit"),
        ({"unit": {"kind": "primary_school"}}, "unit.ownership"),
        ({"unit": {"ownership": "public"}}, "unit.kind"),
        ({"unit": {"kind": "castle", "ownership": "public"}}, "unit.kind"),
        ({"unit": {"kind": "primary_school", "ownership": "state"}}, "unit.ownership"),
        ({"unit": {"kind": "primary_school", "ownership": True}}, "unit.ownership"),
        ({"unit": {"kind": "primary_school", "ownership": "public", "x": 1}}, "unit.x"),
        ({"unit": {"kind": "university", "ownership": "public"}}, "unit.kind"),
        ({"targets": None}, "targets"),
        ({"targets": []}, "targets"),
        ({"targets": {"9.9": "92%"}}, 'targets."9.9"'),
        ({"targets": {"1.1": "92%"}}, 'targets."1.1"'),
        ({"targets": {"3.4": "92%"}}, 'targets."3.4"'),
        ({"targets": {"2.5": 92}}, 'targets."2.5"'),
        ({"targets": {"2.5": "92"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "92 %"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "0.92"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "-92%"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "92.125%"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "NaN%"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "101%"}}, 'targets."2.5"'),
        ({"targets": {"2.5": "89.99%"}}, 'targets."2.5"'),
        ({"targets": {"2.4": "49%"}}, 'targets."2.4"'),
        ({"indicators": None}, "indicators"),
        ({"indicators": []}, "indicators"),
        ({"colour": "red"}, "colour"),
        ({"version": "1"}, "version"),
    ],
)
def test_a_fault_outside_the_rows_is_refused_with_its_path(change: dict[str, Any], path: str):
    assert refused_at({**levels_facts(), **change}) == path


@pytest.mark.parametrize("key", ["pack", "year", "unit", "indicators"])
def test_a_missing_part_is_named(key: str):
    data = levels_facts()
    del data[key]
    assert refused_at(data) == key


@pytest.mark.parametrize("data", [None, [], "x", 3, True])
def test_a_file_that_is_no_mapping_is_refused(data: object):
    assert refused_at(data) == ""


@pytest.mark.parametrize(
    ("stated", "path"),
    [
        (None, 'indicators."2.1"'),
        ([], 'indicators."2.1"'),
        ({"count": "38", "total": 40}, 'indicators."2.1".count'),
        ({"count": True, "total": 40}, 'indicators."2.1".count'),
        ({"count": FLOAT, "total": 40}, 'indicators."2.1".count'),
        ({"count": None, "total": 40}, 'indicators."2.1".count'),
        ({"count": -1, "total": 40}, 'indicators."2.1".count'),
        ({"count": 41, "total": 40}, 'indicators."2.1".count'),
        ({"count": 0, "total": 0}, 'indicators."2.1".total'),
        ({"count": 0, "total": -5}, 'indicators."2.1".total'),
        ({"count": 1, "total": True}, 'indicators."2.1".total'),
        ({"count": 38}, 'indicators."2.1".total'),
        ({"count": 38, "total": 40, "evidence": True}, 'indicators."2.1".evidence'),
        ({"count": 38, "total": 40, "evidence": -1}, 'indicators."2.1".evidence'),
        ({"count": 38, "total": 40, "evidence": None}, 'indicators."2.1".evidence'),
        ({"count": 38, "total": 40, "evidence": "1"}, 'indicators."2.1".evidence'),
        ({"met": True}, 'indicators."2.1".met'),
        ({"grade": "good"}, 'indicators."2.1".grade'),
        ({"count_by_level": {"1": 1, "2": 1}, "total": 40}, 'indicators."2.1".count_by_level'),
        ({"count": 38, "total": 40, "points": "5"}, 'indicators."2.1".points'),
        ({"count": 38, "total": 40, "reason": "x"}, 'indicators."2.1".reason'),
        ({"counts": 38}, 'indicators."2.1".counts'),
    ],
)
def test_a_fault_in_a_share_is_refused_with_its_path(stated: Any, path: str):
    data = levels_facts()
    data["indicators"]["2.1"] = stated
    assert refused_at(data) == path


@pytest.mark.parametrize(
    ("stated", "path"),
    [
        ({"count": 30, "count_by_level": {"1": 30, "2": 34}, "total": 40}, ".count_by_level"),
        ({"count_by_level": {"1": 30}, "total": 40}, '.count_by_level."2"'),
        ({"count_by_level": {"1": 30, "2": 34, "3": 1}, "total": 40}, '.count_by_level."3"'),
        ({"count_by_level": {1: 30, 2: 34}, "total": 40}, '.count_by_level."1"'),
        ({"count_by_level": {"1": 30, "2": True}, "total": 40}, '.count_by_level."2"'),
        ({"count_by_level": {"1": 30, "2": 41}, "total": 40}, '.count_by_level."2"'),
        ({"count_by_level": {"1": -1, "2": 4}, "total": 40}, '.count_by_level."1"'),
        ({"count_by_level": [30, 34], "total": 40}, ".count_by_level"),
        ({"count_by_level": {"1": 30, "2": 34}}, ".total"),
    ],
)
def test_a_fault_in_counts_by_level_is_refused(stated: Any, path: str):
    data = levels_facts()
    data["indicators"]["2.4"] = stated
    assert refused_at(data) == f'indicators."2.4"{path}'


@pytest.mark.parametrize("grade", ["Good", "tốt", "", None, 1, True])
def test_an_unknown_grade_is_refused(grade: object):
    data = levels_facts()
    data["indicators"]["3.4"] = {"grade": grade, "evidence": 1}
    assert refused_at(data) == 'indicators."3.4".grade'


@pytest.mark.parametrize("met", ["true", 1, 0, None, "yes"])
def test_a_condition_is_true_or_false_and_nothing_else(met: object):
    data = levels_facts()
    data["indicators"]["1.1"] = {"met": met, "evidence": 1}
    assert refused_at(data) == 'indicators."1.1".met'


@pytest.mark.parametrize(
    "points",
    ["10.01", "-1", "NaN", "Infinity", "1e1", "4,5", "4.505", "+5", " 5", "5.", ".5", "", "١", 5, True, None],
)
def test_points_are_refused_unless_written_as_the_contract_says(points: object):
    data = points_facts(r1a={"met": True, "evidence": 1, "points": points, "reason": "biên bản"})
    assert refused_at(data) == 'indicators."1a".points'


@pytest.mark.parametrize("reason", [None, "", "   ", "\n"])
def test_points_that_differ_need_a_reason(reason: str | None):
    row: dict[str, Any] = {"met": True, "evidence": 1, "points": "9.99"}
    if reason is not None:
        row["reason"] = reason
    assert refused_at(points_facts(r1a=row)) == 'indicators."1a".points'


@pytest.mark.parametrize("reason", [None, 5, True])
def test_a_reason_is_text(reason: object):
    row = {"met": True, "evidence": 1, "points": "9", "reason": reason}
    assert refused_at(points_facts(r1a=row)) == 'indicators."1a".reason'


def test_points_equal_to_the_suggestion_need_no_reason():
    data = points_facts(r2a={"count": 38, "total": 40, "points": "9.5", "evidence": 1})
    assert parse_facts(data).rows["2a"].points == Decimal("9.5")


def test_points_for_a_row_without_facts_differ_from_the_suggested_nothing():
    assert refused_at(points_facts(r1a={"points": "5"})) == 'indicators."1a".points'


def test_a_level_key_has_no_place_under_points():
    data = points_facts(r2d={"count_by_level": {"1": 1, "2": 1}, "total": 2})
    assert refused_at(data) == 'indicators."2d".count_by_level'


def test_a_row_that_does_not_apply_is_still_validated():
    data = levels_facts()
    data["indicators"]["3.1b"] = {"count": 1, "total": 0}
    assert refused_at(data) == 'indicators."3.1b".total'


def test_a_total_alone_leaves_the_row_without_facts():
    facts = parse_facts(levels_facts(r2_1={"total": 40, "evidence": 1}))
    assert not facts.rows["2.1"].given


def test_a_pack_given_must_be_the_one_named():
    with pytest.raises(FactsError, match="không theo bộ tt22-2020"):
        parse_facts(levels_facts(), load_pack("tt22-2020"))
    assert parse_facts(levels_facts(), load_pack("tt24-2023-huyen")).pack_id == "tt24-2023-huyen"


def test_a_message_is_one_line_whatever_was_written():
    data = {**levels_facts(), "a\nb\x1b[31m": 1}
    with pytest.raises(FactsError) as caught:
        parse_facts(data)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
