"""What no page need look at."""

import codecs
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]
LARGEST: Final = 2**63 - 1
"""No row has a higher number."""


class DeedAddressMiddleware:
    """The address of a deed, opened as if it were a page, says so in words; Django answers 405 with nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or answer.content:
            return answer
        page = render(request, "405.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page


class PlainAddressMiddleware:
    """An address that a program made is refused before a database refuses it with an error.

    400 for the sign NUL, which PostgreSQL takes in no text, and for words in another encoding than UTF-8, in which
    NUL and halves of signs can be hidden; 404 for a number that no row can have, about which SQLite can't even be
    asked.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL")
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("encoding")
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, Any]
    ) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
