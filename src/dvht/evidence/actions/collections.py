"""A year's collection: opened with the plan, closed while the self-assessment is final."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.models import Collection
from dvht.regulation.pack import Pack
from dvht.units.models import Unit


def open_collection(*, unit: Unit, year: int, pack: Pack, by: User) -> Collection:
    """Make the year's collection, or take the one that is there.

    A collection that holds no evidence yet follows the pack named; once something is filed under the rows of
    one pack, another pack is refused (ValidationError, code "conflict").
    """
    with transaction.atomic():
        collection, made = Collection.objects.select_for_update().get_or_create(
            unit=unit, year=year, defaults={"pack_id": pack.id, "pack_version": pack.version}
        )
        before = None if made else {"pack": f"{collection.pack_id} {collection.pack_version}"}
        if not made:
            if (collection.pack_id, collection.pack_version) == (pack.id, pack.version):
                return collection
            if collection.uses.exists():
                raise ValidationError(
                    f"Năm {year} đã có minh chứng xếp theo {collection.pack.short_title}, nên không đổi sang "
                    f"{pack.short_title} được.",
                    code="conflict",
                )
            collection.pack_id, collection.pack_version = pack.id, pack.version
            collection.save(update_fields=["pack_id", "pack_version"])
        record(
            "mở kho minh chứng",
            by=by,
            thing="evidence.Collection",
            thing_id=collection.pk,
            label=f"Minh chứng năm {year}",
            unit_id=unit.pk,
            before=before,
            after={"pack": f"{pack.id} {pack.version}"},
        )
    return collection


def close_collection(collection: Collection, *, by: User) -> None:
    """Nothing is added, changed or removed from now on; closing twice does nothing."""
    _set_closed(collection, closed=True, by=by)


def reopen_collection(collection: Collection, *, by: User) -> None:
    """Raises ValidationError (code "held") while an authority has the dossier."""
    _set_closed(collection, closed=False, by=by)


def _set_closed(collection: Collection, *, closed: bool, by: User) -> None:
    with transaction.atomic():
        locked = Collection.objects.select_for_update().get(pk=collection.pk)
        if locked.held and not closed:
            raise ValidationError(locked.held, code="held")
        if (locked.closed_at is not None) == closed:
            collection.closed_at = locked.closed_at
            return
        collection.closed_at = locked.closed_at = timezone.now() if closed else None
        locked.save(update_fields=["closed_at"])
        record(
            "khóa kho minh chứng" if closed else "mở lại kho minh chứng",
            by=by,
            thing="evidence.Collection",
            thing_id=locked.pk,
            label=f"Minh chứng năm {locked.year}",
            unit_id=locked.unit_id,
            before={"closed": not closed},
            after={"closed": closed},
        )


def hold_collection(collection: Collection, *, held: str, only_rows: Iterable[str] = ()) -> None:
    """Keep the year as it is, with the words why, or let it go; after a return only these rows may change.

    Part of a larger deed, which leaves the event.
    """
    rows = list(only_rows)
    Collection.objects.filter(pk=collection.pk).update(held=held[:300], only_rows=rows)
    collection.held, collection.only_rows = held[:300], rows
