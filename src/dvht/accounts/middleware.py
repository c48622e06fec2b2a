"""What stands around every page: the first start, a password that must be changed, whose eyes an answer is for."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve

from dvht.accounts.models import User

Answer = Callable[[HttpRequest], HttpResponse]
OF_EVERY_SITE = frozenset({"favicon", "robots"})
"""What browsers and search engines ask for by themselves."""
SET_UP_PAGES = OF_EVERY_SITE | {"set_up", "set_up_person", "set_up_check"}
OPEN_WITH_TEMPORARY_PASSWORD = OF_EVERY_SITE | {
    "account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate",
}  # fmt: skip


class SetUpMiddleware:
    """Lead to the set-up page while nobody can sign in yet."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.is_set_up = False
        """Accounts are closed, never deleted: once there is one, nobody need ask again."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_set_up() and page_name(request) not in SET_UP_PAGES:
            return redirect("set_up")
        return self.get_response(request)

    def _is_set_up(self) -> bool:
        if not self.is_set_up:
            self.is_set_up = settings.DEMO or User.objects.exists()
        return self.is_set_up


class PrivateAnswersMiddleware:
    """What somebody is shown after sign-in is theirs: nothing on the way keeps it, a browser asks before it shows it.

    At sign-out the browser is told to forget what it has, so that whoever sits down next can't go back to it. An
    answer that says itself how it may be kept stays as it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.resolver_match is not None and request.resolver_match.url_name == "account_logout":
            answer["Clear-Site-Data"] = '"cache"'
        if "Cache-Control" not in answer and request.user.is_authenticated:
            answer["Cache-Control"] = "private, no-cache"
        return answer


class TemporaryPasswordMiddleware:
    """Lead to the change of password before anything else, as long as the password is a temporary one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        must_change = isinstance(user, User) and user.password_is_temporary
        if must_change and page_name(request) not in OPEN_WITH_TEMPORARY_PASSWORD:
            return _led_away(request)
        return self.get_response(request)


def page_name(request: HttpRequest) -> str:
    """The name of the page asked for; empty when there is none at this address."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def _led_away(request: HttpRequest) -> HttpResponse:
    page = resolve_url("account_change_password")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": page})
    return redirect(page)
