from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from dvht.evidence.actions import change_evidence
from dvht.evidence.forms import EvidenceForm, RowForm, form_for
from dvht.evidence.models import Evidence
from dvht.evidence.queries import visible_evidence
from dvht.evidence.views.adding import description_of
from dvht.evidence.views.place import Place, kept_place, seen_place
from dvht.ui.requests import SignedInRequest


def evidence_item(request: SignedInRequest, unit_id: int, year: int, evidence_id: int) -> HttpResponse:
    """One piece of evidence: what it says, where it is used, the file beside."""
    place = seen_place(request, unit_id, year)
    evidence = _evidence(place, evidence_id)
    standing = {use.row for use in evidence.standing}
    context = {
        "place": place,
        "evidence": evidence,
        "row_form": RowForm(place.collection, without=standing) if place.can_edit else None,
    }
    return render(request, "evidence/item.html", context)


def evidence_edit(request: SignedInRequest, unit_id: int, year: int, evidence_id: int) -> HttpResponse:
    place = kept_place(request, unit_id, year)
    evidence = _evidence(place, evidence_id)
    form = form_for(evidence, request.POST or None)
    version, conflict = evidence.version, False
    if request.method == "POST":
        version = _version(request)
        if form.is_valid():
            try:
                changed = change_evidence(
                    evidence,
                    description_of(form),
                    url=form.cleaned_data.get("url", ""),
                    location=form.cleaned_data.get("location", ""),
                    version=version,
                    by=request.user,
                )
            except ValidationError as error:
                conflict = getattr(error, "code", "") == "conflict"
                form.add_error(None, error)
            else:
                messages.success(request, f"Đã lưu “{changed.title}”.")
                return HttpResponseRedirect(place.url("evidence_item", evidence.pk))
    context = {
        "place": place,
        "evidence": evidence,
        "form": form,
        # after a conflict was shown, saving again is a decision taken on the newer version
        "version": evidence.version if conflict else version,
        "conflict": conflict,
    }
    return render(request, "evidence/edit.html", context, status=_status(form, conflict=conflict))


def _evidence(place: Place, evidence_id: int) -> Evidence:
    return get_object_or_404(visible_evidence(place.unit, place.year), pk=evidence_id)


def _version(request: SignedInRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _status(form: EvidenceForm, *, conflict: bool) -> int:
    if conflict:
        return 409
    return 422 if form.errors else 200
