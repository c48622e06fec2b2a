"""Published results for those who compute with them."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from dvht.portal.exports import FIELDS, csv_lines, json_lines
from dvht.portal.queries import data_rows, published_years
from dvht.portal.views.results import asked_in
from dvht.recognition.models import PublishedResult

kept_an_hour = cache_control(public=True, max_age=3600)


@login_not_required
@require_safe
@cache_control(max_age=300)
def open_data(request: HttpRequest) -> HttpResponse:
    """Where the data is, and what its fields mean."""
    years = published_years(timezone.localdate())
    return render(request, "portal/open_data.html", {"section": "data", "fields": FIELDS, "years": years})


@login_not_required
@require_safe
@kept_an_hour
def open_data_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _answer(csv_lines(_rows(request)), "text/csv; charset=utf-8", "ket-qua-don-vi-hoc-tap.csv")


@login_not_required
@require_safe
@kept_an_hour
def open_data_json(request: HttpRequest) -> StreamingHttpResponse:
    lines = json_lines(_rows(request), timezone.localtime().isoformat(timespec="seconds"))
    return _answer(lines, "application/json; charset=utf-8", "ket-qua-don-vi-hoc-tap.json")


def _rows(request: HttpRequest) -> Iterator[PublishedResult]:
    today = timezone.localdate()
    asked = asked_in(request, published_years(today), all_years=True)
    return data_rows(today, asked).iterator(chunk_size=500)


def _answer(lines: Iterator[str], media_type: str, name: str) -> StreamingHttpResponse:
    """Anybody's page may read it: there is nothing in it that isn't public."""
    answer = StreamingHttpResponse(lines, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
