"""The shipped packs as data: whole, strict, unchanging, quoted from the law."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from dvht.regulation.checking import check_file, check_shipped, lock_text, locked_digests, shipped_digests
from dvht.regulation.errors import PackError, UnknownPackError
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import UNIT_KINDS, Ownership
from dvht.regulation.library import PACKS, available_packs, load_pack, packs_governing
from dvht.regulation.reading import read_document
from dvht.regulation.schema import SCHEMA_FILE, schema_text

OVERLAY = """
id: thu-nghiem
version: "1"
title: Thử nghiệm
short_title: Thử
issuer: Xã Đồng Sen
status: unverified
extends: tt22-2020
extends_version: "1"
replaces:
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "pack.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_five_packs_are_shipped_in_their_order():
    assert [pack.id for pack in available_packs()] == [
        "tt22-2020",
        "tt22-2020-ha-noi",
        "tt24-2023-huyen",
        "tt24-2023-tinh",
        "cdht-2023",
    ]


@pytest.mark.parametrize(
    ("pack_id", "codes"),
    [
        ("tt22-2020", "1a 1b 1c 2a 2b 2c 2d 3a 3b 3c"),
        ("tt22-2020-ha-noi", "1a 1b 1c 2a 2b 2c 2d 3a 3b 3c"),
        (
            "tt24-2023-huyen",
            "1.1 1.2a 1.2b 1.3 1.4 1.5 2.1 2.2 2.3 2.4 2.5 3.1a 3.1b 3.2a 3.2b 3.3 3.4 3.5",
        ),
        ("tt24-2023-tinh", "1.1 1.2 1.3 1.4 1.5 2.1 2.2 2.3 2.4 2.5 3.1a 3.1b 3.2 3.3 3.4 3.5 3.6"),
    ],
)
def test_the_rows_are_those_of_the_contract(pack_id: str, codes: str):
    assert [row.code for row in load_pack(pack_id).rows] == codes.split()


def test_parts_belong_to_one_indicator():
    pack = load_pack("tt24-2023-huyen")
    assert [pack.row(code).indicator for code in ("1.2a", "1.2b", "3.1b", "2.4")] == [
        "1.2",
        "1.2",
        "3.1",
        "2.4",
    ]
    assert len({row.indicator for row in pack.rows}) == 15
    assert len({row.indicator for row in load_pack("tt24-2023-tinh").rows}) == 16


def test_the_maxima_of_tt22_add_up_to_a_hundred():
    pack = load_pack("tt22-2020")
    assert [row.max_points for row in pack.rows] == [
        Decimal(n) for n in (10, 10, 10, 10, 5, 10, 5, 25, 10, 5)
    ]
    assert [group.max_points for group in pack.groups] == [30, 30, 40]


def test_thresholds_of_tt24_by_level():
    pack = load_pack("tt24-2023-tinh")
    found = {row.code: (row.threshold(1), row.threshold(2)) for row in pack.rows if row.measure == "share"}
    assert found == {
        "2.1": (90, 95),
        "2.2": (90, 95),
        "2.3": (90, 95),
        "2.4": (50, 70),
        "2.5": (90, 95),
        "3.1a": (90, 95),
        "3.1b": (95, 97),
    }


@pytest.mark.parametrize(
    ("pack_id", "code", "level", "reference"),
    [
        ("tt24-2023-huyen", "2.1", None, "Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 2 điểm a"),
        ("tt24-2023-huyen", "2.1", 2, "Thông tư 24/2023/TT-BGDĐT, Điều 7 khoản 2 điểm a"),
        ("tt24-2023-huyen", "3.5", 1, "Thông tư 24/2023/TT-BGDĐT, Điều 6 khoản 3 điểm đ"),
        ("tt24-2023-tinh", "3.6", 2, "Thông tư 24/2023/TT-BGDĐT, Điều 13 khoản 3 điểm e"),
        ("tt22-2020", "2d", None, "Thông tư 22/2020/TT-BGDĐT, Điều 5 khoản 2 điểm d"),
    ],
)
def test_a_row_names_its_clause(pack_id: str, code: str, level: int | None, reference: str):
    assert load_pack(pack_id).row(code).reference_at(level) == reference


