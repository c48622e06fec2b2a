"""An overlay: a local plan that names what it replaces in a circular's pack, and nothing more."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from dvht.regulation.calendar import Milestone
from dvht.regulation.errors import PackError
from dvht.regulation.pack import DossierItem, Instrument, Note, Rank
from dvht.regulation.personal import Need
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
    fed_by: tuple[Need, ...] | None = None
    shown_by: tuple[str, ...] | None = None
    note: str | None = None
    status: Status | None = None


class Replacements(BaseModel):
    """What an overlay puts in the place of its parent's."""

    model_config = STRICT

    evidence_rule: str | None = Field(default=None, pattern="^(required|warning)$")
    evidence_reference: str | None = None
    rows: dict[str, RowChange] = Field(default_factory=dict)
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

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: str = Field(pattern=r"^[1-9][0-9]*$")
    title: str
    short_title: str
    issuer: str
    status: Status
    extends: str
    extends_version: str
    replaces: Replacements
    adds: Additions = Additions()


_IDENTITY = ("id", "version", "title", "short_title", "issuer", "status", "extends", "extends_version")


def apply_overlay(parent: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """The parent's resolved data with the overlay's named replacements; raises PackError.

    What the parent lists under `fixed` can't be replaced, nor a row that it doesn't have.
    """
    replaces = overlay["replaces"]
    fixed = set(parent.get("fixed", ()))
    for key in ("ranks", "total_points"):
        if key in replaces and key in fixed:
            raise PackError(f"replaces.{key}", f"bộ {parent['id']} giữ cố định {key}, không thay được")
    result = copy.deepcopy(parent)
    result.update({key: overlay[key] for key in _IDENTITY})
    for key, value in replaces.items():
        if key != "rows":
            result[key] = value
    for code, change in replaces.get("rows", {}).items():
        _change_row(result, code, change, fixed)
    for key, more in overlay.get("adds", {}).items():
        result[key] = [*result.get(key, ()), *more]
    return result


def _change_row(data: dict[str, Any], code: str, change: dict[str, Any], fixed: set[str]) -> None:
    path = f'replaces.rows."{code}"'
    row = next((row for group in data["groups"] for row in group["rows"] if row["code"] == code), None)
    if row is None:
        raise PackError(path, f"bộ {data['extends']} không có dòng này")
    if "max_points" in change and "max_points" in fixed:
        raise PackError(f"{path}.max_points", "điểm tối đa do thông tư ấn định, không thay được")
    if "clause" not in row and {"wording", "threshold", "reference"} & set(change):
        raise PackError(path, "lời văn và mức của bộ có mức độ không thay được bằng lớp phủ")
    for key, value in change.items():
        target = row["clause"] if key in ("wording", "threshold", "reference") else row
        target[key] = value
