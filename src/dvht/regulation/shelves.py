"""Where packs stand: those that are shipped, and those that an installation brings in a directory of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dvht.regulation.errors import PackError
from dvht.regulation.strict import SHIPPED

_ORDER: Final = ("tt22-2020", "tt22-2020-ha-noi", "tt24-2023-huyen", "tt24-2023-tinh", "cdht-2023")
_own: list[Path] = []


def stand_beside(directory: Path | None) -> None:
    """Look for packs in this directory, too; None looks among the shipped ones only.

    Raises PackError when there is no such directory or when it takes the name of a shipped pack.
    """
    found = () if directory is None else _ids_in(directory)
    taken = sorted(set(found) & set(shipped_ids()))
    if directory is not None and taken:
        place = str(directory / taken[0] / "pack.yaml")
        raise PackError("id", "trùng mã của một bộ kèm theo phần mềm; hãy đặt mã khác", file=place)
    _own[:] = [] if directory is None else [directory]


def shipped_ids() -> tuple[str, ...]:
    """Ids of the shipped packs, the known ones in the order of their law, others after by name."""
    return tuple(
        sorted(_ids_in(SHIPPED), key=lambda id_: (_ORDER.index(id_) if id_ in _ORDER else len(_ORDER), id_))
    )


def own_ids() -> tuple[str, ...]:
    """Ids of the installation's own packs, by name."""
    return tuple(id_ for directory in _own for id_ in sorted(_ids_in(directory)))


def folder_of(pack_id: str) -> Path | None:
    """The folder of a pack; None when there is no such pack."""
    if pack_id in shipped_ids():
        return SHIPPED / pack_id
    return next((directory / pack_id for directory in _own if pack_id in own_ids()), None)


def older_versions(folder: Path) -> tuple[str, ...]:
    """Versions that are kept beside the newest one, the oldest first."""
    found: Iterable[str] = (file.stem for file in (folder / "versions").glob("*.yaml"))
    return tuple(sorted((name for name in found if name.isascii() and name.isdecimal()), key=int))


def _ids_in(directory: Path) -> tuple[str, ...]:
    if not directory.is_dir():
        raise PackError("", "không có thư mục này", file=str(directory))
    return tuple(file.parent.name for file in directory.glob("*/pack.yaml"))
