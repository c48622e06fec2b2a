"""Plain values as stated in a file, each checked for its type; a fault names its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from dvht.regulation.errors import FactsError, path_text, printable
from dvht.regulation.reading import Path, Unsupported
from dvht.regulation.rows import GRADES, Grade


def as_mapping(value: object, path: Path, allowed: tuple[str, ...] | None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        refuse(path, f"phải là một nhóm khóa: giá trị, đang là {_kind_of(value)}")
    for key in value:
        if not isinstance(key, str):
            refuse((*path, str(key)), "khóa phải là chữ")
        if allowed is not None and key not in allowed:
            refuse((*path, key), f"không có khóa này ở đây; được dùng: {', '.join(allowed)}")
    return value


def required(mapping: Mapping[str, Any], key: str, path: Path) -> Any:
    if key not in mapping:
        refuse((*path, key), "thiếu mục bắt buộc này")
    return mapping[key]


def as_text(value: object, path: Path, hint: str = "phải là chữ, viết trong ngoặc kép") -> str:
    if not isinstance(value, str):
        refuse(path, f"{hint}; đang là {_kind_of(value)}")
    return value


def as_integer(value: object, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(path, f"phải là số nguyên, đang là {_kind_of(value)}")
    return value


def as_count(value: object, path: Path) -> int:
    number = as_integer(value, path)
    if number < 0:
        refuse(path, "không được âm")
    return number


def as_boolean(value: object, path: Path) -> bool:
    if not isinstance(value, bool):
        refuse(path, f"phải là true (có) hoặc false (không), đang là {_kind_of(value)}")
    return value


def as_grade(value: object, path: Path) -> Grade:
    grade = next((grade for grade in GRADES if value == grade), None)
    if grade is None:
        refuse(path, f"phải là none, basic hoặc good, đang là {_kind_of(value)}")
    return grade


def _kind_of(value: object) -> str:
    if isinstance(value, Unsupported):
        return f"{value.kind} ({shown(value.text)})"
    if value is None:
        return "để trống"
    names = ((bool, "đúng/sai"), (int, "số nguyên"), (str, "chữ"), (list, "danh sách"), (Mapping, "nhóm"))
    name = next((name for type_, name in names if isinstance(value, type_)), "kiểu lạ")
    return f"{name} ({shown(value)})" if isinstance(value, str) else name


def shown(text: str) -> str:
    return f"“{printable(text)}”"


def refuse(path: Path, message: str) -> NoReturn:
    raise FactsError(path_text(path), message)
