"""The first start: the first unit and its administrator, asked once, from this machine only."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dvht.accounts.actions import set_up_installation
from dvht.accounts.forms import FirstPersonForm, FirstUnitForm
from dvht.accounts.models import User
from dvht.units.models import Unit

UNIT, PERSON = "set_up_unit", "set_up_person"
"""Where a session keeps the answers until they are checked."""

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")
BACKEND = "django.contrib.auth.backends.ModelBackend"

View = Callable[[HttpRequest], HttpResponse]


def first_start_only(view: View) -> View:
    """404 once somebody can sign in; 403 unless asked on the machine itself, whatever a header claims."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if settings.DEMO or User.objects.exists():
            raise Http404
        if not is_on_this_machine(request):
            return render(request, "accounts/set_up_refused.html", status=403)
        return view(request)

    return login_not_required(never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded)))


def is_on_this_machine(request: HttpRequest) -> bool:
    """Straight from loopback: a forwarding header means that a server stands between and hides who asks."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


@first_start_only
def set_up(request: HttpRequest) -> HttpResponse:
    """First question: the unit."""
    form = FirstUnitForm(request.POST or None, initial=request.session.get(UNIT))
    if request.method == "POST" and form.is_valid():
        request.session[UNIT] = {name: str(getattr(form.instance, name)) for name in form.fields}
        return redirect("set_up_check" if PERSON in request.session else "set_up_person")
    return render(request, "accounts/set_up.html", {"form": form})


@sensitive_post_parameters("password1", "password2")
@first_start_only
def set_up_person(request: HttpRequest) -> HttpResponse:
    """Second question: the administrator."""
    if UNIT not in request.session:
        return redirect("set_up")
    form = FirstPersonForm(request.POST or None, initial=request.session.get(PERSON))
    if request.method == "POST" and form.is_valid():
        request.session[PERSON] = form.answers()
        return redirect("set_up_check")
    return render(request, "accounts/set_up_person.html", {"form": form})


@first_start_only
def set_up_check(request: HttpRequest) -> HttpResponse:
    """Check the answers, then make unit and administrator in one deed and sign in."""
    if UNIT not in request.session or PERSON not in request.session:
        return redirect("set_up")
    unit, user = Unit(**request.session[UNIT]), User(**request.session[PERSON])
    problems: list[Any] = []
    if request.method == "POST":
        try:
            set_up_installation(unit, user)
        except ValidationError as error:
            problems = error.messages
        else:
            return _signed_in(request, unit, user)
    context = {"unit": unit, "person": user, "problems": problems}
    return render(request, "accounts/set_up_check.html", context)


def _signed_in(request: HttpRequest, unit: Unit, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    for name in (UNIT, PERSON):
        request.session.pop(name, None)
    messages.success(
        request, f"Đã cài đặt xong: {unit.name}, quản trị là {user.full_name}. Có thể làm việc ngay."
    )
    return redirect("home")
