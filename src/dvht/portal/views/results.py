"""The list of results, and what was published of one unit."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from dvht.portal.queries import (
    areas_and_kinds,
    counts_by_year,
    counts_of,
    current_results,
    history_of,
    narrowed,
    published_years,
)
from dvht.portal.queries.results import Asked, with_papers

PER_PAGE = 50
kept_a_while = cache_control(max_age=300)


@login_not_required
@require_safe
@kept_a_while
def published_results(request: HttpRequest) -> HttpResponse:
    """Units recognised in a year, the newest unless another is asked for; a name is sought in every year."""
    today = timezone.localdate()
    years = published_years(today)
    asked = asked_in(request, years)
    offered = current_results(today)
    if asked.year is not None:
        offered = offered.filter(year=asked.year)
    found = narrowed(offered, asked)
    context = {
        "section": "results",
        "years": years,
        "asked": asked,
        "other_years": [(year, count) for year, count in counts_by_year(today) if year != asked.year],
        "choices": areas_and_kinds(offered),
        "counts": counts_of(found),
        "page": Paginator(with_papers(found), PER_PAGE).get_page(request.GET.get("page")),
        "year_chosen": str(asked.year) == request.GET.get("nam", ""),
        "query": request.GET.urlencode(),
        "today": today,
    }
    return render(request, "portal/published_results.html", context)


@login_not_required
@require_safe
@kept_a_while
def published_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """All that was published of a unit; one of which nothing was published is unknown here."""
    today = timezone.localdate()
    history = history_of(unit_id, today)
    if history is None:
        raise Http404
    context = {"section": "results", "history": history, "today": today}
    return render(request, "portal/published_unit.html", context)


def asked_in(request: HttpRequest, years: tuple[int, ...], *, all_years: bool = False) -> Asked:
    """What the address asks for; a year of which there is nothing is the newest one.

    For data, and where a name is sought, it is all years: a title of the year before may still be valid.
    """
    words = request.GET.get("q", "").strip()[:100]
    typed = request.GET.get("nam", "")
    wanted = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else None
    newest = None if all_years or words else next(iter(years), None)
    return Asked(
        year=wanted if wanted in years else newest,
        words=words,
        area=request.GET.get("dia-ban", "")[:200],
        kind=request.GET.get("loai", "")[:60],
        tier=request.GET.get("cap", "")[:10],
        outcome=request.GET.get("muc", "")[:20],
    )
