"""Who receives and who decides within an area: list, set, correct, end, confirm, and the default of two tiers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dvht.accounts.exports import powers_workbook
from dvht.accounts.forms import ConfirmForm, EndForm, JurisdictionForm, show_errors
from dvht.accounts.permissions import can_administer, can_administer_unit
from dvht.accounts.queries import administered_units, visible_units
from dvht.accounts.views.units import FORM_METHODS, PER_PAGE, administered
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest, version_sent
from dvht.ui.vietnamese import written_date
from dvht.units.actions import (
    apply_two_tier,
    change_jurisdiction,
    confirm_jurisdiction,
    end_jurisdiction,
    set_jurisdiction,
)
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries import (
    AUTHORITY_UNSETTLED,
    is_over_two_tiers,
    possible_receivers,
    propose_two_tier,
)

AREAS_OFFERED = 20
"""Areas without a row that the list offers; any other is reached from its own page."""


@require_GET
def jurisdiction_list(request: SignedInRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    areas = administered_units(request.user)
    rows = _rows_of(request)
    living = areas.filter(dissolved_on__isnull=True, numchild__gt=0).order_by("path")
    communes = Unit.objects.filter(
        path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1, kind="commune_peoples_committee"
    )
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "today": today,
        "unsettled": AUTHORITY_UNSETTLED,
        "provinces": living.filter(Exists(communes)),
        "areas": living.exclude(pk__in=Jurisdiction.objects.in_force(today).values("area"))[:AREAS_OFFERED],
    }
    return render(request, "accounts/jurisdiction_list.html", context)


def _rows_of(request: SignedInRequest) -> QuerySet[Jurisdiction]:
    """Of the areas that somebody administers."""
    areas = administered_units(request.user)
    return Jurisdiction.objects.filter(area__in=areas).select_related("area")


@require_GET
def jurisdiction_export(request: SignedInRequest) -> HttpResponse:
    """The list as a workbook, whole, what has ended and what is to come too."""
    if not can_administer(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    title = f"Ai nhận hồ sơ, ai quyết định, ngày {written_date(today)}"
    return titled_download(powers_workbook(_rows_of(request), title, today), "tham quyen", "xlsx")


@require_http_methods(FORM_METHODS)
def jurisdiction_add(request: SignedInRequest, unit_id: int) -> HttpResponse:
    area = administered(request, unit_id)
    form = JurisdictionForm(request.POST or None, bodies=_bodies(request, area))
    if request.method == "POST" and form.is_valid():
        try:
            row = set_jurisdiction(area, Tier(form.cleaned_data["tier"]), form.powers(), by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Đã đặt thẩm quyền ở {area.name}: {row.receiving_name} nhận hồ sơ.")
            return redirect("jurisdiction_list")
    context = {"area": area, "form": form, "unsettled": AUTHORITY_UNSETTLED}
    return render(request, "accounts/jurisdiction_add.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def jurisdiction_change(request: SignedInRequest, jurisdiction_id: int) -> HttpResponse:
    row = _row(request, jurisdiction_id)
    form = JurisdictionForm(request.POST or None, bodies=_bodies(request, row.area, row), row=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_jurisdiction(row, form.powers(), version=version, by=request.user)
        except ValidationError as error:
            return _refused(request, row, error, form=form)
        messages.success(request, f"Đã lưu thẩm quyền ở {row.area.name}.")
        return redirect("jurisdiction_list")
    return _page(request, row, form=form)


@require_POST
def jurisdiction_end(request: SignedInRequest, jurisdiction_id: int) -> HttpResponse:
    row = _row(request, jurisdiction_id)
    form = EndForm(request.POST, prefix="end")
    if not form.is_valid():
        return _page(request, row, end_form=form)
    said = form.cleaned_data
    try:
        end_jurisdiction(row, until=said["until"], version=said["version"], by=request.user)
    except ValidationError as error:
        return _refused(request, row, error, end_form=form)
    messages.success(
        request, f"Thẩm quyền của {row.receiving_name} ở {row.area.name} hết ngày {said['until']:%d/%m/%Y}."
    )
    return redirect("jurisdiction_list")


@require_POST
def jurisdiction_confirm(request: SignedInRequest, jurisdiction_id: int) -> HttpResponse:
    row = _row(request, jurisdiction_id)
    form = ConfirmForm(request.POST, prefix="confirm")
    if not form.is_valid():
        return _page(request, row, confirm_form=form)
    said = form.cleaned_data
    try:
        confirm_jurisdiction(row, document=said["document"], version=said["version"], by=request.user)
    except ValidationError as error:
        return _refused(request, row, error, confirm_form=form)
    messages.success(request, f"Đã ghi văn bản xác nhận thẩm quyền ở {row.area.name}.")
    return redirect("jurisdiction_list")


@require_http_methods(FORM_METHODS)
def two_tier(request: SignedInRequest, unit_id: int) -> HttpResponse:
    province = administered(request, unit_id)
    if not is_over_two_tiers(province):
        return _two_tier_elsewhere(request, province)
    status = 200
    if request.method == "POST":
        try:
            made = apply_two_tier(province, seen=version_sent(request, "seen"), by=request.user)
        except ValidationError as error:
            messages.error(request, f"Chưa áp dụng. {error.messages[0]}")
            status = 422
        else:
            told = f"Đã đặt {len(made)} dòng thẩm quyền hai cấp dưới {province.name}"
            messages.success(request, f"{told}; chưa dòng nào được xác nhận.")
            return redirect("jurisdiction_list")
    rows = propose_two_tier(province)
    context = {
        "province": province,
        "rows": rows,
        "new": sum(1 for row in rows if row.standing is None),
        "unsettled": AUTHORITY_UNSETTLED,
    }
    return render(request, "accounts/two_tier.html", context, status=status)


def _two_tier_elsewhere(request: SignedInRequest, unit: Unit) -> HttpResponse:
    """The default is a province's: which page it has, for whoever administers that."""
    above = administered_units(request.user).filter(path__in=unit.paths_above).order_by("-depth")
    province = next((one for one in above if is_over_two_tiers(one)), None)
    context = {"unit": unit, "province": province}
    return render(
        request, "accounts/two_tier_elsewhere.html", context, status=422 if request.method == "POST" else 200
    )


