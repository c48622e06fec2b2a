from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from dvht.evidence.exports import evidence_workbook
from dvht.evidence.forms import row_block
from dvht.evidence.permissions import can_prove
from dvht.evidence.queries import collection_of, listed_uses, row_states
from dvht.evidence.views.answers import tree_context
from dvht.evidence.views.place import Place, asked_row, seen_place, seen_unit
from dvht.ui.downloads import XLSX
from dvht.ui.requests import SignedInRequest

PAGE = 30


def evidence_list(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    unit = seen_unit(request, unit_id)
    collection = collection_of(unit, year)
    if collection is None:
        return render(request, "evidence/no_year.html", {"unit": unit, "year": year})
    place = Place(unit, year, collection, can_prove(request.user, unit))
    row, words = asked_row(request, place), request.GET.get("q", "").strip()[:200]
    states = row_states(collection)
    context = {
        **tree_context(place, states),
        "row": row,
        "words": words,
        "state": next((state for state in states if state.row.code == row), None),
    }
    if row and not words:
        context["evidence"] = row_block(collection, row, may_prove=place.may_prove)
    else:
        pages = Paginator(listed_uses(collection, row=row, words=words), PAGE)
        context["page"] = pages.get_page(request.GET.get("page"))
    return render(request, "evidence/list.html", context)


def evidence_export(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = seen_place(request, unit_id, year)
    name = f"Minh chứng {year} - {place.unit.name}.xlsx"
    return HttpResponse(
        evidence_workbook(place.collection),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )
