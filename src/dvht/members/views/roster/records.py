"""One record of one member: a fact of the year, or a programme."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from dvht.evidence.queries import visible_evidence
from dvht.members.actions import Mark, change_record
from dvht.members.actions.facts import stored_record
from dvht.members.forms.people import RecordForm
from dvht.members.models import Completion, Fact, Programme
from dvht.members.permissions import can_record
from dvht.members.queries.facts import (
    DONE,
    NOT_DONE,
    NOT_RECORDED,
    PROGRAMME,
    can_be_recorded,
    programme_code,
    value_label,
    values_of,
)
from dvht.members.views.roster.doors import Place, into_form, keeps_roster
from dvht.members.views.roster.people import FORM
from dvht.regulation.personal import personal_fact
from dvht.ui.requests import version_sent


@require_http_methods(FORM)
@keeps_roster
def record_change(place: Place, member_id: int, code: str) -> HttpResponse:
    found = place.member(member_id)
    title, note = _told_of(place, code)
    if not can_record(place.request.user, found, code):
        raise PermissionDenied
    held = stored_record(found.pk, place.year, code)
    evidence = None if code.startswith(PROGRAMME) else visible_evidence(place.unit, place.year)
    values = [(value, value_label(code, value)) for value in values_of(code)]
    form = RecordForm(
        place.request.POST or None,
        values=[*values, ("", NOT_RECORDED)],
        evidence=evidence,
        initial=_initial(held),
    )
    status = 200
    if place.request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                change_record(
                    place.unit,
                    place.year,
                    Mark(found.pk, code, said["value"] or None),
                    version=version_sent(place.request),
                    by=place.request.user,
                    basis=said["basis"],
                    stated_on=said["stated_on"],
                    evidence=said.get("evidence"),
                )
            except ValidationError as error:
                status = into_form(form, error)
                held = stored_record(found.pk, place.year, code)
            else:
                messages.success(place.request, f"Đã ghi “{title}” của {found}.")
                return place.to("member", found.pk)
    return place.page(
        "record_change",
        status=status,
        form=form,
        member=found,
        title=title,
        note=note,
        held=held,
        held_word=value_label(code, _value(held)),
        version=held.version if held else 0,
    )


def _told_of(place: Place, code: str) -> tuple[str, str]:
    """The title and what the law leaves open; 404 for what can't be recorded."""
    if code.startswith(PROGRAMME):
        programmes = Programme.objects.filter(unit=place.unit, year=place.year)
        found = next((one for one in programmes if programme_code(one) == code), None)
        if found is None:
            raise Http404
        return found.title, found.basis
    if not can_be_recorded(code):
        raise Http404
    fact = personal_fact(code)
    return fact.title, fact.note or ""


def _value(held: Fact | Completion | None) -> str | None:
    if isinstance(held, Completion):
        return DONE if held.is_done else NOT_DONE
    return held.value if held else None


def _initial(held: Fact | Completion | None) -> dict[str, object]:
    if held is None:
        return {"value": ""}
    day = held.completed_on if isinstance(held, Completion) else held.stated_on
    evidence = held.evidence_id if isinstance(held, Fact) else None
    return {"value": _value(held) or "", "stated_on": day, "basis": held.basis, "evidence": evidence}
