"""Strict reading of YAML and JSON files: no repeated key, no surprise type, every place has a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

import yaml

from dvht.regulation.errors import DocumentError, path_text

Path = tuple[str | int, ...]

LARGEST_BYTES: Final = 1_000_000
_MOST_NODES: Final = 50_000
_DEEPEST: Final = 40
_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_TAG: Final = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A scalar that no file of ours uses (a date, a float, an odd integer), kept for the message."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain value, and the line (from 1) of each path in it; a JSON file knows no lines."""

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of the path, or of the nearest parent that has one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def read_document(data: bytes) -> Document:
    """Read UTF-8 YAML, or JSON when it begins with a brace; raises DocumentError."""
    if len(data) > LARGEST_BYTES:
        raise DocumentError("", "tệp lớn quá 1 MB, không phải tệp số liệu hay bộ quy định")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("", "tệp không phải UTF-8; hãy lưu lại bằng mã UTF-8") from error
    if not text.strip():
        raise DocumentError("", "tệp trống")
    try:
        return _read_text(text)
    except RecursionError as error:
        raise DocumentError("", "các phần lồng nhau quá sâu") from error


def _read_text(text: str) -> Document:
    if text.lstrip().startswith(("{", "[")):
        try:
            pairs = json.loads(
                text,
                object_pairs_hook=_Pairs,
                parse_float=_json_odd,
                parse_constant=_json_odd,
                parse_int=_json_integer,
            )
        except ValueError:
            return _read_yaml(text)  # a YAML flow mapping begins with a brace, too
        return Document(_plain_json(pairs, ()))
    return _read_yaml(text)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object before its keys are known to be unique."""


def _json_odd(text: str) -> Unsupported:
    return Unsupported(text, "số thập phân" if text[-1].isdigit() else "không phải số")


def _json_integer(text: str) -> int | Unsupported:
    return _integer(text)


def _integer(text: str) -> int | Unsupported:
    try:
        return int(text)
    except ValueError:
        return Unsupported(text[:20] + "…", "số quá lớn")


def _plain_json(value: Any, path: Path) -> Any:
    if len(path) > _DEEPEST:
        raise DocumentError(path_text(path[:5]), "các phần lồng nhau quá sâu")
    if isinstance(value, _Pairs):
        result: dict[str, Any] = {}
        for key, item in value:
            if key in result:
                raise DocumentError(path_text((*path, key)), "khóa ghi hai lần; giữ lại một")
            result[key] = _plain_json(item, (*path, key))
        return result
    if isinstance(value, list):
        return [_plain_json(item, (*path, index)) for index, item in enumerate(value)]
    return value


def _read_yaml(text: str) -> Document:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""
        raise DocumentError(
            "", f"{where}không đúng cú pháp YAML hay JSON", mark.line + 1 if mark else None
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError("", "không đúng cú pháp YAML hay JSON") from error
    if root is None:
        raise DocumentError("", "tệp trống")
    walk = _Walk()
    return Document(walk.plain(root, ()), walk.lines)


class _Walk:
    """Turns YAML nodes into plain values, counting so that aliases can't explode."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._visited = 0

    def plain(self, node: yaml.Node, path: Path) -> Any:
        self._visited += 1
        if self._visited > _MOST_NODES or len(path) > _DEEPEST:
            self._fail(node, path[:5], "tệp lồng hoặc lặp bí danh quá nhiều")
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key in result:
                self._fail(key_node, (*path, key), "khóa ghi hai lần; giữ lại một")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            result[key] = self.plain(value_node, (*path, key))
        return result

    def _key(self, node: yaml.Node, path: Path) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fail(node, path, "khóa phải là một chữ, không phải danh sách hay nhóm")
        if node.tag != _TAG + "str":
            written = str(node.value)
            self._fail(node, (*path, written), f'khóa phải là chữ; hãy đặt trong ngoặc kép: "{written[:40]}"')
        return str(node.value)

    def _fail(self, node: yaml.Node, path: Path, message: str) -> NoReturn:
        line = node.start_mark.line + 1
        raise DocumentError(path_text(path), f"dòng {line}: {message}", line)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    kind = node.tag.removeprefix(_TAG)
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return _boolean(text)
    if kind == "int" and _PLAIN_INTEGER.match(text):
        return _integer(text)
    names = {"int": "số viết kiểu lạ", "float": "số thập phân", "timestamp": "ngày"}
    return Unsupported(text[:40], names.get(kind, "kiểu lạ"))


def _boolean(text: str) -> bool | Unsupported:
    known = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
    return known.get(text.lower(), Unsupported(text[:40], "kiểu lạ"))
