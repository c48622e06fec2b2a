"""Describing evidence better than its file name does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.evidence.actions.adding import Description, check_description
from dvht.evidence.actions.filing import check_open, locked
from dvht.evidence.models import Evidence, EvidenceKind


def change_evidence(
    evidence: Evidence,
    description: Description,
    *,
    url: str = "",
    location: str = "",
    version: int,
    by: User,
) -> Evidence:
    """Describe the evidence anew. `version` is the one that the person began from.

    `url` counts for a link and `location` for a paper record. Raises ValidationError (code "conflict") when
    somebody else saved in between, with nothing overwritten.
    """
    check_description(description)
    with transaction.atomic():
        standing = evidence.uses.filter(removed_at=None).order_by("row").values_list("row", flat=True)
        check_open(locked(evidence.collection), standing)
        current = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if current.version != version:
            raise ValidationError(
                "Người khác vừa sửa minh chứng này. Phần bạn viết vẫn còn ở dưới: hãy so với bản mới "
                "rồi lưu lại.",
                code="conflict",
            )
        before = _said(current)
        _describe(current, description, url=url, location=location)
        changed = {key: value for key, value in _said(current).items() if before[key] != value}
        if not changed:
            return current
        current.search_text = current.searchable
        current.version += 1
        current.save()
        record(
            "sửa minh chứng",
            by=by,
            thing="evidence.Evidence",
            thing_id=current.pk,
            label=current.title,
            unit_id=current.collection.unit_id,
            before={key: before[key] for key in changed},
            after=changed,
        )
    return current


def _describe(evidence: Evidence, description: Description, *, url: str, location: str) -> None:
    evidence.title = description.title
    evidence.number = description.number
    evidence.issued_on = description.issued_on
    evidence.issuer = description.issuer
    if evidence.kind == EvidenceKind.LINK:
        evidence.url = url
    if evidence.kind == EvidenceKind.PAPER:
        evidence.location = location


def _said(evidence: Evidence) -> dict[str, Any]:
    fields = ("title", "number", "issued_on", "issuer", "url", "location")
    return {name: getattr(evidence, name) for name in fields}
