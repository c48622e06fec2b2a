"""The packs: found, read strictly, resolved with their parents, sealed with a digest."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from dvht.regulation.errors import ChangedPackError, PackError, UnknownPackError
from dvht.regulation.overlay import Overlay, apply_overlay, resolved_lines
from dvht.regulation.pack import Pack
from dvht.regulation.reading import Document
from dvht.regulation.shelves import folder_of, older_versions, own_ids, shipped_ids, stand_beside
from dvht.regulation.strict import SHIPPED, digest_of, read_file, validated

PACKS: Final = SHIPPED
_PART: Final = re.compile(r'"([^"]*)"|([^."\[\]]+)')


def use_packs_of(directory: Path | None) -> None:
    """Offer the packs of this directory beside the shipped ones from now on; None takes them away again.

    Its packs are read when they are first asked for: `checking.check_own` says what is wrong with them.
    Raises PackError when the directory can't be used at all.
    """
    stand_beside(directory)
    _loaded.cache_clear()
    load_pack.cache_clear()
    available_packs.cache_clear()


def pack_ids() -> tuple[str, ...]:
    """Ids of all packs: the shipped ones in the order of their law, then the installation's own by name."""
    return (*shipped_ids(), *own_ids())


@cache
def available_packs() -> tuple[Pack, ...]:
    """Every pack in its newest version."""
    return tuple(load_pack(pack_id) for pack_id in pack_ids())


@cache
def load_pack(pack_id: str, version: str | None = None) -> Pack:
    """The pack of this id, newest or of the version named; raises UnknownPackError, and PackError for an own one."""
    newest = _loaded(pack_id, _folder(pack_id) / "pack.yaml")
    if version is None or version == newest.version:
        return newest
    pack = _loaded(pack_id, _file_of(pack_id, version))
    if pack.version != version:
        raise PackError("version", f"phải là “{version}” như tên tệp", file=str(_file_of(pack_id, version)))
    return pack


@cache
def _loaded(pack_id: str, file: Path) -> Pack:
    pack = read_pack_file(file)
    if pack.id != pack_id:
        raise PackError("id", f"phải trùng tên thư mục “{pack_id}”", file=str(file))
    return pack


def kept_pack(pack_id: str, version: str, digest: str) -> Pack:
    """The pack that something was computed with; raises ChangedPackError when its file says something else now."""
    try:
        pack = load_pack(pack_id, version)
    except PackError as error:
        raise ChangedPackError("pack", f"bộ {pack_id} phiên bản {version} không đọc được nữa") from error
    if pack.digest != digest:
        raise ChangedPackError(
            "pack", f"{pack.short_title} phiên bản {version} không còn đúng như khi được dùng"
        )
    return pack


def packs_governing(kind: str, year: int) -> tuple[Pack, ...]:
    """Packs by which a unit of this kind can be assessed for this year, overlays after their parents."""
    return tuple(pack for pack in available_packs() if pack.governs(kind, year))


def citizen_packs(year: int) -> tuple[Pack, ...]:
    """Packs by which persons can be judged for this year, the installation's own ones first."""
    found = [pack for pack in available_packs() if pack.scheme == "citizen" and pack.years.covers(year)]
    return tuple(sorted(found, key=lambda pack: not pack.own))


def pack_versions(pack_id: str) -> tuple[str, ...]:
    """Every version of a pack that is kept, the oldest first; raises UnknownPackError, PackError."""
    return (*older_versions(_folder(pack_id)), load_pack(pack_id).version)


def read_pack_file(file: Path) -> Pack:
    """Read and check any pack file, an overlay's parent being looked up among the packs.

    Raises PackError (file, line, path) for whatever is wrong with it.
    """
    document = _resolved(file, ())
    pack = validated(Pack, document.value, str(file), document)
    return pack.sealed(digest_of(document.value), own=not file.is_relative_to(SHIPPED))


def _folder(pack_id: str) -> Path:
    folder = folder_of(pack_id)
    if folder is None:
        known = ", ".join(pack_ids())
        raise UnknownPackError("pack", f"không có bộ quy định này; các bộ đang có: {known}")
    return folder


def _file_of(pack_id: str, version: str | None) -> Path:
    folder = _folder(pack_id)
    newest = folder / "pack.yaml"
    if version is None or _version_in(newest) == version:
        return newest
    if version not in older_versions(folder):
        raise UnknownPackError("pack", f"bộ {pack_id} không có phiên bản {version}")
    return folder / "versions" / f"{version}.yaml"


def _version_in(file: Path) -> object:
    data = read_file(file).value
    return data.get("version") if isinstance(data, dict) else None


def _resolved(file: Path, below: tuple[Path, ...]) -> Document:
    """The whole of a pack with its parents' parts; `below` are the overlays that have led here."""
    document = read_file(file)
    data = document.value
    if not isinstance(data, dict):
        raise PackError("", "tệp phải là một nhóm khóa: giá trị", file=str(file), line=1)
    if "replaces" not in data and ("extends" not in data or "groups" in data):
        return document
    overlay = validated(Overlay, data, str(file), document)
    try:
        parent = _parent_of(overlay, (*below, file.resolve()))
        return Document(apply_overlay(parent, data), resolved_lines(document, parent).lines)
    except UnknownPackError as error:
        line = document.line_of(("extends",))
        raise PackError("extends", error.message, file=str(file), line=line) from error
    except PackError as error:
        if error.file:
            raise
        line = document.line_of(_path_parts(error.path))
        raise PackError(error.path, error.message, file=str(file), line=line) from error


def _parent_of(overlay: Overlay, below: tuple[Path, ...]) -> dict[str, Any]:
    file = _file_of(overlay.extends, overlay.extends_version)
    if file.resolve() in below:
        raise PackError("extends", "các bộ vận dụng lẫn nhau thành một vòng")
    parent = _resolved(file, below)
    validated(Pack, parent.value, str(file), parent)
    whole: dict[str, Any] = parent.value
    return whole


def _path_parts(path: str) -> tuple[str, ...]:
    return tuple(quoted or plain for quoted, plain in _PART.findall(path))
