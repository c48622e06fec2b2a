from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members.actions.own import correct_own_details
from dvht.members.actions.requests import STAYS, RequestWords, receive_request
from dvht.members.exports.own import own_data_archive
from dvht.members.forms.requests import DetailsForm, OwnRequestForm
from dvht.members.models import Member
from dvht.members.queries.holdings import holdings_of
from dvht.members.queries.own import own_members
from dvht.members.queries.requests import CLOCKS, own_requests
from dvht.members.views.own.door import into_form, own_member
from dvht.ui.downloads import private
from dvht.ui.requests import SignedInRequest, version_sent


@require_safe
def personal_data(request: SignedInRequest) -> HttpResponse:
    """What is kept of people and why; and one's own, for whoever is on a roster."""
    context = {"members": own_members(request.user), "clocks": CLOCKS, "stays": STAYS}
    return render(request, "members/personal_data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: SignedInRequest, member_id: int) -> HttpResponse:
    """What the system holds of oneself, what one may mend, and one's requests."""
    member = own_member(request, member_id)
    if request.method != "POST":
        return _page(request, member, status=200)
    form = DetailsForm(request.POST)
    status = _corrected(request, member, form)
    if status == 302:
        return redirect("own_data", member.pk)
    return _page(request, member, status=status, form=form)


def _corrected(request: SignedInRequest, member: Member, form: DetailsForm) -> int:
    if not form.is_valid():
        return 422
    try:
        correct_own_details(
            member,
            full_name=form.cleaned_data["full_name"],
            identity=form.identity_words(),
            version=version_sent(request),
            by=request.user,
        )
    except ValidationError as error:
        return into_form(form, error)
    messages.success(request, "Đã lưu dữ liệu của bạn.")
    return 302


@require_POST
def own_request_add(request: SignedInRequest, member_id: int) -> HttpResponse:
    """Ask the unit for something about one's data; its clocks start now."""
    member = own_member(request, member_id)
    form = OwnRequestForm(request.POST)
    if not form.is_valid():
        return _page(request, member, status=422, asking=form)
    said = RequestWords(
        kind=form.cleaned_data["kind"],
        words=form.cleaned_data["words"],
        asked_by=member.full_name,
        received_on=timezone.localdate(),
        member=member,
    )
    receive_request(member.unit, said, by=request.user)
    messages.success(request, f"Đã gửi yêu cầu đến {member.unit.name}.")
    return redirect("own_data", member.pk)


@require_safe
def own_data_export(request: SignedInRequest, member_id: int) -> FileResponse:
    """A copy of everything, for the person themself only."""
    member = own_member(request, member_id)
    name = f"du-lieu-cua-toi-{timezone.localdate():%Y%m%d}.zip"
    answer = FileResponse(own_data_archive(member), as_attachment=True, filename=name)
    answer["Content-Type"] = "application/zip"
    return private(answer)


def _page(request: SignedInRequest, member: Member, *, status: int, **forms: Any) -> HttpResponse:
    context = {
        "member": member,
        "held": holdings_of(member),
        "requests": own_requests(member, timezone.localdate()),
        "form": forms.get("form") or DetailsForm(initial={"full_name": member.full_name}),
        "asking": forms.get("asking") or OwnRequestForm(),
        "version": member.version,
        "clocks": CLOCKS,
        "today": timezone.localdate(),
    }
    return render(request, "members/own_data.html", context, status=status)
