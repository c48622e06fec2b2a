"""What is recorded of a person, and which row of which pack counts it, as the files declare."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from dvht.regulation.checking import check_file
from dvht.regulation.errors import PackError
from dvht.regulation.library import PACKS, available_packs, load_pack
from dvht.regulation.personal import (
    FACTS_FILE,
    NONE,
    activity_kind,
    activity_kinds,
    member_kinds,
    personal_fact,
    personal_facts,
    read_vocabulary,
)
from dvht.regulation.reading import read_document
from dvht.regulation.schema import FACTS_SCHEMA_FILE, facts_schema_text

QUALITIES = (
    "quality_law", "commitment", "quality_family", "quality_lifestyle", "quality_skills", "quality_thinking",
    "quality_gender", "quality_culture",
)  # fmt: skip


def needs(pack_id: str, code: str, level: int | None = None) -> list[tuple[str, str]]:
    return [(need.fact, need.at_least) for need in load_pack(pack_id).row(code).needs(level)]


def test_every_share_row_says_what_feeds_it():
    for pack in available_packs():
        for row in pack.rows:
            for level in pack.levels or (None,):
                assert bool(row.needs(level)) == (row.measure == "share"), (pack.id, row.code)


@pytest.mark.parametrize(
    ("pack_id", "code", "fed_by"),
    [
        ("tt22-2020", "2a", [("study_plan", "met")]),
        ("tt22-2020", "2b", [("discipline", "met")]),
        ("tt22-2020", "2c", [("programmes", "met")]),
        ("tt22-2020-ha-noi", "2d", [("title", "lao_dong_tien_tien")]),
        ("tt22-2020", "3a", [(fact, "met") for fact in QUALITIES]),
        ("tt24-2023-huyen", "2.1", [("discipline", "met")]),
        ("tt24-2023-tinh", "2.2", [("programmes", "met")]),
        ("tt24-2023-huyen", "2.3", [("digital", "met")]),
        ("tt24-2023-tinh", "2.5", [("title", "lao_dong_tien_tien")]),
        ("tt24-2023-huyen", "3.1a", [("citizen", "met")]),
        ("tt24-2023-tinh", "3.1b", [("citizen", "met")]),
    ],
)
def test_a_row_is_fed_as_its_pack_declares(pack_id: str, code: str, fed_by: list[tuple[str, str]]):
    pack = load_pack(pack_id)
    for level in pack.levels or (None,):
        assert needs(pack_id, code, level) == fed_by


@pytest.mark.parametrize("pack_id", ["tt24-2023-huyen", "tt24-2023-tinh"])
def test_level_one_counts_certificates_and_level_two_ability(pack_id: str):
    row = load_pack(pack_id).row("2.4")
    (certificate,), (ability,) = row.needs(1), row.needs(2)
    assert (certificate.steps, ability.steps) == (("certificate",), ("ability", "certificate"))
    assert not certificate.met_by("ability")
    assert ability.met_by("certificate")
    assert not any(need.met_by(value) for need in (certificate, ability) for value in (None, NONE))
    assert row.lack(1) != row.lack(2)


@pytest.mark.parametrize(
    ("pack_id", "code", "kinds"),
    [
        ("tt22-2020", "3c", ("seminar",)),
        ("tt24-2023-huyen", "1.5", ("propaganda", "learning_week", "community")),
        ("tt24-2023-huyen", "1.2b", ("preschool_support",)),
        ("tt24-2023-huyen", "3.2a", ("seminar",)),
        ("tt24-2023-huyen", "3.2b", ("preschool_support",)),
        ("tt24-2023-tinh", "3.2", ("seminar",)),
        ("tt24-2023-tinh", "1.1", ()),
    ],
)
def test_activities_show_the_rows_that_the_packs_name(pack_id: str, code: str, kinds: tuple[str, ...]):
    assert load_pack(pack_id).row(code).shown_by == kinds


def test_a_pack_knows_which_facts_its_rows_need_in_the_order_of_the_vocabulary():
    assert load_pack("tt24-2023-tinh").facts == (
        "discipline", "programmes", "digital", "language", "title", "citizen",
    )  # fmt: skip
    found = load_pack("tt22-2020").facts
    assert set(found) == {"study_plan", "discipline", "programmes", "title", *QUALITIES}
    order = [fact.code for fact in personal_facts()]
    assert sorted(found, key=order.index) == list(found)
    assert load_pack("cdht-2023").facts == ()


def test_every_fact_feeds_some_row():
    assert {fact for pack in available_packs() for fact in pack.facts} == {f.code for f in personal_facts()}


def test_the_eight_qualities_are_worded_as_the_circular_words_them():
    wording = load_pack("tt22-2020").row("3a").wording
    for code in QUALITIES:
        if code != "commitment":
            assert personal_fact(code).title in wording


def test_titles_stand_on_a_ladder_where_two_are_equal():
    fact = personal_fact("title")
    ranks = {step.code: fact.rank(step.code) for step in fact.steps}
    assert ranks["lao_dong_tien_tien"] == ranks["chien_si_tien_tien"] == 1
    assert [fact.rank(step.code) for step in fact.steps] == [1, 1, 2, 3, 4]
    (need,) = load_pack("tt22-2020").row("2d").needs()
    assert set(need.steps) == set(ranks)
    assert (fact.status, bool(fact.note)) == ("unverified", True)


def test_nothing_and_not_met_stand_at_the_bottom():
    for fact in personal_facts():
        assert fact.rank(None) == fact.rank(NONE) == 0
        assert fact.yes_or_no == ([step.code for step in fact.steps] == ["met"])
        with pytest.raises(KeyError):
            fact.rank("không có")


def test_a_row_fed_by_several_says_how_many_one_person_must_have():
    assert load_pack("tt22-2020").row("3a").lack() == "người đạt đủ 8 nội dung"
    assert load_pack("tt22-2020").row("2a").lack() == "kế hoạch tự học được duyệt"


def test_unknown_codes_are_not_found():
    with pytest.raises(KeyError):
        personal_fact("không có")
    with pytest.raises(KeyError):
        activity_kind("không có")
    assert activity_kind("seminar") in activity_kinds()
    assert len(member_kinds()) == 7


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("[{fact: discipline}]", "[{fact: obedience}]", "groups[1].rows[0].fed_by[0].fact", "không có mục"),
        ("at_least: certificate", "at_least: diploma", "groups[1].rows[3].levels.1", "không có bậc"),
        ("        fed_by: [{fact: digital}]\n", "", "groups[1].rows[2]", "dòng share cần fed_by"),
        ("            fed_by: [{fact: language, at_least: ability}]\n", "", "groups[1].rows[3]", "cần fed_by"),
        ("        count_by_level: true\n", "", "groups[1].rows[3]", "cần count_by_level"),
        ("shown_by: [seminar]", "shown_by: [party]", "groups[2].rows[2].shown_by", "không có loại hoạt động"),
        ("shown_by: [seminar]", "fed_by: [{fact: citizen}]", "groups[2].rows[2].fed_by", "chỉ có ở dòng share"),
        ("fed_by: [{fact: digital}]", "fed_by: [{fact: digital}]\n        shown_by: [seminar]",
         "groups[1].rows[2].shown_by", "chỉ có ở dòng condition"),
        ("[{fact: discipline}]", "[{fact: discipline, colour: red}]", "groups[1].rows[0].fed_by[0].colour",
         "khóa không có"),
    ],
)  # fmt: skip
def test_a_wrong_feed_is_refused_at_its_line(tmp_path: Path, old: str, new: str, path: str, message: str):
    text = (PACKS / "tt24-2023-huyen" / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "pack.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=message) as caught:
        check_file(file)
    assert caught.value.path.replace('"', "").startswith(path)
    assert caught.value.line is not None
    assert caught.value.line > 200


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("  - code: digital\n", "  - code: discipline\n", "facts[4].code", "đã có một mục"),
        ("    short: Cam kết\n", "    short: Cam kết\n    short: Cam kết\n", "facts[0].short", "khóa ghi hai lần"),
        ("    short: Cam kết\n", "    short: Cam kết\n    colour: đỏ\n", "facts[0].colour", "khóa không có"),
        ("    short: Cam kết\n", "    short: Cam kết học tập suốt đời\n", "facts[0].short", "dài quá 20"),
        ("short: CSTT, rank: 1", "short: CSTT, rank: 0", "facts[6].steps[1].rank", "phải từ 1"),
        ("short: CSTT, rank: 1", "short: CSTT, rank: 5}\n      - {code: x, label: X, short: X, rank: 2",
         "facts[6]", "từ thấp lên cao"),
        ("- code: certificate", "- code: none", "facts[5]", "khác nhau"),
        ("  - code: learning_week", "  - code: propaganda", "activities[1].code", "đã có một mục"),
        ("code: ability", "code: Ability", "facts[5].steps[0].code", "không đúng cách viết"),
    ],
)  # fmt: skip
def test_a_faulty_vocabulary_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, path: str, message: str
):
    text = FACTS_FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "facts.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=message) as caught:
        read_vocabulary(file)
    assert caught.value.path == path
    assert caught.value.line is not None
    assert caught.value.line > 4


def test_the_vocabulary_fits_its_committed_schema():
    assert FACTS_SCHEMA_FILE.read_text(encoding="utf-8") == facts_schema_text()
    value = read_document(FACTS_FILE.read_bytes()).value
    jsonschema.Draft202012Validator(json.loads(facts_schema_text())).validate(value)
