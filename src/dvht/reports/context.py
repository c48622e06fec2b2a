"""The frame around every page: whose page it is, which year, where else to go."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": None}
