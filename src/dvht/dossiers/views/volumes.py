"""Bound volumes: asking for one, watching it, taking it away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from dvht.dossiers import actions, exports, tasks
from dvht.dossiers.models import Volume, VolumeKind
from dvht.dossiers.permissions import can_write_paper
from dvht.dossiers.states import VolumeState
from dvht.dossiers.views.place import visible_unit, visible_year
from dvht.ui.answers import require
from dvht.ui.downloads import PDF, private
from dvht.ui.requests import SignedInRequest


@require_POST
def volume_bind(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    if kind not in VolumeKind.values:
        raise Http404
    file = visible_year(request, unit_id, year)
    require(can_write_paper(request.user, file.plan.unit))
    try:
        asked = actions.ask_for_volume(file.dossier, VolumeKind(kind), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossier", unit_id, year)
    tasks.bind_volume.enqueue(asked.pk)
    return redirect("volume", unit_id, year, asked.pk)


@require_safe
def volume(request: SignedInRequest, unit_id: int, year: int, volume_id: int) -> HttpResponse:
    """How far a binding has come; the part alone for the page that asks again and again."""
    found = _volume(request, unit_id, year, volume_id)
    template = "dossiers/_volume_state.html" if request.htmx else "dossiers/volume.html"
    return render(request, template, {"volume": found, "unit_id": unit_id, "year": year})


@require_safe
def volume_file(
    request: SignedInRequest, unit_id: int, year: int, volume_id: int
) -> HttpResponse | FileResponse:
    found = _volume(request, unit_id, year, volume_id)
    if found.state != VolumeState.BOUND:
        raise Http404
    name = f"{'ho-so' if found.kind == VolumeKind.DOSSIER else 'minh-chung'}-{year}-{found.pk}.pdf"
    try:
        content = exports.volume_content(found)
    except exports.LostVolumeError as lost:
        return told_lost(request, unit_id, year, lost)
    return private(FileResponse(content, as_attachment=True, filename=name, content_type=PDF))


def _volume(request: SignedInRequest, unit_id: int, year: int, volume_id: int) -> Volume:
    unit = visible_unit(request, unit_id)
    volumes = Volume.objects.select_related("dossier__plan__unit")
    return get_object_or_404(volumes, pk=volume_id, dossier__plan__unit=unit, dossier__plan__year=year)


def told_lost(
    request: SignedInRequest, unit_id: int, year: int, lost: exports.LostVolumeError
) -> HttpResponse:
    messages.error(request, str(lost))
    return redirect("dossier", unit_id, year)
