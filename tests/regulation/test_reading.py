"""Strict reading of YAML and JSON."""

from __future__ import annotations

import pytest

from dvht.regulation.errors import DocumentError
from dvht.regulation.reading import Unsupported, read_document

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)


def read(text: str) -> object:
    return read_document(text.encode()).value


def test_yaml_and_json_read_alike():
    yaml_text = 'pack: x\nunit: {kind: a}\nn: 3\nok: true\nnone: null\nlist: [1, "2"]\n'
    json_text = '{"pack": "x", "unit": {"kind": "a"}, "n": 3, "ok": true, "none": null,\t"list": [1, "2"]}'
    assert read(yaml_text) == read(json_text)


def test_a_byte_order_mark_is_no_trouble():
    assert read_document(b"\xef\xbb\xbfpack: x\n").value == {"pack": "x"}
    assert read_document(b'\xef\xbb\xbf{"pack": "x"}').value == {"pack": "x"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "tệp trống"),
        (b"  \n\n", "tệp trống"),
        (b"# only a comment\n", "tệp trống"),
        ("pack: trường".encode("utf-16"), "UTF-8"),
        (b"pack: \xe9\xe8", "UTF-8"),
        (b"pack: [1, 2", "cú pháp"),
        (b"a: 1\n---\nb: 2\n", "cú pháp"),
        (b"a: \x00", "cú pháp"),
        (b"a: *nowhere", "cú pháp"),
        (b"a: 1\na: 2\n", "hai lần"),
        (b'{"a": 1, "a": 2}', "hai lần"),
        (b'{"a": {"b": 1, "b": 1}}', "hai lần"),
        (b"{a: 1, a: 2}", "hai lần"),
        (b"1.1: x\n", "ngoặc kép"),
        (b"1: x\n", "ngoặc kép"),
        (b"true: x\n", "ngoặc kép"),
        (b"null: x\n", "ngoặc kép"),
        (b"2020-01-01: x\n", "ngoặc kép"),
        (b"? [a, b]\n: x\n", "khóa phải là một chữ"),
        (b"<<: {a: 1}\n", "ngoặc kép"),
        (b"[" * 5000, "quá sâu|cú pháp"),
        (b"[" * 200 + b"]" * 200, "quá"),
        (b"a: &a [*a]", "quá nhiều"),
        (BOMB.encode(), "quá nhiều"),
        (b"x" * 1_000_001, "1 MB"),
    ],
)
def test_a_faulty_file_is_refused(data: bytes, message: str):
    with pytest.raises(DocumentError, match=message):
        read_document(data)


def test_a_repeated_key_is_named_with_its_path_and_line():
    with pytest.raises(DocumentError) as caught:
        read('indicators:\n  "2.1":\n    count: 1\n    count: 2\n')
    assert (caught.value.path, caught.value.line) == ('indicators."2.1".count', 4)
    with pytest.raises(DocumentError) as caught:
        read('{"indicators": {"2.1": {"count": 1, "count": 2}}}')
    assert caught.value.path == 'indicators."2.1".count'


@pytest.mark.parametrize(
    "written",
    [
        ".nan",
        ".inf",
        "1.5",
        "1.0e+3",
        "2022-01-01",
        "0x1F",
        "1_000",
        "010",
        "1:30",
        "9" * 5000,
        "!!python/object:x {}",
    ],
)
def test_an_odd_scalar_is_no_number(written: str):
    value = read(f"a: {written}\n")
    assert not isinstance(value["a"], int | float | str)  # type: ignore[index]


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1.0", "1e2"])
def test_an_odd_json_number_is_kept_only_for_the_message(written: str):
    value = read(f'{{"a": {written}}}')
    assert isinstance(value["a"], Unsupported)  # type: ignore[index]


def test_an_alias_used_sensibly_is_read():
    assert read("a: &x {met: true}\nb: *x\n") == {"a": {"met": True}, "b": {"met": True}}


def test_lines_are_known_for_each_path():
    document = read_document(b"a: 1\nb:\n  - c: 2\n  - d: 3\n")
    assert document.line_of(("b", 1, "d")) == 4
    assert document.line_of(("b", 1, "unknown")) == 4
    assert document.line_of(("zzz",)) == 1
