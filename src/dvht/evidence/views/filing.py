from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from dvht.evidence.actions import file_under, remove_use, restore_use
from dvht.evidence.forms import RowForm
from dvht.evidence.models import Use
from dvht.evidence.queries import visible_evidence
from dvht.evidence.views.answers import refused, row_part
from dvht.evidence.views.place import Place, kept_place, redirect_after
from dvht.ui.requests import SignedInRequest


@require_POST
def evidence_remove(request: SignedInRequest, unit_id: int, year: int, use_id: int) -> HttpResponse:
    place, use = _use(request, unit_id, year, use_id)
    try:
        remove_use(use, by=request.user)
    except ValidationError as error:
        return refused(request, place, use.row, error)
    if request.htmx:
        return row_part(request, place, use.row)
    messages.success(
        request,
        f"Đã gỡ {use.code} “{use.evidence.title}”. Lấy lại được ở mục “Đã gỡ” của {use.row}.",
    )
    return redirect_after(request, place, use.row)


@require_POST
def evidence_restore(request: SignedInRequest, unit_id: int, year: int, use_id: int) -> HttpResponse:
    place, use = _use(request, unit_id, year, use_id)
    try:
        restore_use(use, by=request.user)
    except ValidationError as error:
        return refused(request, place, use.row, error)
    if request.htmx:
        return row_part(request, place, use.row)
    messages.success(request, f"Đã lấy lại {use.code} “{use.evidence.title}”.")
    return redirect_after(request, place, use.row)


@require_POST
def evidence_file_under(request: SignedInRequest, unit_id: int, year: int, evidence_id: int) -> HttpResponse:
    """Use one piece of evidence for one more row."""
    place = kept_place(request, unit_id, year)
    evidence = get_object_or_404(visible_evidence(place.unit, year), pk=evidence_id)
    form = RowForm(place.collection, request.POST)
    if not form.is_valid():
        messages.error(request, f"Hãy chọn {place.collection.pack.row_noun} mà minh chứng này chứng minh.")
        return redirect_after(request, place)
    try:
        use = file_under(evidence, form.cleaned_data["row"], by=request.user)
    except ValidationError as error:
        return refused(request, place, "", error)
    messages.success(request, f"“{evidence.title}” nay là minh chứng của cả {use.row}, mã {use.code}.")
    return redirect_after(request, place, use.row)


def _use(request: SignedInRequest, unit_id: int, year: int, use_id: int) -> tuple[Place, Use]:
    place = kept_place(request, unit_id, year)
    uses = Use.objects.filter(collection=place.collection).select_related("evidence", "collection__unit")
    return place, get_object_or_404(uses, pk=use_id)
