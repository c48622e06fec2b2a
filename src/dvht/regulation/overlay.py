"""An overlay: a local plan or correction that names what it replaces in another pack, and nothing more."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from dvht.regulation.calendar import Milestone
from dvht.regulation.errors import PackError
from dvht.regulation.pack import CitizenGroup, DossierItem, Instrument, Note, Rank, Years
from dvht.regulation.personal import Need
from dvht.regulation.reading import Document, Path
from dvht.regulation.rows import Status
from dvht.regulation.strict import STRICT


class RowChange(BaseModel):
    """What an overlay replaces in one row."""

    model_config = STRICT

    title: str | None = Field(default=None, max_length=45)
    wording: str | None = None
    threshold: int | None = Field(default=None, ge=1, le=100)
    reference: str | None = None
    max_points: Decimal | None = None
    evidence_hint: str | None = None
    wordings: dict[str, str] | None = None
    fed_by: tuple[Need, ...] | None = None
    shown_by: tuple[str, ...] | None = None
    note: str | None = None
    status: Status | None = None


class GroupChange(BaseModel):
    """What an overlay replaces in the head of one group."""

    model_config = STRICT

    title: str | None = Field(default=None, max_length=45)
    wording: str | None = None
    reference: str | None = None
    max_points: Decimal | None = None


class CitizensChange(BaseModel):
    """What an overlay replaces in the rules of "Công dân học tập"."""

    model_config = STRICT

    pass_points: Decimal | None = None
    floor_points: Decimal | None = None
    citizen_groups: tuple[CitizenGroup, ...] | None = None
    reference: str | None = None


class Replacements(BaseModel):
    """What an overlay puts in the place of its parent's."""

    model_config = STRICT

    evidence_rule: str | None = Field(default=None, pattern="^(required|warning)$")
    evidence_reference: str | None = None
    rows: dict[str, RowChange] = Field(default_factory=dict)
    groups: dict[str, GroupChange] = Field(default_factory=dict)
    citizens: CitizensChange | None = None
    years: Years | None = None
    dossier: tuple[DossierItem, ...] | None = None
    papers_kept: tuple[DossierItem, ...] | None = None
    calendar: tuple[Milestone, ...] | None = None
    ranks: tuple[Rank, ...] | None = None
    total_points: Decimal | None = None


class Additions(BaseModel):
    """What an overlay puts after its parent's."""

    model_config = STRICT

    references: tuple[str, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    notes: tuple[Note, ...] = ()


class Overlay(BaseModel):
    """The file of a pack that extends another one."""

    model_config = STRICT

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    version: str = Field(pattern=r"^[1-9][0-9]{0,5}$")
    title: str
    short_title: str
    issuer: str
    status: Status
    extends: str
    extends_version: str
    replaces: Replacements
    adds: Additions = Additions()


_IDENTITY = ("id", "version", "title", "short_title", "issuer", "status", "extends", "extends_version")
_OF_CLAUSE = ("wording", "threshold", "reference")
_OF_CITIZENS = ("citizens", "years")


def apply_overlay(parent: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """The parent's resolved data with the overlay's named replacements; raises PackError.

    What the parent lists under `fixed` can't be replaced, nor a row or a group that it doesn't have.
    """
    replaces = overlay["replaces"]
    _check_allowed(parent, replaces)
    result = copy.deepcopy(parent)
    for code, change in replaces.get("groups", {}).items():
        result["groups"][_group_index(result, code)].update(change)
    for code, change in replaces.get("rows", {}).items():
        _change_row(result, code, change)
    for key, value in replaces.items():
        if key not in ("rows", "groups"):
            result[key] = {**result[key], **(value or {})} if key == "citizens" else value
    result.update({key: overlay[key] for key in _IDENTITY})
    for key, more in overlay.get("adds", {}).items():
        result[key] = [*result.get(key, ()), *more]
    return result


def resolved_lines(overlay: Document, parent: dict[str, Any]) -> Document:
    """Where each part of the resolved data stands in the overlay's file; the rest of it at `replaces`."""
    lines: dict[Path, int] = {(): overlay.lines.get(("replaces",), 1)}
    for path, line in overlay.lines.items():
        lines[_resolved_path(path, parent)] = line
    return Document(parent, lines)


def _resolved_path(path: Path, parent: dict[str, Any]) -> Path:
    match path:
        case ("replaces", "rows", code, *rest):
            head = _row_path(parent, str(code))
            return (*head, "clause", *rest) if rest and rest[0] in _OF_CLAUSE else (*head, *rest)
        case ("replaces", "groups", code, *rest):
            return ("groups", _group_index(parent, str(code)), *rest)
        case ("adds", key, int(number), *rest):
            return (key, len(parent.get(str(key), ())) + number, *rest)
        case ("replaces", key, *rest):
            return (key, *rest)
    return path or ("replaces",)


def _check_allowed(parent: dict[str, Any], replaces: dict[str, Any]) -> None:
    fixed = set(parent.get("fixed", ()))
    for key in ("ranks", "total_points"):
        if key in replaces and key in fixed:
            raise PackError(f"replaces.{key}", f"bộ {parent['id']} giữ cố định {key}, không thay được")
    for key in _OF_CITIZENS:
        if key in replaces and parent["scheme"] != "citizen":
            raise PackError(f"replaces.{key}", f"chỉ thay được {key} ở bộ Công dân học tập")
    for part in ("groups", "rows"):
        for code, change in replaces.get(part, {}).items():
            if "max_points" in change and "max_points" in fixed:
                place = f'replaces.{part}."{code}".max_points'
                raise PackError(place, "điểm tối đa do thông tư ấn định, không thay được")


def _group_index(data: dict[str, Any], code: str) -> int:
    for index, group in enumerate(data["groups"]):
        if group["code"] == code:
            return index
    raise PackError(f'replaces.groups."{code}"', f"bộ {data['id']} không có nhóm này")


def _row_path(data: dict[str, Any], code: str) -> tuple[str, int, str, int]:
    for index, group in enumerate(data["groups"]):
        for number, row in enumerate(group["rows"]):
            if row["code"] == code:
                return "groups", index, "rows", number
    raise PackError(f'replaces.rows."{code}"', f"bộ {data['id']} không có dòng này")


def _change_row(data: dict[str, Any], code: str, change: dict[str, Any]) -> None:
    _, index, _, number = _row_path(data, code)
    row = data["groups"][index]["rows"][number]
    if "clause" not in row and set(_OF_CLAUSE) & set(change):
        path = f'replaces.rows."{code}"'
        raise PackError(path, "lời văn và mức của bộ có mức độ không thay được bằng lớp phủ")
    for key, value in change.items():
        target = row["clause"] if key in _OF_CLAUSE else row
        target[key] = value
