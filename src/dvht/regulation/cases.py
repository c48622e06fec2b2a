"""Worked cases: facts and the part of the result that an official expects, run by the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dvht.regulation.citizens import stated_citizen
from dvht.regulation.engine import evaluate
from dvht.regulation.errors import DocumentError, FactsError, PackError, UnknownPackError, path_text
from dvht.regulation.facts import parse_facts
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.regulation.reading import Document, read_document
from dvht.regulation.shelves import folder_of, shipped_ids

_KEYS = {"title", "facts", "expected", "error"}


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case; `expected` is a part of the JSON result, or `error` the path that is refused."""

    file: Path
    line: int
    title: str
    facts: Any
    expected: Mapping[str, Any] | None
    error: str | None

    @property
    def name(self) -> str:
        return f"{self.file.parent.parent.name}/{self.file.stem}: {self.title}"


def shipped_cases() -> tuple[Case, ...]:
    """Every case beside the shipped packs, file by file."""
    return tuple(case for pack_id in shipped_ids() for case in cases_of(pack_id))


def cases_of(pack_id: str) -> tuple[Case, ...]:
    """The cases beside one pack, file by file; raises PackError with file and line."""
    folder = folder_of(pack_id)
    files = sorted((folder / "cases").glob("*.yaml")) if folder else ()
    return tuple(case for file in files for case in read_cases(file))


def read_cases(file: Path) -> tuple[Case, ...]:
    """The cases of one file; raises PackError with file and line."""
    try:
        document = read_document(file.read_bytes())
    except DocumentError as error:
        raise PackError(error.path, error.message, file=str(file), line=error.line) from error
    data = document.value
    if not isinstance(data, dict) or set(data) - {"cases", "base"} or not isinstance(data.get("cases"), list):
        raise PackError("", "tệp ví dụ phải có danh sách cases", file=str(file), line=1)
    return tuple(_case(file, document, index, data.get("base")) for index in range(len(data["cases"])))


def _case(file: Path, document: Document, index: int, base: object) -> Case:
    item = document.value["cases"][index]
    line = document.line_of(("cases", index)) or 1
    well_formed = isinstance(item, dict) and "title" in item and "facts" in item and not set(item) - _KEYS
    if not well_formed or ("expected" in item) == ("error" in item):
        raise PackError(
            f"cases[{index}]", "cần title, facts và một trong expected, error", file=str(file), line=line
        )
    facts = _merged(base, item["facts"]) if base is not None else item["facts"]
    return Case(file, line, item["title"], facts, item.get("expected"), item.get("error"))


def _merged(base: Any, over: Any) -> Any:
    """`over` laid on `base`, mappings key by key; a null takes the base's key away."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    result = {key: value for key, value in base.items() if over.get(key, value) is not None}
    for key, value in over.items():
        if value is not None:
            result[key] = _merged(base.get(key), value)
    return result


def differences(case: Case, pack: Pack | None = None) -> tuple[str, ...]:
    """What the engine says otherwise than the case expects; empty when it agrees."""
    try:
        result = _outcome(case.facts, pack)
    except FactsError as error:
        if case.error == error.path:
            return ()
        return (f"bị từ chối: {error}",)
    if case.error is not None:
        return (f"phải bị từ chối ở {case.error} nhưng lại được nhận",)
    return tuple(_unlike(case.expected, result, ()))


def _outcome(stated: Any, pack: Pack | None) -> dict[str, Any]:
    """The result of one case: a person's where it states scores or a total, else a unit's."""
    if isinstance(stated, dict) and {"scores", "total"} & set(stated):
        return stated_citizen(pack or _named(stated), stated).as_json()
    facts = parse_facts(stated, pack)
    result = evaluate(pack or load_pack(facts.pack_id), facts).as_json()
    result["rows"] = {row["code"]: row for row in result["rows"]}
    result["criteria"] = {criterion["code"]: criterion for criterion in result["criteria"]}
    return result


def _named(stated: dict[str, Any]) -> Pack:
    try:
        return load_pack(str(stated.get("pack")))
    except UnknownPackError as error:
        raise FactsError("pack", error.message) from error


def _unlike(expected: Any, found: Any, path: tuple[str | int, ...]) -> list[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            difference
            for key, value in expected.items()
            for difference in _unlike(value, found.get(key, "(không có)"), (*path, key))
        ]
    if expected == found and type(expected) is type(found):
        return []
    return [f"{path_text(path)}: mong đợi {expected!r}, nhận được {found!r}"]
