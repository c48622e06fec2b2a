"""What browsers and search engines ask for at the root of the site."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_icon_answers_where_browsers_have_always_asked_for_it() -> None:
    answer = Client().get("/favicon.ico")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert b"<svg" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_search_engines_may_read_what_is_published_and_nothing_private() -> None:
    rules = Client().get("/robots.txt").content.decode()

    public = (reverse("published_results"), reverse("published_unit", args=[7]), reverse("regulations"))
    private = (
        "/", "/don-vi/7/2025/", "/co-quan/7/2025/", reverse("account_login"),
        reverse("paper_verification", args=["QQQQ-WWWW-EEEE"]),
    )  # fmt: skip
    assert [_may_read(rules, path) for path in public] == [True] * len(public)
    assert [_may_read(rules, path) for path in private] == [False] * len(private)


def _may_read(rules: str, path: str) -> bool:
    """By RFC 9309, 2.2.2: the longest rule that the path begins with decides."""
    said = [line.split(": ", 1) for line in rules.splitlines() if line.startswith(("Allow", "Disallow"))]
    fitting = [(len(rule), verb) for verb, rule in said if not rule.endswith("$") and path.startswith(rule)]
    return max(fitting)[1] == "Allow"
