"""The people of a unit: list, add, roles, closing an account, temporary passwords."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dvht.accounts import actions
from dvht.accounts.exports import people_workbook
from dvht.accounts.forms import JoinForm, PersonForm, RolesForm, UserForm, show_errors
from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.permissions import can_administer, can_edit_user
from dvht.accounts.queries import account_lines, administered_units, member_lines
from dvht.accounts.views.units import FORM_METHODS, PER_PAGE, administered
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit


@require_GET
def user_list(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = administered(request, unit_id)
    words = request.GET.get("q", "")[:100].strip()
    page = Paginator(member_lines(unit, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "page": page,
        "words": words,
        "is_dissolved": unit.is_dissolved(timezone.localdate()),
    }
    return render(request, "accounts/user_list.html", context)


@require_GET
def user_export(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """The list of the page as a workbook, whole."""
    unit = administered(request, unit_id)
    words = request.GET.get("q", "")[:100].strip()
    lines = account_lines(Unit.objects.filter(pk=unit.pk), words)
    day = written_date(timezone.localdate())
    content = people_workbook(lines, f"Người dùng của {unit.name}, ngày {day}")
    return titled_download(content, f"nguoi dung {unit.symbol}", "xlsx")


@require_GET
def users_export(request: SignedInRequest) -> HttpResponse:
    """The people of every unit that somebody administers."""
    if not can_administer(request.user):
        raise PermissionDenied
    day = written_date(timezone.localdate())
    content = people_workbook(
        account_lines(administered_units(request.user)), f"Người dùng các đơn vị, ngày {day}"
    )
    return titled_download(content, "nguoi dung cac don vi", "xlsx")


@never_cache
@require_http_methods(FORM_METHODS)
def user_add(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = administered(request, unit_id)
    form = UserForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            user, password = actions.add_user(
                facts["full_name"],
                unit,
                facts["roles"],
                by=request.user,
                username=facts["username"],
                email=facts["email"],
                sectors=facts.get("sectors", ()),
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            return _told_once(request, unit, user, password, is_new=True)
    return render(request, "accounts/user_add.html", {"unit": unit, "form": form})


@require_http_methods(FORM_METHODS)
def user_join(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Give roles at this unit to somebody who has an account elsewhere within the administrator's reach.

    Beyond it a role could be forced on anybody, and would take the account out of its own administrator's hands.
    """
    unit = administered(request, unit_id)
    form = JoinForm(request.POST or None, unit=unit, can_reach=partial(can_edit_user, request.user))
    if request.method == "POST" and form.is_valid() and form.person:
        user = form.person
        try:
            _join(user, unit, form, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã giao vai trò ở {unit.name} cho {user.full_name}.")
            return redirect("user_list", unit.pk)
    return render(request, "accounts/user_join.html", {"unit": unit, "form": form})


def _join(user: User, unit: Unit, form: JoinForm, *, by: User) -> None:
    """What the person is at the unit already stays; sectors are set only with the role that has them."""
    held = set(Role.objects.filter(user=user, unit=unit).values_list("kind", flat=True))
    given = set(form.cleaned_data["roles"])
    sectors = form.cleaned_data.get("sectors") if RoleKind.OFFICER in given else None
    actions.set_roles(user, unit, held | given, by=by, sectors=sectors)


@require_http_methods(FORM_METHODS)
def user_change(request: SignedInRequest, unit_id: int, user_id: int) -> HttpResponse:
    unit = administered(request, unit_id)
    person = _person(unit, user_id)
    is_editable = can_edit_user(request.user, person)
    roles = Role.objects.filter(user=person)
    here = list(roles.filter(unit=unit))
    held = [role.kind for role in here]
    data = request.POST if request.method == "POST" else None
    has_others = roles.exclude(unit=unit).exists()
    initial = {"roles": held, "sectors": [sector for role in here for sector in role.sectors]}
    roles_form = RolesForm(data, initial=initial, unit=unit, held=held, has_others=has_others)
    person_form = (
        PersonForm(data, initial={"full_name": person.full_name, "email": person.email})
        if is_editable
        else None
    )
    if request.method == "POST" and _saved(request, unit, person, roles_form, person_form):
        messages.success(
            request, f"Đã lưu {person_form.cleaned_data['full_name'] if person_form else person}."
        )
        return redirect("user_list", unit.pk)
    context = {
        "unit": unit,
        "person": person,
        "roles_form": roles_form,
        "person_form": person_form,
        "is_self": person.pk == request.user.pk,
    }
    return render(request, "accounts/user_change.html", context)


def _saved(
    request: SignedInRequest, unit: Unit, person: User, roles_form: RolesForm, person_form: PersonForm | None
) -> bool:
    """Save what the person is called and is, both or neither; False when something must be mended."""
    if not roles_form.is_valid() or (person_form is not None and not person_form.is_valid()):
        return False
    try:
        with transaction.atomic():
            if person_form is not None:
                actions.change_user(person, **person_form.cleaned_data, unit=unit, by=request.user)
            said = roles_form.cleaned_data
            actions.set_roles(person, unit, said["roles"], by=request.user, sectors=said.get("sectors"))
    except ValidationError as error:
        on_roles = {"roles", "sectors"} & set(getattr(error, "error_dict", {}))
        show_errors(roles_form if on_roles or person_form is None else person_form, error)
        return False
    return True


@require_POST
def user_deactivate(request: SignedInRequest, unit_id: int, user_id: int) -> HttpResponse:
    unit, person = _editable(request, unit_id, user_id)
    try:
        actions.deactivate_user(person, unit=unit, by=request.user)
    except ValidationError as error:
        messages.error(request, f"Chưa ngừng được tài khoản của {person.full_name}. {error.messages[0]}")
    else:
        messages.success(request, f"Đã ngừng tài khoản của {person.full_name}. Dữ liệu đã nhập vẫn còn.")
    return redirect("user_change", unit.pk, person.pk)


@require_POST
def user_reactivate(request: SignedInRequest, unit_id: int, user_id: int) -> HttpResponse:
    unit, person = _editable(request, unit_id, user_id)
    actions.reactivate_user(person, unit=unit, by=request.user)
    messages.success(request, f"Đã mở lại tài khoản của {person.full_name}.")
    return redirect("user_change", unit.pk, person.pk)


@never_cache
@require_POST
def user_password(request: SignedInRequest, unit_id: int, user_id: int) -> HttpResponse:
    """Set a temporary password and tell it once, in this answer; it is stored nowhere in clear."""
    unit, person = _editable(request, unit_id, user_id)
    if person.pk == request.user.pk:
        return redirect("account_change_password")
    password = actions.set_temporary_password(person, unit=unit, by=request.user)
    return _told_once(request, unit, person, password, is_new=False)


def _told_once(
    request: SignedInRequest, unit: Unit, user: User, password: str, *, is_new: bool
) -> HttpResponse:
    context = {"unit": unit, "person": user, "password": password, "is_new": is_new}
    return render(request, "accounts/user_password.html", context)


def _person(unit: Unit, user_id: int) -> User:
    return get_object_or_404(User.objects.filter(roles__unit=unit).distinct(), pk=user_id)


def _editable(request: SignedInRequest, unit_id: int, user_id: int) -> tuple[Unit, User]:
    unit = administered(request, unit_id)
    person = _person(unit, user_id)
    if not can_edit_user(request.user, person):
        raise PermissionDenied
    return unit, person
