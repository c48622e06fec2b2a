"""The process that reads: what it may use, what it is told, and that nothing it meets ends in a traceback."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workbook import specimens as s

from dvht.workbook import archives, child, reading
from dvht.workbook.errors import WorkbookError
from dvht.workbook.reading import read_workbook
from dvht.workbook.sheets import MOST_BYTES, Workbook

SPECIMENS = {
    "xlsx": s.excel(s.plain_rows(), merged=["A1:B1"]),
    "xls": s.old_excel(s.plain_rows()),
    "ods": s.open_document(s.plain_rows()),
    "csv": s.delimited(s.plain_rows()),
    "compound": s.compound({"Workbook": s.old_excel_stream([("STT", "Họ tên")])}),
    "raw": s.zipped(s.raw_parts(s.data(s.number_at("A1"))), packing=0),
}


def outcome(content: bytes) -> str:
    try:
        return type(read_workbook(content, "tệp")).__name__
    except WorkbookError as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - either answer is right
        return "refused"


@pytest.mark.parametrize("name", SPECIMENS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_file_with_damage_anywhere_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(SPECIMENS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))

    assert outcome(bytes(content)) in ("Workbook", "refused")


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert outcome(content) in ("Workbook", "refused")


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    assert outcome(text.encode(encoding, "replace")) in ("Workbook", "refused")


def test_a_file_is_taken_as_bytes_or_as_an_open_file() -> None:
    content = s.excel(s.plain_rows())

    assert read_workbook(BytesIO(content), "a\u200b.xlsx") == read_workbook(content, "a.xlsx")
    assert isinstance(read_workbook(BytesIO(content), "a.xlsx"), Workbook)


def test_of_an_open_file_no_more_is_read_than_may_be_taken() -> None:
    asked = []

    def read(count: int) -> bytes:
        asked.append(count)
        return b"x" * count

    with pytest.raises(WorkbookError, match="10 MB"):
        read_workbook(SimpleNamespace(read=read), "tệp")  # type: ignore[arg-type]  # all that is asked of a file
    assert asked == [MOST_BYTES + 1]


def test_a_reading_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "READING_SECONDS", 0.001)

    with pytest.raises(WorkbookError, match="quá lớn"):
        read_workbook(s.excel(s.plain_rows()), "tệp")


@pytest.mark.parametrize("build", [s.excel, s.open_document])
def test_a_look_that_takes_too_long_is_ended(
    build: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LOOKING_SECONDS", 0)

    with pytest.raises(WorkbookError, match="quá lớn"):
        archives.look_into(build(s.plain_rows()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_can_take_no_more_memory_and_time_than_allowed() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import resource; from dvht.workbook import child; child._limit();"
                "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0]);"
                "bytearray(child.MOST_MEMORY)"
            ),
        ],
        capture_output=True,
        check=False,
        text=True,
    )

    assert said.stdout.split() == ["300000000", str(child.MOST_SECONDS)]
    assert said.stderr.endswith("MemoryError\n")


def test_the_process_gets_no_secret_and_nothing_from_the_folder_it_starts_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DVHT_SECRET_KEY", "bí mật")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('đã chạy')", encoding="utf-8")

    assert "DVHT_SECRET_KEY" not in reading._environment()
    assert outcome(s.excel(s.plain_rows())) == "Workbook"


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (b'{"sheet":"a","spans":[]}\n["x"]\n', -6, "quá lớn"),
        (b'{"sheet":"a","spans":[]}\n["x', -9, "quá lớn"),
        (b"", 1, "bị hỏng"),
    ],
)
def test_a_process_that_ends_in_the_middle_is_never_believed(
    answer: bytes, status: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_answer", lambda _: (answer, status, "lỗi"))

    with pytest.raises(WorkbookError, match=words):
        read_workbook(b"x", "tệp")


def test_a_whole_school_is_read_at_once() -> None:
    rows = [s.HEAD, *((n, f"Nguyễn Văn {n}", s.PEOPLE[0][1], "Giáo viên", f"{n:012}") for n in range(5_000))]

    assert [len(read_workbook(build(rows), "tệp").sheets[0].rows) for build in (s.excel, s.old_excel)] == [
        5_001,
        5_001,
    ]
