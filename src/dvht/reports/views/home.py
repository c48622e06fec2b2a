from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dvht.accounts.models import RoleKind
from dvht.accounts.permissions import can_assess_unit, can_keep_unit
from dvht.accounts.queries import OUTSIDE_THE_UNIT, roles_of, visible_units
from dvht.dossiers.models import Submission
from dvht.members.permissions import can_keep_roster, can_read_roster
from dvht.members.queries.own import own_members
from dvht.plans.queries import packs_offered, plan_of, years_of
from dvht.regulation.errors import UnknownPackError
from dvht.regulation.library import available_packs, load_pack
from dvht.reports.queries import Home, Rights, law_of, notes_of
from dvht.reports.queries.bodies import bodies_worked_for, landing_year
from dvht.ui.requests import SignedInRequest
from dvht.units.queries import ending_of


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Where a person belongs: the board of a body, the year of a unit, what is to be examined, what is administered.

    Whoever works nowhere has their own year.
    """
    roles = roles_of(request.user)
    bodies = bodies_worked_for(request.user)
    areas = [role.unit for role in roles if role.kind == RoleKind.STUDY_ASSOCIATION]
    if found := next(iter((*bodies, *areas)), None):
        return redirect("authority_board", found.pk, landing_year(found))
    works = [role for role in roles if role.kind not in (*OUTSIDE_THE_UNIT, RoleKind.ADMINISTRATOR)]
    if works:
        return redirect("unit_home", works[0].unit_id)
    if any(role.kind == RoleKind.EXAMINER for role in roles):
        return redirect("examinations")
    if any(role.kind == RoleKind.ADMINISTRATOR for role in roles):
        return redirect("unit_list")
    if roles or own_members(request.user).exists():
        return redirect("own_home")
    return render(request, "reports/no_unit.html")


@require_GET
def unit_home(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """The newest year that the unit has a plan for, else this year."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    years = years_of(unit)
    return redirect("year_home", unit_id, years[0] if years else timezone.localdate().year)


@require_GET
def year_home(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    unit = get_object_or_404(visible_units(request.user).select_related("receiving"), pk=unit_id)
    plan, today = plan_of(unit, year), timezone.localdate()
    context = {
        "unit": unit,
        "unit_id": unit_id,
        "year": year,
        "may_write": can_keep_unit(request.user, unit),
        "ending": ending_of(unit, today),
        "ended": unit.is_dissolved(today),
    }
    if plan is None:
        sent = Submission.objects.filter(unit=unit, year=year).first()
        more = {"packs": packs_offered(unit, year), "submission": sent}
        return render(request, "reports/no_plan.html", {**context, **more})
    prefetch_related_objects([plan], "papers", "committee", "tasks", "milestones", "targets")
    plan.unit = unit
    rights = Rights(
        write=can_keep_unit(request.user, unit),
        assess=can_assess_unit(request.user, unit),
        read_roster=can_read_roster(request.user, unit),
        keep_roster=can_keep_roster(request.user, unit),
    )
    found = Home(plan, today, reader=request.user, rights=rights)
    return render(
        request,
        "reports/home.html",
        {**context, "home": found, "plan": plan, "today": today, "may_assess": rights.assess},
    )


@login_not_required
@require_GET
def regulations(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/regulations.html", {"packs": available_packs()})


@login_not_required
@require_GET
def regulation(request: HttpRequest, pack_id: str) -> HttpResponse:
    """One regulation as the system applies it, with what the text leaves open."""
    try:
        pack = load_pack(pack_id, request.GET.get("phien-ban") or None)
    except UnknownPackError as error:
        raise Http404 from error
    return render(
        request,
        "reports/regulation.html",
        {"pack": pack, "groups": law_of(pack), "notes": notes_of(pack)},
    )
