"""What stands before every page: the first start, and a password that must be changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SetUpMiddleware:
    """Lead to the set-up page while nobody can sign in yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