def _row(request: SignedInRequest, jurisdiction_id: int) -> Jurisdiction:
    """The row asked for: 404 when its area isn't visible, 403 when it isn't the person's to administer."""
    rows = Jurisdiction.objects.filter(area__in=visible_units(request.user))
    row = get_object_or_404(rows.select_related("area", "receiving", "deciding"), pk=jurisdiction_id)
    if not can_administer_unit(request.user, row.area):
        raise PermissionDenied
    return row


def _bodies(request: SignedInRequest, area: Unit, row: Jurisdiction | None = None) -> Any:
    """Bodies that the person administers, with those that the row names: nobody gives powers to whom they don't."""
    administers = administered_units(request.user)
    bodies = possible_receivers(area, administers, itself=True).filter(pk__in=administers.values("pk"))
    if row is None:
        return bodies
    return bodies | Unit.objects.filter(pk__in=[pk for pk in (row.receiving_id, row.deciding_id) if pk])


def _page(request: SignedInRequest, row: Jurisdiction, **forms: Any) -> HttpResponse:
    shown = {
        "form": JurisdictionForm(bodies=_bodies(request, row.area, row), row=row),
        "end_form": EndForm(prefix="end", initial={"version": row.version}),
        "confirm_form": ConfirmForm(
            prefix="confirm", initial={"version": row.version, "document": row.confirmed_by}
        ),
        **forms,
    }
    wrong = any(form.errors for form in shown.values())
    context = {"row": row, "unsettled": AUTHORITY_UNSETTLED, **shown}
    return render(request, "accounts/jurisdiction_change.html", context, status=422 if wrong else 200)


def _refused(
    request: SignedInRequest, row: Jurisdiction, error: ValidationError, **forms: Any
) -> HttpResponse:
    """Keep what was typed; after a conflict the next saving rests on what stands now, which the page shows."""
    (form,) = forms.values()
    show_errors(form, error)
    if getattr(error, "code", "") == "conflict":
        row = Jurisdiction.objects.select_related("area", "receiving", "deciding").get(pk=row.pk)
        data = form.data.copy()
        data[form.add_prefix("version")] = str(row.version)
        form.data = data
    return _page(request, row, **forms)
