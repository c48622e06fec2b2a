"""What the pages of the dossier begin and end with: the visible year, the right to act, an answer kept private."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from dvht.accounts.queries import visible_units
from dvht.documents.letters import Letter
from dvht.dossiers.permissions import can_write_paper
from dvht.dossiers.queries import Year, dossier_of, is_composed
from dvht.plans.models import Plan
from dvht.ui.downloads import private
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


def visible_unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(visible_units(request.user).select_related("receiving"), pk=unit_id)


def visible_year(request: SignedInRequest, unit_id: int, year: int) -> Year:
    unit = visible_unit(request, unit_id)
    plans = Plan.objects.select_related("higher__unit", "collection__unit").prefetch_related(
        "papers", "committee", "tasks", "milestones", "targets"
    )
    plan = get_object_or_404(plans, unit=unit, year=year)
    plan.unit = unit
    return Year(dossier_of(plan))


def letter_of(file: Year, kind: str) -> Letter:
    if not is_composed(file.plan, kind):
        raise Http404
    return file.letter(kind)


def context_of(request: SignedInRequest, file: Year) -> dict[str, Any]:
    return {
        "file": file,
        "plan": file.plan,
        "unit": file.plan.unit,
        "unit_id": file.plan.unit_id,
        "year": file.plan.year,
        "may_write": can_write_paper(request.user, file.plan.unit),
        "today": timezone.localdate(),
    }


def download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not inline, filename=name) or ""
    return private(answer)
