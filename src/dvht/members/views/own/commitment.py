from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from dvht.members.actions.commitments import can_be_withdrawn, sign_commitment, withdraw_commitment
from dvht.members.models import Commitment
from dvht.members.queries.own import commitment_text
from dvht.members.views.own.door import OwnPlace, reads_own, writes_own
from dvht.ui.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@reads_own
def own_commitment(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    """The words and the one button that signs them; once signed, what was signed and when."""
    if request.method == "POST":
        return _sign(request, place)
    signed = Commitment.objects.filter(member=place.member, year=place.year).first()
    context = {
        "place": place,
        "signed": signed,
        "may_withdraw": signed is not None and can_be_withdrawn(signed) and not place.closed,
        "words": commitment_text(place.member.unit, place.year).text,
    }
    return render(request, "members/own_commitment.html", context)


def _sign(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    if place.closed:
        messages.warning(request, place.closed)
        return place.to("own_year")
    words = commitment_text(place.member.unit, place.year).text
    seen = request.POST.get("words", "").replace("\r\n", "\n")
    try:
        sign_commitment(place.member, place.year, words=words, seen=seen, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return place.to("own_commitment")
    messages.success(request, f"Đã ký cam kết học tập suốt đời năm {place.year}.")
    return place.to("own_year")


@require_POST
@writes_own
def own_commitment_withdraw(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    try:
        withdraw_commitment(place.member, place.year, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã rút chữ ký cam kết năm {place.year}.")
    return place.to("own_commitment")
