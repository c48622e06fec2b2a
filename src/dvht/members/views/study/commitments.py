from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from dvht.members.actions.commitments import save_addition
from dvht.members.forms.study_plans import AdditionForm
from dvht.members.models import Fact
from dvht.members.permissions import can_keep_roster, can_word_commitment
from dvht.members.queries.own import commitment_text
from dvht.members.queries.roster import roster_of
from dvht.members.queries.study import commitments_of
from dvht.members.views.unit_door import UnitPlace, unit_place
from dvht.ui.requests import SignedInRequest, version_sent


@require_http_methods(["GET", "HEAD", "POST"])
def commitments(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Who has signed, and the words that the others will sign, with what the unit adds to them."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    words = commitment_text(place.unit, year)
    form, status, version = AdditionForm(initial={"addition": words.addition}), 200, words.version
    if request.method == "POST":
        if not can_word_commitment(request.user, place.unit):
            raise PermissionDenied
        form = AdditionForm(request.POST)
        status = _saved(request, place, form)
        if status == 302:
            return place.to("commitments")
        words = commitment_text(place.unit, year)
        version = words.version
    signed = commitments_of(place.unit, year)
    on_paper = set(
        Fact.objects.filter(member__unit=place.unit, year=year, code="commitment", value="met").values_list(
            "member_id", flat=True
        )
    )
    lines = [(one, signed.get(one.pk), one.pk in on_paper) for one in roster_of(place.unit, place.day)]
    context = {
        "place": place,
        "lines": lines,
        "done": sum(paper or one is not None for _, one, paper in lines),
        "words": words,
        "version": version,
        "form": form,
        "may_word": can_word_commitment(request.user, place.unit),
    }
    return render(request, "members/commitments.html", context, status=status)


def _saved(request: SignedInRequest, place: UnitPlace, form: forms.Form) -> int:
    version = version_sent(request)
    if not form.is_valid():
        return 422
    try:
        save_addition(place.unit, place.year, form.cleaned_data["addition"], version=version, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return 409 if getattr(error, "code", "") == "conflict" else 422
    messages.success(request, "Đã lưu lời cam kết. Người đã ký thì giữ nguyên bản đã ký.")
    return 302
