"""What raises the result, found with the engine itself."""

from __future__ import annotations

from decimal import Decimal

from tests.regulation.cast import levels_facts, points_facts

from dvht.regulation.facts import parse_facts
from dvht.regulation.forecast import Forecast, carry_out, forecast
from dvht.regulation.library import load_pack


def foreseen(data: dict) -> Forecast:
    facts = parse_facts(data)
    return forecast(load_pack(facts.pack_id), facts)


def told(found: Forecast) -> list[tuple[str, str, int | None]]:
    return [(one.row, one.kind, one.count) for one in found.improvements]


def test_at_the_top_nothing_is_asked():
    for data in (levels_facts(), points_facts()):
        found = foreseen(data)
        assert (found.goal, found.improvements, found.reachable) == (None, (), False)


def test_each_reason_against_the_next_level_is_listed_with_its_clause():
    found = foreseen(
        levels_facts(
            r1_5={"met": True},
            r2_2={"count": 35, "total": 40, "evidence": 1},
            r1_1=None,
            r3_3={"met": False, "evidence": 1},
            r3_4={"grade": "none", "evidence": 1},
        )
    )
    assert found.goal == "Mức độ 1"
    assert told(found) == [
        ("1.1", "fill", None),
        ("1.5", "evidence", None),
        ("2.2", "more_people", 1),
        ("3.3", "meet", None),
        ("3.4", "grade", None),
    ]
    assert found.improvements[2].reference == "Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 2 điểm b"
    assert found.after == "Mức độ 2"
    more = next(one for one in found.improvements_after if one.row == "2.2")
    assert (more.count, more.reference) == (3, "Thông tư 24/2023/TT-BGDĐT, Điều 7 khoản 2 điểm b")


def test_from_level_one_the_goal_is_level_two():
    found = foreseen(levels_facts(r2_2={"count": 37, "total": 40, "evidence": 1}))
    assert (found.goal, told(found), found.after) == ("Mức độ 2", [("2.2", "more_people", 1)], None)


def test_one_piece_of_evidence_that_raises_the_rank_is_enough():
    found = foreseen(
        points_facts(
            "tt22-2020-ha-noi",
            r3b={"met": True},
            r1b={"met": True, "evidence": 1, "points": "2", "reason": "biên bản"},
            r2a={"count": 30, "total": 40, "evidence": 1},
        )
    )
    assert found.now.rank == "kha"
    assert found.goal == "Tốt"
    assert told(found) == [("3b", "evidence", None)]
    assert found.reachable


def test_no_more_persons_are_asked_than_the_rank_needs():
    data = points_facts(
        r3a={"count": 20, "total": 40, "evidence": 1},
        r1a={"met": True, "evidence": 1, "points": "7", "reason": "biên bản"},
    )
    found = foreseen(data)
    assert (found.now.points, found.goal) == (Decimal("84.50"), "Tốt")
    assert [(one.row, one.kind, one.count, one.gain) for one in found.improvements] == [
        ("3a", "more_people", 1, Decimal("0.62"))
    ]


def test_the_biggest_gains_come_first_and_reach_the_rank():
    found = foreseen(points_facts(r3a=None, r1a=None, r1b=None, r3c=None))
    assert (found.now.points, found.goal) == (Decimal(50), "Khá")
    assert told(found) == [("3a", "fill", None)]
    assert [one.gain for one in found.possible] == [Decimal(25), Decimal(10), Decimal(10), Decimal(5)]


def test_a_row_that_lacks_both_is_asked_for_both():
    found = foreseen(
        points_facts(
            "tt22-2020-ha-noi",
            r3b={"met": False},
            r1a={"met": True, "evidence": 1, "points": "1", "reason": "x"},
        )
    )
    assert found.now.points == Decimal(81)
    assert told(found) == [("3b", "evidence", None), ("3b", "meet", None)]
    assert [one.gain for one in found.improvements] == [Decimal(0), Decimal(10)]


def test_points_that_people_entered_lower_are_not_talked_away():
    entered = {"met": True, "evidence": 1, "points": "0", "reason": "biên bản"}
    found = foreseen(points_facts(r1a=entered, r1b=entered))
    assert (found.goal, found.improvements, found.reachable) == ("Tốt", (), False)


def test_the_gains_of_the_list_reach_the_rank_and_all_are_needed():
    data = points_facts("tt22-2020-ha-noi", r3a=None, r2a={"count": 1, "total": 40}, r3b={"met": False})
    found = foreseen(data)
    gains = [one.gain or Decimal(0) for one in found.improvements]
    assert (found.now.points, found.goal) == (Decimal(55), "Khá")
    assert Decimal(55) + sum(gains) >= 70
    assert all(Decimal(55) + sum(gains) - gain < 70 for gain in gains)


def test_many_small_gains_are_taken_where_they_are_fewer_things_to_do():
    data = points_facts("tt22-2020-ha-noi", r3b={"met": False}, r1a=None, r1b={"met": True}, r2b=None)
    found = foreseen(data)
    assert (found.now.points, found.goal) == (Decimal(65), "Khá")
    assert told(found) == [("2b", "fill", None)]
    data = points_facts(
        "tt22-2020-ha-noi", r3b={"met": False}, r1a={"met": True}, r1b={"met": True}, r3a=None, r1c=None
    )
    found = foreseen(data)
    assert (found.now.points, found.goal) == (Decimal(35), "Trung bình")
    assert told(found) == [("3a", "fill", None)]


def test_two_steps_of_one_row_give_way_to_two_rows_that_gain_more():
    data = points_facts(
        "tt22-2020-ha-noi", r3a={"count": 12, "total": 40}, r1a={"met": True}, r1b={"met": True}
    )
    data["indicators"]["3a"] |= {"points": "1", "reason": "biên bản"}
    found = foreseen(data)
    assert (found.now.points, found.goal) == (Decimal(55), "Khá")
    assert told(found) == [("1a", "evidence", None), ("1b", "evidence", None)]


def test_certificates_and_ability_are_counted_apart_for_the_two_levels():
    language = {"count_by_level": {"1": 18, "2": 25}, "total": 40, "evidence": 1}
    found = foreseen(levels_facts(r2_4=language))
    assert (found.goal, told(found)) == ("Mức độ 1", [("2.4", "more_people", 2)])
    assert [(one.row, one.count, one.level) for one in found.improvements_after] == [("2.4", 3, 2)]


def test_a_higher_level_that_asks_for_less_is_the_goal():
    data = levels_facts(r3_3={"met": False}, r1_1={"met": True}, r1_3=None)
    data["unit"]["ownership"] = "private"
    found = foreseen(data)
    assert found.now.level == 0
    assert (found.goal, told(found), found.after) == ("Mức độ 2", [("1.1", "evidence", None)], None)


def test_a_grade_is_raised_as_far_as_the_level_asks():
    data = levels_facts(r3_4={"grade": "none", "evidence": 1})
    found = foreseen(data)
    facts = parse_facts(data)
    pack = load_pack(facts.pack_id)
    assert carry_out(pack, facts, found.improvements).rows["3.4"].grade == "basic"
    assert carry_out(pack, facts, found.improvements_after).rows["3.4"].grade == "good"