def test_what_the_overlay_replaces_and_what_it_keeps():
    parent, overlay = load_pack("tt22-2020"), load_pack("tt22-2020-ha-noi")
    assert (parent.row("2d").threshold(), overlay.row("2d").threshold()) == (100, 70)
    assert overlay.row("1a").wording == "Đơn vị có kế hoạch cho thành viên học tập thường xuyên."
    assert (parent.evidence_rule, overlay.evidence_rule) == ("warning", "required")
    assert [item.kind for item in overlay.dossier] == [
        "plan", "self_assessment_report", "minutes", "score_sheet",
    ]  # fmt: skip
    assert overlay.row("3a") == parent.row("3a")
    assert overlay.ranks == parent.ranks
    assert overlay.digest != parent.digest


def test_the_year_chooses_the_packs():
    assert [pack.id for pack in packs_governing("primary_school", 2023)] == ["tt22-2020", "tt22-2020-ha-noi"]
    assert [pack.id for pack in packs_governing("primary_school", 2024)] == ["tt24-2023-huyen"]
    assert [pack.id for pack in packs_governing("state_agency", 2026)] == [
        "tt24-2023-huyen",
        "tt24-2023-tinh",
    ]
    assert packs_governing("primary_school", 2019) == ()


def test_an_unknown_pack_or_version_is_named():
    with pytest.raises(UnknownPackError):
        load_pack("tt99-2030")
    with pytest.raises(UnknownPackError):
        load_pack("../packs/tt22-2020")
    with pytest.raises(UnknownPackError, match="không có phiên bản 9"):
        load_pack("tt22-2020", "9")
    assert load_pack("tt22-2020", "1").digest == load_pack("tt22-2020").digest


def test_a_shipped_version_never_changes():
    assert shipped_digests() == locked_digests()
    assert (PACKS / "digests.yaml").read_text(encoding="utf-8") == lock_text()


def test_the_committed_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("pack_id", [pack.id for pack in available_packs()])
def test_every_pack_file_fits_the_schema(pack_id: str):
    value = read_document((PACKS / pack_id / "pack.yaml").read_bytes()).value
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(value)


def test_all_shipped_packs_and_cases_are_right():
    assert check_shipped() == ()


@pytest.mark.parametrize("pack", available_packs(), ids=lambda pack: pack.id)
def test_short_titles_and_references_are_everywhere(pack):
    for row in pack.rows:
        assert 0 < len(row.title) <= 45
        assert row.wording_at(None)
        assert row.reference.startswith(pack.citation)
    assert all(len(group.title) <= 45 for group in pack.groups)


def test_a_row_that_does_not_apply_says_why_with_the_clause():
    row = load_pack("tt24-2023-huyen").row("1.3")
    answer = row.applies(UnitFacts("primary_school", Ownership.PRIVATE), 1)
    assert not answer.applies
    assert answer.why_not is not None
    assert "Điều 6 khoản 1 điểm c" in answer.why_not


def test_what_the_text_leaves_open_is_said():
    row = load_pack("tt24-2023-huyen").row("3.4")
    assert row.applies(UnitFacts("semi_boarding_ethnic_school", Ownership.PUBLIC), 1).unsettled is not None
    assert row.applies(UnitFacts("primary_school", Ownership.PUBLIC), 1).unsettled is None


@pytest.mark.parametrize("code", ["1.3", "3.3"])
def test_an_open_question_about_state_names_both_clauses_that_ask_it(code: str):
    row = load_pack("tt24-2023-huyen").row(code)
    unsettled = row.applies(UnitFacts("party_body", Ownership.PUBLIC), 2).unsettled
    assert unsettled is not None
    assert "Điều 6 khoản 1 điểm c, Điều 7 khoản 3 điểm c" in unsettled


@pytest.mark.parametrize("pack_id", ["tt24-2023-huyen", "tt24-2023-tinh"])
def test_the_term_of_a_recognition_is_quoted_word_for_word(pack_id: str):
    note = next(note for note in load_pack(pack_id).notes if note.code == "validity")
    assert "“03 năm (36 tháng) tiếp theo năm được công nhận”" in note.text


def test_labels_are_vietnamese_and_unique():
    assert len({kind.label for kind in UNIT_KINDS.values()}) == len(UNIT_KINDS) == 35


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ('  rows: {2d: {max_points: "10"}}', 'replaces.rows."2d".max_points'),
        ('  total_points: "90"', "replaces.total_points"),
        ("  ranks: []", "replaces.ranks"),
        ("  rows: {9z: {threshold: 70}}", 'replaces.rows."9z"'),
        ("  rows: {2d: {threshold: 0}}", 'replaces.rows."2d".threshold'),
        ("  scheme: levels", "replaces.scheme"),
        ("  rows: {2d: {measure: condition}}", 'replaces.rows."2d".measure'),
    ],
)
def test_an_overlay_cannot_replace_what_its_parent_fixes(tmp_path: Path, change: str, place: str):
    with pytest.raises(PackError) as caught:
        check_file(written(tmp_path, OVERLAY + change))
    assert (caught.value.path, caught.value.line) == (place, 11)


