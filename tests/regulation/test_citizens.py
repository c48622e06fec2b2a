"""One person's scores against the pack: exact sums, a pass mark, a floor, and nothing taken for granted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvht.regulation.checking import check_file
from dvht.regulation.citizens import evaluate_citizen, evaluate_total, reason_text
from dvht.regulation.errors import FactsError, PackError
from dvht.regulation.library import PACKS, citizen_packs, load_pack
from dvht.regulation.personal import member_kinds

PACK = load_pack("cdht-2023")
CODES = [row.code for row in PACK.rows]
points = st.integers(min_value=0, max_value=1000).map(lambda hundredths: Decimal(hundredths) / 100)
whole = st.fixed_dictionaries(dict.fromkeys(CODES, points))
partial = st.dictionaries(st.sampled_from(CODES), points)


@given(whole)
def test_a_person_passes_exactly_at_the_mark_with_no_score_below_the_floor(scores: dict[str, Decimal]):
    result = evaluate_citizen(PACK, scores)
    total = sum(Fraction(score) for score in scores.values())
    assert Fraction(result.total) == total
    assert result.passes == (total >= 80 and all(score >= 5 for score in scores.values()))
    assert ("below_pass" in result.reasons) == (total < 80)
    assert Fraction(result.lacking) == max(Fraction(0), 80 - total)
    assert result.below_floor == tuple(code for code in CODES if scores[code] < 5)
    assert result.lowest == min(scores.values())


@given(partial)
def test_what_is_not_scored_yet_stands_against_passing_and_is_listed(scores: dict[str, Decimal]):
    result = evaluate_citizen(PACK, scores)
    assert result.missing == tuple(code for code in CODES if code not in scores)
    assert ("incomplete" in result.reasons) == bool(result.missing)
    assert result.total == sum((group.points for group in result.groups), Decimal(0))
    assert [group.missing for group in result.groups] == [
        any(row.code not in scores for row in group.rows) for group in PACK.groups
    ]
    if result.missing:
        assert not result.passes


@given(partial)
def test_below_the_mark_is_said_exactly_when_full_marks_for_the_rest_would_not_help(
    scores: dict[str, Decimal],
):
    best = {code: scores.get(code, Decimal(10)) for code in CODES}
    said = "below_pass" in evaluate_citizen(PACK, scores).reasons
    assert said == ("below_pass" in evaluate_citizen(PACK, best).reasons)


@given(whole)
def test_a_total_with_its_lowest_score_says_what_the_scores_say(scores: dict[str, Decimal]):
    every = evaluate_citizen(PACK, scores)
    told = evaluate_total(PACK, every.total, every.lowest)
    assert (told.total, told.passes, told.reasons, told.lacking) == (
        every.total, every.passes, every.reasons, every.lacking,
    )  # fmt: skip


@given(st.integers(min_value=0, max_value=10_000))
def test_a_total_alone_never_passes(hundredths: int):
    result = evaluate_total(PACK, Decimal(hundredths) / 100)
    assert "lowest_unknown" in result.reasons
    assert not result.passes
    assert ("below_pass" in result.reasons) == (hundredths < 8000)


@pytest.mark.parametrize(
    ("scores", "path"),
    [
        ({"11": "5"}, 'scores."11"'),
        ({"": "5"}, 'scores.""'),
        ({"1": "-0.01"}, 'scores."1"'),
        ({"1": "10.01"}, 'scores."1"'),
        ({"1": "9.999"}, 'scores."1"'),
        ({"1": "1E-999999"}, 'scores."1"'),
        ({"1": "1E+999999"}, 'scores."1"'),
        ({"1": "NaN"}, 'scores."1"'),
        ({"1": "sNaN"}, 'scores."1"'),
        ({"1": "-Infinity"}, 'scores."1"'),
        ({"1": "4.0000000000000000000000000000000000000001"}, 'scores."1"'),
    ],
)
def test_points_that_cannot_be_are_refused_at_their_row(scores: dict[str, str], path: str):
    with pytest.raises(FactsError) as caught:
        evaluate_citizen(PACK, {code: Decimal(score) for code, score in scores.items()})
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("total", "lowest", "path"),
    [
        ("100.01", None, "total"), ("-1", "5", "total"), ("80.001", "5", "total"), ("NaN", None, "total"),
        ("80", "-1", "lowest"), ("80", "5.001", "lowest"), ("80", "8.01", "lowest"), ("80", "NaN", "lowest"),
    ],
)  # fmt: skip
def test_a_total_that_cannot_be_is_refused(total: str, lowest: str | None, path: str):
    with pytest.raises(FactsError) as caught:
        evaluate_total(PACK, Decimal(total), None if lowest is None else Decimal(lowest))
    assert caught.value.path == path


def test_trailing_zeros_are_no_finer_points():
    scores = dict.fromkeys(CODES, Decimal("8.0000"))
    assert evaluate_citizen(PACK, scores).passes


def test_a_unit_pack_judges_no_person():
    with pytest.raises(FactsError, match="đánh giá đơn vị"):
        evaluate_citizen(load_pack("tt22-2020"), {})
    with pytest.raises(FactsError, match="đánh giá đơn vị"):
        evaluate_total(load_pack("tt24-2023-huyen"), Decimal(80))


def test_reasons_are_worded_with_the_numbers_of_the_pack():
    assert reason_text(PACK, "below_pass") == "dưới 80 điểm"
    assert reason_text(PACK, "below_floor") == "có chỉ báo dưới 5 điểm"
    assert reason_text(PACK, "incomplete") == "chưa chấm đủ các chỉ báo"
    assert "5 điểm" in reason_text(PACK, "lowest_unknown")


@pytest.mark.parametrize(
    ("year", "code"), [(2022, "qd244"), (2023, "qd244"), (2024, "qd324"), (2026, "qd324"), (2021, None)]
)
def test_the_year_says_by_which_text_a_person_is_judged(year: int, code: str | None):
    found = PACK.instrument_for(year)
    assert (found.code if found else None) == code
    assert [pack.id for pack in citizen_packs(year)] == (["cdht-2023"] if code else [])


def test_every_kind_of_member_has_a_group_to_begin_with():
    rules = PACK.citizens
    assert rules is not None
    found = {kind.code: rules.group_for(kind.code) for kind in member_kinds()}
    assert {code: group.code if group else None for code, group in found.items()} == {
        "official": "staff", "civil_servant": "staff", "public_employee": "staff", "officer": "staff",
        "soldier": "staff", "manager": "staff", "worker": "worker",
    }  # fmt: skip
    assert rules.group_for("pupil") is None
    assert rules.group("resident").title == "Người dân trong xã"
    with pytest.raises(KeyError):
        rules.group("pupil")


def test_a_form_without_words_of_its_own_takes_those_of_the_indicator():
    assert PACK.row("5").wording_for("worker") == PACK.row("5").wording == PACK.row("5").wording_for(None)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('max_points: "40"', 'max_points: "41"', "groups[0].max_points"),
        ('total_points: "100"', 'total_points: "99"', "total_points"),
        ('pass_points: "80"', 'pass_points: "100.5"', "citizens.pass_points"),
        ('pass_points: "80"', 'pass_points: "80.005"', "citizens.pass_points"),
        ('floor_points: "5"', 'floor_points: "10.5"', "citizens.floor_points"),
        ("code: worker, title", "code: staff, title", "citizens.citizen_groups[2].code"),
        ("member_kinds: [worker]", "member_kinds: [pupil]", "citizens.citizen_groups[1].member_kinds[0]"),
        ("member_kinds: [worker]", "member_kinds: [soldier]", "citizens.citizen_groups[2].member_kinds[4]"),
        ("status: unverified\n        clause", "wordings: {pupil: X}\n        clause",
         "groups[0].rows[0].wordings.pupil"),
    ],
)  # fmt: skip
def test_a_faulty_pack_of_citizens_is_refused_at_its_line(tmp_path: Path, old: str, new: str, path: str):
    text = (PACKS / "cdht-2023" / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "pack.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check_file(file)
    assert caught.value.path == path
    assert caught.value.line is not None
    assert caught.value.line > 10
