"""The evidence block of one row, ready for `evidence/_row_evidence.html` on whichever page shows it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from dvht.evidence.forms.sending import UploadForm
from dvht.evidence.forms.uploading import MAX_BYTES
from dvht.evidence.models import Collection, Use
from dvht.evidence.queries import is_row_open, row_evidence
from dvht.regulation.rows import Row


@dataclass(frozen=True)
class RowBlock:
    """What the template needs, under the name `evidence`; `next_url` is the page that shows the block."""

    collection: Collection
    row: Row
    uses: tuple[Use, ...]
    removed: tuple[Use, ...]
    can_edit: bool
    next_url: str
    upload_form: UploadForm
    max_bytes: int = MAX_BYTES

    @property
    def add_url(self) -> str:
        return self._url("evidence_add")

    @property
    def link_url(self) -> str:
        return self._url("evidence_link_add")

    @property
    def paper_url(self) -> str:
        return self._url("evidence_paper_add")

    @property
    def reuse_url(self) -> str:
        return self._url("evidence_reuse")

    def _url(self, name: str) -> str:
        query = {"row": self.row.code, **({"next": self.next_url} if self.next_url else {})}
        return f"{reverse(name, args=(self.collection.unit_id, self.collection.year))}?{urlencode(query)}"


def row_block(collection: Collection, row: str, *, may_prove: bool, next_url: str = "") -> RowBlock:
    """The block of a row of the collection's pack; a closed year is shown without acts. Two queries."""
    found = row_evidence(collection, row)
    return RowBlock(
        collection=collection,
        row=found.row,
        uses=found.uses,
        removed=found.removed,
        can_edit=may_prove and collection.closed_at is None and is_row_open(collection, row),
        next_url=next_url,
        upload_form=UploadForm(),
    )
