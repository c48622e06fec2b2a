"""The dossiers that came to a body."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dvht.dossiers.exports import submissions_workbook
from dvht.dossiers.queries.listing import (
    STATES,
    Asked,
    handlers_of,
    line_of,
    lines_of,
    narrowed,
    state_counts,
)
from dvht.dossiers.views.office import office_of
from dvht.dossiers.views.place import download
from dvht.regulation.kinds import SECTORS
from dvht.ui.downloads import XLSX
from dvht.ui.requests import SignedInRequest

PAGE = 50


@require_safe
def submission_list(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    office = office_of(request, unit_id, year)
    asked, today = Asked.of(request.GET.dict()), timezone.localdate()
    every = office.submissions
    counts = state_counts(every)
    page = Paginator(lines_of(narrowed(every, asked, request.user, today)), PAGE).get_page(
        request.GET.get("page")
    )
    context = office.context(
        asked=asked,
        page=page,
        lines=[line_of(one, today) for one in page],
        counts=[(state, *STATES[state], counts[state]) for state in STATES],
        total=sum(counts.values()),
        sectors=SECTORS.items(),
        people=handlers_of(office.body),
        may_register=office.may_register,
    )
    return render(request, "dossiers/submission_list.html", context)


@require_safe
def submission_export(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The list as it is narrowed, in one sheet."""
    office = office_of(request, unit_id, year)
    asked, today = Asked.of(request.GET.dict()), timezone.localdate()
    found = lines_of(narrowed(office.submissions, asked, request.user, today))
    content = submissions_workbook(office.body, year, [line_of(one, today) for one in found])
    return download(content, XLSX, f"ho-so-da-nop-{year}.xlsx")
