"""What templates of sign-in may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dvht.accounts.queries import demo_account_lines


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """`demo_accounts` for the sign-in page of a demonstration; nothing anywhere else."""
    match = request.resolver_match
    if not settings.DEMO or match is None or match.url_name != "account_login":
        return {}
    return {"demo_accounts": demo_account_lines()}
