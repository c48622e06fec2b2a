"""The shipped packs: found, read strictly, resolved with their parents, sealed with a digest."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from dvht.regulation.errors import ChangedPackError, PackError, UnknownPackError
from dvht.regulation.overlay import Overlay, apply_overlay
from dvht.regulation.pack import Pack
from dvht.regulation.reading import Document
from dvht.regulation.strict import SHIPPED, digest_of, read_file, validated

PACKS: Final = SHIPPED
_ORDER: Final = ("tt22-2020", "tt22-2020-ha-noi", "tt24-2023-huyen", "tt24-2023-tinh", "cdht-2023")


def pack_ids() -> tuple[str, ...]:
    """Ids of the shipped packs, the known ones in the order of their law, others after by name."""
    found = {file.parent.name for file in PACKS.glob("*/pack.yaml")}
    return tuple(sorted(found, key=lambda id_: (_ORDER.index(id_) if id_ in _ORDER else len(_ORDER), id_)))


@cache
def available_packs() -> tuple[Pack, ...]:
    """Every shipped pack in its newest version."""
    return tuple(load_pack(pack_id) for pack_id in pack_ids())


@cache
def load_pack(pack_id: str, version: str | None = None) -> Pack:
    """The pack of this id, newest or of the version named; raises UnknownPackError."""
    return read_pack_file(_file_of(pack_id, version))


def kept_pack(pack_id: str, version: str, digest: str) -> Pack:
    """The pack that something was computed with; raises ChangedPackError when its file says something else now."""
    pack = load_pack(pack_id, version)
    if pack.digest != digest:
        raise ChangedPackError(
            "pack", f"{pack.short_title} phiên bản {version} không còn đúng như khi được dùng"
        )
    return pack


def packs_governing(kind: str, year: int) -> tuple[Pack, ...]:
    """Packs by which a unit of this kind can be assessed for this year, overlays after their parents."""
    return tuple(pack for pack in available_packs() if pack.governs(kind, year))


def pack_versions(pack_id: str) -> tuple[str, ...]:
    """Every shipped version of a pack, the oldest first."""
    older = [file.stem for file in (PACKS / pack_id / "versions").glob("*.yaml")]
    newest = str(read_file(PACKS / pack_id / "pack.yaml").value["version"])
    return (*sorted(older, key=int), newest)


def read_pack_file(file: Path) -> Pack:
    """Read and check any pack file, an overlay's parent being looked up among the shipped packs.

    Raises PackError (file, line, path) for whatever is wrong with it.
    """
    document = read_file(file)
    data = _with_parent(document, str(file))
    return _sealed(data, str(file), None if data is not document.value else document)


def _file_of(pack_id: str, version: str | None) -> Path:
    if pack_id not in pack_ids():
        known = ", ".join(pack_ids())
        raise UnknownPackError("pack", f"không có bộ quy định này; các bộ đang có: {known}")
    newest = PACKS / pack_id / "pack.yaml"
    if version is None or read_file(newest).value.get("version") == version:
        return newest
    older = PACKS / pack_id / "versions" / f"{version}.yaml"
    if not version.isdecimal() or not older.is_file():
        raise UnknownPackError("pack", f"bộ {pack_id} không có phiên bản {version}")
    return older


def _resolved(pack_id: str, version: str | None) -> dict[str, Any]:
    file = _file_of(pack_id, version)
    return _with_parent(read_file(file), str(file))


def _with_parent(document: Document, file: str) -> dict[str, Any]:
    data = document.value
    if not isinstance(data, dict):
        raise PackError("", "tệp phải là một nhóm khóa: giá trị", file=file, line=1)
    if "replaces" not in data:
        return data
    overlay = validated(Overlay, data, file, document)
    try:
        parent = _resolved(overlay.extends, overlay.extends_version)
        return apply_overlay(parent, data)
    except UnknownPackError as error:
        line = document.line_of(("extends",))
        raise PackError("extends", error.message, file=file, line=line) from error
    except PackError as error:
        if error.file:
            raise
        line = document.line_of(_path_parts(error.path))
        raise PackError(error.path, error.message, file=file, line=line) from error


def _path_parts(path: str) -> tuple[str | int, ...]:
    return tuple(part.strip('"') for part in path.split("."))


def _sealed(data: dict[str, Any], file: str, document: Document | None) -> Pack:
    return validated(Pack, data, file, document).sealed(digest_of(data))
