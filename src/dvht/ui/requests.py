"""The request as signed-in views see it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

EVERYTHING = "tat-ca"
"""What `?pham-vi=` says where somebody who looks after some sectors asks for all."""


class SignedInRequest(HttpRequest):
    """A request behind sign-in: `user` is a real user (accounts.User), `htmx` tells whether a part is asked for."""

    user: Any
    htmx: HtmxDetails


def asks_for_everything(request: HttpRequest) -> bool:
    return request.GET.get("pham-vi") == EVERYTHING


def version_sent(request: HttpRequest, name: str = "version") -> int:
    """The version (or another count) that a form began from; -1, which nothing has, when it was tampered with."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
