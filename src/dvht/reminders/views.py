import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.models import RoleKind, User
from dvht.accounts.permissions import can_administer
from dvht.accounts.queries import AUTHORITY_ROLES, bodies_of
from dvht.reminders.actions import MARKS, make_address, person_at, revoke_address, save_wishes
from dvht.reminders.exports import calendar_file
from dvht.reminders.forms import WishesForm
from dvht.reminders.models import CalendarAddress
from dvht.reminders.queries import Due, due_for, failed_mails, last_mail, wishes_of
from dvht.ui.requests import SignedInRequest

AHEAD = dt.timedelta(days=max(MARKS))
OF_UNITS = AUTHORITY_ROLES | {RoleKind.COMMITTEE}
"""Whose calendar shows the days of a unit."""
MOST_FAILED = 50


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedInRequest) -> HttpResponse:
    """What is due soon, what is told by mail, and the address of one's calendar."""
    person = request.user
    wishes = wishes_of(person)
    form = WishesForm(
        request.POST or None, initial={"topics": [topic for topic, wanted in wishes.items() if wanted]}
    )
    if request.method == "POST":
        form = WishesForm(request.POST)
        if form.is_valid():
            save_wishes(form.cleaned_data["topics"], by=person)
            messages.success(request, "Đã ghi lựa chọn nhận thư điện tử.")
            return redirect("reminders")
    today = timezone.localdate()
    context = {
        "form": form,
        "dues": due_for(bodies_of(person, OF_UNITS), today, today + AHEAD),
        "today": today,
        "has_server": bool(settings.EMAIL_HOST),
        "last_mail": last_mail(person),
        "address": CalendarAddress.objects.filter(person=person).first(),
        "may_administer": can_administer(person),
        "failed": failed_mails(person)[:MOST_FAILED] if can_administer(person) else (),
    }
    return render(request, "reminders/reminders.html", context, status=422 if form.errors else 200)


@require_POST
def calendar_address(request: SignedInRequest) -> HttpResponse:
    """Make a new address and show it this once."""
    path = reverse("calendar_feed", args=[make_address(by=request.user)])
    address = f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    messages.success(
        request,
        f"Địa chỉ lịch của bạn, chỉ hiện lần này, hãy sao chép ngay: {address} Địa chỉ cũ (nếu có) hết dùng.",
    )
    return redirect("reminders")


@require_POST
def calendar_address_revoke(request: SignedInRequest) -> HttpResponse:
    if revoke_address(by=request.user):
        messages.success(request, "Đã thu hồi địa chỉ lịch. Không ai mở được lịch bằng địa chỉ đó nữa.")
    else:
        messages.info(request, "Bạn chưa có địa chỉ lịch nào.")
    return redirect("reminders")


@login_not_required
@never_cache
@require_safe
def calendar_feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of a person's units, for the calendar program that knows their secret address."""
    person = person_at(secret)
    if person is None:
        raise Http404
    host = urlsplit(settings.PUBLIC_URL).hostname or "dvht"
    answer = HttpResponse(
        calendar_file(_dues_of(person), host=host, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="dvht.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _dues_of(person: User) -> tuple[Due, ...]:
    """From the first of January, when the year before is still being handed in, to the end of the next year's own."""
    year = timezone.localdate().year
    return due_for(bodies_of(person, OF_UNITS), dt.date(year, 1, 1), dt.date(year + 2, 12, 31))
