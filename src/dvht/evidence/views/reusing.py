from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render

from dvht.evidence.actions import file_under, reuse_from_year
from dvht.evidence.forms import ReuseForm, RowForm
from dvht.evidence.models import Collection, Evidence, Use
from dvht.evidence.queries import earlier_collections, reusable_evidence
from dvht.evidence.views.place import Place, asked_row, kept_place, next_url, redirect_after
from dvht.ui.requests import SignedInRequest

PAGE = 30


def evidence_reuse(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Choose among this year's evidence and that of the years before what proves the row too."""
    place = kept_place(request, unit_id, year)
    row = asked_row(request, place)
    years = [place.collection, *earlier_collections(place.collection)]
    source = _source(request, years)
    words = request.GET.get("q", "").strip()[:200]
    offered = reusable_evidence(place.collection, source, row=row, words=words)
    form = ReuseForm(request.POST or None, offered=reusable_evidence(place.collection, source, row=row))
    if request.method == "POST" and form.is_valid():
        try:
            uses = _use_again(request, place, source, list(form.cleaned_data["evidence"]), row)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            codes = ", ".join(use.code for use in uses)
            messages.success(request, f"Đã dùng lại {len(uses)} minh chứng: {codes}.")
            return redirect_after(request, place, row)
    context = {
        "place": place,
        "row": row,
        "row_form": RowForm(place.collection, initial={"row": row}),
        "source": source,
        "years": years,
        "words": words,
        "form": form,
        "chosen": {*request.POST.getlist("evidence")},
        "page": Paginator(offered, PAGE).get_page(request.GET.get("page")),
        "next": next_url(request, place, row),
    }
    return render(request, "evidence/reuse.html", context, status=422 if form.errors else 200)


def _source(request: SignedInRequest, years: list[Collection]) -> Collection:
    """The year asked for; without one, last year's, and this year's where there is none."""
    asked = request.GET.get("from", "")
    if not asked:
        return years[1] if len(years) > 1 else years[0]
    for collection in years:
        if str(collection.year) == asked:
            return collection
    raise Http404


def _use_again(
    request: SignedInRequest, place: Place, source: Collection, chosen: list[Evidence], row: str
) -> tuple[Use, ...]:
    if source != place.collection:
        return reuse_from_year(
            place.collection, [evidence.pk for evidence in chosen], [row] if row else [], by=request.user
        )
    with transaction.atomic():
        return tuple(file_under(evidence, row, by=request.user) for evidence in chosen)
