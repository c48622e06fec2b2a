"""Adding evidence: files, links, and papers that stay in the office's own archive."""

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.actions.filing import known_rows, locked, place
from dvht.evidence.actions.storing import store_and
from dvht.evidence.models import CheckedFile, Collection, Evidence, EvidenceKind, RefusedFile, StoredFile, Use
from dvht.ui.vietnamese import written_date

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Description:
    """What people say of a piece of evidence; number, day and issuer are those of the paper itself."""

    title: str
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class FileOutcome:
    """What became of one uploaded file, said in `message`; `uses` are the places it was given now."""

    name: str
    state: Literal["added", "existing", "refused"]
    message: str
    evidence: Evidence | None = None
    uses: tuple[Use, ...] = ()
    warned: bool = False


def add_files(
    collection: Collection, rows: Iterable[str], uploads: Sequence[CheckedFile | RefusedFile], *, by: User
) -> tuple[FileOutcome, ...]:
    """Store each file and file it under the rows; a bad file is refused by itself and spoils no other.

    Bytes that the year already has become another use of the evidence that is there. Raises ValidationError
    for what concerns all files: the year is closed, a row is unknown.
    """
    with transaction.atomic():
        codes = known_rows(locked(collection), rows)
    return tuple(_outcome(collection, codes, upload, by=by) for upload in uploads)


def add_link(
    collection: Collection, rows: Iterable[str], description: Description, url: str, *, by: User
) -> Evidence:
    """Evidence that stands at a web address; only the address is kept."""
    return _add_record(
        collection, rows, Evidence(kind=EvidenceKind.LINK, url=url, **asdict(description)), by=by
    )


def add_paper_record(
    collection: Collection, rows: Iterable[str], description: Description, location: str, *, by: User
) -> Evidence:
    """A paper that has no file: `location` says where it is kept."""
    evidence = Evidence(kind=EvidenceKind.PAPER, location=location, **asdict(description))
    return _add_record(collection, rows, evidence, by=by)


def check_description(description: Description) -> None:
    if not description.title.strip():
        raise ValidationError({"title": "Hãy ghi tên minh chứng."})
    if description.issued_on and description.issued_on > timezone.localdate():
        raise ValidationError(
            {"issued_on": f"Ngày {written_date(description.issued_on)} chưa đến. Hãy ghi ngày trên văn bản."}
        )


def _add_record(collection: Collection, rows: Iterable[str], evidence: Evidence, *, by: User) -> Evidence:
    check_description(Description(evidence.title, evidence.number, evidence.issued_on, evidence.issuer))
    with transaction.atomic():
        held = locked(collection)
        codes = known_rows(held, rows)
        uses = _insert(held, evidence, codes, by=by)
        _record(
            "thêm minh chứng",
            evidence,
            uses,
            by=by,
            more={"url": evidence.url, "location": evidence.location},
        )
    return evidence


def _outcome(
    collection: Collection, codes: tuple[str, ...], upload: CheckedFile | RefusedFile, *, by: User
) -> FileOutcome:
    if isinstance(upload, RefusedFile):
        return FileOutcome(upload.name, "refused", f"“{upload.name}”: {upload.reason}")
    try:
        return _add_file(collection, codes, upload, by=by)
    except ValidationError as error:
        return FileOutcome(upload.name, "refused", f"“{upload.name}”: {error.messages[0]}")
    except OSError:
        logger.exception("evidence could not be stored")
        return FileOutcome(
            upload.name, "refused", f"“{upload.name}”: máy chủ không ghi được tệp. Hãy thử lại sau ít phút."
        )


def _add_file(
    collection: Collection, codes: tuple[str, ...], upload: CheckedFile, *, by: User
) -> FileOutcome:
    def use(stored: StoredFile) -> FileOutcome:
        return _file_stored(locked(collection), codes, stored, upload, by=by)

    return store_and(collection.unit_id, upload, use)


def _file_stored(
    collection: Collection, codes: tuple[str, ...], stored: StoredFile, upload: CheckedFile, *, by: User
) -> FileOutcome:
    known = Evidence.objects.filter(collection=collection, file=stored).order_by("pk").first()
    if known is not None:
        return _use_known(collection, codes, known, upload, by=by)
    evidence = Evidence(
        kind=EvidenceKind.FILE, title=_title_of(upload.name), file=stored, file_name=upload.name
    )
    uses = _insert(collection, evidence, codes, by=by)
    _record("thêm minh chứng", evidence, uses, by=by, more={"file": upload.name, "sha256": stored.sha256})
    message = f"Đã thêm “{upload.name}”: {_codes(uses)}."
    if upload.warning:
        message += f" Lưu ý: {upload.warning}"
    return FileOutcome(upload.name, "added", message, evidence, uses, warned=bool(upload.warning))


def _use_known(
    collection: Collection, codes: tuple[str, ...], known: Evidence, upload: CheckedFile, *, by: User
) -> FileOutcome:
    before = known.uses.filter(removed_at=None)
    there = ", ".join(sorted(use.code for use in before)) or "đã gỡ"
    uses = tuple(use for code in codes if (use := place(collection, known, code)) is not None)
    if uses:
        _record("dùng minh chứng", known, uses, by=by, more={"file": upload.name})
        message = (
            f"“{upload.name}” trùng nội dung với “{known.title}” ({there}): dùng chung, mã {_codes(uses)}."
        )
    else:
        message = f"“{upload.name}” đã có ở đây: “{known.title}” ({there}). Không thêm lần nữa."
    return FileOutcome(upload.name, "existing", message, known, uses)


def _insert(
    collection: Collection, evidence: Evidence, codes: tuple[str, ...], *, by: User
) -> tuple[Use, ...]:
    evidence.collection = collection
    evidence.added_by = by
    evidence.search_text = evidence.searchable
    evidence.save(force_insert=True)
    placed = (place(collection, evidence, code) for code in codes)
    return tuple(use for use in placed if use is not None)


def _title_of(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split()) or name


def _codes(uses: Sequence[Use]) -> str:
    return ", ".join(use.code for use in uses)


def _record(verb: str, evidence: Evidence, uses: Sequence[Use], *, by: User, more: dict[str, Any]) -> None:
    record(
        verb,
        by=by,
        thing="evidence.Evidence",
        thing_id=evidence.pk,
        label=f"{_codes(uses)} {evidence.title}",
        unit_id=evidence.collection.unit_id,
        after={
            "title": evidence.title,
            "codes": [use.code for use in uses],
            **{key: value for key, value in more.items() if value},
        },
    )
