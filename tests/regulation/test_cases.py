"""Every worked case that stands beside a shipped pack."""

from __future__ import annotations

import pytest

from dvht.regulation.cases import Case, differences, read_cases, shipped_cases
from dvht.regulation.errors import PackError
from dvht.regulation.kinds import UNIT_KINDS
from dvht.regulation.library import available_packs

CASES = shipped_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_worked_case_comes_out_as_written(case: Case):
    assert differences(case) == ()


@pytest.mark.parametrize("pack_id", ["tt24-2023-huyen", "tt24-2023-tinh"])
def test_every_kind_of_a_pack_has_a_case_public_and_private(pack_id: str):
    pack = next(pack for pack in available_packs() if pack.id == pack_id)
    told = {
        (case.facts["unit"]["kind"], case.facts["unit"]["ownership"])
        for case in CASES
        if case.file.parent.parent.name == pack_id and case.file.stem == "kinds"
    }
    assert told == {(kind, owner) for kind in pack.kinds or () for owner in ("public", "private")}


def test_every_kind_is_governed_by_some_pack_since_2024():
    governed = {kind for pack in available_packs() if pack.scheme == "levels" for kind in pack.kinds or ()}
    assert governed == set(UNIT_KINDS)


def test_a_case_that_expects_too_much_is_told_apart(tmp_path):
    case = CASES[0]
    wrong = Case(case.file, 1, "sai", case.facts, {"result": {"rank": "kha"}}, None)
    assert differences(wrong) == ("result.rank: mong đợi 'kha', nhận được 'tot'",)


def test_a_case_that_should_be_refused_but_is_not_is_told(tmp_path):
    case = CASES[0]
    wrong = Case(case.file, 1, "sai", case.facts, None, "year")
    assert differences(wrong) == ("phải bị từ chối ở year nhưng lại được nhận",)


def test_a_malformed_case_names_its_line(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("cases:\n  - title: A\n    facts: {}\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_cases(file)
    assert caught.value.line == 2
