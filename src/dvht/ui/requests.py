"""The request as signed-in views see it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class SignedInRequest(HttpRequest):
    """A request behind sign-in: `user` is a real user (accounts.User), `htmx` tells whether a part is asked for."""

    user: Any
    htmx: HtmxDetails
