"""Packs that an installation brings: overlays beside the shipped ones, checked alike, never in their place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.regulation.cast import points_facts

from dvht.config.cli import main
from dvht.regulation.checking import check_own, check_shipped
from dvht.regulation.citizens import evaluate_citizen
from dvht.regulation.errors import ChangedPackError, PackError, UnknownPackError
from dvht.regulation.library import (
    available_packs,
    citizen_packs,
    kept_pack,
    load_pack,
    pack_ids,
    pack_versions,
    packs_governing,
    use_packs_of,
)
from dvht.regulation.practice import calendars, dossier_lists

MANUAL = Path(__file__).parents[2] / "docs" / "operations.md"
HEAD = """id: {id}
version: "1"
title: Thử nghiệm
short_title: Thử
issuer: Xã Đồng Sen
status: unverified
extends: {extends}
extends_version: "1"
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Writes the pack of a folder below one directory; afterwards only the shipped packs are offered."""

    def pack(id_: str, text: str, *, extends: str = "cdht-2023", file: str = "pack.yaml") -> Path:
        place = tmp_path / "packs" / id_ / file
        place.parent.mkdir(parents=True, exist_ok=True)
        head = HEAD.format(id=id_, extends=extends) if text.startswith("replaces:") else ""
        place.write_text(head + text, encoding="utf-8")
        return tmp_path / "packs"

    yield pack
    use_packs_of(None)


def manual_example() -> str:
    found = re.search(
        r"```yaml\n# \S+/cdht-xa-a/pack\.yaml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def test_the_example_of_the_manual_corrects_wordings_and_points(write: Write):
    use_packs_of(write("cdht-xa-a", manual_example()))
    assert check_own() == ()
    pack, shipped = load_pack("cdht-xa-a"), load_pack("cdht-2023")
    assert (pack.own, shipped.own, pack.status) == (True, False, "unverified")
    assert [row.max_points for row in pack.rows][:2] == [Decimal(15), Decimal(10)]
    assert pack.row("1").wording_for("staff") == "Thường xuyên đọc sách, báo, cập nhật thông tin"
    assert pack.row("1").wording_for("resident") == "Đọc sách, báo ở nhà văn hóa, thư viện"
    assert pack.row("2") == shipped.row("2")
    assert evaluate_citizen(pack, {"1": Decimal("14.5")}).total == Decimal("14.5")
    assert [one.id for one in citizen_packs(2026)] == ["cdht-xa-a", "cdht-2023"]
    assert pack.instrument_for(2026) == shipped.instrument_for(2026)


def test_own_packs_come_and_go_with_their_directory(write: Write):
    shipped = pack_ids()
    directory = write("xa-b", "replaces:\n  evidence_rule: required\n", extends="tt22-2020")
    lists, days = dossier_lists(), calendars()
    use_packs_of(directory)
    assert pack_ids() == (*shipped, "xa-b")
    assert [pack.id for pack in packs_governing("primary_school", 2022)] == [
        "tt22-2020", "tt22-2020-ha-noi", "xa-b",
    ]  # fmt: skip
    assert "xa-b" in {one.code for one in dossier_lists()} & {one.code for one in calendars()}
    use_packs_of(None)
    assert pack_ids() == shipped == tuple(pack.id for pack in available_packs())
    assert (dossier_lists(), calendars()) == (lists, days)
    with pytest.raises(UnknownPackError):
        load_pack("xa-b")


def test_the_shipped_packs_and_their_lock_know_nothing_of_own_packs(write: Write):
    use_packs_of(write("cdht-xa-a", manual_example()))
    assert check_shipped() == ()


def test_another_directory_gives_another_pack_of_the_same_name(write: Write, tmp_path: Path):
    use_packs_of(write("xa-b", "replaces:\n  citizens: {pass_points: '70'}\n"))
    first = load_pack("xa-b")
    other = tmp_path / "other" / "xa-b"
    other.mkdir(parents=True)
    text = HEAD.format(id="xa-b", extends="cdht-2023") + "replaces:\n  citizens: {pass_points: '75'}\n"
    (other / "pack.yaml").write_text(text, encoding="utf-8")
    use_packs_of(other.parent)
    second = load_pack("xa-b")
    assert first.citizens is not None
    assert second.citizens is not None
    assert (first.citizens.pass_points, second.citizens.pass_points) == (70, 75)
    assert second.citizens.floor_points == 5
    with pytest.raises(ChangedPackError):
        kept_pack("xa-b", "1", first.digest)


def test_older_versions_are_kept_beside_the_newest(write: Write):
    write("xa-b", "replaces:\n  citizens: {pass_points: '70'}\n", file="versions/1.yaml")
    newer = HEAD.format(id="xa-b", extends="cdht-2023").replace('version: "1"', 'version: "2"', 1)
    use_packs_of(write("xa-b", newer + "replaces: {}\n"))
    assert check_own() == ()
    assert pack_versions("xa-b") == ("1", "2")
    old, new = load_pack("xa-b", "1").citizens, load_pack("xa-b").citizens
    assert old is not None
    assert new is not None
    assert (old.pass_points, new.pass_points) == (70, 80)


def test_a_pack_that_became_unreadable_is_said_to_have_changed(write: Write):
    directory = write("xa-b", "replaces: {}\n")
    use_packs_of(directory)
    digest = load_pack("xa-b").digest
    (directory / "xa-b" / "pack.yaml").write_text("replaces: [", encoding="utf-8")
    assert kept_pack("xa-b", "1", digest).digest == digest
    use_packs_of(directory)
    with pytest.raises(ChangedPackError, match="không đọc được nữa"):
        kept_pack("xa-b", "1", digest)


@pytest.mark.parametrize("shipped", ["cdht-2023", "tt22-2020"])
def test_the_name_of_a_shipped_pack_cannot_be_taken(write: Write, shipped: str):
    with pytest.raises(PackError, match="trùng mã của một bộ kèm theo"):
        use_packs_of(write(shipped, "replaces: {}\n"))
    assert not load_pack(shipped).own


def test_a_directory_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(PackError, match="không có thư mục này"):
        use_packs_of(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "extends", "line", "message"),
    [
        ('replaces:\n  rows: {"1": {max_points: "15"}}\n', "cdht-2023", 9, "phải bằng tổng điểm"),
        ("replaces:\n  groups:\n    A: {max_points: '45'}\n", "cdht-2023", 11, "phải bằng tổng điểm"),
        ("replaces:\n  groups:\n    Z: {title: X}\n", "cdht-2023", 11, "không có nhóm này"),
        ('replaces:\n  rows:\n    "11": {title: X}\n', "cdht-2023", 11, "không có dòng này"),
        (
            'replaces:\n  rows:\n    "1":\n      wordings: {pupil: X}\n',
            "cdht-2023",
            12,
            "không có nhóm công dân",
        ),
        (
            "replaces:\n  evidence_rule: required\n  years: {first: 2024}\n",
            "tt22-2020",
            11,
            "chỉ thay được years",
        ),
        ("replaces:\n  citizens: {pass_points: '70'}\n", "tt22-2020", 10, "chỉ thay được citizens"),
        ("replaces:\n  groups:\n    '1': {max_points: '40'}\n", "tt22-2020", 11, "thông tư ấn định"),
        ("replaces:\n  rows:\n    2d:\n      fed_by: [{fact: gold}]\n", "tt22-2020", 12, "không có mục"),
        (
            "replaces:\n  rows:\n    1a:\n      fed_by: [{fact: digital}]\n",
            "tt22-2020",
            12,
            "chỉ có ở dòng share",
        ),
        (
            'replaces:\n  rows:\n    "2.1":\n      wording: X\n',
            "tt24-2023-huyen",
            11,
            "không thay được bằng lớp phủ",
        ),
        ("replaces:\n  citizens:\n    floor_points: '11'\n", "cdht-2023", 11, "không được quá điểm tối đa"),
        ("replaces: {}\nadds:\n  instruments:\n    - {code: x, title: X}\n", "cdht-2023", 12, "thiếu khóa"),
        ("replaces: {}\n", "xa-b", 7, "thành một vòng"),
        ('replaces:\n  rows:\n    "1": {max_points: "1000000"}\n', "cdht-2023", 11, "không được quá 100"),
        (
            'replaces:\n  rows:\n    "1": {max_points: "9.999"}\n',
            "cdht-2023",
            11,
            "tối đa 2 chữ số thập phân",
        ),
        ('replaces:\n  rows:\n    "1": {max_points: "0"}\n', "cdht-2023", 11, "phải lớn hơn 0"),
        ("replaces:\n  citizens: {pass_points: NaN}\n", "cdht-2023", 10, "citizens.pass_points"),
        ("replaces:\n  citizens: null\n  years: null\n", "cdht-2023", 11, "years"),
        ("replaces: {}\n", "nowhere", 7, "không có bộ quy định này"),
        ("replaces:\n  rows: {'1': {title: X}, '1': {title: Y}}\n", "cdht-2023", 10, "khóa ghi hai lần"),
        ("replaces:\n  citizens: [\n", "cdht-2023", 11, "không đúng cú pháp"),
    ],
)
def test_a_fault_of_an_own_pack_is_told_with_file_and_line(
    write: Write, text: str, extends: str, line: int, message: str
):
    directory = write("xa-b", text, extends=extends)
    use_packs_of(directory)
    (fault,) = check_own()
    assert fault.startswith(f"{directory / 'xa-b' / 'pack.yaml'}:{line}: ")
    assert message in fault


@pytest.mark.parametrize(("old", "new"), [("id: xa-b", "id: xa-c"), ("id: xa-b", "id: cdht-2023")])
def test_the_id_is_that_of_the_folder(write: Write, old: str, new: str):
    text = HEAD.format(id="xa-b", extends="cdht-2023").replace(old, new) + "replaces: {}\n"
    use_packs_of(write("xa-b", text))
    (fault,) = check_own()
    assert "phải trùng tên thư mục" in fault


def test_a_fault_of_a_parent_is_told_at_the_parent(write: Write):
    write("xa-b", "replaces:\n  citizens: {pass_points: '170'}\n")
    directory = write("xa-c", "replaces: {}\n", extends="xa-b")
    use_packs_of(directory)
    assert [fault.split(":")[0] for fault in check_own()] == [str(directory / "xa-b" / "pack.yaml")] * 2


def test_worked_cases_of_an_own_pack_are_run(write: Write):
    case = "cases:\n  - title: Sai\n    facts: {pack: xa-b, total: '75', lowest: '6'}\n    expected: {passes: true}\n"
    write("xa-b", case, file="cases/total.yaml")
    use_packs_of(write("xa-b", "replaces:\n  citizens: {pass_points: '70'}\n"))
    assert check_own() == ()
    use_packs_of(write("xa-b", "replaces: {}\n"))
    (fault,) = check_own()
    assert "total.yaml:2: Sai: passes: mong đợi True, nhận được False" in fault


def test_the_commands_know_the_own_packs(write: Write, monkeypatch, capsys, tmp_path: Path):
    directory = write("cdht-xa-a", manual_example())
    monkeypatch.setenv("DVHT_PACKS", str(directory))
    assert main(["packs", "check"]) == 0
    assert "6 bộ quy định, trong đó 1 bộ riêng của nơi cài đặt, và" in capsys.readouterr().out
    assert main(["packs"]) == 0
    told = capsys.readouterr().out
    assert "cdht-xa-a (phiên bản 1)\n  Bộ riêng của nơi cài đặt\n" in told
    assert "Vận dụng trên bộ cdht-2023 (phiên bản 1)\n" in told

    broken = write("xa-b", "replaces:\n  rows: {'99': {title: X}}\n")
    for words in (["packs"], ["packs", "check"], ["packs", "check", "x.yaml"], ["evaluate", "x.yaml"]):
        assert main(words) == 2
        said = capsys.readouterr()
        assert said.err.startswith(f"{broken / 'xa-b' / 'pack.yaml'}:10: ")
        assert said.out == ""

    monkeypatch.setenv("DVHT_PACKS", str(tmp_path / "nowhere"))
    assert main(["packs", "check"]) == 2
    assert "Hãy xem lại DVHT_PACKS." in capsys.readouterr().err


def test_an_own_overlay_is_evaluated_like_any_other(write: Write, monkeypatch, capsys, tmp_path: Path):
    directory = write("xa-b", "replaces:\n  rows: {2d: {threshold: 80}}\n", extends="tt22-2020")
    monkeypatch.setenv("DVHT_PACKS", str(directory))
    facts = tmp_path / "facts.json"
    data = points_facts("xa-b", r2d={"count": 32, "total": 40, "evidence": 1})
    facts.write_text(json.dumps(data), encoding="utf-8")
    assert main(["evaluate", str(facts), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"] == {"points": "100.00", "rank": "tot"}
