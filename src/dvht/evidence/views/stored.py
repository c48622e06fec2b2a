"""The stored bytes, given out after a fresh check of who asks."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin

from dvht.evidence.models import Evidence
from dvht.evidence.queries import visible_evidence
from dvht.evidence.views.place import Place, seen_place
from dvht.ui.downloads import stored_file
from dvht.ui.requests import SignedInRequest


def evidence_file(
    request: SignedInRequest, unit_id: int, year: int, evidence_id: int
) -> HttpResponse | FileResponse:
    """The bytes as they were uploaded, as a download under the name that people know."""
    place, evidence = _with_file(request, unit_id, year, evidence_id)
    answer = _bytes(evidence, as_attachment=True)
    return answer or _gone(request, place, evidence)


@xframe_options_sameorigin
def evidence_preview(
    request: SignedInRequest, unit_id: int, year: int, evidence_id: int
) -> HttpResponse | FileResponse:
    """A PDF or a picture, shown inside our page; 404 for every other kind."""
    _, evidence = _with_file(request, unit_id, year, evidence_id)
    if not evidence.can_be_previewed:
        raise Http404
    answer = _bytes(evidence, as_attachment=False)
    if answer is None:
        raise Http404
    return answer


def _with_file(request: SignedInRequest, unit_id: int, year: int, evidence_id: int) -> tuple[Place, Evidence]:
    place = seen_place(request, unit_id, year)
    evidence = get_object_or_404(visible_evidence(place.unit, year), pk=evidence_id, file__isnull=False)
    return place, evidence


def _bytes(evidence: Evidence, *, as_attachment: bool) -> FileResponse | None:
    stored = evidence.file
    if stored is None:
        return None
    try:
        content = stored.content.open("rb")
    except OSError:
        return None
    return stored_file(content, evidence.file_name, stored.media_type, as_attachment=as_attachment)


def _gone(request: SignedInRequest, place: Place, evidence: Evidence) -> HttpResponse:
    messages.error(
        request,
        f"“{evidence.file_name}” không còn trong kho tệp của máy chủ. "
        "Hãy báo người quản trị phục hồi từ bản sao lưu.",
    )
    return HttpResponseRedirect(place.url("evidence_item", evidence.pk))