def test_an_overlay_of_an_unknown_parent_is_refused(tmp_path: Path):
    text = OVERLAY.replace("extends: tt22-2020", "extends: tt1-1999") + "  evidence_rule: required"
    with pytest.raises(PackError) as caught:
        check_file(written(tmp_path, text))
    assert (caught.value.path, caught.value.line) == ("extends", 8)


def test_an_overlay_on_levels_cannot_touch_a_threshold(tmp_path: Path):
    text = OVERLAY.replace("tt22-2020", "tt24-2023-huyen") + '  rows: {"2.1": {threshold: 80}}'
    with pytest.raises(PackError, match="không thay được bằng lớp phủ"):
        check_file(written(tmp_path, text))


def test_packs_and_rows_serve_as_keys():
    pack = load_pack("tt24-2023-huyen")
    assert {pack: 1, pack.row("2.1"): 2}[pack.row("2.1")] == 2
    assert [note.code for note in pack.notes_for("1.3")] == ["hn_budget"]


def test_a_good_overlay_is_accepted(tmp_path: Path):
    pack = check_file(written(tmp_path, OVERLAY + "  rows: {2d: {threshold: 80}}"))
    assert pack.row("2d").threshold() == 80


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("scheme: points", "scheme: points\nscheme: points", "khóa ghi hai lần"),
        ("scheme: points", "scheme: points\ncolour: red", "khóa không có trong cấu trúc"),
        ("scheme: points", "scheme: marks", "phải là một trong"),
        ('total_points: "100"', 'total_points: "90"', "tổng điểm tối đa của mọi dòng"),
        (
            '{code: kha, label: Khá, minimum: "70"',
            '{code: kha, label: Khá, minimum: "95"',
            "từ cao xuống thấp",
        ),
        ("threshold: 100", "threshold: 101", "không được quá 100"),
        ("years: {first: 2020", "years: {first: 2020.5", "phải là số nguyên"),
        ("title: Nguồn lực cho học tập", "title: " + "Nguồn lực " * 6, "dài quá 45"),
    ],
)
def test_a_faulty_pack_is_refused_with_its_line(tmp_path: Path, old: str, new: str, message: str):
    text = (PACKS / "tt22-2020" / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(PackError, match=message) as caught:
        check_file(written(tmp_path, text.replace(old, new, 1)))
    assert caught.value.line is not None
    assert str(caught.value).startswith(f"{tmp_path / 'pack.yaml'}:{caught.value.line}: ")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  enterprise:", "  castle:", "unit_kinds.castle"),
        ('code: "2.2"', 'code: "2.1"', "groups[1].rows[1].code"),
        ("            threshold: 95\n", "", "groups[1].rows[0]"),
        ("            grade: good\n", "", "groups[2].rows[5]"),
    ],
)
def test_a_pack_that_contradicts_itself_is_refused_at_the_place(
    tmp_path: Path, old: str, new: str, path: str
):
    text = (PACKS / "tt24-2023-huyen" / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(PackError) as caught:
        check_file(written(tmp_path, text.replace(old, new, 1)))
    assert caught.value.path == path
    assert caught.value.line is not None
    assert caught.value.line > 20


def test_wordings_of_tt24_are_those_of_the_circular():
    huyen, tinh = load_pack("tt24-2023-huyen"), load_pack("tt24-2023-tinh")
    assert huyen.row("2.4").wording_at(2) == (
        "Tối thiểu 70% Thành viên trong đơn vị có trình độ ngoại ngữ hoặc tiếng dân tộc thiểu số đáp ứng "
        "yêu cầu công việc hoặc vị trí việc làm (không bao gồm thành viên trong đơn vị là tổ chức kinh tế)."
    )
    assert tinh.row("3.3").wording_at(2).startswith("Đơn vị cấp tỉnh đạt danh hiệu thi đua")
    assert huyen.row("3.3").wording_at(2).startswith("Đơn vị cấp huyện là cơ quan, đơn vị sự nghiệp công lập")
