"""Bytes into the store of a unit: under a name made of their digest, each content once."""

import hashlib
from collections.abc import Callable
from typing import BinaryIO, TypeVar

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction

from dvht.evidence.models import CheckedFile, StoredFile

Kept = TypeVar("Kept")


def store_and(unit_id: int, upload: CheckedFile, use: Callable[[StoredFile], Kept]) -> Kept:
    """Store the bytes and `use` them, all in one transaction; what `use` raises leaves no bytes behind.

    Bytes that the unit already has are used where they lie. Raises OSError when they can't be written.
    """
    sha256, size = _measured(upload.content)
    storage = StoredFile.content.field.storage
    written = ""
    if not StoredFile.objects.filter(unit_id=unit_id, sha256=sha256).exists():
        written = _write(storage, unit_id, sha256, upload.content)
    used = False
    try:
        with transaction.atomic():
            stored, used = StoredFile.objects.get_or_create(
                unit_id=unit_id,
                sha256=sha256,
                defaults={
                    "content": written,
                    "size": size,
                    "media_type": upload.media_type,
                    "pages": upload.pages,
                },
            )
            return use(stored)
    except BaseException:
        used = False
        raise
    finally:
        if written and not used:
            storage.delete(written)


def _measured(content: BinaryIO) -> tuple[str, int]:
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := content.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _write(storage: Storage, unit_id: int, sha256: str, content: BinaryIO) -> str:
    """Two people who send the same file write one each; the loser's is removed."""
    content.seek(0)
    return storage.save(f"evidence/{unit_id}/{sha256[:2]}/{sha256}", File(content))
