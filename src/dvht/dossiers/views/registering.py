"""Entering what came on paper or by mail: choose the unit, then say what came."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dvht.accounts.queries import sectors_of
from dvht.dossiers.actions import Arrival, register_submission
from dvht.dossiers.forms import RegisterForm
from dvht.dossiers.models import Channel, Submission
from dvht.dossiers.permissions import belongs_to_unit
from dvht.dossiers.queries.listing import gone_back, units_to_register
from dvht.dossiers.views.office import Office, office_of
from dvht.evidence.forms import received_files
from dvht.evidence.models import CheckedFile, RefusedFile
from dvht.plans.queries import plan_of
from dvht.regulation.library import packs_governing
from dvht.regulation.pack import Pack
from dvht.ui.answers import into_form, require
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def submission_register(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    office = office_of(request, unit_id, year)
    require(office.may_register)
    sectors = sectors_of(request.user, office.body.pk)
    units = units_to_register(office.body, year, timezone.localdate(), sectors)
    units = tuple(unit for unit in units if not belongs_to_unit(request.user, unit))
    chosen = request.POST.get("unit") or request.GET.get("don-vi", "")
    if not chosen:
        back = gone_back(units, year)
        listed = [(one, back.get(one.pk, "")) for one in units]
        return render(request, "dossiers/submission_register.html", office.context(units=listed))
    unit = next((one for one in units if str(one.pk) == chosen), None)
    if unit is None:
        return _not_there(request, office, chosen)
    pack = _pack_of(unit, year)
    if request.method == "POST":
        return _entered(request, office, unit, pack)
    return _page(request, office, unit, pack, RegisterForm(unit, pack))


def _not_there(request: SignedInRequest, office: Office, chosen: str) -> HttpResponse:
    """Somebody else may have entered it, or the unit sent it, since the list was read."""
    known = chosen.isascii() and chosen.isdigit() and len(chosen) < 10
    there = Submission.objects.filter(unit=int(chosen), year=office.year).first() if known else None
    if there is None or not office.submissions.filter(pk=there.pk).exists():
        raise Http404
    messages.warning(
        request, f"Hồ sơ năm {office.year} của {there.unit} đã có: {there.get_state_display().lower()}."
    )
    return redirect("submission", office.body.pk, office.year, there.pk)


def _pack_of(unit: Unit, year: int) -> Pack:
    """That of the unit's own plan, else the first that governs its kind."""
    plan = plan_of(unit, year)
    if plan is not None:
        return plan.pack
    packs = packs_governing(unit.kind, year)
    if not packs:
        raise Http404
    return packs[0]


def _entered(request: SignedInRequest, office: Office, unit: Unit, pack: Pack) -> HttpResponse:
    scans = received_files(request)
    form = RegisterForm(unit, pack, request.POST, scans)
    for one in scans:
        if isinstance(one, RefusedFile):
            form.add_error(None, f"“{one.name}”: {one.reason}")
    if form.is_valid():
        kept = tuple(one for one in scans if isinstance(one, CheckedFile))
        try:
            delivery = register_submission(
                unit, office.year, pack, office.body, _arrival(form, kept), by=request.user
            )
        except ValidationError as error:
            into_form(form, error, conflicts=())
        else:
            messages.success(request, f"Đã ghi nhận hồ sơ của {unit.name}: số tiếp nhận {delivery.receipt}.")
            return redirect("submission", office.body.pk, office.year, delivery.submission_id)
    return _page(request, office, unit, pack, form, status=422)


def _arrival(form: RegisterForm, scans: tuple[CheckedFile, ...]) -> Arrival:
    sent = form.cleaned_data
    return Arrival(
        Channel(sent["channel"]), sent["arrived_on"], sent["requested"], sent["late_reason"], form.values,
        sent["member_total"], scans,
    )  # fmt: skip


def _page(
    request: SignedInRequest, office: Office, unit: Unit, pack: Pack, form: RegisterForm, status: int = 200
) -> HttpResponse:
    context = office.context(chosen=unit, pack=pack, form=form)
    return render(request, "dossiers/submission_register.html", context, status=status)
