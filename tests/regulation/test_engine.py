"""The engine's result in the shape of the public contract."""

from __future__ import annotations

import json

import pytest
from tests.regulation.cast import levels_facts, points_facts

from dvht.regulation.engine import evaluate
from dvht.regulation.errors import FactsError
from dvht.regulation.facts import Facts, UnitFacts, parse_facts
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import available_packs, load_pack


def told(data: dict) -> dict:
    facts = parse_facts(data)
    return json.loads(json.dumps(evaluate(load_pack(facts.pack_id), facts).as_json()))


def row_of(result: dict, code: str) -> dict:
    return next(row for row in result["rows"] if row["code"] == code)


def test_a_result_under_levels_has_the_keys_of_the_contract_in_order():
    result = told(levels_facts())
    assert list(result) == [
        "pack", "version", "digest", "year", "scheme", "result", "criteria", "rows", "warnings",
    ]  # fmt: skip
    assert list(result["rows"][0]) == [
        "code", "indicator", "applicable", "why_not", "share", "met", "needed", "reasons", "target",
        "target_met", "reference",
    ]  # fmt: skip
    assert result["result"] == {"level": 2}
    assert result["criteria"][0] == {"code": "1", "met": {"1": True, "2": True}}
    assert row_of(result, "2.1") == {
        "code": "2.1",
        "indicator": "2.1",
        "applicable": {"1": True, "2": True},
        "why_not": None,
        "share": "38/40",
        "met": {"1": True, "2": True},
        "needed": {"1": 0, "2": 0},
        "reasons": {"1": [], "2": []},
        "target": None,
        "target_met": None,
        "reference": "Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 2 điểm a",
    }


def test_a_result_under_points_has_the_keys_of_the_contract_in_order():
    result = told(points_facts())
    assert result["result"] == {"points": "100.00", "rank": "tot"}
    assert result["criteria"][0] == {"code": "1", "points": "30.00", "max": "30.00"}
    assert row_of(result, "2a") == {
        "code": "2a",
        "max": "10.00",
        "suggested": "10.00",
        "points": "10.00",
        "share": "40/40",
        "target": None,
        "target_met": None,
        "needed": 0,
        "reasons": [],
        "reference": "Thông tư 22/2020/TT-BGDĐT, Điều 5 khoản 2 điểm a",
    }


@pytest.mark.parametrize("pack_id", ["tt22-2020", "tt22-2020-ha-noi", "tt24-2023-huyen", "tt24-2023-tinh"])
def test_every_row_is_listed_in_the_order_of_the_pack(pack_id: str):
    pack = load_pack(pack_id)
    facts = Facts(pack_id, pack.years.first, UnitFacts("state_agency", Ownership.PUBLIC))
    result = evaluate(pack, facts)
    assert [row.code for row in result.rows] == [row.code for row in pack.rows]
    assert result.digest == pack.digest
    assert result.row(pack.rows[0].code) == result.rows[0]


def test_the_first_share_row_is_the_base_of_the_totals():
    data = levels_facts(
        r2_1={"count": 40, "total": 41, "evidence": 1}, r2_3={"count": 40, "total": 41, "evidence": 1}
    )
    assert told(data)["warnings"] == [
        {"code": "totals_differ", "row": code} for code in ("2.2", "2.4", "2.5", "3.1a")
    ]


def test_a_row_that_does_not_apply_warns_of_nothing():
    data = levels_facts()
    data["unit"] = {"kind": "enterprise", "ownership": "private"}
    data["indicators"]["2.4"] = {"count": 1, "total": 7, "evidence": 1}
    data["targets"] = {"2.4": "60%"}
    result = told(data)
    assert result["warnings"] == []
    row = row_of(result, "2.4")
    assert (row["share"], row["target"], row["target_met"], row["needed"]) == (None, None, None, None)
    assert "Điều 6 khoản 2 điểm d" in row["why_not"]


def test_a_target_without_facts_is_not_met():
    data = levels_facts(r2_5=None)
    data["targets"] = {"2.5": "92.5%"}
    row = row_of(told(data), "2.5")
    assert (row["target"], row["target_met"]) == ("92.5%", False)


def test_a_target_never_changes_a_verdict():
    plain, strict = levels_facts(), levels_facts()
    strict["targets"] = {"2.5": "100%"}
    assert told(plain)["result"] == told(strict)["result"] == {"level": 2}
    assert row_of(told(strict), "2.5")["target_met"] is False


def test_missing_and_no_evidence_are_told_apart_under_the_overlay():
    data = points_facts("tt22-2020-ha-noi", r1a=None, r1b={"met": False}, r2a={"count": 39, "total": 40})
    result = told(data)
    assert row_of(result, "1a")["reasons"] == ["missing"]
    assert row_of(result, "1b")["reasons"] == ["no_evidence", "not_met"]
    assert row_of(result, "2a")["reasons"] == ["no_evidence", "below_threshold"]
    assert row_of(result, "2a")["suggested"] == "9.75"
    assert row_of(result, "2a")["points"] == "0.00"
    assert result["warnings"] == []


def test_points_entered_for_a_row_without_facts_earn_nothing():
    data = points_facts(r1a={"points": "8", "reason": "theo biên bản", "evidence": 1})
    row = row_of(told(data), "1a")
    assert (row["suggested"], row["points"], row["reasons"]) == ("0.00", "0.00", ["missing"])


def test_entered_points_win_over_a_suggestion_of_nothing():
    data = points_facts(r3b={"met": False, "evidence": 1, "points": "4", "reason": "theo biên bản"})
    row = row_of(told(data), "3b")
    assert (row["suggested"], row["points"], row["reasons"]) == ("0.00", "4.00", ["not_met"])


def test_a_pack_for_citizens_judges_no_unit():
    pack = available_packs()[-1]
    with pytest.raises(FactsError, match="công dân học tập"):
        evaluate(pack, Facts(pack.id, 2025, UnitFacts("primary_school", Ownership.PUBLIC)))


def test_an_unknown_row_of_a_result_is_a_key_error():
    pack = load_pack("tt22-2020")
    with pytest.raises(KeyError):
        evaluate(pack, parse_facts(points_facts())).row("9z")
