"""What a page shows around the evidence of a row, and the parts of it that are sent again after a deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from dvht.evidence.actions.filing import closed_words
from dvht.evidence.forms import row_block
from dvht.evidence.queries import RowState, row_states
from dvht.evidence.views.place import Place, asked_next, redirect_after
from dvht.ui.requests import SignedInRequest


@dataclass(frozen=True)
class Branch:
    """A criterion of the tree with its rows."""

    code: str
    title: str
    rows: tuple[RowState, ...]


def tree_context(place: Place, states: Sequence[RowState]) -> dict[str, Any]:
    """The tree of criteria with what is missing, and what may be done."""
    pack = place.collection.pack
    return {
        "unit": place.unit,
        "year": place.year,
        "collection": place.collection,
        "pack": pack,
        "branches": [
            Branch(group.code, group.title, tuple(state for state in states if state.row.group == group.code))
            for group in pack.groups
        ],
        "missing": [state for state in states if state.is_missing],
        "total": sum(state.count for state in states),
        "rows_bound": sum(not state.why_not for state in states),
        "may_prove": place.may_prove,
        "can_edit": place.can_edit,
        "closed": closed_words(place.collection) if place.collection.closed_at else "",
        "only_rows": place.collection.only_rows,
    }


def refused(request: SignedInRequest, place: Place, row: str, error: ValidationError) -> HttpResponse:
    """What an action refused, said where the person stands: in the block of the row, or on their page."""
    messages.error(request, " ".join(error.messages))
    if request.htmx and row:
        return row_part(
            request, place, row, status=409 if error.code in {"closed", "held", "conflict"} else 422
        )
    return redirect_after(request, place, row)


def row_part(request: SignedInRequest, place: Place, row: str, *, status: int = 200) -> HttpResponse:
    """The list of one row, as it replaces itself on the page; its news stands on the next page too."""
    news = cast("BaseStorage", messages.get_messages(request))
    context: dict[str, Any] = {
        "evidence": row_block(place.collection, row, may_prove=place.may_prove, next_url=asked_next(request)),
        "news": list(news),
        "swapped": True,
    }
    if not asked_next(request):  # the block stands on our own list, whose tree must follow
        context |= {**tree_context(place, row_states(place.collection)), "row": row, "with_tree": True}
    news.used = False
    return render(request, "evidence/_row_files.html", context, status=status)
