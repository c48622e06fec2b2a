"""The tree of units: list, add, change, move."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dvht.accounts.forms import MoveForm, PaperHeadForm, UnitForm, show_errors
from dvht.accounts.permissions import can_administer, can_administer_unit
from dvht.accounts.queries import administered_units, unit_lines, visible_units
from dvht.ui.requests import SignedInRequest
from dvht.units.actions import add_unit, change_unit, move_unit
from dvht.units.models import Unit
from dvht.units.queries import (
    RECEIVER_UNSETTLED,
    authority_of,
    commune_of,
    possible_parents,
    possible_receivers,
    suggested_areas,
    suggested_receivers,
)

PER_PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


def administered(request: HttpRequest, unit_id: int) -> Unit:
    """The unit asked for: 404 when it isn't visible, 403 when it isn't the person's to administer."""
    unit: Unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    if not can_administer_unit(request.user, unit):
        raise PermissionDenied
    return unit


@require_GET
def unit_list(request: SignedInRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "")[:100].strip()
    lines = unit_lines(administered_units(request.user), words)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/unit_list.html", {"page": page, "words": words})


@require_http_methods(FORM_METHODS)
def unit_add(request: SignedInRequest, unit_id: int) -> HttpResponse:
    under = administered(request, unit_id)
    receivers = possible_receivers(under, administered_units(request.user), itself=True)
    new = _new_unit(under, request.GET.get("ma", ""))
    form = UnitForm(request.POST or None, instance=new, receivers=receivers)
    if request.method == "POST" and form.is_valid():
        try:
            unit = add_unit(form.instance, under=under, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã thêm {unit.name}. Bước tiếp: thêm người dùng cho đơn vị này.")
            return redirect("user_list", unit.pk)
    return _form_page(request, "accounts/unit_add.html", form, {"under": under, "unit": under})


def _new_unit(under: Unit, code: str) -> Unit:
    """What a new unit begins with: the area above it, or the commune chosen from the official list."""
    place = commune_of(int(code)) if code.isdecimal() and len(code) < 9 else None
    if place is None:
        return Unit(area=under.area, place=under.place, paper_parent=under.paper_parent)
    words = f"{place.name[0].lower()}{place.name[1:]}"
    return Unit(
        name=f"UBND {words}",
        paper_name=f"Ủy ban nhân dân {words}",
        kind="commune_peoples_committee",
        area=place.area,
        place=place.name.split(" ", 1)[-1] if place.name.startswith("Xã") else place.name,
        symbol="UBND",
        head_title="Chủ tịch",
    )


@require_http_methods(FORM_METHODS)
def unit_change(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = administered(request, unit_id)
    receivers = possible_receivers(unit, administered_units(request.user))
    if unit.receiving_id:
        receivers = receivers | Unit.objects.filter(pk=unit.receiving_id)
    instance = Unit.objects.get(pk=unit.pk)
    form = UnitForm(request.POST or None, instance=instance, receivers=receivers)
    context: dict[str, Any] = {"unit": unit}
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_unit(
                unit, form.facts(), version=form.cleaned_data["version"] or 0, by=request.user
            )
        except ValidationError as error:
            if getattr(error, "code", "") != "conflict":
                show_errors(form, error)
            else:
                context = _conflict(request, form, unit)
        else:
            messages.success(request, f"Đã lưu {changed.name}.")
            return redirect("unit_change", unit.pk)
    return _form_page(request, "accounts/unit_change.html", form, context)


def _conflict(request: SignedInRequest, form: UnitForm, unit: Unit) -> dict[str, Any]:
    """Keep what the person typed, show what stands now, and let the next saving rest on that."""
    stored = Unit.objects.get(pk=unit.pk)
    differences = [
        (str(form.fields[name].label), _shown(stored, name), _shown(form.instance, name))
        for name, typed in form.facts().items()
        if typed != getattr(stored, name)
    ]
    data = request.POST.copy()
    data["version"] = str(stored.version)
    form.data = data
    return {"unit": stored, "differences": differences, "has_conflict": True}


def _shown(unit: Unit, name: str) -> str:
    words = {"kind": unit.kind_label, "ownership": unit.get_ownership_display()}
    return str(words.get(name) or getattr(unit, name) or "(trống)")


@require_POST
def unit_paper_head(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """The head of a paper as it would print with what has been typed so far."""
    administered(request, unit_id)
    return render(request, "accounts/_paper_head.html", {"paper": _paper_head(request.POST)})


@require_http_methods(FORM_METHODS)
def unit_move(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = administered(request, unit_id)
    parent = Unit.objects.get_parent(unit)
    if parent is None or not can_administer_unit(request.user, parent):
        raise PermissionDenied
    targets = possible_parents(administered_units(request.user)).exclude(path__startswith=unit.path)
    form = MoveForm(request.POST or None, targets=targets)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_unit(unit, under=form.cleaned_data["under"], by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã chuyển {moved.name} sang thuộc {form.cleaned_data['under']}.")
            return redirect("unit_list")
    return render(request, "accounts/unit_move.html", {"unit": unit, "parent": parent, "form": form})


def _form_page(
    request: SignedInRequest, template: str, form: UnitForm, context: dict[str, Any]
) -> HttpResponse:
    kind = form["kind"].value() or ""
    typed = {name: form[name].value() or "" for name in PaperHeadForm.base_fields}
    context |= {
        "form": form,
        "paper": _paper_head(typed),
        "unsettled": RECEIVER_UNSETTLED,
        "suggested": suggested_receivers(kind),
        "can_move": "under" not in context and context["unit"].depth > 1,
        "areas": suggested_areas(str(form["area"].value() or context["unit"].area)),
        "authority": authority_of(context["unit"], timezone.localdate()) if "under" not in context else None,
        "is_dissolved": context["unit"].dissolved_on is not None,
    }
    return render(request, template, context)


def _paper_head(typed: Any) -> dict[str, str]:
    """The lines of a paper's head (NĐ 30/2020): the body above, the issuer, symbol and place."""
    form = PaperHeadForm(typed)
    form.is_valid()
    said = {name: " ".join(str(form.cleaned_data.get(name, "")).split())[:200] for name in form.fields}
    return {
        "parent": said["paper_parent"].upper(),
        "issuer": (said["paper_name"] or said["name"]).upper(),
        "symbol": said["symbol"].upper(),
        "place": said["place"],
    }
