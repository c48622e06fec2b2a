"""A browser that is signed in, and the addresses of the roster."""

from typing import Any

from django.test import Client

from dvht.accounts.models import User
from dvht.units.models import Unit


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(unit: Unit, path: str, year: int = 2026) -> str:
    return f"/don-vi/{unit.pk}/{year}/thanh-vien/{path}"


def told(response: Any) -> list[str]:
    """The messages that the page shows."""
    return [str(message) for message in response.context["messages"]]
