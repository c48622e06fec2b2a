"""The evidence in the order of the criteria, as the second volume binds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from dvht.evidence.models import Collection, Evidence, EvidenceKind, Use
from dvht.evidence.queries.listing import listed_uses
from dvht.regulation.rows import Row


@dataclass(frozen=True)
class BindingItem:
    """One piece of evidence in one row of the second volume.

    `first_code` is where the same evidence came first: when it differs from `code`, a reference is enough.
    `open` gives the stored bytes (files only; OSError when they are gone); the caller closes them.
    """

    group: str
    group_title: str
    row: Row
    code: str
    first_code: str
    title: str
    kind: EvidenceKind
    number: str
    issued_on: date | None
    issuer: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    url: str
    location: str
    open: Callable[[], IO[Any]] | None


def binding_items(collection: Collection) -> tuple[BindingItem, ...]:
    """Everything that stands in the year: groups and rows as in the pack, then by code. Two queries."""
    by_row: dict[str, list[Use]] = {}
    for use in listed_uses(collection):
        by_row.setdefault(use.row, []).append(use)
    first: dict[int, str] = {}
    items: list[BindingItem] = []
    for group in collection.pack.groups:
        for row in group.rows:
            for use in by_row.get(row.code, ()):
                first_code = first.setdefault(use.evidence_id, use.code)
                items.append(_item(group.code, group.title, row, use, first_code))
    return tuple(items)


def _item(group: str, group_title: str, row: Row, use: Use, first_code: str) -> BindingItem:
    evidence: Evidence = use.evidence
    file = evidence.file
    return BindingItem(
        group=group,
        group_title=group_title,
        row=row,
        code=use.code,
        first_code=first_code,
        title=evidence.title,
        kind=EvidenceKind(evidence.kind),
        number=evidence.number,
        issued_on=evidence.issued_on,
        issuer=evidence.issuer,
        file_name=evidence.file_name,
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        sha256=file.sha256 if file else "",
        pages=file.pages if file else None,
        url=evidence.url,
        location=evidence.location,
        open=_opener(evidence),
    )


def _opener(evidence: Evidence) -> Callable[[], IO[Any]] | None:
    stored = evidence.file
    if stored is None:
        return None
    storage, name = stored.content.storage, str(stored.content.name)
    return lambda: storage.open(name, "rb")
