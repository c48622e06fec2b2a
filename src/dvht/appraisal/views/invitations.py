"""Inviting somebody from outside, and the page where they accept, which tells nothing of any dossier."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dvht.accounts.models import User
from dvht.accounts.queries import username_for
from dvht.appraisal.actions import invitations as actions
from dvht.appraisal.forms.panels import AcceptForm, InviteForm, show_refusal
from dvht.appraisal.models import Invitation, Seat
from dvht.appraisal.queries.panels import InvitationStanding, invitation_of, standing_of
from dvht.appraisal.tasks import mail_invitation
from dvht.appraisal.views.panels_place import PanelPlace, either, run_by
from dvht.members.models.identity import seal
from dvht.ui.answers import said

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@either
@run_by
def invitation(place: PanelPlace, seat_id: int) -> HttpResponse:
    """Make a link for a seat; it is shown on the answer to this one post and never again."""
    seat = get_object_or_404(Seat, pk=seat_id, panel=place.panel)
    seat.panel = place.panel
    last = seat.invitations.first()
    form = InviteForm(place.request.POST or None, initial={"email": last.email if last else ""})
    link, mailed = "", False
    status = 422 if place.request.method == "POST" else 200
    if place.request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.invite(
                seat, days=form.cleaned_data["days"], email=form.cleaned_data["email"], by=place.request.user
            )
        except ValidationError as error:
            status = show_refusal(form, error)
        else:
            link, last, status = _address(place.request, secret), made, 200
            mailed = _mailed(made, link)
    context = place.context(
        seat=seat,
        form=form,
        link=link,
        mailed=mailed,
        last=last,
        standing=standing_of(last, timezone.now()).value if last else "",
        has_mail=bool(settings.EMAIL_HOST),
    )
    return render(place.request, "appraisal/invitation.html", context, status=status)


def _address(request: HttpRequest, secret: str) -> str:
    path = reverse("invitation_accept", args=[secret])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def _mailed(made: Invitation, link: str) -> bool:
    if not made.email or not settings.EMAIL_HOST:
        return False
    mail_invitation.enqueue(made.pk, seal(link))
    return True


@require_POST
@run_by
def invitation_revoke(place: PanelPlace, seat_id: int) -> HttpResponse:
    last = get_object_or_404(
        Invitation.objects.filter(seat=seat_id, seat__panel=place.panel).order_by("-pk")[:1]
    )
    told = f"Đã thu hồi lời mời của {last.seat.full_name}."
    said(place.request, lambda: actions.revoke_invitation(last, by=place.request.user), told)
    return place.back()


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@either
def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept: with the account that is signed in, or with a new one."""
    found = invitation_of(actions.digest_of(secret))
    if found is None:
        return _no_more(request, None)
    standing = standing_of(found, timezone.now())
    if standing != InvitationStanding.OPEN:
        return _no_more(request, standing)
    if isinstance(request.user, User):
        return _with_account(request, request.user, found, secret)
    proposed = username_for(found.seat.full_name, found.seat.panel.body.symbol)
    form = AcceptForm(request.POST or None, full_name=found.seat.full_name, username=proposed)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            seat = actions.accept_with_new_account(
                secret,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password1"],
                email=form.cleaned_data["email"],
            )
        except ValidationError as error:
            if error_code(error) == "gone":
                return _no_more(request, InvitationStanding.USED)
            status = show_refusal(form, error)
        else:
            assert seat.user is not None  # noqa: S101 - the deed has just seated them
            login(request, seat.user, backend=BACKEND)
            messages.success(request, f"Đã nhận lời. Tên đăng nhập của bạn là {seat.user.username}.")
            return redirect("home")
    return _page(request, found, status, form=form, sign_in=_sign_in(request))


def _with_account(request: HttpRequest, user: User, found: Invitation, secret: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, 200)
    try:
        seat = actions.accept_with_account(secret, by=user)
    except ValidationError as error:
        if error_code(error) == "gone":
            return _no_more(request, InvitationStanding.USED)
        return _page(request, found, 422, problem=" ".join(error.messages))
    messages.success(request, f"Đã nhận lời vào {seat.panel.name}.")
    return redirect("home")


def _page(request: HttpRequest, found: Invitation, status: int, **more: Any) -> HttpResponse:
    context = {"invitation": found, "seat": found.seat, "panel": found.seat.panel, **more}
    return _private(render(request, "appraisal/invitation_accept.html", context, status=status))


def _no_more(request: HttpRequest, standing: InvitationStanding | None) -> HttpResponse:
    """What became of the link, and nothing of whose it was: 404 for one never made, 410 for one that ended."""
    context = {"standing": standing.value if standing else ""}
    answer = render(request, "appraisal/invitation_gone.html", context, status=410 if standing else 404)
    return _private(answer)


def _sign_in(request: HttpRequest) -> str:
    return f"{reverse(settings.LOGIN_URL)}?next={request.path}"


def _private(answer: HttpResponse) -> HttpResponse:
    """The address is a secret: no other site hears of it, no search engine keeps it."""
    answer["Referrer-Policy"] = "same-origin"  # not less: a form without an origin is refused as forged
    answer["X-Robots-Tag"] = "noindex"
    return answer


def error_code(error: ValidationError) -> str:
    return str(getattr(error, "code", "") or "")
