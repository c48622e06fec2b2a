"""The `dvht` command as people and programs call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dvht.config.cli import main
from dvht.regulation.library import PACKS

LEVELS = """
pack: tt24-2023-huyen
year: 2025
unit: {kind: primary_school, ownership: private}
targets: {"2.5": "92%"}
indicators:
  "1.1": {met: true, evidence: 1}
  "2.1": {count: 38, total: 40, evidence: 2}
  "2.4": {count_by_level: {"1": 30, "2": 34}, total: 40, evidence: 1}
  "2.5": {count: 36, total: 41, evidence: 1}
  "3.4": {grade: basic, evidence: 1}
"""
POINTS = """
pack: tt22-2020-ha-noi
year: 2022
unit: {kind: primary_school, ownership: public}
targets: {"2d": "80%"}
indicators:
  "1a": {met: true, evidence: 1}
  "2d": {count: 31, total: 40, points: "4.50", reason: "theo biên bản họp", evidence: 1}
"""


@pytest.fixture
def facts_file(tmp_path: Path):
    def write(text: str, name: str = "facts.yaml") -> str:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def test_evaluate_prints_the_contract_as_json(facts_file, capsys):
    assert main(["evaluate", facts_file(LEVELS), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["result"] == {"level": 0}
    rows = {row["code"]: row for row in result["rows"]}
    assert rows["2.4"]["share"] == {"1": "30/40", "2": "34/40"}
    assert rows["2.5"]["target"] == "92%"
    assert rows["1.3"]["why_not"].endswith("(Điều 6 khoản 1 điểm c)")
    assert result["warnings"] == [{"code": "totals_differ", "row": "2.5"}]


def test_json_facts_give_the_same_result_as_yaml(facts_file, capsys):
    main(["evaluate", "--json", facts_file(POINTS)])
    from_yaml = capsys.readouterr().out
    main(["evaluate", "--json", facts_file(json.dumps(yaml.safe_load(POINTS), indent="\t"), "facts.json")])
    assert capsys.readouterr().out == from_yaml
    assert json.loads(from_yaml)["result"] == {"points": "14.50", "rank": "chua_dat"}


def test_evaluate_speaks_to_people_without_json(facts_file, capsys):
    assert main(["evaluate", facts_file(POINTS)]) == 0
    out = capsys.readouterr().out
    assert "14,50/100 điểm, loại Chưa đạt" in out
    assert "2d: tự đặt 80%, chưa đạt" in out
    assert "Trường học thực hiện theo kế hoạch của địa phương." in out


def test_evaluate_shows_what_does_not_apply_and_why(facts_file, capsys):
    assert main(["evaluate", facts_file(LEVELS)]) == 0
    out = capsys.readouterr().out
    assert "chưa đạt Mức độ 1" in out
    assert "1.3: Chỉ áp dụng cho cơ quan, đơn vị sự nghiệp công lập" in out
    assert "thêm 1 người" in out


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("count: 38", 'count: "38"', 'indicators."2.1".count'),
        ("year: 2025", "year: 2023", "year"),
        ("primary_school", "university", "unit.kind"),
        ('"92%"', '"89%"', 'targets."2.5"'),
        ("met: true", "met: true, met: true", 'indicators."1.1".met'),
    ],
)
def test_bad_facts_leave_stdout_empty_and_name_the_path(facts_file, capsys, old: str, new: str, place: str):
    name = facts_file(LEVELS.replace(old, new, 1))
    assert main(["evaluate", name, "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{name}: {place}: ")
    assert captured.err.count("\n") == 1


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, capsys):
    for name in (tmp_path / "nowhere.yaml", tmp_path, "a\0b"):
        assert main(["evaluate", str(name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "không có tệp này" in captured.err
    assert "đây là thư mục" in captured.err
    assert "không đọc được tệp" in captured.err


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["evaluate"], ["evaluate", "a", "b"], ["packs", "eat"], ["evaluate", "--x"]]
)
def test_a_wrong_call_exits_2_and_says_how(words: list[str], capsys):
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Cách dùng" in captured.err


def test_help_and_version_are_answered(capsys):
    assert main(["--help"]) == 0
    assert "evaluate" in capsys.readouterr().out
    assert main(["version"]) == main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("dvht ")


@pytest.mark.parametrize("name", ["serve", "packs", "evaluate"])
def test_the_help_of_a_command_is_in_vietnamese(name: str, capsys):
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Cách dùng: dvht {name} ")
    for english in ("usage", "options", "positional", "show this"):
        assert english not in out


def test_packs_lists_ids_dates_references_and_status(capsys):
    assert main(["packs"]) == 0
    out = capsys.readouterr().out
    for part in ("tt22-2020-ha-noi (phiên bản 1)", "từ 2024", "2020-2023", "21/9/2020", "chưa kiểm chứng"):
        assert part in out


def test_packs_list_is_the_same_and_takes_no_file(capsys):
    main(["packs"])
    short = capsys.readouterr().out
    assert main(["packs", "list"]) == 0
    assert capsys.readouterr().out == short
    assert main(["packs", "list", "pack.yaml"]) == 2
    assert "packs check" in capsys.readouterr().err


def test_packs_check_passes_what_is_shipped(capsys):
    assert main(["packs", "check"]) == 0
    assert "5 bộ quy định" in capsys.readouterr().out


def test_packs_check_names_file_and_line_of_a_fault(facts_file, capsys):
    name = facts_file("id: x\nid: y\n", "pack.yaml")
    assert main(["packs", "check", name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{name}:2: id: ")


def test_packs_check_accepts_a_good_file(capsys):
    assert main(["packs", "check", str(PACKS / "tt22-2020" / "pack.yaml")]) == 0
    assert "tt22-2020" in capsys.readouterr().out


def test_evaluate_never_imports_django(facts_file):
    code = (
        "import sys; from dvht.config.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "evaluate", facts_file(LEVELS)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Mức độ 1".encode() in done.stdout
