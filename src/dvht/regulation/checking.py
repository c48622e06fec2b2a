"""Checks pack files and their worked cases, for `dvht packs check`."""

from __future__ import annotations

import json
from pathlib import Path

from dvht.regulation.cases import Case, cases_of, differences
from dvht.regulation.errors import PackError
from dvht.regulation.library import PACKS, load_pack, pack_versions, read_pack_file
from dvht.regulation.pack import Pack
from dvht.regulation.personal import FACTS_FILE, vocabulary
from dvht.regulation.reading import read_document
from dvht.regulation.shelves import own_ids, shipped_ids
from dvht.regulation.strict import digest_of, read_file

LOCK_FILE = PACKS / "digests.yaml"


def check_file(file: Path) -> Pack:
    """Check one pack file; raises PackError naming file, line and path."""
    return read_pack_file(file)


def check_shipped() -> tuple[str, ...]:
    """Every fault of the shipped packs and facts, their lock file and their cases, as lines for people."""
    try:
        vocabulary()
    except PackError as error:
        return (str(error),)
    faults = [fault for pack_id in shipped_ids() for fault in _faults_of_pack(pack_id)]
    return tuple(faults or _changed_digests())


def check_own() -> tuple[str, ...]:
    """Every fault of the packs that the installation brings, and of their cases, as lines for people."""
    return tuple(fault for pack_id in own_ids() for fault in _faults_of_pack(pack_id))


def _faults_of_pack(pack_id: str) -> list[str]:
    try:
        for version in pack_versions(pack_id):
            load_pack(pack_id, version)
        return [fault for case in cases_of(pack_id) for fault in _faults_of(case)]
    except PackError as error:
        return [str(error)]


def _faults_of(case: Case) -> list[str]:
    return [f"{case.file}:{case.line}: {case.title}: {text}" for text in differences(case)]


def shipped_digests() -> dict[str, str]:
    """`id version` → digest of every shipped version; the facts come first."""
    facts = {f"facts {vocabulary().version}": digest_of(read_file(FACTS_FILE).value)}
    return facts | {
        f"{pack_id} {version}": load_pack(pack_id, version).digest
        for pack_id in shipped_ids()
        for version in pack_versions(pack_id)
    }


def locked_digests() -> dict[str, str]:
    """What the lock file remembers: a shipped version never changes."""
    locked: dict[str, str] = read_document(LOCK_FILE.read_bytes()).value
    return locked


def lock_text() -> str:
    """The lock file for the packs as they are."""
    lines = [f"{json.dumps(name)}: {json.dumps(digest)}" for name, digest in shipped_digests().items()]
    head = "# Mỗi phiên bản đã phát hành giữ nguyên mãi; muốn đổi thì ra phiên bản mới."
    return "\n".join([head, *lines]) + "\n"


def _changed_digests() -> list[str]:
    locked, shipped = locked_digests(), shipped_digests()
    return [
        f"{LOCK_FILE}: {name}: nội dung đã đổi so với bản đã phát hành; hãy ra phiên bản mới"
        for name, digest in locked.items()
        if shipped.get(name) != digest
    ] + [f"{LOCK_FILE}: thiếu {name}" for name in shipped if name not in locked]
