"""What stands around the pages that change the tree: they lie below this room and can't tell anybody themselves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dvht.inbox.actions import tell_of_changes
from dvht.inbox.queries import tree_on
from dvht.units.actions import hold_changes

CHANGING: Final = frozenset({
    "unit_add", "unit_change", "unit_dissolve", "unit_merge", "unit_move", "unit_rename", "unit_split", "unit_transfer",
    "jurisdiction_add", "jurisdiction_change", "jurisdiction_confirm", "jurisdiction_end", "two_tier",
})  # fmt: skip
"""Pages by which units come, merge, split, are renamed, move or end, or others receive, decide or are confirmed."""


class TellChangesMiddleware:
    """Tell whom a change of the tree or of jurisdiction concerns, in one transaction with the deed of the page.

    The tree is read before and after; where nothing differs (a preview, a refusal), nobody is told anything. One such
    request waits for another, so that each tells of its own deed alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in CHANGING:
            return None
        today = timezone.localdate()
        with transaction.atomic():
            hold_changes()
            before = tree_on(today)
            answer = view(request, *args, **kwargs)
            tell_of_changes(before, today)
        return answer
