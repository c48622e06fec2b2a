"""What browsers and search engines ask for at the root of every site."""

from pathlib import Path
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

MARK: Final = "ui/mark.svg"
kept_a_day = cache_control(public=True, max_age=86_400)


@login_not_required
@require_safe
@kept_a_day
def favicon(_request: HttpRequest) -> FileResponse:
    """The mark that every page names by itself, for whoever asks at the address of old."""
    found = finders.find(MARK)
    if not isinstance(found, str):
        raise Http404
    return FileResponse(Path(found).open("rb"), content_type="image/svg+xml")


@login_not_required
@require_safe
@kept_a_day
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines may read what is published and the law; not single papers by their codes, nor anything else."""
    lookup = reverse("paper_lookup")
    lines = (
        "User-agent: *",
        "Disallow: /",
        f"Allow: {reverse('published_results')}",
        f"Disallow: {lookup}",
        f"Allow: {lookup}$",
        f"Allow: {reverse('regulations')}",
        "Allow: /static/",
    )
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")
