"""How sign-in behaves here: accounts are made by an administrator, never by a visitor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Usernames are given by an administrator; nothing is made up."""
