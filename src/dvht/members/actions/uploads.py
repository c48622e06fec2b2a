"""Workbooks that were read and wait to be confirmed: kept sealed, and not for long."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.members.models import KnownHeader, Upload
from dvht.members.queries.uploads import KEPT_FOR, remembered_by
from dvht.units.models import Unit

_LONGEST_NAME: Final = 255


def open_upload(
    unit: Unit, year: int, purpose: str, file_name: str, sealed_table: str, *, by: User
) -> Upload:
    """Keep a table that was read; tables of whatever unit that waited for a day are emptied on the way."""
    with transaction.atomic():
        empty_old_uploads()
        upload = Upload.objects.create(
            unit=unit,
            year=year,
            purpose=purpose,
            file_name=file_name[-_LONGEST_NAME:],
            sealed_table=sealed_table,
            uploaded_by=by,
        )
        _record("tải bảng tính lên", upload, by=by)
    return upload


def settle_upload(
    upload: Upload,
    sealed_table: str,
    mapping: Mapping[str, Any],
    headers: Mapping[str, Mapping[str, str]],
    *,
    by: User,
) -> Upload:
    """Keep what somebody said of the columns, and remember it: by purpose, what each header is."""
    with transaction.atomic():
        held = hold_upload(upload)
        held.sealed_table, held.mapping = sealed_table, dict(mapping)
        held.save(update_fields=["sealed_table", "mapping"])
        for purpose, told in headers.items():
            _remember(held.unit, purpose, told)
        _record("cho biết các cột của bảng tính", held, by=by)
    return held


def discard_upload(upload: Upload, *, by: User) -> None:
    """Throw the table away; nothing of it was written."""
    with transaction.atomic():
        held = hold_upload(upload)
        held.sealed_table, held.mapping = "", {}
        held.save(update_fields=["sealed_table", "mapping"])
        _record("bỏ bảng tính chưa ghi", held, by=by)


def close_upload(upload: Upload, words: str, *, by: User) -> None:
    """Mark a held upload as written, and throw its table away."""
    upload.sealed_table, upload.mapping, upload.confirmed_at = "", {}, timezone.now()
    upload.save(update_fields=["sealed_table", "mapping", "confirmed_at"])
    _record("ghi từ bảng tính", upload, by=by, words=words)


def hold_upload(upload: Upload) -> Upload:
    """The upload as it stands, for this transaction alone. Raises ValidationError when its table is gone."""
    held = Upload.objects.select_for_update(of=("self",)).select_related("unit").get(pk=upload.pk)
    if not held.sealed_table:
        raise ValidationError(
            "Tệp này đã được ghi hoặc đã bỏ, nên không còn gì để ghi. Hãy tải tệp lên lại nếu cần.",
            code="gone",
        )
    return held


def forget_headers(unit: Unit, *, by: User) -> int:
    """Forget what was said of columns and values, so that it is asked again; returns how much that was."""
    with transaction.atomic():
        count, _ = remembered_by(unit).delete()
        if count:
            record(
                "quên các cột đã biết của bảng tính",
                by=by,
                thing="members.KnownHeader",
                thing_id="",
                label=f"{count} cột và giá trị",
                unit_id=unit.pk,
            )
    return count


def empty_old_uploads() -> int:
    """Throw away tables that nobody confirmed for a day; returns how many."""
    old = Upload.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).exclude(sealed_table="")
    return old.update(sealed_table="", mapping={})


def _remember(unit: Unit, purpose: str, told: Mapping[str, str]) -> None:
    rows = [
        KnownHeader(unit=unit, purpose=purpose, header=header, column=column)
        for header, column in told.items()
        if header
    ]
    KnownHeader.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit", "purpose", "header"], update_fields=["column"]
    )


def _record(verb: str, upload: Upload, *, by: User, words: str = "") -> None:
    record(
        verb,
        by=by,
        thing="members.Upload",
        thing_id=upload.pk,
        label=f"{upload.file_name} · năm {upload.year}{f' · {words}' if words else ''}",
        unit_id=upload.unit_id,
    )
