"""Filing evidence under rows of the pack, and taking it out again."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.models import Collection, Evidence, Use


def file_under(evidence: Evidence, row: str, *, by: User) -> Use:
    """Use the evidence for one more row; where it was removed before, it comes back with its old code."""
    with transaction.atomic():
        collection = locked(evidence.collection)
        (code,) = known_rows(collection, [row])
        use = place(collection, evidence, code)
        if use is None:
            raise ValidationError(f"“{evidence.title}” đã là minh chứng của {code}.", code="already")
        _record("dùng minh chứng", use, evidence, by=by, after={"row": code, "code": use.code})
    return use


def remove_use(use: Use, *, by: User) -> None:
    """Take the evidence out of one row; nothing is deleted. Removing twice is no error."""
    with transaction.atomic():
        check_open(locked(use.collection), [use.row])
        removed = Use.objects.filter(pk=use.pk, removed_at=None).update(removed_at=timezone.now())
        if removed:
            _record(
                "gỡ minh chứng",
                use,
                use.evidence,
                by=by,
                before={"row": use.row, "code": use.code},
            )
    use.refresh_from_db(fields=["removed_at"])


def restore_use(use: Use, *, by: User) -> None:
    """Undo a removal: the evidence stands under its row again, with the same code."""
    with transaction.atomic():
        check_open(locked(use.collection), [use.row])
        active = Use.objects.filter(evidence_id=use.evidence_id, row=use.row, removed_at=None)
        if not active.exists():
            Use.objects.filter(pk=use.pk).update(removed_at=None)
            _record(
                "lấy lại minh chứng đã gỡ", use, use.evidence, by=by, after={"row": use.row, "code": use.code}
            )
    use.refresh_from_db(fields=["removed_at"])


def locked(collection: Collection) -> Collection:
    """The collection, held until the transaction ends; ValidationError (code "closed") when it is closed."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if held.closed_at is not None:
        raise ValidationError(closed_words(held), code="closed")
    return held


def check_open(collection: Collection, rows: Iterable[str]) -> None:
    """Refuse (code "held") to touch a row that the authority didn't give back."""
    shut = [row for row in rows if collection.only_rows and row not in collection.only_rows]
    if shut:
        raise ValidationError(
            f"Minh chứng của {', '.join(shut)} đang khóa: cơ quan tiếp nhận chỉ trả lại "
            f"{', '.join(collection.only_rows)}.",
            code="held",
        )


def closed_words(collection: Collection) -> str:
    if collection.held:
        return collection.held
    return (
        f"Tự đánh giá năm {collection.year} đã chốt nên minh chứng đang khóa. "
        f"{collection.unit.head_title} mở lại tự đánh giá thì mới thêm, sửa hoặc gỡ minh chứng được."
    )


def known_rows(collection: Collection, rows: Iterable[str]) -> tuple[str, ...]:
    """The rows in the order of the pack, each once; ValidationError for one that the pack doesn't have."""
    asked = set(rows)
    order = [row.code for row in collection.pack.rows]
    if unknown := sorted(asked - set(order)):
        raise ValidationError(
            f"Mã {', '.join(unknown)[:60]} không có trong {collection.pack.short_title}.",
            code="unknown_row",
        )
    if not asked:
        raise ValidationError(
            f"Hãy chọn {collection.pack.row_noun} mà minh chứng này chứng minh.", code="no_row"
        )
    return tuple(code for code in order if code in asked)


def place(collection: Collection, evidence: Evidence, row: str) -> Use | None:
    """A use of the evidence under the row, new or brought back; None when it already stands there.

    Only under the lock of `locked`: the position is the next after all that were ever given.
    """
    check_open(collection, [row])
    earlier = Use.objects.filter(evidence=evidence, row=row).order_by("removed_at", "pk")
    if any(use.removed_at is None for use in earlier):
        return None
    if earlier:
        use = earlier[0]
        use.removed_at = None
        use.save(update_fields=["removed_at"])
        return use
    last = Use.objects.filter(collection=collection, row=row).aggregate(last=Max("position"))["last"]
    return Use.objects.create(collection=collection, evidence=evidence, row=row, position=(last or 0) + 1)


def _record(
    verb: str,
    use: Use,
    evidence: Evidence,
    *,
    by: User,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="evidence.Evidence",
        thing_id=evidence.pk,
        label=f"{use.code} {evidence.title}",
        unit_id=evidence.collection.unit_id,
        before=before,
        after=after,
    )
