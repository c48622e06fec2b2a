"""The names behind the numbers, for those who may see them."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dvht.assessment.exports import names_workbook
from dvht.assessment.models import Assessment
from dvht.assessment.queries import sheet_of
from dvht.assessment.queries.listing import apart_lines, class_lines, listed_asks, name_lines
from dvht.assessment.queries.names import Names, frozen_names, names_behind
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import apart_words
from dvht.assessment.views.year import asked_sheet, of_year
from dvht.members.permissions import can_read_roster
from dvht.ui.downloads import XLSX
from dvht.ui.requests import SignedInRequest

NAMES_A_PAGE = 100


@require_safe
@of_year
def assessment_names(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    """Everybody who counts, row by row: as the roster has it now, or as the revision in `lan` froze it."""
    sheet, names = _asked(request, assessment)
    asks = listed_asks(sheet)
    ask = next((ask for ask in asks if ask.key == request.GET.get("chi-tieu")), asks[0] if asks else None)
    only = request.GET.get("loc", "")
    lines = name_lines(sheet, names, ask, only) if names and ask else ()
    context = {
        "sheet": sheet,
        "plan": assessment.plan,
        "asks": asks,
        "asked": ask,
        "shown": sheet.row(ask.row.code) if ask else None,
        "only": only,
        "page": Paginator(lines, NAMES_A_PAGE).get_page(request.GET.get("page")),
        "apart": apart_lines(names) if names else (),
        "classes": class_lines(names) if names else (),
        "apart_words": apart_words(sheet.basis),
        "revision": sheet.revision,
    }
    return render(request, "assessment/assessment_names.html", context)


@require_safe
@of_year
def assessment_names_export(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    sheet, names = _asked(request, assessment)
    if names is None:
        raise Http404
    answer = HttpResponse(names_workbook(sheet, names), content_type=XLSX)
    suffix = f"-lan-{sheet.revision.number}" if sheet.revision else "-hien-nay"
    answer["Content-Disposition"] = (
        f'attachment; filename="ten-thanh-vien-{assessment.plan.year}{suffix}.xlsx"'
    )
    return answer


def _asked(request: SignedInRequest, assessment: Assessment) -> tuple[Sheet, Names | None]:
    """The sheet that the address asks for and its names; 403 for who may see numbers only."""
    if not can_read_roster(request.user, assessment.plan.unit):
        raise PermissionDenied
    number = request.GET.get("lan", "")
    sheet = asked_sheet(assessment, number) if number else sheet_of(assessment)
    return sheet, frozen_names(sheet.revision) if sheet.revision else names_behind(sheet)
