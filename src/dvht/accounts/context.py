"""What templates of sign-in may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dvht.accounts.queries import demo_account_lines


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """`mail_works`, and `demo_accounts` for the sign-in page of a demonstration and nowhere else."""
    return {"mail_works": bool(settings.EMAIL_HOST), **_demo_accounts(request)}


def _demo_accounts(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    if not settings.DEMO or match is None or match.url_name != "account_login":
        return {}
    return {"demo_accounts": demo_account_lines()}
