"""Using evidence of an earlier year again: the same bytes, a new entry, no status carried over."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.actions.filing import known_rows, locked, place
from dvht.evidence.models import Collection, Evidence, Use

_COPIED = (
    "kind",
    "title",
    "number",
    "issued_on",
    "issuer",
    "file_id",
    "file_name",
    "url",
    "location",
    "search_text",
)


def reuse_from_year(
    collection: Collection, evidence_ids: Iterable[int], rows: Iterable[str] = (), *, by: User
) -> tuple[Use, ...]:
    """File evidence of the unit's earlier years under rows of this year.

    Without `rows` each keeps the rows it had, as far as this year's pack has the same ones (ValidationError
    when none is left). What was already taken over is only filed further. The bytes are shared, never copied.
    """
    wanted = sorted(set(evidence_ids))
    asked = tuple(rows)
    with transaction.atomic():
        held = locked(collection)
        codes = known_rows(held, asked) if asked else ()
        sources = _sources(held, wanted)
        uses = tuple(use for source in sources for use in _take_over(held, source, codes, by=by))
        if uses:
            _record(held, uses, by=by)
    return uses


def _sources(collection: Collection, wanted: Sequence[int]) -> list[Evidence]:
    found = list(
        Evidence.objects.filter(
            pk__in=wanted, collection__unit_id=collection.unit_id, collection__year__lt=collection.year
        )
        .select_related("collection")
        .order_by("pk")
    )
    if not wanted or len(found) < len(wanted):
        raise ValidationError(
            "Có minh chứng không thuộc các năm trước của đơn vị. Hãy tải lại trang rồi chọn lại.",
            code="unknown",
        )
    return found


def _take_over(collection: Collection, source: Evidence, codes: tuple[str, ...], *, by: User) -> list[Use]:
    targets = codes or _same_rows(collection, source)
    evidence = _known(collection, source)
    if evidence is None:
        copied = {name: getattr(source, name) for name in _COPIED}
        evidence = Evidence.objects.create(collection=collection, reused_from=source, added_by=by, **copied)
    placed = (place(collection, evidence, row) for row in targets)
    return [use for use in placed if use is not None]


def _same_rows(collection: Collection, source: Evidence) -> tuple[str, ...]:
    earlier = {(row.code, row.title) for row in source.collection.pack.rows}
    here = {row.code for row in collection.pack.rows if (row.code, row.title) in earlier}
    rows = source.uses.filter(removed_at=None).order_by("row").values_list("row", flat=True)
    kept = tuple(row for row in rows if row in here)
    if not kept:
        raise ValidationError(
            f"“{source.title}”: mã của năm trước không có trong {collection.pack.short_title}. "
            "Hãy chọn mã rồi dùng lại.",
            code="no_row",
        )
    return kept


def _known(collection: Collection, source: Evidence) -> Evidence | None:
    """The evidence of this year that already is the source: taken over before, or the same bytes."""
    here = Evidence.objects.filter(collection=collection)
    taken = here.filter(reused_from=source).first()
    if taken is None and source.file_id:
        taken = here.filter(file_id=source.file_id).first()
    return taken


def _record(collection: Collection, uses: Sequence[Use], *, by: User) -> None:
    record(
        "dùng lại minh chứng năm trước",
        by=by,
        thing="evidence.Collection",
        thing_id=collection.pk,
        label=f"Minh chứng năm {collection.year}: {len(uses)} mã",
        unit_id=collection.unit_id,
        after={"codes": [use.code for use in uses]},
    )
